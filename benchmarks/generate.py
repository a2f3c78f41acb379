"""Made-up projects for the benchmarks: the same documents as sources for our generator and for each of its peers.

    python benchmarks/generate.py OUT --documents N [--seed S] [--only NAME ...]

Writes OUT/<name>/, one project a generator, ready to build. The same arguments give the same bytes: document K is
a function of the seed and K alone. Its sentences are put together from clauses of the project's own sample documents,
its vocabularies are the sample ones, so a change of those changes the benchmark's input.

Lengths, headings, tables and relations are spread as in a collection of district documents: the median source is
2.9 KB, one in ten is longer than 9 KB; nearly half have headings, one in twenty a table.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a script is given its own folder only

from disclosure.frontmatter.load import Source, load
from disclosure.frontmatter.parse import parse, parse_config
from disclosure.model.choices import Category, Genre
from disclosure.model.documents import Policy
from disclosure.model.vocabulary import Agency
from disclosure.text.numbering import numeral

PROJECT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).resolve().parent / "peers"

FIRST_DAY = date(2014, 1, 6)
AS_OF = date(2026, 7, 1)
"""The day for which all sites are built: every document has been published by then."""

INTERPRETATIONS = 12  # in a hundred documents
HEADINGS, TABLES, LISTS, STRONG = 0.46, 0.05, 0.25, 0.05
"""How many documents have them."""

CONFIG = """\
site:
  name: 云岚市青禾区政府信息公开
  short_name: 青禾区信息公开
  address: https://qinghe.example/
  id_code: "0000000000"
  organiser: 云岚市青禾区人民政府办公室
  description: 用于比较速度的虚构文件
language: zh-Hans
sample: true
page_size: 30
new_on_home: 8
"""


# --- documents ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """What documents are made of: clauses to build sentences from, and the vocabularies, by id."""

    clauses: tuple[str, ...]
    agencies: Mapping[str, Agency]
    tags: Mapping[str, str]
    themes: Mapping[str, str]
    audiences: Mapping[str, str]

    def vocabulary(self) -> dict[str, dict[str, str]]:
        """Names by id, as templates of the peers look them up."""
        agencies = {key: agency.short for key, agency in self.agencies.items()}
        return {"agencies": agencies, "tags": dict(self.tags), "themes": dict(self.themes)} | {
            "audiences": dict(self.audiences)
        }


@dataclass(frozen=True, slots=True)
class Document:
    """One document without its text. Of the relations only `based_on` leads outside: it holds titles, not ids."""

    number: int
    id: str
    title: str
    summary: str
    agencies: tuple[str, ...]
    tags: tuple[str, ...]
    published_on: date
    document_number: str | None = None
    index_number: str | None = None
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    formed_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    repeals: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    interprets: tuple[str, ...] = ()
    contact: str | None = None

    @property
    def folder(self) -> str:
        """The kind, as a folder and as the beginning of the address."""
        return "interpretations" if self.interprets else "policies"


_CLAUSE_END = re.compile(r"[，；。：、\n]")
_CLAUSE = re.compile(r"[\u4e00-\u9fff]{5,40}")
_OWN = re.compile(r"青禾|云岚|第.{1,4}[条章款项]|本(?:办法|细则|规定|通知|方案)")


def words() -> Words:
    """Clauses and vocabularies of the project's sample content."""
    config, _ = parse_config(Source("config.yaml", CONFIG.encode()))
    assert config is not None, "CONFIG above is a valid configuration"  # noqa: S101
    sources = load(PROJECT, config.limits)
    parsed = parse(sources, config)
    bodies = (entry.body for entry in parsed.documents if isinstance(entry.record, Policy))
    clauses = {text.strip() for body in bodies for text in _CLAUSE_END.split(body)}
    vocabulary = parsed.vocabulary
    return Words(
        clauses=tuple(sorted(text for text in clauses if _CLAUSE.fullmatch(text) and not _OWN.search(text))),
        agencies={key: entry.record for key, entry in vocabulary.agencies.items() if entry.record.code},
        tags={key: entry.record.name for key, entry in vocabulary.tags.items()},
        themes={key: entry.record.name for key, entry in vocabulary.themes.items()},
        audiences={key: entry.record.name for key, entry in vocabulary.audiences.items()},
    )


MEASURES = ("管理办法", "实施办法", "实施细则", "工作规定", "资金管理细则", "服务规范", "补贴办法", "扶持措施")
TASKS = ("工作", "专项行动", "重点任务", "监督检查", "资金安排", "信息公开", "便民服务", "试点")
LAWS = (
    "中华人民共和国政府信息公开条例",
    "中华人民共和国预算法",
    "中华人民共和国行政许可法",
    "中华人民共和国安全生产法",
)


def documents(count: int, seed: int, using: Words) -> list[Document]:
    """All documents without their texts, oldest first."""
    made: list[Document] = []
    policies: list[Document] = []
    repealed: set[str] = set()
    for number in range(count):
        rng = Random(f"{seed}-{number}")
        day = FIRST_DAY + timedelta(days=(AS_OF - FIRST_DAY).days * number // count)
        if policies and rng.randrange(100) < INTERPRETATIONS:
            made.append(_interpretation(number, policies[-rng.randint(1, min(3, len(policies)))], rng))
        else:
            policy = _policy(number, day, policies, repealed, rng, using)
            repealed.update(policy.repeals)
            policies.append(policy)
            made.append(policy)
    return made


def _policy(
    number: int, day: date, earlier: Sequence[Document], repealed: set[str], rng: Random, using: Words
) -> Document:
    """One policy. It repeals only what is old and still in force, and implements only what came before it."""
    agencies = tuple(_skewed(rng, list(using.agencies), 2 if rng.random() < 0.1 else 1))
    tags = tuple(_skewed(rng, list(using.tags), rng.choice((1, 2, 2, 3, 3, 4))))
    topic, agency = using.tags[tags[0]], using.agencies[agencies[0]]
    normative = rng.random() < 0.4
    purpose = rng.choice(using.clauses)
    title = (
        f"{agency.name}关于印发《青禾区{topic}{rng.choice(MEASURES)}》的通知"
        if normative
        else f"{agency.name}关于{purpose[:12]}做好{day.year}年{topic}{rng.choice(TASKS)}的通知"
    )
    old = rng.choice(earlier) if earlier and rng.random() < 0.1 else None
    ends = old is not None and old.id not in repealed and old.published_on < day - timedelta(days=400)
    before = rng.choice(earlier) if earlier and rng.random() < 0.25 else None
    effective = day + timedelta(days=rng.choice((0, 0, 30, 30, 60)))
    return Document(
        number=number,
        id=f"qh-{day.year}-{number:06}",
        title=title,
        summary=_sentence(rng, using.clauses),
        agencies=agencies,
        tags=tags,
        published_on=day,
        document_number=f"{agency.code}{'规' if normative else '发'}〔{day.year}〕{number + 1}号",
        index_number=f"QH-{day.year}-{number:06}",
        themes=(rng.choice(list(using.themes)),),
        audiences=tuple(_skewed(rng, list(using.audiences), rng.choice((0, 1, 1, 2)))),
        formed_on=day - timedelta(days=rng.randint(0, 9)),
        effective_on=effective,
        expires_on=_five_years_from(effective) if normative else None,
        repeals=(old.id,) if old and ends else (),
        implements=(before.id,) if before else (),
        based_on=(rng.choice(LAWS),) if rng.random() < 0.4 else (),
        contact=f"{agency.short}办公室，000-6600{rng.randrange(10000):04}",
    )


def _interpretation(number: int, policy: Document, rng: Random) -> Document:
    return Document(
        number=number,
        id=f"qh-{policy.published_on.year}-{number:06}-jiedu",
        title=f"一图读懂：{policy.title}" if rng.random() < 0.3 else f"政策解读：{policy.title}",
        summary=policy.summary,
        agencies=policy.agencies[:1],
        tags=policy.tags,
        published_on=policy.published_on,
        interprets=(policy.id,),
    )


def _five_years_from(day: date) -> date:
    """The last day of a term of five years."""
    return day.replace(year=day.year + 5, day=min(day.day, 28)) - timedelta(days=1)


def _skewed(rng: Random, keys: Sequence[str], count: int) -> list[str]:
    """`count` different keys, the first ones far oftener than the last: the largest list holds a tenth of everything."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[keys[int(len(keys) * rng.random() ** 2)]] = None
    return list(found)


# --- texts --------------------------------------------------------------------------------------------------


def body(document: Document, seed: int, using: Words) -> str:
    """The Markdown text of one document."""
    rng = Random(f"{seed}-{document.number}-body")
    length = min(14_000, max(120, int(rng.lognormvariate(6.45, 1.05))))  # characters; three bytes each
    blocks = _letter(document, length, rng, using) if document.interprets else _notice(document, length, rng, using)
    return "\n\n".join(blocks) + "\n"


def _notice(document: Document, length: int, rng: Random, using: Words) -> Iterator[str]:
    """Salutation, articles (in chapters, for those that have headings), signature and date."""
    issuer = using.agencies[document.agencies[0]]
    yield "各镇人民政府，各街道办事处，区政府各部门："
    headings, table = rng.random() < HEADINGS, rng.random() < TABLES
    written, article, chapter = 0, 0, 0
    while written < length:
        if headings and article % 5 == 0:
            chapter += 1
            yield f"## 第{numeral(chapter)}章 {rng.choice(using.clauses)[:10]}"
        article += 1
        texts = list(_article(article, rng, using))
        written += sum(map(len, texts))
        yield from texts
        if table and article == 2:
            yield _table(rng, using)
    yield issuer.name
    day = document.formed_on or document.published_on
    yield f"{day.year}年{day.month}月{day.day}日"


def _article(number: int, rng: Random, using: Words) -> Iterator[str]:
    """One article: a paragraph or two, sometimes with items, sometimes with something in bold."""
    words_of = _sentence(rng, using.clauses)
    if rng.random() < STRONG:
        words_of += f"**{rng.choice(using.clauses)}。**"
    yield f"第{numeral(number)}条　{words_of}{_sentence(rng, using.clauses)}"
    if rng.random() < LISTS:
        for item in range(1, rng.randint(3, 6)):
            yield f"（{numeral(item)}）{rng.choice(using.clauses)}；"
    elif rng.random() < 0.4:
        yield _sentence(rng, using.clauses)


def _letter(document: Document, length: int, rng: Random, using: Words) -> Iterator[str]:
    """An interpretation: questions as headings, answers in sentences and lists."""
    yield f"{using.agencies[document.agencies[0]].name}对文件的要点说明如下：{_sentence(rng, using.clauses)}"
    written, question = 0, 0
    while written < length:
        question += 1
        answer = "".join(_sentence(rng, using.clauses) for _ in range(rng.randint(2, 4)))
        written += len(answer)
        yield f"## {numeral(question)}、{rng.choice(using.clauses)}？"
        yield answer
        if rng.random() < LISTS:
            yield "\n".join(f"- {rng.choice(using.clauses)}。" for _ in range(3))


def _table(rng: Random, using: Words) -> str:
    rows = [(rng.choice(using.clauses)[:8], str(rng.randint(1, 60) * 20), str(rng.randint(5, 30))) for _ in range(6)]
    lines = [("项目", "标准（元）", "办理时限（日）"), ("---", "---", "---"), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _sentence(rng: Random, clauses: Sequence[str]) -> str:
    return "，".join(rng.choice(clauses) for _ in range(rng.randint(2, 4))) + "。"


# --- projects -----------------------------------------------------------------------------------------------

Value = str | date | tuple[str, ...] | None


def _ours(document: Document) -> dict[str, Value]:
    """Front matter in the schema of our generator."""
    interpretation = bool(document.interprets)
    return {
        "title": document.title,
        "summary": document.summary,
        "document_number": document.document_number,
        "index_number": document.index_number,
        "issuers": document.agencies,
        "genre": None if interpretation else Genre.TONGZHI.value,
        "category": Category.NORMATIVE.value if document.expires_on else None,
        "formed_on": document.formed_on,
        "published_on": document.published_on,
        "effective_on": document.effective_on,
        "expires_on": document.expires_on,
        "themes": document.themes,
        "audiences": document.audiences,
        "tags": document.tags,
        "interprets": document.interprets,
        "repeals": document.repeals,
        "implements": document.implements,
        "based_on": tuple(f"title: {title}" for title in document.based_on),
        "contact": document.contact,
    }


def _peers(document: Document) -> dict[str, Value]:
    """Front matter for the templates of the peers: the same facts, under the names that most of them know.

    Interpretations stand in no list but their own, so what would put them into others has another name.
    """
    facts = _ours(document) | {"date": document.published_on, "based_on": document.based_on}
    if document.interprets:
        facts |= {"publishers": document.agencies, "labels": document.tags, "tags": ()}
    else:
        facts |= {"agencies": document.agencies, "years": (str(document.published_on.year),)}
    return {key: value for key, value in facts.items() if key not in ("issuers", "published_on", "genre", "category")}


def _tagged(document: Document) -> dict[str, Value]:
    """The facts with everything that has a list as a tag, `<list>/<key>`, the only lists that Pelican divides in pages."""
    facts = _peers(document)
    lists = ("tags", "agencies", "themes", "audiences", "years")
    keys = [f"{name}/{key}" for name in lists if isinstance(found := facts.pop(name, ()), tuple) for key in found]
    return facts | {"tags": tuple(keys)}


def _yaml(facts: Mapping[str, Value]) -> str:
    """Front matter as an editor would write it. No text here needs quotes, but years, which must stay text."""
    lines = ["---"]
    for key, value in facts.items():
        if isinstance(value, tuple):
            quoted = [f'"{item}"' if item.isdigit() else item for item in value]
            lines += [f"{key}:", *(f"  - {item}" for item in quoted)] if value else []
        elif value is not None:
            lines.append(f"{key}: {value}")
    return "\n".join([*lines, "---"]) + "\n\n"


def _pelican(facts: Mapping[str, Value]) -> str:
    """Front matter as Python-Markdown's `meta` reads it: one line a field."""
    lines = [f"{k}: {', '.join(v) if isinstance(v, tuple) else v}" for k, v in facts.items() if v]
    return "\n".join(lines) + "\n\n"


@dataclass(frozen=True, slots=True)
class Project:
    """How one generator wants its sources.

    `texts` is where documents lie; `facts` and `written` make their front matter; `vocabulary` is the file that holds
    the names by id, a settings file where it is YAML; `chrome` is the folder for the parts that are the same on every
    page, `jinja` says whether it also takes those for Jinja and its kin; `static` is the folder of files that are
    copied to the site as they are.
    """

    texts: str
    facts: Callable[[Document], dict[str, Value]] = _peers
    written: Callable[[Mapping[str, Value]], str] = _yaml
    vocabulary: str | None = None
    chrome: str | None = None
    jinja: bool = True
    static: str | None = None


PROJECTS: Mapping[str, Project] = {
    "ours": Project("content", facts=_ours),
    "hugo": Project(
        "content",
        vocabulary="data/vocabulary.json",
        chrome="layouts/_partials",
        jinja=False,
        static="static/static",
    ),
    "eleventy": Project("content", vocabulary="_data/vocabulary.json", chrome="_includes", static="static"),
    "pelican": Project(
        "content",
        facts=_tagged,
        written=_pelican,
        vocabulary="vocabulary.json",
        chrome="theme/templates",
        static="content/static",
    ),
    "mkdocs": Project("docs", vocabulary="mkdocs.yml", chrome="theme", static="docs/static"),
    "zensical": Project("docs", vocabulary="mkdocs.yml", chrome="theme", static="docs/static"),
}
"""Every generator, ours first."""


def write_project(name: str, root: Path, using: Words) -> None:
    """Everything of a project but its documents."""
    project = PROJECTS[name]
    if name == "ours":
        _write_ours(root)
        return
    shutil.copytree(PEERS / name, root, ignore=shutil.ignore_patterns("package*.json", "__pycache__"))
    if project.chrome is not None:
        shutil.copytree(PEERS / "chrome", root / project.chrome, dirs_exist_ok=True)
        if project.jinja:
            shutil.copytree(PEERS / "jinja", root / project.chrome, dirs_exist_ok=True)
    if project.static is not None:
        shutil.copytree(PROJECT / "templates" / "static", root / project.static)
    if project.vocabulary is not None:
        _write_vocabulary(root / project.vocabulary, using.vocabulary())


def _write_vocabulary(path: Path, names: Mapping[str, Mapping[str, str]]) -> None:
    """The names as JSON, or at the end of settings in YAML, of which JSON is a part."""
    text = json.dumps(names, ensure_ascii=False, indent=1) + "\n"
    write(path, f"{path.read_text(encoding='utf-8')}extra: {text}" if path.suffix == ".yml" else text)


def _write_ours(root: Path) -> None:
    data = root / "content" / "data"
    data.mkdir(parents=True)
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copytree(PROJECT / "content" / "data" / "calendar", data / "calendar")
    for name in ("agencies", "tags", "themes", "audiences", "rules"):
        shutil.copy(PROJECT / "content" / "data" / f"{name}.yaml", data)
    write(root / "config.yaml", CONFIG)


def write_document(root: Path, project: Project, document: Document, text: str) -> None:
    """One document, in the folder of its kind and, for our generator, of its year, as in the sample."""
    folder = root / project.texts / document.folder
    if project.facts is _ours:
        folder /= str(document.published_on.year)
    write(folder / f"{document.id}.md", project.written(project.facts(document)) + text)


def write(path: Path, text: str) -> None:
    """Text as UTF-8 with line feeds on every system, so that the bytes are the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def generate(out: Path, count: int, seed: int, names: Sequence[str]) -> list[Document]:
    """Write the projects of these generators below `out`, a new or empty folder; the documents, oldest first."""
    using = words()
    made = documents(count, seed, using)
    for name in names:
        write_project(name, out / name, using)
    for document in made:
        text = body(document, seed, using)
        for name in names:
            write_document(out / name, PROJECTS[name], document, text)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the projects and say how large they are."""
    parser = argparse.ArgumentParser(description="Write the same made-up documents for every generator.")
    parser.add_argument("out", type=Path, help="a new or empty folder; each project goes into a folder in it")
    parser.add_argument("--documents", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--only", nargs="+", choices=PROJECTS, default=list(PROJECTS), metavar="NAME")
    options = parser.parse_args(arguments)
    if options.out.exists() and any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty")
    made = generate(options.out, options.documents, options.seed, options.only)
    first = options.out / options.only[0] / PROJECTS[options.only[0]].texts
    sizes = sorted(path.stat().st_size for path in first.rglob("*.md"))
    print(f"{len(made)} documents in {options.out}; median source {sizes[len(sizes) // 2]} bytes, largest {sizes[-1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
