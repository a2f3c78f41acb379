"""A chain of manifests, and citations verified against it without a site."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from disclosure.commands.cli import main
from disclosure.commands.verify import write_manifest
from disclosure.exports.certificates import SCHEMAS
from disclosure.text.check_codes import digest
from tests.district import MakeSite, make_site, policy
from tests.exports.test_knowledge import faults
from tests.exports.test_minisign import keys

__all__ = ["make_site"]

CODE = digest("第一条正文。")[:16]
CITATION = (
    f"《某办法》（青府规〔2024〕1号）第一条（现行有效，2026年1月1日查，校验码{CODE}）"
    "https://qinghe.example/policies/a/#tiao-1"
)


@pytest.fixture
def manifest(make_site: MakeSite, tmp_path: Path) -> Path:
    write_manifest(make_site({"policies/a.md": document()}), tmp_path / "kept", "zh")
    return tmp_path / "kept"


def document(words: str = "正文") -> str:
    fields = {"id": "a", "document_number": "青府规〔2024〕1号", "effective_on": "2024-02-01"}
    return policy("某办法", **fields).replace("正文", words)


def verify(text: str | Path, manifest: Path) -> int:
    return main(["verify", str(text), "--manifest", str(manifest), "--lang", "en"])


def test_a_citation_is_confirmed_and_a_forged_one_is_not(
    manifest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(CITATION, manifest) == 0
    told = capsys.readouterr().out
    assert told.startswith("confirmed\n")
    assert "Status on 2026-01-01: In force" in told
    assert "First in the manifest of 2026-01-01 (edition 1)." in told
    (tmp_path / "quoted.txt").write_text(f"第一条　正文。\n{CITATION}\n", encoding="utf-8")
    assert verify(tmp_path / "quoted.txt", manifest / "manifest.json") == 0
    (tmp_path / "forged.txt").write_text(f"第一条　正义。\n{CITATION}\n", encoding="utf-8")
    assert verify(tmp_path / "forged.txt", manifest) == 1
    assert "the words differ" in capsys.readouterr().out
    assert verify(CITATION.replace("现行有效", "失效"), manifest) == 1
    assert "the status on that day is another" in capsys.readouterr().out


def test_a_text_without_a_citation_is_known_by_its_words(manifest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify("第一条 正文。", manifest) == 0
    assert "https://qinghe.example/policies/a/#tiao-1" in capsys.readouterr().out
    assert verify("第一条 正文", manifest) == 1
    assert verify(" ", manifest) == 1


def test_the_chain_grows_only_by_what_differs_and_tells_when(
    make_site: MakeSite, manifest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in manifest.iterdir()}
    write_manifest(make_site({"policies/a.md": document()}, on=date(2026, 2, 1)), manifest, "zh")
    assert {path.name: path.read_bytes() for path in manifest.iterdir()} == before
    write_manifest(make_site({"policies/a.md": document("新文")}, on=date(2026, 3, 1)), manifest, "zh")
    assert json.loads((manifest / "manifest.json").read_bytes())["number"] == 2
    assert before.items() - {("manifest.json", before["manifest.json"])} <= {
        (path.name, path.read_bytes()) for path in manifest.iterdir()
    }
    capsys.readouterr()
    assert verify(CITATION, manifest) == 1
    told = capsys.readouterr().out
    assert told.startswith("the words differ")
    assert "As in the manifest of 2026-01-01 (edition 1)" in told
    (manifest / "manifest-0001.json").unlink()  # who keeps no earlier ones is told of the latest
    assert verify(CITATION, manifest) == 1


def test_every_file_is_as_its_schema_says(manifest: Path) -> None:
    files = {path.name: json.loads(path.read_bytes()) for path in manifest.iterdir()}
    assert len(files) == 3
    for name, data in files.items():
        kind = "part" if "2024" in name else "manifest"
        assert faults(data, SCHEMAS[kind]) == []
        assert data["schema"] == f"https://qinghe.example/data/verify/schema/{kind}.json"
    (document,) = files.pop(next(name for name in files if "2024" in name))["documents"]
    assert faults(document, SCHEMAS["document"]) == []
    document["texts"][0]["clauses"]["tiao-1"]["sha256"] = "0"
    assert faults(document, SCHEMAS["document"]) != []


def test_any_one_byte_of_the_chain_that_is_changed_is_found(
    make_site: MakeSite, manifest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_manifest(make_site({"policies/a.md": document("新文")}, on=date(2026, 3, 1)), manifest, "zh")
    files = [path for path in manifest.iterdir() if path.name not in ("manifest.json", "manifest-0002.json")]
    assert len(files) == 3
    for path in files:
        copy = tmp_path / "copy" / path.name
        shutil.copytree(manifest, copy)
        data = path.read_bytes()
        at = data.index(b"sha256") + 12
        (copy / path.name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert verify(CITATION, copy) == 2
        assert f"{path.name}: error manifest-broken" in capsys.readouterr().err


def test_a_manifest_of_another_site_is_not_continued(manifest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = manifest / "manifest.json"
    file.write_text(file.read_text(encoding="utf-8").replace("qinghe.example", "other.example"), encoding="utf-8")
    assert main(["manifest", "--root", str(manifest.parent), "--out", str(manifest)]) == 2
    assert "manifest-broken" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["verify"], ["verify", "x"], ["verify", "--manifest", "x"]])
def test_verify_says_what_it_needs(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "verify FILE|TEXT --manifest" in capsys.readouterr().err


def test_a_signed_manifest_is_held_to_its_key(
    make_site: MakeSite,
    manifest: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secret, public = keys()
    (tmp_path / "key").write_text(secret, encoding="utf-8")
    (tmp_path / "pub").write_text(public, encoding="utf-8")
    held = ["verify", CITATION, "--manifest", str(manifest), "--key", str(tmp_path / "pub"), "--lang", "en"]
    assert main(held) == 2
    assert "manifest-not-signed" in capsys.readouterr().err
    site = make_site({"policies/a.md": document()})
    write_manifest(site, manifest, "zh", tmp_path / "key")  # nothing else has changed
    assert sorted(path.name for path in manifest.glob("*.minisig")) == [
        "manifest-0001.json.minisig",
        "manifest.json.minisig",
    ]
    assert main(held) == 0
    assert main([*held[:-3], public.splitlines()[1]]) == 0
    file = manifest / "manifest.json"
    file.write_text(file.read_text(encoding="utf-8").replace("2026-01-01", "2025-01-01"), encoding="utf-8")
    assert main(held) == 2
    assert "manifest.json.minisig: error manifest-not-signed" in capsys.readouterr().err
    for option, path in (("--sign", "pub"), ("--key", "key")):
        words = ["manifest", "--root", str(tmp_path), "--out", str(manifest)] if option == "--sign" else held[:-4]
        assert main([*words, option, str(tmp_path / path)]) == 2
        assert "key-unread" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.asymmetric.ed25519", None)
    assert main(held) == 2
    assert "signing-missing" in capsys.readouterr().err
