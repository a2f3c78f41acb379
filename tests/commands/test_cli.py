"""What a person types and is told."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure.commands.cli import TAKES, main
from tests.conftest import settle
from tests.district import MakeSite, policy
from tests.exports.test_push import DOCUMENTS
from tests.library.test_finding import ON

ROOT = Path(__file__).parents[2]


def test_usage_errors_are_ours_not_argparse_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frobnicate"]) == 2
    assert "build.py: error usage 命令用法有误" in capsys.readouterr().err
    assert main(["--as-of", "2024-13-01", "--lang", "en"]) == 2
    assert "build.py: error usage the command cannot be followed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["frobnicate"],
            "command 不能是“frobnicate”，可选：" + ", ".join(TAKES),
        ),
        (["--colour"], "没有这样的参数：--colour"),
        (["--as-of"], "--as-of 后面缺少一个值"),
        (["--as-of", "20240101"], "--as-of 不能是“20240101”，应为 YYYY-MM-DD, 1900-01-01 – 2199-12-31"),
        (["--as-of", "1800-01-01"], "--as-of 不能是“1800-01-01”，应为 YYYY-MM-DD, 1900-01-01 – 2199-12-31"),
        (["--port", "８０００"], "--port 不能是“８０００”，应为 0 – 65535"),
        (["--no-search=x"], "--no-search 后面不能有值：x"),
        (["build", "--out", "public"], "build 不接受 --out，接受它的是 manifest、export"),
        (
            ["--as-of", "2026-01-01", "serve"],
            "serve 不接受 --as-of，接受它的是 " + "、".join(name for name, taken in TAKES.items() if "as_of" in taken),
        ),
        (
            ["export", "search", "--since", "2026-01-01"],
            "export search 不接受 --audience/--since，接受它的是 export push",
        ),
        (["check", "content/policies/a.md"], "没有这样的参数：content/policies/a.md"),
    ],
)
def test_usage_is_told_in_chinese(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    line = capsys.readouterr().err
    assert line.startswith(f"build.py: error usage 命令用法有误：{told}　提示："), line


@pytest.mark.parametrize("command", ["import-questions", "import-catalogue", "import-plan"])
def test_a_file_that_is_not_there_is_told(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2026要点.csv").write_text("x", encoding="utf-8")
    assert main([command, str(tmp_path / "2026年要点.csv")]) == 2
    told = capsys.readouterr().err
    assert f"import-no-file 没有这个文件，没有写入任何内容，是不是“{tmp_path / '2026要点.csv'}”？" in told
    assert f"{command} FILE" in told
    assert main([command]) == 2
    assert f"命令用法有误：{command} FILE" in capsys.readouterr().err


def test_ctrl_c_while_loading_is_no_traceback() -> None:
    program = (
        (ROOT / "build.py")
        .read_text(encoding="utf-8")
        .replace("from disclosure.commands.cli import main", "raise KeyboardInterrupt", 1)
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (130, b"")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_asking_is_no_fault(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option]) == 0
    told = capsys.readouterr()
    assert told.out
    assert told.err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such redirections")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("check --root {small} | true", 0),
        ("check --root {small} >/dev/full", 0),
        ("check --root {small} >&-", 0),
        ("frobnicate 2>&-", 2),
        ("--bad 2>/dev/full", 2),
    ],
)
def test_nobody_needs_to_listen(words: str, code: int, make_site: MakeSite, tmp_path: Path) -> None:
    make_site({"policies/a.md": policy("甲")})
    command = f"set -o pipefail; {sys.executable} build.py {words.format(small=tmp_path)}"
    run = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr
    assert "Error" not in run.stderr
    assert run.returncode == code


def test_a_mistyped_root_is_not_made(tmp_path: Path) -> None:
    assert main(["--root", str(tmp_path / "mistyped")]) == 2
    assert list(tmp_path.iterdir()) == []


def test_no_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "config.yaml: error config-missing 没有找到 config.yaml　提示：请在项目根目录运行\n"
    )


def test_a_wrong_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.yaml").write_text("site:\n  name: 甲\nlanguge: en\n", encoding="utf-8")
    assert main(["check", "--root", str(tmp_path)]) == 2
    lines = capsys.readouterr().err
    assert "config.yaml:3:1: error unknown-key 没有名为“languge”的字段，是不是“language”？" in lines
    assert "missing-field 缺少必填字段 organiser（主办单位）" in lines


def test_a_language_that_the_interface_does_not_speak(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    (tmp_path / "config.yaml").write_text(re.sub("(?m)^language:.*", "language: fr", text), encoding="utf-8")
    assert main(["check", "--root", str(tmp_path)]) == 2
    assert "error bad-choice 语言（language）不能是“fr”，可选：zh-Hans、en\n" in capsys.readouterr().err


def test_content_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.yaml").write_bytes((ROOT / "config.yaml").read_bytes())
    (tmp_path / "content/policies").mkdir(parents=True)
    (tmp_path / "content/policies/a.md").write_text("---\ntitel: 甲\n---\n", encoding="utf-8")
    assert main(["check", "--root", str(tmp_path), "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "content/policies/a.md:2:1: error unknown-key there is no field “titel”; did you mean “title”?" in told.err
    assert "Nothing was published" in told.out


def test_a_search_program_that_does_not_start_is_told(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_site({"policies/a.md": policy("甲")})
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: tmp_path / "nothing")
    assert main(["--root", str(tmp_path), "--site", str(tmp_path / "site")]) == 2
    told = capsys.readouterr().err
    assert "error pagefind-lost 检索程序没有运行起来" in told
    assert "Traceback" not in told
    assert not (tmp_path / "site").exists()


def test_our_own_fault_is_said_to_be_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("disclosure.commands.run.build", fail)
    assert main(["--root", str(tmp_path)]) == 3
    assert "原有网站未改动" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_any_terminal_can_be_spoken_to(encoding: str) -> None:
    run = subprocess.run(
        [sys.executable, "build.py", "frobnicate"],
        cwd=ROOT,
        env={"PYTHONIOENCODING": encoding, "PATH": "", "SYSTEMROOT": ""},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 2
    assert "命令用法有误" in run.stderr.decode()


def test_phases_and_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "config.yaml", tmp_path)
    (tmp_path / "content/policies").mkdir(parents=True)
    text = "---\ntitle: 甲\npublished_on: 2026-01-01\n---\n第一条 正文。\n"
    (tmp_path / "content/policies/a.md").write_text(text, encoding="utf-8")
    options = ["--root", str(tmp_path), "--no-search", "--jobs", "1", "--lang", "en"]
    assert main([*options, "--timings", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [phase["phase"] for phase in told["phases"]][:6] == [
        "compare",
        "start",
        "read cache",
        "load",
        "parse",
        "relate",
    ]
    assert told["made"] > 20
    with (tmp_path / "content/policies/a.md").open("a", encoding="utf-8") as file:
        file.write("\n再加一段。\n")
    assert main([*options, "--verbose"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "disclosure.pages.policy.policy_page a: uses what has changed: library.documents a" in lines
    assert any(line.startswith("make: ") and line.endswith("(7)") for line in lines)


def test_a_build_with_nothing_to_do_imports_no_library(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copy(ROOT / "config.yaml", tmp_path)
    (tmp_path / "content/policies").mkdir(parents=True)
    (tmp_path / "content/policies/a.md").write_text("---\ntitle: 甲\n---\n正文。\n", encoding="utf-8")
    settle(tmp_path)
    program = (
        "import sys; from disclosure.commands.cli import main; "
        f"code = main(['--root', {str(tmp_path)!r}, '--as-of', '2026-03-01', '--no-search', '--timings', 'json']); "
        "print(code, 'pydantic' in sys.modules)"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
        for _ in range(2)
    )
    assert first.stdout.endswith("0 True\n")
    assert second.stdout.endswith("0 False\n")
    assert [phase["phase"] for phase in json.loads(second.stdout.splitlines()[0])["phases"]] == ["compare"]


def test_a_relay_reads_lines_from_a_file_or_a_pipe(
    tmp_path: Path, make_site: MakeSite, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    make_site(DOCUMENTS, on=ON)
    words = ["export", "push", "--root", str(tmp_path), "--as-of", str(ON), "--audience", "firms"]
    assert main([*words, "--since", "2026-05-01", "--out", str(tmp_path / "out")]) == 0
    capfdbinary.readouterr()
    assert main([*words, "--since", "2026-05-01", "--out", "-"]) == 0
    piped = capfdbinary.readouterr().out
    assert piped == (tmp_path / "out/push.jsonl").read_bytes()
    assert main([*words, "--out", "-"]) == 0
    every = capfdbinary.readouterr().out.splitlines()
    assert 0 < len(piped.splitlines()) < len(every)
    assert set(piped.splitlines()) < set(every)


def test_an_export_that_is_whole_is_not_asked_for_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "search", "--root", str(ROOT), "--audience", "nonghu"]) == 2
    assert "export search 不接受 --audience" in capsys.readouterr().err
