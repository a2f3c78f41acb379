"""Workers that share no memory with the build, spawned or on a cluster: the same site, and a clear end where they fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from disclosure.base.messages import say
from disclosure.base.problems import ContentError, UsageError
from disclosure.base.workers import WorkerFailed, WorkerKilled, worker_pool
from disclosure.frontmatter.load import load
from disclosure.pipeline import run as pipeline
from disclosure.pipeline.analyse import read_config
from disclosure.pipeline.build import build, read
from disclosure.pipeline.make import Stage
from disclosure.pipeline.remote import examine_remotely, make_remotely, remote_site
from disclosure.pipeline.run import Request
from tests import remote_workers
from tests.conftest import unavailable
from tests.pipeline.test_incremental import FIRST, Project, tree

ROOT = Path(__file__).parents[2]
CLUSTER = """
import sys
from distributed import LocalCluster
with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


@contextmanager
def _cluster(program: Path) -> Iterator[str]:
    """A Dask cluster of two processes with a program; gives what to ask for."""
    if find_spec("distributed") is None:
        unavailable("distributed is not installed")
    environment = {**os.environ, "PYTHONPATH": str(program)}
    with subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        cwd=program,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip().replace("tcp", "dask")
        finally:
            process.stdin.close()
            process.wait(60)


@pytest.fixture(scope="module")
def executor() -> Iterator[Callable[[str], str]]:
    """`executor("processes")` or `executor("dask")`: what to ask for. One cluster serves all tests."""
    with ExitStack() as clusters:
        known = {"processes": "processes"}

        def of(name: str) -> str:
            if name not in known:
                known[name] = clusters.enter_context(_cluster(ROOT))
            return known[name]

        yield of


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with enough to do for several workers, and an attachment; built by one process."""
    root = tmp_path_factory.mktemp("project")
    project = Project(root)
    for number in range(6, 40):
        project.add(number)
    project.write("policies/p1.pdf", "%PDF")
    project.change(1, "body", "第一条 见[附件](p1.pdf)、[办法](p2.md#tiao-1)。")
    build(Request(root, root / "alone", FIRST, search=False))
    return root


# What a cluster makes is what spawned processes make: it is shown at length by `make prove`.
BOTH = pytest.mark.parametrize("name", ["processes", pytest.param("dask", marks=pytest.mark.prove)])


@BOTH
def test_the_same_bytes(name: str, executor: Callable[[str], str], project: Path, tmp_path: Path) -> None:
    report = build(Request(project, tmp_path / "site", FIRST, 2, executor=executor(name), search=False))
    assert tree(tmp_path / "site") == tree(project / "alone")
    edited = project / "content/policies"
    first = edited / "p3.md"
    before = first.read_bytes()
    try:
        first.write_bytes(before + "\n改了一处。\n".encode())
        again = build(Request(project, tmp_path / "site", FIRST, 2, search=False))
        assert 0 < len(again.made) < len(report.made) / 4  # what remote workers brought back tells what depends on what
    finally:
        first.write_bytes(before)
    build(Request(project, tmp_path / "site", FIRST, 2, executor=executor(name), search=False))
    assert tree(tmp_path / "site") == tree(project / "alone")


@BOTH
def test_bodies_are_examined(name: str, executor: Callable[[str], str], project: Path) -> None:
    (here, warnings), (there, same) = read(project, FIRST), read(project, FIRST, 2, executor(name))
    assert there.prose.facts == here.prose.facts
    assert same == warnings


@BOTH
def test_a_wrong_body_is_the_editor_s(name: str, executor: Callable[[str], str], own: Path) -> None:
    with next((own / "content/policies").rglob("*.md")).open("a", encoding="utf-8") as file:
        file.write("\n[没有](nowhere.md)\n")
    with pytest.raises(ContentError) as alone:
        build(Request(own, own / "site", FIRST, search=False))
    with pytest.raises(ContentError) as caught:
        build(Request(own, own / "site", FIRST, 2, executor=executor(name), search=False))
    assert caught.value.problems == alone.value.problems
    assert not (own / "site").exists()


@pytest.fixture
def own(project: Path, tmp_path: Path) -> Path:
    """A copy of the project with a site, in which workers may leave their marks."""
    root = tmp_path / "own"
    for part in ("content", "templates"):
        shutil.copytree(project / part, root / part)
    shutil.copy(project / "config.yaml", root)
    return root


@pytest.mark.prove
def test_a_cluster_goes_on_without_the_worker_that_died(
    executor: Callable[[str], str], project: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "make_remotely", remote_workers.die_once)
    build(Request(own, own / "site", FIRST, 2, executor=executor("dask"), search=False))
    assert (own / "been-here").exists()
    assert tree(own / "site") == tree(project / "alone")


@pytest.mark.parametrize(
    ("name", "what", "words"),
    [
        ("processes", remote_workers.die_once, "worker-killed"),
        pytest.param("dask", remote_workers.fail_once, "ZeroDivisionError", marks=pytest.mark.prove),
    ],
)
def test_a_worker_that_fails_ends_the_build(
    name: str,
    what: Callable[..., object],
    words: str,
    executor: Callable[[str], str],
    own: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "make_remotely", what)
    with pytest.raises((WorkerFailed, WorkerKilled), match=words):
        build(Request(own, own / "site", FIRST, 2, executor=executor(name), search=False))
    assert not (own / "site").exists()
    monkeypatch.undo()
    build(Request(own, own / "site", FIRST, search=False))  # and does no harm to the next


@pytest.mark.parametrize(
    ("field", "words"), [("program", "程序"), ("frame", "模板、词表或日期"), ("sources", "内容"), ("root", "项目目录")]
)
def test_a_worker_that_sees_something_else_refuses(field: str, words: str, project: Path, tmp_path: Path) -> None:
    order = remote_site(project, FIRST, load(project, read_config(project).limits))
    changed: dict[str, Any] = {field: tmp_path if field == "root" else "another"}
    other = replace(order, **changed)
    with pytest.raises(UsageError) as caught:
        examine_remotely(other, [])
    assert f"error worker-differs 工作进程看到的{words}与这里不同" in say(caught.value.problems[0], "zh")
    assert examine_remotely(order, []) == {}


def test_a_worker_that_does_not_see_the_output_refuses(project: Path, tmp_path: Path) -> None:
    order = remote_site(project, FIRST, load(project, read_config(project).limits))
    with pytest.raises(UsageError) as caught:
        make_remotely(order, Stage(tmp_path / "elsewhere", None, 1), {})
    assert caught.value.problems[0].values == {"what": "output"}


@pytest.mark.prove
def test_a_cluster_with_another_program(own: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    shutil.copytree(ROOT / "disclosure", program / "disclosure")
    with (program / "disclosure/text/markup.py").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    with _cluster(program) as other, pytest.raises(UsageError) as caught:
        build(Request(own, own / "site", FIRST, executor=other, search=False))
    assert caught.value.problems[0].code == "worker-differs"
    assert not (own / "site").exists()


@pytest.mark.prove
def test_a_cluster_without_the_program(own: Path, tmp_path: Path) -> None:
    with _cluster(tmp_path) as other, pytest.raises(UsageError) as caught:
        build(Request(own, own / "site", FIRST, executor=other, search=False))
    assert caught.value.problems[0].code == "worker-without-program"


def test_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("distributed") is None:
        unavailable("distributed is not installed")
    monkeypatch.setattr("disclosure.base.workers.PATIENCE", 1.0)
    with pytest.raises(UsageError) as caught, worker_pool("dask://127.0.0.1:9", 2):
        pass
    assert caught.value.problems[0].code == "executor-silent"


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosure.base.workers.find_spec", lambda _: None)
    with pytest.raises(UsageError) as caught, worker_pool("dask://127.0.0.1:9", 2):
        pass
    assert say(caught.value.problems[0], "en").endswith("Hint: pip install 'dask[distributed]'")
