"""benchmarks/corpus.py: neutral records become a project that the generator accepts, and texts stay what they are."""

import json
import lzma
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import corpus
from disclosure.base.problems import Place
from disclosure.model.choices import Category, EndedHow, Status
from disclosure.model.config import InputLimits
from disclosure.model.documents import Ended, Interpretation, Policy
from disclosure.model.validity import status_on
from disclosure.pipeline.build import read
from disclosure.text.prose import convert
from disclosure.text.source import Limits

DAY = date(2026, 1, 1)


def record(key: str, *relations: dict[str, str], **fields: Any) -> dict[str, Any]:
    """A neutral record, published on 1 March 2020 unless said otherwise."""
    common = {"id": key, "title": f"文件{key}", "kind": "法律", "category": "行政法", "body": "第一条 正文。"}
    return common | {"published_on": "2020-03-01", "relations": list(relations)} | fields


def relation(kind: str, target: str) -> dict[str, str]:
    return {"type": kind, "target": target}


def packed(folder: Path, *records: dict[str, Any]) -> Path:
    path = folder / "records.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(one) + "\n" for one in records)
    return path


def planned(folder: Path, *records: dict[str, Any]) -> tuple[dict[str, Any], Counter[str]]:
    """The documents of some records by id, and what had to be changed."""
    changes: Counter[str] = Counter()
    read = corpus.readable(corpus.read(packed(folder, *records), changes), InputLimits(), changes)
    return dict(corpus.plan(read, changes).documents), +changes


def targets(document: Any, name: str) -> list[str]:
    return [one.target for one in getattr(document, name)]


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


# ------------------------------------------------------------------------------------------------- records


def test_fields_are_carried_over(tmp_path: Path) -> None:
    written, changes = planned(
        tmp_path,
        record(
            "a-1",
            kind="部门规章",
            agency="甲部、乙局",
            doc_number="甲发〔2020〕1号",
            index_number="000-1",
            formed_on="2020-02-01",
            effective_on="2020-04-01",
            expires_on="2025-03-31",
            tags=["住房", "住房", "人才"],
        ),
    )
    policy = written["a-1"]
    assert isinstance(policy, Policy)
    assert (policy.title, policy.document_number, policy.index_number) == ("文件a-1", "甲发〔2020〕1号", "000-1")
    assert (policy.formed_on, policy.published_on) == (date(2020, 2, 1), date(2020, 3, 1))
    assert (policy.effective_on, policy.expires_on) == (date(2020, 4, 1), date(2025, 3, 31))
    assert (policy.category, len(policy.issuers), len(policy.tags)) == (Category.REGULATION, 2, 2)
    assert not changes


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("司法解释", Category.LAW),
        ("地方性法规", Category.LAW),
        ("政府规章", Category.REGULATION),
        ("规范性文件", Category.NORMATIVE),
        ("地方政策", Category.OTHER),
    ],
)
def test_only_what_says_so_is_normative(kind: str, category: Category) -> None:
    assert corpus.category(kind) is category


def test_an_interpretation_explains_policies_of_the_set(tmp_path: Path) -> None:
    written, changes = planned(
        tmp_path,
        record("law"),
        record("reading", relation("interprets", "law"), kind="政策解读", doc_number="解〔2020〕1号"),
        record("alone", relation("interprets", "elsewhere"), kind="政策解读"),
        record("court", relation("interprets", "law"), kind="司法解释"),
    )
    assert isinstance(written["reading"], Interpretation)
    assert written["reading"].interprets == ("law",)
    assert isinstance(written["alone"], Policy)
    assert targets(written["court"], "implements") == ["law"]
    assert changes == {
        "fields of interpretations that only policies have left out": 1,
        "relations with what is not among the policies here left out": 1,
    }


def test_a_replacement_is_a_repeal_said_once_and_forward(tmp_path: Path) -> None:
    written, changes = planned(
        tmp_path,
        record("old", relation("superseded_by", "new")),
        record("new", relation("supersedes", "old"), published_on="2024-03-01"),
        record("older", relation("superseded_by", "old"), published_on="2010-03-01"),
    )
    assert targets(written["new"], "repeals") == ["old"]
    assert targets(written["old"], "repeals") == ["older"]
    assert changes == {"relations said twice, most of them from both ends, written once": 1}


def test_what_the_generator_refuses_is_left_out_and_counted(tmp_path: Path) -> None:
    written, changes = planned(
        tmp_path,
        record("a", relation("based_on", "b"), published_on="2010-01-01"),
        record("b", relation("based_on", "a"), relation("based_on", "b"), relation("based_on", "nobody")),
        record("c", relation("repeals", "a"), published_on="2021-01-01"),
        record("d", relation("repeals", "a"), relation("likes", "a"), published_on="2022-01-01"),
        record("e", relation("repeals", "a"), published_on=None),
        record("f", expires_on="2019-01-01"),
        record("f"),
        record("g", body="长" * 700_000),
        record("h", body="行" * 110_000),
        record("j", formed_on="0212-01-01"),
        record("i", title="标\u0000题", body="正\u0007文\ud800"),
    )
    assert targets(written["b"], "based_on") == ["a"]  # not a on b: a is the older one
    assert not written["a"].based_on
    assert targets(written["c"], "repeals") == ["a"]
    assert not written["d"].repeals
    assert not written["e"].repeals
    assert written["f"].expires_on is None
    assert written["i"].title == "标题"
    assert written["j"].formed_on is None
    assert changes == {
        "based_on that would close a circle left out": 1,
        "control characters removed": 3,
        "days in a year that the generator refuses left out": 1,
        "documents beyond the limits of the generator left out": 2,
        "documents with the id of an earlier one left out": 1,
        "last days in force before the first left out": 1,
        "relations of a record to itself left out": 1,
        "relations of an unknown type or without an end left out": 1,
        "relations with what is not among the policies here left out": 1,
        "repeals of what is repealed earlier left out": 1,
        "repeals on an unknown day left out": 1,
    }


def test_what_is_outside_is_named_by_its_title(tmp_path: Path) -> None:
    written, _ = planned(tmp_path, record("a", {"type": "repeals", "title": "某办法"}))
    assert [(one.target, one.title) for one in written["a"].repeals] == [(None, "某办法")]


def test_copies_are_related_among_themselves(tmp_path: Path) -> None:
    written, _ = planned(tmp_path, record("a"), record("b", relation("repeals", "a"), index_number="1"))
    copy = corpus.copied(written["b"], 2)
    assert isinstance(copy, Policy)
    assert (copy.id, copy.title, copy.index_number) == ("b-2", "文件b（副本2）", None)
    assert targets(copy, "repeals") == ["a-2"]
    assert corpus.copied(written["b"], 1) is written["b"]


def test_computed_statuses_are_compared_with_what_records_say() -> None:
    records = [
        corpus.Neutral.model_validate(record("a", status="已失效")),
        corpus.Neutral.model_validate(record("b", status="已失效")),
        corpus.Neutral.model_validate(record("c")),
    ]
    computed = {"a": Status.REPEALED, "b": Status.IN_FORCE, "c": Status.IN_FORCE}
    assert corpus.compared(records, computed) == {"法律": {"agree": 1, "已失效 but 现行有效": 1, "says nothing": 1}}


def test_an_end_that_only_the_record_knows_of_is_written_down(tmp_path: Path) -> None:
    records = packed(
        tmp_path,
        record("a", status="已失效", source="某法规库"),
        record("b", relation("superseded_by", "c"), status="已被修订"),
        record("c", status="现行有效", published_on="2021-01-01"),
    )
    assert corpus.main([str(records), "--as-of", str(DAY), str(tmp_path / "out")]) == 0
    library = read(tmp_path / "out", DAY)[0].library
    ended = {key: entry.record.ended for key, entry in library.of(Policy).items() if entry.record.ended}
    assert ended == {"a": Ended(how=EndedHow.EXPIRED, source="某法规库标注“已失效”")}
    assert {key: status_on(turns, DAY) for key, turns in library.timelines.items()} == {
        "a": Status.EXPIRED,
        "b": Status.REPEALED,
        "c": Status.IN_FORCE,
    }


# ------------------------------------------------------------------------------------------------- the tree


def test_the_generator_reads_the_tree_without_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("各镇：\n印发《2023年要点》。\n一、总体\n(一)思想*\n", encoding="utf-8")
    records = packed(
        tmp_path,
        record("a", title='书名"号": \\ # \u2028 \u0085行', agency="甲部", tags=["住房"]),
        record("b", relation("supersedes", "a"), published_on="2021-01-01", status="现行有效"),
        record("c", relation("interprets", "a"), kind="政策解读"),
    )
    arguments = [str(records), "--copies", "2", "--work-plan", str(plan), "--as-of", str(DAY)]
    assert corpus.main([*arguments, str(tmp_path / "out")]) == 0
    assert "法律: says nothing 1, agree 1" in capsys.readouterr().out

    out = tmp_path / "out"
    site, warnings = read(out, DAY)
    library = site.library
    assert warnings == ()
    assert set(library.of(Policy)) == {"a", "a-2", "b", "b-2", "work-plan-2023"}
    assert set(library.of(Interpretation)) == {"c", "c-2"}
    assert library.of(Policy)["a"].record.title == '书名"号": \\ #  行'
    assert library.of(Policy)["work-plan-2023"].record.title == "2023年要点"
    assert library.of(Policy)["work-plan-2023"].body == "\n各镇：\n\n印发《2023年要点》。\n\n一、总体\n\n(一)思想*\n"

    assert corpus.main([*arguments, str(tmp_path / "again")]) == 0
    assert files(tmp_path / "again") == files(out)


def test_a_limit_takes_records_from_everywhere() -> None:
    ids = [str(i) for i in range(10)]
    assert corpus.parallel_map(ids, 3) == {"0", "3", "6"}
    assert corpus.parallel_map(ids, 99) == corpus.parallel_map(ids, None) == set(ids)


@pytest.mark.parametrize("arguments", [["--limit", "0"], ["--copies", "-1"], ["--copies", "²"]])
def test_a_count_is_a_number_from_one(arguments: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        corpus.main(["records", str(tmp_path / "out"), *arguments])


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit, match="2"):
        corpus.main(["records", str(tmp_path)])
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


# ------------------------------------------------------------------------------------------------- the texts


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def shown(markdown: str) -> str:
    """What a reader sees of a body."""
    prose, problems = convert(markdown, Place("body", 1, 1), Limits())
    assert {problem.code for problem in problems} <= {"number-not-taken"}
    reader = _Text()
    reader.feed(prose.html)
    reader.close()
    return "".join(reader.parts)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "line",
    [
        "1. 项目",
        "12.",
        "- 减号",
        "+ 加号",
        "* 星号",
        "---",
        "- - -",
        "***",
        "#号",
        "> 大于",
        ": 冒号",
        "~~~",
        "```",
        "|竖线",
        "依照《[[刑法]]》和[责任单位:市局](二)办理",
        "[1]: 不是脚注",
        "[^1]: 也不是",
        "甲<乙>丙 <b>丁</b> <https://x.example/>",
        "Q&A、AT&amp;T、&lt;",
        "a_b_c __d__ *e* **f** `g`",
        "{#id} {: .c}",
        "<!-- 不是注释 -->",
        "&#35; 号",
        "\\",
        "甲\\\\乙",
    ],
)
def test_text_that_markdown_would_misread_stays_text(line: str) -> None:
    assert squeezed(shown(corpus.as_markdown(f"前文\n\n{line}\n\n后文"))) == squeezed(f"前文{corpus.plain(line)}后文")


@given(st.text("甲1.#-+*_`~=:|<>&[](){}!\\;  ", max_size=30))
def test_any_text_stays_text(line: str) -> None:
    if line.strip().startswith("|"):
        line = f"表{line}"  # a row of a table is meant as one
    markdown = corpus.as_markdown(f"前文\n\n文{line}\n\n后文")
    assert squeezed(shown(markdown)) == squeezed(f"前文文{corpus.plain(line)}后文")


def test_headings_and_tables_are_meant() -> None:
    prose, _ = convert(
        corpus.as_markdown("## 第一章 总则##\n\n| 甲\\|乙 | [丙] |\n|---|---|\n| 1 | 2* |"), Place("b", 1, 1), Limits()
    )
    assert "<h2" in prose.html
    assert "<table" in prose.html
    assert "总则##" in prose.text
    assert "甲|乙" in prose.text


def test_real_texts_show_every_character(shared_corpus: Path) -> None:
    characters = re.compile(r"[\u3400-\u9fff0-9]")
    for number, one in enumerate(corpus.read(shared_corpus, Counter())):
        if number % 40 == 0:
            said = "\n".join(map(corpus.plain, one.body.split("\n")))
            assert characters.findall(shown(corpus.as_markdown(one.body))) == characters.findall(said), one.id
