"""The command line: what a person types, and what they are told.

Exit codes: 0 done · 1 the content has errors · 2 the command or the configuration cannot be followed · 3 our own fault.
Only this module asks what day it is.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import re
import shlex
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn, TextIO

from disclosure import __version__
from disclosure.again import again, ahead
from disclosure.memory import NOTHING, Dropped, Readers, program_digest
from disclosure.messages import say
from disclosure.model import YEARS
from disclosure.page import on_demand
from disclosure.pipeline import Report, build, read
from disclosure.problems import Language, Place, Problem, UsageError, UserError
from disclosure.progress import Moving, Plain, Verbose, moves
from disclosure.serve import Answer, Builder, Order, serve
from disclosure.survey import read_config
from disclosure.workers import EXECUTORS, processors

CONTENT, USAGE, OURS = 1, 2, 3


class _Parser(argparse.ArgumentParser):
    """Says usage errors the way all other problems are said."""

    def error(self, message: str) -> NoReturn:
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": message})])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(words)
    _speak_utf_8()

    def run() -> int:
        options = _parser().parse_args(words)
        if options.name is not None and options.command != "export":
            detail = f"unrecognized arguments: {options.name}"
            raise UsageError([Problem(Place("build.py"), "usage", {"detail": detail})])
        commands: dict[str, Callable[[argparse.Namespace, Language], int]] = {
            "build": _build,
            "check": _check,
            "export": _export,
            "serve": _serve,
        }
        return commands[options.command](options, language)

    code = _guarded(run, language)
    _let_go_of_streams()
    return code


def _guarded(run: Callable[[], int], language: Language) -> int:
    """Run something and return its exit code; whatever goes wrong is told."""
    try:
        return run()
    except UserError as error:
        _tell(error.problems, language)
        _say(
            language,
            f"共 {len(error.problems)} 个问题，没有发布任何内容。",
            f"{len(error.problems)} problems; nothing was published.",
        )
        return error.exit_code
    except SystemExit as leaving:  # argparse, after --help and --version
        return int(leaving.code or 0)
    except OSError as error:
        place = Place(str(error.filename or "build.py"))
        _tell([Problem(place, "system", {"detail": error.strerror or str(error)})], language)
        _say(language, "没有发布任何内容，原有网站未改动。", "Nothing was published; the site is as it was.")
        return USAGE
    except KeyboardInterrupt:
        _say(language, "已中断，原有网站未改动。", "Interrupted; the site is as it was.")
        return 130
    except BaseException:  # noqa: BLE001 — whatever it is, the person is told that it is our fault and what was kept
        traceback.print_exc()
        _say(
            language,
            "程序自身出错，原有网站未改动。请把以上内容发给维护者。",
            "This is a fault of the program; the site is as it was. Please send the lines above to the maintainers.",
        )
        return OURS


def _build(options: argparse.Namespace, language: Language) -> int:
    destination = _destination(options)
    progress = _progress(options, language)
    try:
        report = build(
            options.root,
            destination,
            options.as_of,
            options.jobs,
            executor=options.executor,
            search=options.search,
            clock=progress.clock(),
        )
    finally:
        progress.close()
    _tell(report.warnings, language)
    if options.verbose:
        _tell_reasons(report, language)
    if options.timings:
        phases = [{"phase": p.name, "seconds": round(p.seconds, 4), "count": p.count} for p in report.phases]
        _write(
            sys.stdout, json.dumps({"seconds": round(report.seconds, 4), "made": len(report.made), "phases": phases})
        )
    else:
        _tell_report(report, options, language)
    return 0


DROPPED: dict[Dropped, tuple[str, str]] = {
    "none": ("没有上次生成的记录", "no memory of an earlier build"),
    "damaged": ("上次生成的记录已损坏，不用", "the memory of the last build is damaged and was dropped"),
    "other-program": ("程序或 config.yaml 已改变，上次的记录不用", "the program or config.yaml has changed"),
    "other-site": ("网站不是上次生成的那一个，记录不用", "the site is not the one that was built last"),
}
"""Why everything is made anew."""

REASONS = {
    "all": ("全部重新生成", "everything is made anew"),
    "new": ("新增", "new"),
    "differs": ("内容有变", "says something else"),
    "reads": ("所用的数据有变：", "uses what has changed: "),
}


def _tell_reasons(report: Report, language: Language) -> None:
    """Why each item was made anew; once, where it is one reason for all."""
    if report.dropped is not None:
        _say(language, *DROPPED[report.dropped])
    elif ("all", "") in report.made.values():
        _say(language, "模板、词表或日期已改变，全部重新生成", "templates, vocabularies or the day have changed")
    else:
        for (kind, key), (reason, what) in report.made.items():
            zh, en = REASONS[reason]
            _say(language, f"{kind} {key}：{zh}{what}", f"{kind} {key}: {en}{what}")


def _progress(options: argparse.Namespace, language: Language) -> Plain | Moving | Verbose:
    """How the build is told while it runs."""
    if options.verbose:
        return Verbose(language, partial(_write, sys.stdout))
    return Moving(language, sys.stderr) if moves(sys.stderr) else Plain(language, partial(_write, sys.stderr))


def _check(options: argparse.Namespace, language: Language) -> int:
    _, warnings = read(options.root, options.as_of, options.jobs, options.executor)
    _tell(warnings, language)
    _say(language, f"检查完毕：没有错误，{len(warnings)} 条提醒。", f"Checked: no errors, {len(warnings)} warnings.")
    return 0


def _export(options: argparse.Namespace, language: Language) -> int:
    exports = dict(on_demand)
    if options.name not in exports:
        detail = f"export {{{','.join(exports)}}}"
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": detail})])
    site, _ = read(options.root, options.as_of, options.jobs, options.executor)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, stretches in exports[options.name](site).items():
        with (options.out / name).open("wb") as file:
            file.writelines(stretches)
        _say(language, f"已写出 {options.out / name}", f"Wrote {options.out / name}")
    return 0


def _serve(options: argparse.Namespace, language: Language) -> int:
    destination = _destination(options).resolve()
    root = options.root.resolve()
    task = partial(_resident, options, language)

    def tell(address: str) -> None:
        _say(language, f"预览：{address}（Ctrl+C 结束）", f"Preview: {address} (Ctrl+C ends it)")

    base_path = read_config(options.root).site.base_path
    serve(root, destination, base_path, options.port, Builder(task, partial(program_digest, root)), tell)
    return 0


def _resident(options: argparse.Namespace, language: Language, connection: Connection) -> None:
    """Build whenever the connection says so, keeping in memory what was built, until it is closed."""
    _speak_utf_8()
    last: Report | None = None
    answer = Answer.FAILED
    unseen: set[str] = set()  # what was written since the last build that published
    root, destination = options.root.resolve(), _destination(options).resolve()

    def once(order: Order) -> int:
        nonlocal last, answer
        began = time.perf_counter()
        report = None
        unseen.update(order.written)
        if last is not None and order.texts_only and not order.whole:
            report = again(last, root, destination, _today(), unseen)
            if report is None and (shown := ahead(last, root, destination, _today(), unseen)):
                last, answer = shown, Answer.AHEAD
                return 0
        if report is None:
            search = options.search if last is None or order.index else None
            memory = NOTHING if last is None else last.memory
            report = build(
                root, destination, _today(), options.jobs, executor=options.executor, search=search, memory=memory
            )
        last, answer = report, Answer.PUBLISHED
        unseen.clear()
        _tell(report.warnings, language)
        _tell_preview(len(report.made), time.perf_counter() - began, language)
        return 0

    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):  # serve has ended
        while True:
            order, answer = connection.recv(), Answer.FAILED
            _guarded(partial(once, order), language)
            if answer is Answer.FAILED and not order.texts_only:
                unseen.add("?")  # no text: it takes a build
            connection.send(answer)
            if answer is Answer.PUBLISHED and last is not None and last.phases:  # a build, after which somebody reads
                last = replace(last, readers=Readers.of(last.memory))
                gc.unfreeze()
                gc.collect()
                gc.freeze()  # what stays is not searched for rubbish at the next saved text


def _tell_preview(made: int, seconds: float, language: Language) -> None:
    _say(language, f"已更新 {made} 项，用时 {seconds:.2f} 秒", f"Made {made} items anew in {seconds:.2f} s")


def _destination(options: argparse.Namespace) -> Path:
    site: Path | None = options.site
    root: Path = options.root
    return site if site is not None else root / "site"


def _tell_report(report: Report, options: argparse.Namespace, language: Language) -> None:
    destination = _destination(options)
    for item in report.withheld:
        zh, en = (f"不予公开（{item.basis}）", f"withheld ({item.basis})") if item.basis else ("草稿", "draft")
        _say(language, f"{item.path}: {zh}，未发布", f"{item.path}: {en}, not published")
    _say(
        language,
        f"已发布到 {destination}：文件、解读和页面共 {report.documents} 篇，生成网页 {report.pages} 个，用时 {report.seconds:.1f} 秒；"
        f"提醒 {len(report.warnings)} 条，未发布 {len(report.withheld)} 件。",
        f"Published to {destination}: {report.documents} documents, {report.pages} pages, {report.seconds:.1f} s; "
        f"{len(report.warnings)} warnings, {len(report.withheld)} documents not published.",
    )
    if report.next_change is not None:
        _say(
            language,
            f"下次有内容自行变化：{report.next_change}（此前没有文件改变有效性）。",
            f"Something changes by itself on {report.next_change}: build again then.",
        )
    command = _serve_command(options)
    _say(
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


def _tell(problems: Sequence[Problem], language: Language) -> None:
    for problem in problems:
        _write(sys.stderr, say(problem, language))


def _say(language: Language, zh: str, en: str) -> None:
    _write(sys.stdout, zh if language == "zh" else en)


def _write(stream: TextIO | None, line: str) -> None:
    """Tell whoever listens. That nobody does any more (`| head -1`), or a full disk behind it, stops no build."""
    if stream is not None:
        with contextlib.suppress(OSError):
            stream.write(f"{line}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="build.py", description="从 Markdown 政策文件生成信息公开网站 / Build the disclosure site")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "command",
        nargs="?",
        choices=("build", "check", "serve", "export"),
        default="build",
        help="build 生成网站；check 只检查；serve 边写边看；export 按需导出",
    )
    parser.add_argument("name", nargs="?", help="export 的名称，如 search / which export")
    parser.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="项目根目录 / the project's root")
    parser.add_argument("--site", type=Path, metavar="DIR", help="输出文件夹，缺省为 site/ / where to write")
    parser.add_argument(
        "--out", type=Path, default=Path("export"), metavar="DIR", help="export 的输出文件夹 / where to export"
    )
    parser.add_argument(
        "--as-of", type=_day, default=_today(), metavar="YYYY-MM-DD", help="按这一天生成 / build for this day"
    )
    parser.add_argument(
        "--no-search",
        dest="search",
        action="store_false",
        help="不建检索索引，只供预览 / no search index, for previews only",
    )
    parser.add_argument(
        "--jobs", type=_count, default=processors(), metavar="N", help="同时运行的进程数 / how many processes"
    )
    parser.add_argument(
        "--executor",
        type=_executor,
        metavar="NAME",
        help="由谁转换和生成网页：here、forks、processes 或 dask://主机:端口；缺省为 forks，没有 fork 的系统为 here"
        " / who converts and renders; see docs/operations.md",
    )
    parser.add_argument(
        "--verbose", action="store_true", help="说明各阶段用时和每页重新生成的原因 / say phases and reasons"
    )
    parser.add_argument("--timings", choices=("json",), help="用 JSON 输出各阶段用时 / phases as JSON")
    parser.add_argument("--port", type=_port, default=8000, help="serve 的端口 / port of serve")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="提示语言 / language of messages")
    return parser


def _language(words: Sequence[str]) -> Language:
    """The language, found before the words are parsed, since parsing may fail and must say so in it."""
    pairs = [*pairwise(words), *(tuple(word.split("=", 1)) for word in words if "=" in word)]
    return "en" if ("--lang", "en") in pairs else "zh"


def _day(text: str) -> date:
    with contextlib.suppress(ValueError):
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) and int(text[:4]) in YEARS:
            return date.fromisoformat(text)
    message = f"“{text}”: YYYY-MM-DD, {YEARS.start}-01-01 – {YEARS.stop - 1}-12-31"
    raise argparse.ArgumentTypeError(message)


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


def _speak_utf_8() -> None:
    """Chinese messages on a Windows console or in a CI without a locale, each line as soon as it is said."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # type: ignore[union-attr]
    os.environ.setdefault("PYTHONIOENCODING", "utf-8")


def _let_go_of_streams() -> None:
    """Flush what was said. Where it cannot be, Python must not try again at its end: that would change the exit code."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
