"""`build.py manifest`: what the site answers for, in a chain. `build.py verify`: whether a citation says what was published."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date
from itertools import islice
from pathlib import Path

from disclosure.base.problems import Language, Place, Problem, UsageError
from disclosure.commands.console import say
from disclosure.exports.manifest import (
    MANIFEST,
    Edition,
    ManifestError,
    edition_name,
    editions,
    manifest_files,
    read_manifest,
)
from disclosure.exports.minisign import (
    SUFFIX,
    KeyUnreadError,
    SecretKey,
    SigningMissingError,
    is_signed,
    read_public,
    read_secret,
    signature,
)
from disclosure.library.verdicts import Certified, Citation, Verdict, in_quotes, judge, read_citation, same_words
from disclosure.site.page import Site
from disclosure.text.check_codes import squeezed

CONFIRMED, REFUSED = 0, 1
"""Exit codes of `verify`."""

VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    "confirmed": ("核对无误", "confirmed"),
    "text-differs": ("文字与公布的不一致", "the words differ from those that were published"),
    "other-day": (
        "公布过这段文字，但所说的日子施行的是另一文本",
        "published, but other words were in force on that day",
    ),
    "status-differs": (
        "文字一致，但所说的效力不是当日的效力",
        "the words are the same, but the status on that day is another",
    ),
    "name-differs": (
        "标题、文号或条款与这个网址上的文件不一致",
        "title, number or place are not those of this address",
    ),
    "coming": ("所说的日子还没有到", "the day that it names has not come"),
    "several": ("有几处引用，请一处一处核对", "there are several citations: verify them one by one"),
    "no-code": ("没有校验码，也没有引文，文字无从核对", "there is no check code and no quoted text to compare"),
    "unknown": ("没有公布过这个网址上的这一条", "no such place was published at this address"),
}


def write_manifest(site: Site, folder: Path, language: Language, key: Path | None = None) -> None:
    """The next edition of the manifest, beside those before it; nothing where all is as it was. With a key, signed by it."""
    secret = _secret(key) if key is not None else None
    try:
        latest: bytes | None = (folder / MANIFEST).read_bytes()
    except FileNotFoundError:
        latest = None
    try:
        files = manifest_files(site, latest)
    except ManifestError as error:
        raise _broken(folder, error) from error
    folder.mkdir(parents=True, exist_ok=True)
    signed = (
        _signatures(files.get(MANIFEST, latest or b""), secret, key) if secret is not None and key is not None else {}
    )
    for name, data in {**signed, **files}.items():  # the latest edition last: what belongs to it is there by then
        new = folder / f".{name}.new"
        new.write_bytes(data)
        new.replace(folder / name)
    if files:
        say(language, f"已写出 {folder / MANIFEST}", f"Wrote {folder / MANIFEST}")
    else:
        say(language, "内容没有变化，清单照旧。", "Nothing has changed; the manifest stays as it is.")


def _secret(key: Path) -> SecretKey:
    try:
        return read_secret(key.read_text(encoding="utf-8"))
    except (KeyUnreadError, UnicodeDecodeError):
        raise UsageError([Problem(Place(str(key)), "key-unread")]) from None


def _signatures(manifest: bytes, secret: SecretKey, key: Path) -> Mapping[str, bytes]:
    """The signature of the latest edition, beside it under both of its names."""
    edition = read_manifest(manifest)
    try:
        signed = signature(manifest, secret, f"{edition['site']} {edition['number']} {edition['day']}").encode()
    except SigningMissingError:
        raise UsageError([Problem(Place(str(key)), "signing-missing")]) from None
    return {f"{name}{SUFFIX}": signed for name in (edition_name(edition["number"]), MANIFEST)}


def _hold_to_key(file: Path, key: str) -> None:
    """Raises UsageError where a manifest is not signed by a key: that of a file, or the line of base64 in it."""
    try:
        public = read_public(_text_of(key))
        signed = Path(f"{file}{SUFFIX}").read_text(encoding="utf-8")
        well = is_signed(file.read_bytes(), signed, public)
    except KeyUnreadError:
        raise UsageError([Problem(Place(key), "key-unread")]) from None
    except SigningMissingError:
        raise UsageError([Problem(Place(key), "signing-missing")]) from None
    except (FileNotFoundError, UnicodeDecodeError):
        well = False
    if not well:
        raise UsageError([Problem(Place(f"{file}{SUFFIX}"), "manifest-not-signed")])


def verify_text(words: str, manifest: Path, language: Language, today: date, key: str | None = None) -> int:
    """Say whether a citation, in a file or given as it is, says what the manifest does; a text without one, whose it is.

    With a public key, its file or its line, the manifest must be signed by it.
    """
    folder = manifest if manifest.is_dir() else manifest.parent
    file = folder / MANIFEST if manifest.is_dir() else manifest
    text = _text_of(words)
    if key is not None:
        _hold_to_key(file, key)
    try:
        found = list(editions(file.read_bytes(), lambda name: (folder / name).read_bytes()))
    except ManifestError as error:
        raise _broken(folder, error) from error
    citation = read_citation(text)
    if citation is None:
        return _tell_whose(text, found[0], language)
    verdict = _in_edition(citation, found[0], today)
    say(language, *VERDICTS[verdict])
    _tell_facts(citation, found[0].documents.get(citation.document), language, today)
    confirming = [edition for edition in found if _in_edition(citation, edition, today) == "confirmed"]
    if confirming and verdict == "confirmed":
        first = confirming[-1]
        say(
            language,
            f"最早见于 {first.day} 的清单（第 {first.number} 版）。",
            f"First in the manifest of {first.day} (edition {first.number}).",
        )
    elif confirming:
        last = confirming[0]
        say(
            language,
            f"与 {last.day} 的清单（第 {last.number} 版）一致，此后本站所公布的有改动。",
            f"As in the manifest of {last.day} (edition {last.number}); what this site publishes was changed since.",
        )
    return CONFIRMED if verdict == "confirmed" else REFUSED


def _in_edition(citation: Citation, edition: Edition, today: date) -> Verdict:
    return judge(citation, edition.documents.get(citation.document), today)


def _tell_facts(citation: Citation, document: Certified | None, language: Language, today: date) -> None:
    """Which document it is, and its status on the day that is named."""
    if document is None:
        return
    say(language, f"文件：{document.cited} {document.address}", f"Document: {document.cited} {document.address}")
    if (before := document.beside(citation)) and not in_quotes(before):
        say(language, f"没有核对的文字：{before}", f"Words that were not verified: {before}")
    status = document.status_on(citation.day) if citation.day and citation.day <= today else None
    if status is not None:
        say(language, f"{citation.day} 的效力：{status.zh}", f"Status on {citation.day}: {status.en}")


def _tell_whose(text: str, edition: Edition, language: Language) -> int:
    """Of a text without a citation: which documents and places have exactly these words."""
    found = list(same_words(text, edition.documents.values())) if squeezed(text) else []
    for document, anchor in islice(found, 10):
        label = document.clauses(anchor)[0].label if anchor else ""
        address = document.address + (f"#{anchor}" if anchor else "")
        say(
            language,
            f"文字与公布的一致：{document.cited}{label} {address}",
            f"As published: {document.cited} {label} {address}",
        )
    if not found:
        say(
            language,
            "没有公布过这样的文字，其中也没有引用。",
            "No such words were published, and there is no citation in them.",
        )
    return CONFIRMED if found else REFUSED


def _text_of(words: str) -> str:
    """What is in the file of this name; the words themselves where there is none."""
    with contextlib.suppress(OSError, ValueError):  # words may be too long for a name
        if Path(words).is_file():
            return Path(words).read_text(encoding="utf-8-sig")
    return words


def _broken(folder: Path, error: ManifestError) -> UsageError:
    return UsageError([Problem(Place(str(folder / str(error))), "manifest-broken")])
