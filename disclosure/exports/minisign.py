"""Signatures as minisign makes them (https://jedisct1.github.io/minisign/): Ed25519 over the BLAKE2b-512 of a file.

Whoever has minisign can verify ours, and we theirs. A signature depends on nothing but file, key and comment: signed again,
it is the same.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from typing import Any

SUFFIX = ".minisig"
"""Of the file beside the one that is signed."""

_KEY, _PREHASHED, _CHECKSUM = b"Ed", b"ED", b"B2"
_TRUSTED = "trusted comment: "


class SigningMissingError(Exception):
    """What signs and verifies is not installed (`make sign`)."""


class KeyUnreadError(Exception):
    """No key of minisign, or one under a password, which is for a person at a terminal to give to minisign."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Who is to have signed: the number of a key (8 bytes) and the key (32)."""

    number: bytes
    key: bytes


@dataclass(frozen=True, slots=True, repr=False)
class SecretKey:
    """With what to sign: the number of a key (8 bytes) and what it is made from (32)."""

    number: bytes
    seed: bytes


def read_public(text: str) -> PublicKey:
    """The key in a file minisign.pub, or its one line of base64; raises KeyUnreadError."""
    data = _decoded(text.strip().split("\n")[-1].strip())
    if len(data) != 42 or data[:2] != _KEY:
        raise KeyUnreadError
    return PublicKey(data[2:10], data[10:])


def read_secret(text: str) -> SecretKey:
    """The key in a file that `minisign -G -W` wrote, without a password; raises KeyUnreadError."""
    data = _decoded(text.strip().split("\n")[-1].strip())
    # algorithm, how the password is stretched (here: none), checksum algorithm, salt and limits; then number, key, checksum
    if len(data) != 158 or data[:2] != _KEY or data[2:4] != b"\0\0" or data[4:6] != _CHECKSUM:
        raise KeyUnreadError
    number, key, checksum = data[54:62], data[62:126], data[126:]
    if blake2b(_KEY + number + key, digest_size=32).digest() != checksum:
        raise KeyUnreadError
    return SecretKey(number, key[:32])


def signature(data: bytes, secret: SecretKey, comment: str) -> str:
    """The file of a signature; `comment` is one line, and signed too."""
    key = _ed25519().Ed25519PrivateKey.from_private_bytes(secret.seed)
    signed = key.sign(blake2b(data).digest())
    whole = key.sign(signed + comment.encode())
    lines = (
        "untrusted comment: signature of the manifest",
        base64.b64encode(_PREHASHED + secret.number + signed).decode(),
        _TRUSTED + comment,
        base64.b64encode(whole).decode(),
    )
    return "".join(f"{line}\n" for line in lines)


def is_signed(data: bytes, signed: str, public: PublicKey) -> bool:
    """Whether the file of a signature is that of these bytes, comment included, by this key."""
    lines = signed.splitlines()
    if len(lines) != 4 or not lines[2].startswith(_TRUSTED):
        return False
    try:
        first, whole = _decoded(lines[1]), _decoded(lines[3])
    except KeyUnreadError:
        return False
    if len(first) != 74 or first[:2] != _PREHASHED or first[2:10] != public.number:
        return False
    key = _ed25519().Ed25519PublicKey.from_public_bytes(public.key)
    try:
        key.verify(first[10:], blake2b(data).digest())
        key.verify(whole, first[10:] + lines[2].removeprefix(_TRUSTED).encode())
    except import_module("cryptography.exceptions").InvalidSignature:
        return False
    return True


def _decoded(line: str) -> bytes:
    try:
        return base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise KeyUnreadError from None


def _ed25519() -> Any:
    try:
        return import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
    except ModuleNotFoundError:
        raise SigningMissingError from None
