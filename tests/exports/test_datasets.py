"""开放数据: the page and the catalogue name every file that is there, with its size, and none that is not."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, Namespace
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS

ROOT = Path(__file__).parents[2]
SHAPES = ROOT / "tests/data/dcat-ap-mandatory.ttl"
OFFICIAL = ROOT.parent / "shared/dcat-ap"
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADDRESS = "https://qinghe.example/"


@pytest.fixture(scope="module")
def graph(demo_site: Path) -> Graph:
    return Graph().parse(demo_site / "data/dcat.ttl")


def faults(graph: Graph, shapes: Path) -> list[str]:
    """What a catalogue is told by shapes; nothing is fetched for it."""
    conforms, _, text = validate(graph, shacl_graph=Graph().parse(shapes))
    return [] if conforms else [text]


def test_it_is_a_catalogue_by_the_specification(graph: Graph) -> None:
    assert faults(graph, SHAPES) == []
    lacking = graph + Graph()
    lacking.remove((None, DCAT.accessURL, None))
    assert faults(lacking, SHAPES) != []


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official shapes of DCAT-AP are not beside the project")
def test_it_is_a_catalogue_by_the_official_shapes(graph: Graph) -> None:
    for shapes in sorted(OFFICIAL.glob("*.ttl")):
        assert faults(graph, shapes) == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own
def test_both_forms_say_the_same(demo_site: Path, graph: Graph) -> None:
    assert isomorphic(graph, Graph().parse(demo_site / "data/dcat.jsonld", format="json-ld"))


def test_every_file_is_there_as_it_is_told(demo_site: Path, graph: Graph) -> None:
    found = set()
    for one, address in graph.subject_objects(DCAT.downloadURL):
        data = (demo_site / str(address).removeprefix(ADDRESS)).read_bytes()
        assert int(str(graph.value(one, DCAT.byteSize))) == len(data)
        digest = graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(digest) == hashlib.sha256(data).hexdigest()
        found.add(str(address).removeprefix(ADDRESS))
    assert {"data/catalogue.sqlite", "data/archives/policies.zip", "data/clauses/index.json", "feed.xml"} <= found
    languages = {one.language for one in graph.objects(None, DCTERMS.title) if one.language}  # type: ignore[attr-defined]
    assert languages == {"zh-Hans", "en"}


@pytest.mark.parametrize("page", ["data/index.html", "en/data/index.html"])
def test_the_page_names_the_same_files(demo_site: Path, graph: Graph, page: str) -> None:
    text = (demo_site / page).read_text(encoding="utf-8")
    named = set(re.findall(r'href="/([^"#]+\.(?:sqlite|zip|gz|jsonl?|csv|xlsx|ics|xml))"', text))
    told = {str(address).removeprefix(ADDRESS) for address in graph.objects(None, DCAT.downloadURL)}
    assert told <= named
    assert re.search(r"SQLITE[，,] ?[0-9.]+ [KM]B", text)
