"""What the commands do once it is known that there is something to do. Slow to import: see `cli`."""

from __future__ import annotations

import argparse
import contextlib
import gc
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path

from disclosure.base.clock import Clock
from disclosure.base.interrupts import end_with_parent
from disclosure.base.nearest import did_you_mean
from disclosure.base.problems import ContentError, Language, Place, Problem, UsageError
from disclosure.commands.console import guarded, say, speak_utf_8, tell
from disclosure.commands.import_catalogue import import_catalogue
from disclosure.commands.import_plan import import_plan
from disclosure.commands.import_questions import import_questions
from disclosure.commands.new import New, write_new
from disclosure.commands.serve import Answer, Builder, Order, serve
from disclosure.commands.site_state import Witness
from disclosure.commands.verify import verify_text, write_manifest
from disclosure.pipeline.analyse import plan, raise_errors, read_config
from disclosure.pipeline.build import build, read
from disclosure.pipeline.cache import Dropped, Readers, program_digest
from disclosure.pipeline.former_site import broken_addresses
from disclosure.pipeline.make import RenderContext
from disclosure.pipeline.run import Report, Request
from disclosure.pipeline.vanishing import vanished
from disclosure.site.page import Wanted, on_demand, selective


def build_site(options: argparse.Namespace, language: Language, clock: Clock, fingerprint: str | None) -> Report:
    """Build; with `--verbose`, say why each item was made anew."""
    report = build(replace(_request(options, options.as_of), fingerprint=fingerprint), clock=clock)
    if options.verbose or report.dropped in TOLD:
        _tell_reasons(report, language)
    return report


def _request(options: argparse.Namespace, on: date) -> Request:
    return Request(
        options.root,
        options.destination,
        on,
        options.jobs,
        executor=options.executor,
        search=options.search,
        allow_shrink=options.allow_shrink,
    )


DROPPED: dict[Dropped, tuple[str, str]] = {
    "none": ("没有上次生成的记录", "no cache of an earlier build"),
    "damaged": ("上次生成的记录已损坏，不用", "the cache of the last build is damaged and was dropped"),
    "other-program": ("程序或 config.yaml 已改变，上次的记录不用", "the program or config.yaml has changed"),
    "other-site": ("网站不是上次生成的那一个，记录不用", "the site is not the one that was built last"),
    "resumed": (
        "上次发布被中断，已先补完，再整站重新生成",
        "the last publication was broken off; it was completed first, and everything is made anew",
    ),
    "unfinished": (
        "上次发布被中断，且其日志已损坏，不能接着完成，已整站重新发布",
        "the last publication was broken off and its journal is damaged; the whole site was published anew",
    ),
}
"""Why everything is made anew."""

TOLD = {"resumed", "unfinished"}
"""What is told even to who did not ask."""

REASONS = {
    "all": ("全部重新生成", "everything is made anew"),
    "new": ("新增", "new"),
    "differs": ("内容有变", "says something else"),
    "reads": ("所用的数据有变：", "uses what has changed: "),
}


def _tell_reasons(report: Report, language: Language) -> None:
    """Why each item was made anew; once, where it is one reason for all."""
    if report.dropped is not None:
        say(language, *DROPPED[report.dropped])
    elif ("all", "") in report.made.values():
        say(language, "模板、词表或日期已改变，全部重新生成", "templates, vocabularies or the day have changed")
    else:
        for (kind, key), (reason, what) in report.made.items():
            zh, en = REASONS[reason]
            say(language, f"{kind} {key}：{zh}{what}", f"{kind} {key}: {en}{what}")


def check(options: argparse.Namespace, language: Language) -> int:
    """Look for whatever is wrong, and publish nothing."""
    site, warnings = read(options.root, options.as_of, options.jobs, options.executor)
    most = 100 if options.allow_shrink else site.config.limits.shrink
    found = [*vanished(options.destination, site.library, most), *warnings]
    if options.against is not None:
        found += broken_addresses(options.against, RenderContext.of(options.root, site, {}), plan(site))
    warnings = raise_errors(found, ContentError)
    tell(warnings, language)
    say(language, f"检查完毕：没有错误，{len(warnings)} 条提醒。", f"Checked: no errors, {len(warnings)} warnings.")
    return 0


def export(options: argparse.Namespace, language: Language) -> int:
    """Write one of the exports that are made on demand."""
    whole, parts, wanted = dict(on_demand), dict(selective), Wanted(tuple(options.audience), options.since)
    if options.name not in whole.keys() | parts.keys():
        detail = f"export {{{','.join((*whole, *parts))}}}"
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": detail})])
    if options.name in whole and wanted != Wanted():
        detail = f"export {options.name} takes no --audience/--since: {'、'.join(f'export {part}' for part in parts)}"
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": detail})])
    site, _ = read(options.root, options.as_of, options.jobs, options.executor)
    files = whole[options.name](site) if options.name in whole else parts[options.name](site, wanted)
    if options.out == Path("-"):
        return _to_stdout(chain.from_iterable(files.values()))
    options.out.mkdir(parents=True, exist_ok=True)
    for name, stretches in files.items():
        with (options.out / name).open("wb") as file:
            file.writelines(stretches)
        say(language, f"已写出 {options.out / name}", f"Wrote {options.out / name}")
    return 0


def _to_stdout(stretches: Iterable[bytes]) -> int:
    """What other programs are to read, and nothing else."""
    sys.stdout.flush()
    sys.stdout.buffer.writelines(stretches)
    sys.stdout.buffer.flush()
    return 0


def manifest(options: argparse.Namespace, language: Language) -> int:
    """Write the next edition of what the site answers for."""
    site, _ = read(options.root, options.as_of, options.jobs, options.executor)
    write_manifest(site, options.out, language, options.sign)
    return 0


def verify(options: argparse.Namespace, language: Language) -> int:
    """Say whether a citation says what was published; needs no site, only its manifest."""
    if not options.name or options.manifest is None:
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": "verify FILE|TEXT --manifest DIR|FILE"})])
    return verify_text(options.name, options.manifest, language, options.as_of, options.key)


def import_list(options: argparse.Namespace, language: Language) -> int:
    """Questions of a counter or hotline as drafts, each with the policy that somebody chose."""
    file = _handed_in(options, "import-questions FILE.csv|FILE.xlsx")
    site, _ = read(options.root, options.as_of, options.jobs, options.executor)
    import_questions(site, options.root, file, language, _asked_here, best=options.accept == "best")
    return 0


def import_table(options: argparse.Namespace, language: Language) -> int:
    """Fields of the standard catalogue from a table, shown before they are written."""
    file = _handed_in(options, "import-catalogue FILE.xlsx|.csv|.docx|.html|.xls")
    site, _ = read(options.root, options.as_of, options.jobs, options.executor)
    import_catalogue(site, options.root, file, language, _asked_here, at_once=options.accept == "shown")
    return 0


def new(options: argparse.Namespace, language: Language) -> int:
    """A document with everything in it that is known, for an editor to complete."""
    site, _ = read(options.root, options.as_of, options.jobs, options.executor)
    year = options.year if options.year is not None else options.as_of.year - 1
    write_new(options.name, site, options.root, New(tuple(options.unit), year), language)
    return 0


def import_tasks(options: argparse.Namespace, language: Language) -> int:
    """A work plan from its text or its table, shown before it is written."""
    file = _handed_in(options, "import-plan FILE.txt|.docx|.xlsx|.csv|.html|.xls")
    site, _ = read(options.root, options.as_of, options.jobs, options.executor)
    import_plan(site, options.root, file, language, _asked_here, at_once=options.accept == "shown")
    return 0


def _handed_in(options: argparse.Namespace, usage: str) -> Path:
    """The file that a command is to read; raises UsageError, with how it is called, where there is none."""
    if options.name is None:
        raise UsageError([Problem(Place("build.py"), "usage", {"detail": usage})])
    file = Path(options.name)
    if not file.is_file():
        beside = [path.name for path in file.parent.iterdir() if path.is_file()] if file.parent.is_dir() else []
        near = did_you_mean(file.name, beside)
        values = {"usage": usage} | ({"near": str(file.with_name(near))} if near else {})
        raise UsageError([Problem(Place(str(file)), "import-no-file", values)])
    return file


def _asked_here(prompt: str) -> str:
    """What a person answers; nothing where nobody sits there."""
    if not sys.stdin.isatty():
        return ""
    try:
        return input(prompt)
    except EOFError:
        return "q"


def preview(options: argparse.Namespace, language: Language, today: Callable[[], date]) -> int:
    """Build, show the site, and build again at every change."""
    destination = options.destination.resolve()
    root = options.root.resolve()
    task = partial(resident, options, language, today)

    def tell(address: str) -> None:
        say(language, f"预览：{address}（Ctrl+C 结束）", f"Preview: {address} (Ctrl+C ends it)")

    base_path = read_config(options.root).site.base_path
    serve(root, destination, base_path, options.port, Builder(task, partial(program_digest, root)), tell)
    return 0


class _GivenUp(Exception):
    """Somebody waits for something else; nothing was published."""


def resident(
    options: argparse.Namespace, language: Language, today: Callable[[], date], connection: Connection
) -> None:
    """Build whenever the connection says so, keeping in memory what was built, until it is closed."""
    speak_utf_8()
    end_with_parent()
    last: Report | None = None
    answer = Answer.FAILED
    unseen: set[str] = set()  # what was written since the last build that published
    texts_only = True  # nothing else was
    whole = _request(options, today())
    whole = replace(whole, root=whole.root.resolve(), destination=whole.destination.resolve())

    def once(order: Order) -> int:
        nonlocal last, answer, texts_only
        began = time.perf_counter()
        unseen.update(order.written)
        texts_only = texts_only and (order.texts_only or order.index)
        report = build(
            replace(
                whole,
                on=today(),
                search=options.search if order.index else None,
                changed=frozenset(unseen) if last is not None and texts_only and not order.follows else None,
            ),
            last,
            Clock(progress=give_way, began=give_way) if order.follows else None,
        )
        last = report
        if report.behind:
            answer = Answer.AHEAD
            return 0
        if report.dropped in TOLD:
            _tell_reasons(report, language)
        answer = Answer.PUBLISHED
        unseen.clear()
        texts_only = True
        tell(report.warnings, language)
        seconds = time.perf_counter() - began
        if order.index and options.search:
            say(language, f"检索索引已更新，用时 {seconds:.2f} 秒", f"The search index is up to date, {seconds:.2f} s")
        else:
            made = len(report.made)
            say(language, f"已更新 {made} 项，用时 {seconds:.2f} 秒", f"Made {made} items anew in {seconds:.2f} s")
        return 0

    def give_way(*_: object) -> None:
        if connection.poll():
            raise _GivenUp

    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):  # serve has ended
        while True:
            if (order := connection.recv()) is None:  # what was to be given up had been done
                continue
            answer = Answer.FAILED
            with contextlib.suppress(_GivenUp):
                guarded(partial(once, order), language, (_GivenUp, KeyboardInterrupt), Witness(whole.destination))
            connection.send(answer)
            if answer is Answer.PUBLISHED and last is not None and last.phases:  # a build, after which somebody reads
                last = replace(last, kept=replace(last.kept, readers=Readers.of(last.kept.cache)))
                gc.unfreeze()
                gc.collect()
                gc.freeze()  # what stays is not searched for rubbish at the next saved text
