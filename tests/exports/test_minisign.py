"""Signatures in the format of minisign: its own are taken, and ours are none but for the very bytes."""

from __future__ import annotations

import base64
from hashlib import blake2b

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from disclosure.exports.minisign import KeyUnreadError, is_signed, read_public, read_secret, signature

# What minisign made, from the documentation of minisign-verify (https://docs.rs/minisign-verify).
THEIRS = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
SIGNED = """untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1633700835\tfile:test\tprehashed
wLMDjy9FLAuxZ3q4NlEvkgtyhrr0gtTu6KC4KBJdITbbOeAi1zBIYo0v4iTgt8jJpIidRJnp94ABQkJAgAooBQ==
"""


def keys(seed: bytes = bytes(range(32)), number: bytes = b"01234567", stretched: bytes = b"\0\0") -> tuple[str, str]:
    """A secret key and its public one, as `minisign -G -W` writes them."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    checksum = blake2b(b"Ed" + number + seed + public, digest_size=32).digest()
    secret = b"Ed" + stretched + b"B2" + bytes(48) + number + seed + public + checksum
    return (
        f"untrusted comment: minisign unencrypted secret key\n{base64.b64encode(secret).decode()}\n",
        f"untrusted comment: minisign public key\n{base64.b64encode(b'Ed' + number + public).decode()}\n",
    )


def test_what_minisign_signed_is_taken() -> None:
    assert is_signed(b"test", SIGNED, read_public(THEIRS))
    assert not is_signed(b"Test", SIGNED, read_public(THEIRS))
    assert not is_signed(b"test", SIGNED.replace("1633700835", "1633700836"), read_public(THEIRS))


def test_ours_is_taken_and_none_with_a_changed_character() -> None:
    secret, public = keys()
    signed = signature(b"manifest", read_secret(secret), "site 1 2026-11-29")
    assert signed == signature(b"manifest", read_secret(secret), "site 1 2026-11-29")
    assert is_signed(b"manifest", signed, read_public(public))
    assert not is_signed(b"manifest", signed, read_public(keys(bytes(32))[1]))
    assert not is_signed(b"manifest", signed, read_public(keys(number=b"76543210")[1]))
    after = signed.index("\n") + 1  # the first line is a remark, which nothing rests on
    for at in range(after, len(signed)):
        other = "A" if signed[at] != "A" else "B"
        changed = signed[:at] + other + signed[at + 1 :]
        assert not is_signed(b"manifest", changed, read_public(public)) or _same_bytes(changed, signed), at


def _same_bytes(one: str, other: str) -> bool:
    """The last letter of base64 may hold bits that belong to no byte."""
    found = [[base64.b64decode(text.splitlines()[line]) for line in (1, 3)] for text in (one, other)]
    return found[0] == found[1] and one.splitlines()[2] == other.splitlines()[2]


@pytest.mark.parametrize("text", ["", "x", THEIRS, keys()[0][:-9], keys(stretched=b"Sc")[0]])
def test_what_is_no_secret_key_is_refused(text: str) -> None:
    with pytest.raises(KeyUnreadError):
        read_secret(text)


@pytest.mark.parametrize("text", ["", "x", keys()[0], THEIRS[:-4]])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(KeyUnreadError):
        read_public(text)
