"""What remote workers do (see `workers`): the same stages as here, as far as they need them, over the checkout that they see.

They are sent what tells the site from others, not the site: where it stands, for which day, and by what it is known to be the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from socket import gethostname
from threading import Lock
from typing import Literal

from disclosure.base.problems import Place, Problem, UsageError
from disclosure.frontmatter.load import Sources, load, sources_digest
from disclosure.library.bodies import Bodies, Found
from disclosure.model.config import Config
from disclosure.pipeline.analyse import Content, analyse, open_site, plan, read_config
from disclosure.pipeline.cache import ItemId, code_digest, frame_digest, item_id, program_digest
from disclosure.pipeline.make import BatchResult, RenderContext, Stage
from disclosure.site.page import Planned
from disclosure.site.publish import Staging


@dataclass(frozen=True, slots=True)
class RemoteSite:
    """By what a remote worker knows the site of this build: where it stands, for which day, and digests of what is there."""

    root: Path
    on: date
    program: str
    frame: str
    sources: str


def remote_site(root: Path, on: date, sources: Sources) -> RemoteSite:
    """What tells a site of these sources from others."""
    digests = (program_digest(root), frame_digest(sources, on), sources_digest(root, sources))
    return RemoteSite(root.resolve(), on, *digests)


def examine_remotely(site_known: RemoteSite, keys: Iterable[str]) -> dict[str, Found]:
    """What conversion finds of these bodies."""
    with _BY_TURNS:
        return _analyse_here(site_known)[2].examine(keys)


def make_remotely(site_known: RemoteSite, stage: Stage, units: Mapping[int, Sequence[ItemId]]) -> BatchResult:
    """Make and write the items with these ids."""
    with _BY_TURNS:
        if not stage.stands():
            raise _differs("output")
        render_context, planned = _render_context(site_known)
        given = ((index, [planned[key] for key in keys]) for index, keys in units.items() if stage.stands())
        return render_context.make(Staging(stage.folder, stage.published), given, copies=False)


_BY_TURNS = Lock()
"""A worker of a cluster may have threads; a site is made from by one at a time."""


@lru_cache(maxsize=1)
def _render_context(site_known: RemoteSite) -> tuple[RenderContext, Mapping[ItemId, Planned]]:
    config, content, bodies = _analyse_here(site_known)
    site = open_site(site_known.root, config, content, bodies, site_known.on)
    return RenderContext.of(site_known.root, site, {}, every=True), {item_id(item): item for item in plan(site)}


@lru_cache(maxsize=1)
def _analyse_here(site_known: RemoteSite) -> tuple[Config, Content, Bodies]:
    """What the sources say, read here; raises UsageError where they, or the program, are not those that were meant."""
    if not (site_known.root / "config.yaml").is_file():
        raise _differs("root")
    if program_digest(site_known.root, _own_code()) != site_known.program:
        raise _differs("program")
    config = read_config(site_known.root)
    sources = load(site_known.root, config.limits)
    if frame_digest(sources, site_known.on) != site_known.frame:
        raise _differs("frame")
    if sources_digest(site_known.root, sources) != site_known.sources:
        raise _differs("sources")
    content = analyse(sources, config, site_known.on)
    return config, content, Bodies(content.library, config)


@cache
def _own_code() -> bytes:
    """The program that runs here: one that is changed on the disk while its worker lives is another."""
    return code_digest()


def _differs(what: Literal["root", "output", "program", "frame", "sources"]) -> UsageError:
    return UsageError([Problem(Place(f"{gethostname()} ({os.getpid()})"), "worker-differs", {"what": what})])
