"""The register of what is withheld: numbers by article alone, renewed when one more is withheld, and only if asked for."""

from datetime import date
from pathlib import Path

import pytest

from disclosure.library.withheld import ground
from disclosure.model.choices import WithheldGround
from disclosure.pipeline.build import build
from disclosure.pipeline.run import Request
from tests.district import DATA, MakeSite, pages_of, policy, write_project

DAY = date(2026, 3, 1)
GROUNDS = {
    "《政府信息公开条例》第十六条": WithheldGround.INTERNAL,
    "依据政府信息公开条例第十五条第一款": WithheldGround.RIGHTS,
    "条例第14条": WithheldGround.SECRET,
    "第 十四 条": WithheldGround.SECRET,
    "中华人民共和国政府信息公开条例（国务院令第711号）第十六条，内部事务": WithheldGround.INTERNAL,
    "《保守国家秘密法》第十五条": WithheldGround.OTHER,
    "政府信息公开条例第十四条、第十五条": WithheldGround.OTHER,
    "《政府信息公开条例》第十六条、《保守国家秘密法》第三条": WithheldGround.OTHER,
    "甲某的低保，条例第十五条": WithheldGround.OTHER,
    "条例第十七条": WithheldGround.OTHER,
}


@pytest.mark.parametrize("basis", GROUNDS)
def test_only_an_article_of_the_regulation_is_taken_from_a_basis(basis: str) -> None:
    assert ground(basis) is GROUNDS[basis]


def _withheld(basis: str) -> str:
    return policy("甲", disclosure="withheld", basis=basis)


def _tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_one_more_is_counted_by_the_next_build_as_by_a_clean_one(tmp_path: Path) -> None:
    root = tmp_path / "project"
    write_project(root, {**DATA, "policies/open.md": policy("乙"), "policies/a.md": _withheld("条例第十六条")})
    with (root / "config.yaml").open("a", encoding="utf-8") as config:
        config.write("\nwithheld_register: true\n")
    build(Request(root, root / "site", DAY, search=False))
    assert "第十六条,1" in (root / "site/data/withheld/withheld.csv").read_text(encoding="utf-8")
    (root / "content/policies/b.md").write_text(_withheld("条例第十六条"), encoding="utf-8")
    build(Request(root, root / "site", DAY, search=False))
    assert "第十六条,2" in (root / "site/data/withheld/withheld.csv").read_text(encoding="utf-8")
    build(Request(root, tmp_path / "clean", DAY, search=False))
    assert _tree(root / "site") == _tree(tmp_path / "clean")


def test_without_being_asked_for_there_is_none(make_site: MakeSite) -> None:
    site = make_site({"policies/open.md": policy("乙"), "policies/a.md": _withheld("条例第十六条")})
    assert "/withheld/" not in pages_of(site)
