"""`build.py import-catalogue`: shown before it is written, nothing lost, and a second time nothing to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from disclosure.base.problems import UsageError
from disclosure.commands.import_catalogue import import_catalogue
from disclosure.pipeline.build import read
from tests.district import MakeSite, make_site, policy
from tests.tables import HEAD, HEAD_MERGED, item, workbook

__all__ = ["make_site"]

TABLE = [
    ["社会救助领域基层政务公开标准目录"],
    *HEAD,
    item("1", "甲", "子", deadline="按年公开"),
    item("9", "新", "事项", publisher="测试区教育局、委托的机构", group="√ 困难群众", whole="", channels="■网站 □公报"),
]


def table(folder: Path) -> Path:
    return workbook(folder / "表.xlsx", ("一", TABLE, ()))


def silent(_: str) -> str:
    raise AssertionError


def test_what_would_change_is_shown_before_it_is_written(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, file = make_site({"policies/a.md": policy("文件")}), table(tmp_path)
    before = (tmp_path / "content/data/catalogue/01.yaml").read_text(encoding="utf-8")
    assert import_catalogue(site, tmp_path, file, "zh", lambda _: "") == 0
    told = capsys.readouterr()
    assert "公开时限：及时 → 按年公开" in told.out
    assert "+ relief-04　新 › 事项" in told.out
    assert "· 表中没有，保留：relief-02　甲 › 丑" in told.out
    assert "没有写入任何内容" in told.out
    assert "表.xlsx:5:7: warning import-no-agency 公开主体“委托的机构”" in told.err
    assert (tmp_path / "content/data/catalogue/01.yaml").read_text(encoding="utf-8") == before


def test_what_was_agreed_is_written_and_reads_back(make_site: MakeSite, tmp_path: Path) -> None:
    site, file = make_site({"policies/a.md": policy("文件")}), table(tmp_path)
    path = tmp_path / "content/data/catalogue/01.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        "# 我们的目录\n" + re.sub("^( *- .?id:)", r"# 问过\n\1", text, flags=re.MULTILINE), encoding="utf-8"
    )
    assert import_catalogue(site, tmp_path, file, "zh", lambda _: "y") == 1
    assert path.read_text(encoding="utf-8").startswith("# 我们的目录\nid: relief\n")
    assert path.read_text(encoding="utf-8").count("# 问过") == 3
    after, _ = read(tmp_path, site.on)
    found = after.library.vocabulary.catalogue["relief"].record.items
    assert [one.id for one in found] == ["relief-01", "relief-04", "relief-02", "relief-03"]
    assert (found[0].number, found[0].deadline[0].text, found[0].tiers) == (None, "按年公开", ("county",))
    new = found[1]
    assert (new.number, new.publisher, new.other_publishers) == ("9", ("edu",), ("委托的机构",))
    assert (new.audience, new.channels) == ("困难群众", ("网站",))
    assert [(one.column, one.text) for one in new.written] == [("channels", "■网站 □公报"), ("group", "√ 困难群众")]
    assert import_catalogue(after, tmp_path, file, "zh", silent) == 0  # nothing differs, nothing is asked


def test_a_field_that_the_site_lacks_gets_a_file_of_its_own(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site({"policies/a.md": policy("文件")})
    file = tmp_path / "养老.csv"
    file.write_bytes("序号,一级事项,公开内容,公开时限,公开主体\n1,助餐,名单,及时,区民政局\n".encode("gb18030"))
    assert import_catalogue(site, tmp_path, file, "zh", silent, at_once=True) == 1
    assert "import-field-unnamed 表上没有写领域，按“养老”" in capsys.readouterr().err
    after, problems = read(tmp_path, site.on)
    assert "catalogue-basis-open" in {one.code for one in problems}
    field = after.library.vocabulary.catalogue["yang-lao"]
    assert (field.path, field.record.order, field.record.basis) == (
        "content/data/catalogue/02-yang-lao.yaml",
        2,
        "待补充",
    )
    assert [one.id for one in field.record.items] == ["yang-lao-01"]


def test_a_new_field_rests_on_what_the_table_calls_itself(make_site: MakeSite, tmp_path: Path) -> None:
    """A line in the table that names a field is no title; a sheet without one has none of another."""
    site = make_site({"policies/a.md": policy("文件")})
    titled = [["某管理局基层政务公开 标准目录（修订版）"], *HEAD, ["（一）养老服务"], item("1", "甲", "乙")]
    file = workbook(
        tmp_path / "c1-51.xlsx", ("一", titled, ()), ("二", [["就业领域"], *HEAD, item("1", "丙", "丁")], ())
    )
    import_catalogue(site, tmp_path, file, "zh", silent, at_once=True)
    found = [entry.record for entry in read(tmp_path, site.on)[0].library.vocabulary.catalogue.values()]
    assert [(one.name, one.basis) for one in found[1:]] == [
        ("养老服务", "某管理局基层政务公开标准目录（修订版）"),
        ("就业", "待补充"),
    ]


def test_nothing_is_written_where_the_table_is_wrong(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"policies/a.md": policy("文件")})
    file = workbook(tmp_path / "a.xlsx", ("一", [*HEAD, item("1", "甲", "乙", basis="同上")], HEAD_MERGED))
    with pytest.raises(UsageError) as error:
        import_catalogue(site, tmp_path, file, "zh", silent, at_once=True)
    assert [str(one.place) for one in error.value.problems] == ["a.xlsx:3:5"]
    assert sorted(path.name for path in (tmp_path / "content/data/catalogue").iterdir()) == ["01.yaml"]


def test_a_title_with_the_name_of_the_place_means_the_field_of_the_site(
    make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site({"policies/a.md": policy("文件")})
    file = workbook(
        tmp_path / "表.xlsx", ("一", [["测试市某区社会救助领域基层政务公开标准目录"], *HEAD, item("1", "甲", "子")], ())
    )
    import_catalogue(site, tmp_path, file, "zh", lambda _: "")
    told = capsys.readouterr()
    assert "import-field-meant 领域“测试市某区社会救助”按站上的“社会救助”" in told.err
    assert "content/data/catalogue/01.yaml" in told.out


@pytest.mark.parametrize(
    ("title", "name", "code"),
    [
        ("附件2：云岚市青禾区殡葬服务领域基层政务公开标准目录", "殡葬服务", "import-field-shortened"),
        ("测试区体育健身领域政务公开事项清单", "体育健身", "import-field-shortened"),
        ("测试区教育局招生领域政务公开标准目录", "招生", "import-field-shortened"),
        ("某县殡葬服务领域政务公开标准目录", "某县殡葬服务", "import-field-doubtful"),
        ("城镇老旧小区改造领域政务公开标准目录", "城镇老旧小区改造", ""),
    ],
)
def test_the_place_is_no_part_of_a_new_field(
    title: str, name: str, code: str, make_site: MakeSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = make_site({"policies/a.md": policy("文件")})
    file = workbook(tmp_path / "表.xlsx", ("一", [[title], *HEAD, item("1", "甲", "子")], ()))
    import_catalogue(site, tmp_path, file, "zh", silent, at_once=True)
    found = [entry.record for entry in read(tmp_path, site.on)[0].library.vocabulary.catalogue.values()]
    assert [(one.name, one.basis) for one in found[1:]] == [(name, title.removeprefix("附件2："))]
    told = capsys.readouterr().err
    assert [one for one in ("import-field-shortened", "import-field-doubtful") if one in told] == (
        [code] if code else []
    )


def test_items_that_say_the_same_are_not_doubled(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"policies/a.md": policy("文件")})
    rows = [
        item(number, "甲", "乙", basis=basis) for number, basis in (("1", "《法》"), ("2", "《条例》"), ("3", "《法》"))
    ]
    file = workbook(tmp_path / "养老.xlsx", ("养老", [*HEAD, *rows], HEAD_MERGED))
    assert import_catalogue(site, tmp_path, file, "zh", silent, at_once=True) == 1
    after, _ = read(tmp_path, site.on)
    assert len(after.library.vocabulary.catalogue["yang-lao"].record.items) == 3
    assert import_catalogue(after, tmp_path, file, "zh", silent) == 0
