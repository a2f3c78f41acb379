"""Whole libraries as zips: every file that stands beside a page, with a list by which it can be verified."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path

from disclosure.exports.archives import MANIFEST, SCHEMAS, archives_alone
from tests.district import MakeSite, policy
from tests.exports.test_knowledge import faults

MARK = "内部秘密"
DOCUMENTS = {
    "policies/a.md": policy("某办法", attachments="[{title: 表, file: files/表.csv}]"),
    "policies/files/表.csv": "一,二\n",
    "policies/hidden.md": policy(MARK, disclosure="withheld", basis="依据"),
    "services/s.md": "---\ntitle: 办\nbased_on: [a]\nurl: https://a.example/\n---\n办。\n",
}


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {one.filename: archive.read(one) for one in archive.infolist()}


def test_each_zip_has_all_files_of_its_kind_and_a_list_of_them(demo_site: Path) -> None:
    folder = demo_site / "data/archives"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert faults(index, SCHEMAS["index"]) == []
    assert {one["url"].rpartition("/")[2] for one in index["files"]} == {path.name for path in folder.glob("*.zip")}
    for one in index["files"]:
        name = one["url"].rpartition("/")[2]
        data = (folder / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (one["bytes"], one["sha256"])
        files = opened(data)
        assert list(files)[-1] == MANIFEST
        lines = [json.loads(line) for line in files.pop(MANIFEST).splitlines()]
        assert [fault for line in lines for fault in faults(line, SCHEMAS["manifest"])] == []
        told = {line["file"]: (line["bytes"], line["sha256"]) for line in lines}
        assert told == {path: (len(found), hashlib.sha256(found).hexdigest()) for path, found in files.items()}
        assert all((demo_site / path).read_bytes() == found for path, found in files.items())
        beside = (demo_site / name.removesuffix(".zip")).glob("*/*.md")
        assert {path.relative_to(demo_site).as_posix() for path in beside} <= set(files)


def test_an_export_alone_makes_the_same_of_the_content(make_site: MakeSite) -> None:
    """And says nothing of what is not published."""
    site = make_site(DOCUMENTS, on=date(2026, 1, 1))
    made = {name: b"".join(stretches) for name, stretches in archives_alone(site).items()}
    assert made == {name: b"".join(stretches) for name, stretches in archives_alone(site).items()}
    files = opened(made["policies.zip"])
    assert list(files) == [
        *("policies/a/a.docx", "policies/a/a.json", "policies/a/a.md", "policies/a/files/表.csv"),
        MANIFEST,
    ]
    assert "services/s/s.json" in opened(made["services.zip"])
    assert not any(MARK.encode() in data for data in files.values())
