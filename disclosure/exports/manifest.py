"""The manifest: what the site answers for, of all documents, in a chain of editions that cannot be changed unseen.

`manifest.json` names its parts, one for each year of publication, by their digests, and the edition before it by that of its
file. What is unchanged makes no new edition. The chain is no file of a build, since a build may begin from nothing and still
must give the same site: it is kept where whoever publishes keeps it. docs/exports.md tells the form.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from disclosure.base.days import iso_day
from disclosure.exports.certificates import VERSION, certificate, certified, head
from disclosure.exports.json_text import indented
from disclosure.library.verdicts import Certified
from disclosure.site.page import Site

MANIFEST = "manifest.json"

ReadFile = Callable[[str], bytes]
"""A file beside the manifest by its name; raises OSError where there is none."""


class ManifestError(Exception):
    """A manifest, a part of it or an earlier edition is not what it should be; the name of the file."""


def edition_name(number: int) -> str:
    """The file of an edition; `MANIFEST` is the same as the last one."""
    return f"manifest-{number:04}.json"


def manifest_files(site: Site, latest: bytes | None) -> Mapping[str, bytes]:
    """The files of the next edition, on the day of the site; none where all is as in the latest one.

    Raises ManifestError where that is no manifest of this site.
    """
    parts = _parts(site)
    before = read_manifest(latest) if latest is not None else None
    named = [{"file": name, "sha256": sha256(data).hexdigest()} for name, data in parts.items()]
    if before is not None and before["site"] != site.config.site.address:
        raise ManifestError(MANIFEST)
    if before is not None and before["parts"] == named:
        return {}
    number = before["number"] + 1 if before is not None else 1
    data = {
        **head(site, "manifest"),
        "site": site.config.site.address,
        "number": number,
        "day": str(site.on),
        "previous": sha256(latest).hexdigest() if latest is not None else None,
        "parts": named,
    }
    whole = indented(data)
    return {**parts, edition_name(number): whole, MANIFEST: whole}


def _parts(site: Site) -> dict[str, bytes]:
    """The parts by their names, which hold the beginnings of their digests: one that is as it was has the same name."""
    years: defaultdict[str, list[Any]] = defaultdict(list)
    for key in sorted(site.library.documents):
        one = certificate(site.speaking(site.library.documents[key].record.language), key)
        years[(one["published_on"] or "undated")[:7].partition("-")[0]].append(one)
    written = {year: _json({**head(site, "part"), "documents": years[year]}) for year in sorted(years)}
    return {f"manifest-{year}-{sha256(data).hexdigest()[:16]}.json": data for year, data in written.items()}


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


# --- read again


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its number, its day and what the site answers for by ids."""

    number: int
    day: date
    documents: Mapping[str, Certified]


def editions(latest: bytes, read: ReadFile) -> Iterator[Edition]:
    """The editions of a manifest, the latest first, each held to its digests and to the one after it.

    Ends where earlier ones are not kept. Raises ManifestError where a file is not what the one that names it says.
    """
    parts: dict[str, Mapping[str, Certified]] = {}
    manifest, name = read_manifest(latest), MANIFEST
    while True:
        documents: dict[str, Certified] = {}
        for part in manifest["parts"]:
            if part["file"] not in parts:
                parts[part["file"]] = _documents(part["file"], part["sha256"], read)
            documents |= parts[part["file"]]
        yield Edition(manifest["number"], date.fromisoformat(manifest["day"]), documents)
        if manifest["previous"] is None:
            return
        name = edition_name(manifest["number"] - 1)
        try:
            data = read(name)
        except OSError:
            return
        if sha256(data).hexdigest() != manifest["previous"]:
            raise ManifestError(name)
        manifest = read_manifest(data, name)


def _documents(name: str, digest: str, read: ReadFile) -> Mapping[str, Certified]:
    try:
        data = read(name)
        if sha256(data).hexdigest() != digest:
            raise ManifestError(name)
        return {one["id"]: certified(one) for one in json.loads(data)["documents"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ManifestError(name) from error


def read_manifest(data: bytes, name: str = MANIFEST) -> Mapping[str, Any]:
    """A manifest by its names; raises ManifestError where it is none."""
    try:
        manifest = json.loads(data)
        well = (
            manifest["version"].partition(".")[0] == VERSION.partition(".")[0]
            and isinstance(manifest["site"], str)
            and isinstance(manifest["number"], int)
            and iso_day(manifest["day"]) is not None
            and (manifest["previous"] is None or isinstance(manifest["previous"], str))
            and all(
                isinstance(part["sha256"], str) and part["file"].startswith("manifest-") and "/" not in part["file"]
                for part in manifest["parts"]
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(name) from error
    if not well:
        raise ManifestError(name)
    found: Mapping[str, Any] = manifest
    return found
