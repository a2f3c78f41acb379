"""Real documents as a project: neutral records in, a tree out that `python build.py --root OUT` builds.

    python benchmarks/corpus.py CORPUS OUT [--limit N] [--copies K] [--work-plan FILE] [--as-of DAY]

CORPUS holds one JSON record a line, compressed with xz. What the generator would refuse is repaired or left
out, and every such change is counted and printed. The same input gives the same bytes. Records are read twice,
first for what they say of each other and then for their texts: memory grows with their number, not their length.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import lzma
import re
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script is given its own folder only

from disclosure.base.days import YEARS
from disclosure.base.messages import say, severity
from disclosure.base.problems import Problem, Severity
from disclosure.frontmatter.parse import Parsed
from disclosure.library.library import RELATIONS
from disclosure.library.relate import relate
from disclosure.model.choices import AgencyLevel, Category, EndedHow, Status, TagGroup
from disclosure.model.config import InputLimits
from disclosure.model.documents import Document, Ended, Interpretation, Policy, Relation
from disclosure.model.records import Entry, Record
from disclosure.model.validity import status_on
from disclosure.model.vocabulary import Agency, Tag, Theme, Vocabulary

R = TypeVar("R", bound=Record)

PROJECT = Path(__file__).resolve().parents[1]

CATEGORIES = {
    Category.LAW: ("宪法", "法律", "行政法规", "地方性法规", "司法解释"),
    Category.REGULATION: ("部门规章", "政府规章", "地方政府规章"),
    Category.NORMATIVE: ("规范性文件", "行政规范性文件"),
}
"""The kinds of record that belong to a library of their own; every other kind is an other document."""

INTERPRETATIONS = ("政策解读", "解读")

NO_LONGER_VALID = (Status.EXPIRED, Status.REPEALED, Status.DECLARED_INVALID)
STATUSES = {"现行有效": (Status.IN_FORCE,), "已失效": NO_LONGER_VALID, "已被修订": NO_LONGER_VALID}
"""The statuses that agree with what a record says of itself."""

CONFIG = """\
site:
  name: 语料测试站
  short_name: 语料测试
  address: https://corpus.example/
  id_code: "0000000000"
  organiser: 语料测试站
  description: 用于测试的真实文件
language: zh-Hans
sample: true
"""

Changes = Counter[str]
"""What was repaired or left out, and how often."""


class Related(BaseModel):
    """One relation of a record: to another by its id, or to something outside the corpus by its title."""

    type: str
    target: str | None = None
    title: str | None = None


class Neutral(BaseModel):
    """One record. Its region, history and derived fields have no place in the content model."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    kind: str
    category: str
    body: str
    agency: str = ""
    doc_number: str | None = None
    index_number: str | None = None
    formed_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    status: str | None = None
    source: str = ""
    tags: tuple[str, ...] = ()
    relations: tuple[Related, ...] = ()

    @property
    def begins(self) -> date | None:
        """The first day in force, as the generator understands it."""
        return self.effective_on or self.published_on or self.formed_on

    @property
    def policies(self) -> list[str]:
        """Ids of what it interprets."""
        return [r.target for r in self.relations if r.type == "interprets" and r.target is not None]


# --- reading ------------------------------------------------------------------------------------------------

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def read(corpus: Path, changes: Changes) -> Iterator[Neutral]:
    """The records in the order of the file, without characters and days that the generator refuses."""
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            values = json.loads(line)
            for name in ("title", "body"):
                text = values[name].replace("\r\n", "\n").replace("\r", "\n")
                values[name], found = _CONTROL.subn("", text)
                changes["control characters removed"] += found
            for name in ("formed_on", "published_on", "effective_on", "expires_on"):
                if values.get(name) is not None and date.fromisoformat(values[name]).year not in YEARS:
                    del values[name]
                    changes["days in a year that the generator refuses left out"] += 1
            yield Neutral.model_validate(values)


def readable(records: Iterable[Neutral], limits: InputLimits, changes: Changes) -> dict[str, Neutral]:
    """The records by id, without their bodies; those whose text is beyond the limits are left out."""
    found: dict[str, Neutral] = {}
    for record in records:
        body = as_markdown(record.body)
        lines = body.split("\n")
        long = len(body) > limits.body_characters or len(lines) > limits.body_lines
        if long or any(len(line) > limits.line_characters for line in lines):
            changes["documents beyond the limits of the generator left out"] += 1
        elif record.id in found:
            changes["documents with the id of an earlier one left out"] += 1
        else:
            found[record.id] = record.model_copy(update={"body": ""})
    return found


def parallel_map(ids: Sequence[str], limit: int | None) -> set[str]:
    """`limit` of the ids, at even distances; all of them when there are no more."""
    count = len(ids) if limit is None else min(limit, len(ids))
    return {ids[i * len(ids) // count] for i in range(count)}


# --- what records say of each other -------------------------------------------------------------------------

Name = Literal["repeals", "implements", "based_on"]

NAMES: Mapping[str, Name] = {
    "based_on": "based_on",
    "implements": "implements",
    "interprets": "implements",  # a judicial interpretation is law itself, not an interpretation of a policy
    "repeals": "repeals",
    "supersedes": "repeals",
    "superseded_by": "repeals",  # from the other end
}
"""The field that says what a relation of the corpus says."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one record does to another of the corpus by its id, or to something outside it by its title."""

    source: str
    name: Name
    target: str | None
    title: str | None = None


def statements(records: Mapping[str, Neutral], policies: AbstractSet[str], changes: Changes) -> list[Statement]:
    """What policies do to each other, without what the generator refuses."""
    said: dict[Statement, None] = {}
    for record in records.values():
        for relation in record.relations:
            if record.id not in policies and relation.type == "interprets":
                continue  # a field of the interpretation
            statement = _statement(record.id, relation)
            reason = _refusal(statement, policies)
            if reason is None and statement in said:
                reason = "relations said twice, most of them from both ends, written once"
            if reason is not None:
                changes[reason] += 1
            elif statement is not None:
                said[statement] = None
    return _without_conflicts(_without_circles(said, records, changes), records, changes)


def _statement(source: str, relation: Related) -> Statement | None:
    name = NAMES.get(relation.type)
    if name is None or (relation.target is None and relation.title is None):
        return None
    if relation.type == "superseded_by":
        return Statement(relation.target, name, source) if relation.target is not None else None
    return Statement(source, name, relation.target, relation.title if relation.target is None else None)


def _refusal(statement: Statement | None, policies: AbstractSet[str]) -> str | None:
    """Why the generator has no place for this; None where it has."""
    if statement is None:
        return "relations of an unknown type or without an end left out"
    if statement.source == statement.target:
        return "relations of a record to itself left out"
    ends = (statement.source, statement.target)
    if any(end is not None and end not in policies for end in ends):
        return "relations with what is not among the policies here left out"
    return None


def _without_circles(said: Iterable[Statement], records: Mapping[str, Neutral], changes: Changes) -> list[Statement]:
    """No circles within one relation. What points forward in time goes in last, so that is what is left out."""
    following: dict[tuple[Name, str], list[str]] = defaultdict(list)
    kept: list[Statement] = []
    for one in sorted(said, key=lambda statement: _looks_forward(statement, records)):
        if one.target is not None and _reaches(following, one.name, one.target, one.source):
            changes[f"{one.name} that would close a circle left out"] += 1
            continue
        kept.append(one)
        following[one.name, one.source].extend([one.target] if one.target is not None else [])
    return kept


def _looks_forward(statement: Statement, records: Mapping[str, Neutral]) -> bool:
    start = records[statement.source].begins
    end = records[statement.target].begins if statement.target is not None else None
    return start is not None and end is not None and start < end


def _reaches(following: Mapping[tuple[Name, str], Sequence[str]], name: Name, start: str, goal: str) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        new = set(following.get((name, ahead.pop()), ())) - seen
        seen |= new
        ahead.extend(new)
    return goal in seen


def _without_conflicts(said: Iterable[Statement], records: Mapping[str, Neutral], changes: Changes) -> list[Statement]:
    """No repeals on an unknown day or before their time, and of several of one document only those of the first day."""
    first: dict[str, date] = {}
    kept: list[Statement] = []
    for one in sorted(said, key=lambda statement: records[statement.source].begins or date.max):
        day = records[one.source].begins
        if one.name != "repeals" or one.target is None:
            kept.append(one)
        elif day is None:
            changes["repeals on an unknown day left out"] += 1
        elif (formed := records[one.target].formed_on) is not None and day < formed:
            changes["repeals of what was not signed yet left out"] += 1
        elif first.setdefault(one.target, day) != day:
            changes["repeals of what is repealed earlier left out"] += 1
        else:
            kept.append(one)
    return kept


# --- records as documents -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Names:
    """Ids for what records name in words. An id is made of the name alone, so it is the same in every run."""

    prefix: str
    ids: dict[str, str] = field(default_factory=dict)

    def __call__(self, names: Sequence[str]) -> tuple[str, ...]:
        """The ids of these names, each once."""
        for name in names:
            digest = hashlib.sha256(name.encode()).hexdigest()[:10]
            self.ids.setdefault(name, f"{self.prefix}-{digest}")
        return tuple(dict.fromkeys(self.ids[name] for name in names))


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents to write, by id, without their bodies; and the vocabularies that they use."""

    documents: Mapping[str, Policy | Interpretation]
    agencies: tuple[Agency, ...]
    tags: tuple[Tag, ...]
    themes: tuple[Theme, ...]


def plan(records: Mapping[str, Neutral], changes: Changes) -> Plan:
    """What to write for these records."""
    policies = {r.id for r in records.values() if not _interprets(r, records)}
    relations: dict[tuple[str, Name], list[Relation]] = defaultdict(list)
    for said in statements(records, policies, changes):
        relations[said.source, said.name].append(Relation(target=said.target, title=said.title))
    agency, tag, theme = Names("a"), Names("t"), Names("c")
    documents: dict[str, Policy | Interpretation] = {}
    for record in records.values():
        issuers, tags = agency([name for name in record.agency.split("、") if name]), tag(record.tags)
        if record.id not in policies:
            values = (record.doc_number, record.index_number, record.formed_on, record.effective_on)
            changes["fields of interpretations that only policies have left out"] += sum(v is not None for v in values)
            documents[record.id] = Interpretation(
                id=record.id,
                title=record.title,
                tags=tags,
                interprets=tuple(dict.fromkeys(p for p in record.policies if p in policies)),
                issuers=issuers,
                published_on=record.published_on,
            )
            continue
        documents[record.id] = Policy(
            id=record.id,
            title=record.title,
            tags=tags,
            document_number=record.doc_number,
            index_number=record.index_number,
            issuers=issuers,
            category=category(record.kind),
            formed_on=record.formed_on,
            published_on=record.published_on,
            effective_on=record.effective_on,
            expires_on=_last_day(record, changes),
            themes=theme([record.category]),
            repeals=tuple(relations[record.id, "repeals"]),
            implements=tuple(relations[record.id, "implements"]),
            based_on=tuple(relations[record.id, "based_on"]),
        )
    return Plan(
        documents,
        tuple(Agency(id=i, name=n, short=n, level=AgencyLevel.OTHER) for n, i in sorted(agency.ids.items())),
        tuple(Tag(id=i, name=n, group=TagGroup.THEME) for n, i in sorted(tag.ids.items())),
        tuple(Theme(id=i, name=n) for n, i in sorted(theme.ids.items())),
    )


def _interprets(record: Neutral, records: Mapping[str, Neutral]) -> bool:
    return record.kind in INTERPRETATIONS and any(
        policy in records and records[policy].kind not in INTERPRETATIONS for policy in record.policies
    )


def category(kind: str) -> Category:
    """The library in which a kind of record stands."""
    return next((found for found, kinds in CATEGORIES.items() if kind in kinds), Category.OTHER)


def _last_day(record: Neutral, changes: Changes) -> date | None:
    if record.expires_on is not None and record.begins is not None and record.expires_on < record.begins:
        changes["last days in force before the first left out"] += 1
        return None
    return record.expires_on


def with_endings(
    written: Plan, records: Mapping[str, Neutral], computed: Mapping[str, Status], changes: Changes
) -> Plan:
    """The documents that their record calls no longer valid and that nothing in the set ends say so, by the record."""
    documents = dict(written.documents)
    for key, status in computed.items():
        record, document = records[key], documents[key]
        ends = STATUSES.get(record.status or "") == NO_LONGER_VALID and status not in NO_LONGER_VALID
        if ends and isinstance(document, Policy):
            said = Ended(how=EndedHow.EXPIRED, source=f"{record.source or '来源'}标注“{record.status}”")
            documents[key] = document.model_copy(update={"ended": said})
            changes["endings that only the record knows of, on an unknown day"] += 1
    return replace(written, documents=documents)


def copied(document: Policy | Interpretation, number: int) -> Policy | Interpretation:
    """Copy `number` of a document; 1 is the document itself. Numbers that must be unique stay with it."""
    if number == 1:
        return document
    suffix = f"-{number}"
    changed: dict[str, object] = {
        "id": document.id + suffix,
        "title": f"{document.title}（副本{number}）",
    }
    if isinstance(document, Interpretation):
        changed["interprets"] = tuple(policy + suffix for policy in document.interprets)
    else:
        changed |= {"document_number": None, "index_number": None}
        for name in RELATIONS:
            relations: tuple[Relation, ...] = getattr(document, name)
            changed[name] = tuple(
                r.model_copy(update={"target": r.target + suffix}) if r.target else r for r in relations
            )
    return document.model_copy(update=changed)


# --- texts --------------------------------------------------------------------------------------------------

_HEADING = re.compile(r"(#{1,6}) +(?=\S)")
_DELIMITERS = re.compile(r"\|[-:| ]+\|")
_CELL_END = re.compile(r"(?<!\\)\|")
_SPECIAL = re.compile(r"[\\&<*\[\]{]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&#?\w{1,32};")
_TO_ESCAPE = re.compile(r"[*\[\]{]|&(?=#?\w{1,32};)|(?<=\\)[&<|]")
_LIST_NUMBER = re.compile(r"(\d+)\.(?=\s|$)")
_BLOCK_MARK = re.compile(r"#(?=#{0,5}\s)|-(?=\s)|`(?=``)|~(?=~~)")


def plain(text: str) -> str:
    """The text that a line of the corpus means: other dialects of Markdown left their escapes in it."""
    text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), text) if "&" in text else text


def as_markdown(body: str) -> str:
    """A body in the generator's dialect, such that the page shows the same text.

    Headings and tables are meant as such; whatever else Markdown would take for its own is marked as text.
    """
    return "\n".join(_line(line.strip(" \t")) for line in body.split("\n"))


def _line(line: str) -> str:
    if heading := _HEADING.match(line):
        return heading.group() + _inline(line[heading.end() :])
    if line.startswith("|"):
        return line if _DELIMITERS.fullmatch(line) else "|".join(_cell(cell) for cell in _CELL_END.split(line))
    text = _inline(line)
    if mark := _BLOCK_MARK.match(text):
        return f"&#{ord(mark.group())};{text[1:]}"
    return f"{number[1]}\\{text[number.end(1) :]}" if (number := _LIST_NUMBER.match(text)) else text


def _cell(text: str) -> str:
    return re.sub(r"\\$", r"\\ ", _inline(text).replace("|", "\\|"))


def _inline(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return re.sub(r"(?<!\\)<", "&lt;", _TO_ESCAPE.sub(r"\\\g<0>", plain(text)))


# --- writing ------------------------------------------------------------------------------------------------


_FRESH = re.compile(r"  - id: (?:home-fresh|column-fresh|review-owed)\n(?:    .*\n)+")
"""Rules that a collection of documents of others cannot follow."""


def write_project(out: Path, vocabularies: Plan) -> None:
    """Everything of the project but its documents. The folder `out` must be new or empty."""
    data = out / "content" / "data"
    data.mkdir(parents=True)
    shutil.copytree(PROJECT / "templates", out / "templates")
    shutil.copytree(PROJECT / "content" / "data" / "calendar", data / "calendar")
    rules = (PROJECT / "content" / "data" / "rules.yaml").read_text(encoding="utf-8")
    write(data / "rules.yaml", _FRESH.sub("", rules))
    shutil.copy(PROJECT / "content" / "data" / "sensitive.yaml", data / "sensitive.yaml")
    write(out / "config.yaml", CONFIG)
    for name in ("agencies", "tags", "themes"):
        records: tuple[Record, ...] = getattr(vocabularies, name)
        rows = "".join(f"\n  - {_flow(_fields(r))}" for r in records)
        write(data / f"{name}.yaml", f"{name}:{rows or ' []'}\n")


def write_documents(out: Path, corpus: Path, documents: Mapping[str, Document], copies: int) -> None:
    """All documents with their bodies, each in as many copies as are wanted."""
    for record in read(corpus, Counter()):
        document = documents.get(record.id)
        if isinstance(document, Policy | Interpretation):
            body = as_markdown(record.body)
            for number in range(1, copies + 1):
                own = (
                    body if number == 1 else body.replace("。", f"{number}。")
                )  # a document of its own, published once
                write_document(out, copied(document, number), own)


def write_document(out: Path, document: Policy | Interpretation, body: str) -> None:
    """One document, in the folder of its kind and of the year of its publication."""
    folder = "policies" if isinstance(document, Policy) else "interpretations"
    year = str(document.published_on.year) if document.published_on else "undated"
    front = "".join(f"{name}: {_flow(value)}\n" for name, value in _fields(document).items())
    write(out / "content" / folder / year / f"{document.id}.md", f"---\n{front}---\n\n{body}\n")


def work_plan(text: str) -> tuple[Policy, str]:
    """The work plan as a document and its body. It has no number and is not normative; it names itself."""
    title = re.search("《(.+?)》", text)
    if title is None:
        msg = "the work plan does not name itself in 《》"
        raise ValueError(msg)
    plan_itself = Policy(id="work-plan-2023", title=title[1], formed_on=date(2023, 4, 20))
    return plan_itself, "\n\n".join(line for line in text.splitlines() if line)


def write(path: Path, text: str) -> None:
    """Text as UTF-8 with line feeds on every system, so that the bytes are the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _fields(record: Record) -> dict[str, object]:
    return record.model_dump(mode="json", exclude_defaults=True)


def _flow(value: object) -> str:
    """A value as YAML: JSON is YAML, but for three line ends that JSON leaves in text and YAML folds."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x85\u2028\u2029]", lambda found: f"\\u{ord(found.group()):04x}", text)


# --- the report ---------------------------------------------------------------------------------------------


def statuses(documents: Plan, on: date) -> tuple[Mapping[str, Status], tuple[Problem, ...]]:
    """The status of each policy on a day as the generator computes it; and what it refuses all the same."""
    vocabulary = Vocabulary(
        agencies={agency.id: _entry(agency) for agency in documents.agencies},
        themes={theme.id: _entry(theme) for theme in documents.themes},
        tags={tag.id: _entry(tag) for tag in documents.tags},
        audiences={},
        catalogue={},
        calendar={},
        rules={},
    )
    entries = tuple(_entry(document) for document in documents.documents.values())
    library, problems = relate(Parsed(entries, vocabulary, ()), {})
    return {key: status_on(turns, on) for key, turns in library.timelines.items()}, problems


def _entry(record: R) -> Entry[R]:
    return Entry(record, str(getattr(record, "id", "")), {})


def compared(records: Iterable[Neutral], computed: Mapping[str, Status]) -> dict[str, Counter[str]]:
    """By kind: how many computed statuses agree with the record's own, and how the others differ."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        if record.id not in computed:
            continue
        status = computed[record.id]
        if record.status is None:
            found[record.kind]["says nothing"] += 1
        elif status in STATUSES.get(record.status, ()):
            found[record.kind]["agree"] += 1
        else:
            found[record.kind][f"{record.status} but {status.zh}"] += 1
    return found


def _tell(changes: Changes, differences: Mapping[str, Counter[str]], on: date) -> None:
    print("Changed so that the generator accepts it:")
    for what, count in sorted(changes.items()):
        if count:
            print(f"  {count:6} {what}")
    print(f"Status on {on} as computed, beside the record's own:")
    for kind, counts in sorted(differences.items()):
        print(f"  {kind}: " + ", ".join(f"{what} {count}" for what, count in counts.most_common()))


# --- the command line ---------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the project; 1 when the generator will refuse it all the same."""
    options = _parser().parse_args(arguments)
    changes: Changes = Counter()
    records = readable(read(options.corpus, changes), InputLimits(), changes)
    chosen = parallel_map(sorted(records), options.limit)
    records = {key: record for key, record in records.items() if key in chosen}
    documents = plan(records, changes)
    documents = with_endings(documents, records, statuses(documents, options.as_of)[0], changes)
    write_project(options.out, documents)
    write_documents(options.out, options.corpus, documents.documents, options.copies)
    if options.work_plan is not None:
        write_document(options.out, *work_plan(options.work_plan.read_text(encoding="utf-8")))
    computed, problems = statuses(documents, options.as_of)
    print(f"{len(documents.documents)} documents in {options.copies} copies in {options.out}")
    _tell(changes, compared(records.values(), computed), options.as_of)
    for problem in problems:
        print(say(problem, "en"), file=sys.stderr)
    return 1 if any(severity(problem) is Severity.ERROR for problem in problems) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Write real documents as a project that build.py builds.")
    parser.add_argument("corpus", type=Path, help="records, one JSON object a line, compressed with xz")
    parser.add_argument("out", type=_new_folder, help="the project's root, a new or empty folder")
    parser.add_argument("--limit", type=_count, metavar="N", help="only N records, spread over all of them")
    parser.add_argument("--copies", type=_count, metavar="K", default=1, help="K copies of every document")
    parser.add_argument("--work-plan", type=Path, metavar="FILE", help="a work plan to add as a document, plain text")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", default=_today(), help="compare on this day")
    return parser


def _today() -> date:
    """Today in China."""
    return datetime.now(timezone(timedelta(hours=8))).date()


def _new_folder(text: str) -> Path:
    folder = Path(text)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{text} is there and not empty"
        raise argparse.ArgumentTypeError(message)
    return folder


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        message = f"{text}: a number from 1"
        raise argparse.ArgumentTypeError(message)
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
