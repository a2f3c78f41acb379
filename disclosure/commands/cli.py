"""The command line: what a person types, and what they are told.

Exit codes: 0 done · 1 the content has errors · 2 the command or the configuration cannot be followed · 3 our own fault.
Only this module asks what day it is. Where nothing has changed since the last build it is all that runs: whatever is slow
to import stands behind `commands`.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from disclosure import __version__
from disclosure.base.clock import Clock
from disclosure.base.days import YEARS, iso_day
from disclosure.base.fingerprint import fingerprint_of, unchanged
from disclosure.base.interrupts import never_lost
from disclosure.base.outcome import Outcome
from disclosure.base.problems import Language, Place, Problem, UsageError
from disclosure.base.workers import EXECUTORS, processors
from disclosure.commands.console import (
    INTERRUPTED,
    Said,
    guarded,
    let_go_of_streams,
    say,
    speak_utf_8,
    tell,
    untouched,
    write,
)
from disclosure.commands.progress import Moving, Plain, Verbose, moves
from disclosure.commands.site_state import Witness


class _Parser(argparse.ArgumentParser):
    """Says usage errors the way all other problems are said."""

    def error(self, message: str) -> NoReturn:
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": message})])


_FOR_CONTENT = frozenset({"as_of", "jobs", "executor"})
TAKES: dict[str, frozenset[str]] = {
    "build": _FOR_CONTENT | {"site", "search", "allow_shrink", "verbose", "timings"},
    "check": _FOR_CONTENT | {"site", "allow_shrink", "against"},
    "serve": frozenset({"site", "search", "allow_shrink", "port", "jobs", "executor"}),
    "manifest": _FOR_CONTENT | {"out", "sign"},
    "verify": frozenset({"name", "manifest", "key", "as_of"}),
    "export": _FOR_CONTENT | {"name", "out", "audience", "since"},
    "new": _FOR_CONTENT | {"name", "unit", "year"},
    "import-questions": _FOR_CONTENT | {"name", "accept"},
    "import-catalogue": _FOR_CONTENT | {"name", "accept"},
    "import-plan": _FOR_CONTENT | {"name", "accept"},
}
"""The commands, and what each takes beside `--root` and `--lang`; `name` is what it works on. All else is refused."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(words)
    speak_utf_8()

    def run() -> int:
        options = _options(words)
        options.destination = options.site if options.site is not None else options.root / "site"
        sites: dict[str, Callable[[], Said]] = {"build": Witness(options.destination), "serve": _preview_ended}
        site = sites.get(options.command, untouched)
        return guarded(partial(_command, options, language), language, (ModuleNotFoundError,), site)

    try:
        with never_lost():
            return guarded(run, language, through=(ModuleNotFoundError,))  # what to install is told by build.py
    except KeyboardInterrupt:  # once more, while the first was being told
        return INTERRUPTED
    finally:
        let_go_of_streams()


def _preview_ended() -> Said:
    return "预览已结束。", "The preview has ended."


def _command(options: argparse.Namespace, language: Language) -> int:
    if options.command == "build":
        return _build(options, language)
    from disclosure.commands import run as commands  # noqa: PLC0415 — see the module's words

    others: dict[str, Callable[[], int]] = {
        "check": partial(commands.check, options, language),
        "export": partial(commands.export, options, language),
        "manifest": partial(commands.manifest, options, language),
        "verify": partial(commands.verify, options, language),
        "import-questions": partial(commands.import_list, options, language),
        "import-catalogue": partial(commands.import_table, options, language),
        "new": partial(commands.new, options, language),
        "import-plan": partial(commands.import_tasks, options, language),
        "serve": partial(commands.preview, options, language, _today),
    }
    return others[options.command]()


def _build(options: argparse.Namespace, language: Language) -> int:
    progress = _progress(options, language)
    clock = progress.clock()
    try:
        outcome, made = _built(options, language, clock)
    finally:
        progress.close()
    tell(outcome.warnings, language)
    seconds = sum(phase.seconds for phase in clock.phases)
    if options.timings:
        phases = [{"phase": p.name, "seconds": round(p.seconds, 4), "count": p.count} for p in clock.phases]
        write(sys.stdout, json.dumps({"seconds": round(seconds, 4), "made": made, "phases": phases}))
    else:
        _tell_report(outcome, seconds, options, language)
    return 0


def _built(options: argparse.Namespace, language: Language, clock: Clock) -> tuple[Outcome, int]:
    """What a build comes to, and how many items it made anew."""
    fingerprint = fingerprint_of(options.root, options.destination, options.as_of, search=options.search)
    outcome = unchanged(options.destination, fingerprint)
    clock.done("compare", 0, "" if outcome else "start")
    if outcome is not None:
        return outcome, 0
    from disclosure.commands import run as commands  # noqa: PLC0415 — see the module's words

    clock.done("start", 0, "read cache")
    report = commands.build_site(options, language, clock, fingerprint)
    return report, len(report.made)


def _progress(options: argparse.Namespace, language: Language) -> Plain | Moving | Verbose:
    """How the build is told while it runs."""
    if options.verbose:
        return Verbose(language, partial(write, sys.stdout))
    return Moving(language, sys.stderr) if moves(sys.stderr) else Plain(language, partial(write, sys.stderr))


def _tell_report(outcome: Outcome, seconds: float, options: argparse.Namespace, language: Language) -> None:
    for item in outcome.withheld:
        zh, en = (f"不予公开（{item.basis}）", f"withheld ({item.basis})") if item.basis else ("草稿", "draft")
        say(language, f"{item.path}: {zh}，未发布", f"{item.path}: {en}, not published")
    say(
        language,
        f"已发布到 {options.destination}：文件、解读和页面共 {outcome.documents} 篇，生成网页 {outcome.pages} 个，用时 {seconds:.1f} 秒；"
        f"提醒 {len(outcome.warnings)} 条，未发布 {len(outcome.withheld)} 件。",
        f"Published to {options.destination}: {outcome.documents} documents, {outcome.pages} pages, {seconds:.1f} s; "
        f"{len(outcome.warnings)} warnings, {len(outcome.withheld)} documents not published.",
    )
    if outcome.next_change is not None:
        say(
            language,
            f"下次有内容自行变化：{outcome.next_change}（此前没有文件改变有效性）。",
            f"Something changes by itself on {outcome.next_change}: build again then.",
        )
    command = _serve_command(options)
    say(
        language,
        f"查看：{command}，然后打开 http://127.0.0.1:8000/",
        f"Look at it: {command}, then http://127.0.0.1:8000/",
    )


def _serve_command(options: argparse.Namespace) -> str:
    """What to type to look at the very site that was built, from where the build was called."""
    words = [sys.executable, sys.argv[0] or "build.py", "serve"]
    words += ["--root", str(options.root)] if options.root != Path() else []
    words += ["--site", str(options.site)] if options.site is not None else []
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def _options(words: Sequence[str]) -> argparse.Namespace:
    """What was typed, and the defaults of all else; what its command does not take is refused, not ignored."""
    parser, actions = _parser()
    options = parser.parse_args(words)
    for action in actions:  # once more without defaults: what is there then was typed
        action.default = None if not action.option_strings else argparse.SUPPRESS  # words need a default
    typed = {name for name, value in vars(parser.parse_args(words)).items() if value is not None}
    for action in actions:
        if action.dest in typed - TAKES[options.command] - {"command", "root", "lang"}:
            if not action.option_strings:
                parser.error(f"unrecognized arguments: {getattr(options, action.dest)}")
            takers = "、".join(command for command, taken in TAKES.items() if action.dest in taken)
            parser.error(f"{options.command} takes no {action.option_strings[0]}: {takers}")
    return options


def _parser() -> tuple[argparse.ArgumentParser, list[argparse.Action]]:
    """The parser, and every word and option that it knows."""
    parser = _Parser(prog="build.py", description="从 Markdown 政策文件生成信息公开网站 / Build the disclosure site")
    actions: list[argparse.Action] = []

    def add(*names: str, **how: Any) -> None:
        actions.append(parser.add_argument(*names, **how))

    parser.add_argument("--version", action="version", version=__version__)
    add(
        "command",
        nargs="?",
        choices=tuple(TAKES),
        default="build",
        help="build 生成网站；check 只检查；serve 边写边看；manifest 写出可核对的清单；verify 核对引用；"
        "export 按需导出；new 写出初稿，如 new report；import-questions 导入热线、窗口的问题清单；"
        "import-catalogue 导入标准目录；import-plan 导入工作要点和任务分解表",
    )
    add(
        "name",
        nargs="?",
        help="export 的名称，如 search；new 的种类，如 report；import-questions、import-catalogue、import-plan 的文件；verify 的引用或文件"
        " / which export, the file to import, or the citation to verify",
    )
    add("--root", type=Path, default=Path(), metavar="DIR", help="项目根目录 / the project's root")
    add("--site", type=Path, metavar="DIR", help="输出文件夹，缺省为 site/ / where to write")
    add(
        "--out",
        type=Path,
        default=Path("export"),
        metavar="DIR",
        help="export、manifest 的输出文件夹，export 可用 - 即标准输出 / where to export; - is standard output",
    )
    add(
        "--audience",
        action="append",
        default=[],
        metavar="ID",
        help="export push 的服务对象编号，可以写几次；缺省为全部 / whom to push to, as often as you like; all by default",
    )
    add(
        "--since",
        type=_day,
        metavar="YYYY-MM-DD",
        help="export push 只取这一天起新发布、新施行的 / push only what came on this day or later",
    )
    add(
        "--unit",
        action="append",
        default=[],
        metavar="ID",
        help="new report 的机关编号，可以写几次；缺省为应当编制的各单位 / of which agencies; by default of all that owe one",
    )
    add(
        "--year",
        type=_year,
        metavar="YYYY",
        help="new report 的年度，缺省为上一年 / of which year; by default the last",
    )
    add("--sign", type=Path, metavar="KEY", help="manifest 签名用的 minisign 私钥 / sign with this key")
    add("--key", metavar="PUB", help="verify 所信任的 minisign 公钥或其文件 / the public key that must have signed")
    add("--manifest", type=Path, metavar="PATH", help="verify 所依据的清单或其文件夹 / the manifest to verify against")
    add(
        "--accept",
        choices=("best", "shown"),
        help="import-questions 用 best：每个问题都取最相近的文件，写成草稿；import-catalogue、import-plan 用 shown：显示之后直接写入"
        " / best: the likeliest policy of each question; shown: write what was shown",
    )
    add("--as-of", type=_day, default=_today(), metavar="YYYY-MM-DD", help="按这一天生成 / build for this day")
    add(
        "--no-search",
        dest="search",
        action="store_false",
        help="不建检索索引，只供预览 / no search index, for previews only",
    )
    add(
        "--allow-shrink",
        action="store_true",
        help="现有文件大量消失也发布 / publish even where many documents vanish",
    )
    add(
        "--against",
        type=Path,
        metavar="OLD_SITE",
        help="check：列出旧网站（文件夹或其 sitemap.xml）上会失效的网址 / addresses of a former site that would break",
    )
    add("--jobs", type=_count, default=processors(), metavar="N", help="同时运行的进程数 / how many processes")
    add(
        "--executor",
        type=_executor,
        metavar="NAME",
        help="由谁转换和生成网页：here、forks、processes 或 dask://主机:端口；缺省为 forks，没有 fork 的系统为 here"
        " / who converts and renders; see docs/operations.md",
    )
    add("--verbose", action="store_true", help="说明各阶段用时和每页重新生成的原因 / say phases and reasons")
    add("--timings", choices=("json",), help="用 JSON 输出各阶段用时 / phases as JSON")
    add("--port", type=_port, default=8000, help="serve 的端口 / port of serve")
    add("--lang", choices=("zh", "en"), default="zh", help="提示语言 / language of messages")
    return parser, actions


def _language(words: Sequence[str]) -> Language:
    """The language, found before the words are parsed, since parsing may fail and must say so in it."""
    pairs = [*pairwise(words), *(tuple(word.split("=", 1)) for word in words if "=" in word)]
    return "en" if ("--lang", "en") in pairs else "zh"


def _day(text: str) -> date:
    if (day := iso_day(text)) is not None:
        return day
    message = f"“{text}”: YYYY-MM-DD, {YEARS.start}-01-01 – {YEARS.stop - 1}-12-31"
    raise argparse.ArgumentTypeError(message)


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or int(text) not in YEARS:
        message = f"“{text}”: {YEARS.start} – {YEARS.stop - 1}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > 65535:
        message = f"“{text}”: 0 – 65535"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text) or int(text) < 1:
        message = f"“{text}”: 1, 2, 3 …"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _executor(text: str) -> str:
    if not re.fullmatch(EXECUTORS, text):
        message = f"“{text}”: here, forks, processes, dask://HOST:PORT"
        raise argparse.ArgumentTypeError(message)
    return text


def _today() -> date:
    """Today in the district, wherever the machine is: China has had one offset since 1991, and Windows may lack zone data."""
    return datetime.now(timezone(timedelta(hours=8))).date()
