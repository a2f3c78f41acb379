"""A small searchable site of invented documents, for the tests of search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from disclosure.pages._parts import Link
from disclosure.pages.general import search_view
from disclosure.search.index import Guidance, build_index
from disclosure.search.record import Remark, SearchRecord
from disclosure.search.suggest import Way
from disclosure.site.page import CONTENT_SECURITY_POLICY
from disclosure.site.render import load_static, load_strings
from disclosure.text.prose import Passage

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

IN_FORCE = ":in_force"
ENDS_2025 = ":in_force,2026-01-01:expired"


def record(name: str, title: str, text: str, **fields: Any) -> SearchRecord:
    """A policy in force with the given differences; a line of `text` that begins with 第…条 is a passage."""
    passages: list[Passage] = []
    start = 0
    for line in text.split("\n"):
        if line.startswith("第") and "条" in line[:5]:
            label = line[: line.index("条") + 1]
            passages.append(Passage(f"tiao-{len(passages) + 1}", label, start))
        start += len(line) + 1
    defaults: dict[str, Any] = {
        "url": f"/policies/{name}/",
        "kind": "policy",
        "number": None,
        "agencies": ("青禾区人民政府",),
        "keywords": (),
        "summary": None,
        "passages": tuple(passages),
        "timeline": IN_FORCE,
        "published_on": "2024-03-01",
        "facets": {"agency": ("区政府",), "year": ("2024",)},
        "policy_url": (),
    }
    return SearchRecord(title=title, text=text, **defaults | fields)


EXAMPLES = (
    record(
        "lift",
        "青禾区既有多层住宅加装电梯管理办法",
        "第一条 为了规范既有多层住宅加装电梯工作，制定本办法。\n第二条 加装电梯应当遵循业主自愿、政府引导的原则。\n"
        "第三条 区政府对加装电梯给予资金补贴，每台不超过20万元。",
        number="青禾府规〔2024〕3号",
        keywords=("老旧小区",),
        summary="老旧住宅装电梯怎么申请、补多少钱。",
    ),
    record(
        "lift-old",
        "青禾区加装电梯试点方案",
        "一、试点范围\n本方案所称试点，在三个街道进行。",
        number="青禾府发〔2021〕8号",
        timeline=ENDS_2025,
        remarks=(Remark("2026-01-01", "", "已由", (("/policies/lift/", "《加装电梯管理办法》"),), "接替。"),),
        published_on="2021-05-06",
        facets={"agency": ("区政府",), "year": ("2021",)},
    ),
    record(
        "elderly",
        "青禾区养老服务补贴办法",
        "第一条 为了完善养老服务体系，制定本办法。\n第二条 年满八十周岁的老年人，可以申领补贴。\n"
        + "第三条 养老机构应当登记。\n" * 200
        + "第四条 多层住宅中为老年人加装电梯的，另行补贴。",
        number="青禾民规〔2024〕1号",
        effective_on="2024-07-01",
        agencies=("青禾区民政局",),
        published_on="2024-06-01",
        facets={"agency": ("区民政局",), "year": ("2024",)},
    ),
    record(
        "disclosure",
        "青禾区政府信息公开工作规定",
        "第一条 为了保障公民依法获取政府信息，制定本规定。\n第二条 收到申请之日起20个工作日内答复。空气质量按PM2.5的浓度发布。",
        number="青禾府办规〔2023〕12号",
        agencies=("青禾区人民政府办公室",),
        published_on="2023-02-10",
        facets={"agency": ("区政府办",), "year": ("2023",)},
    ),
    record(
        "lift-explained",
        "一图读懂：加装电梯有哪些补贴",
        "问：谁可以申请？\n答：同一单元的业主共同申请加装电梯。",
        kind="interpretation",
        timeline="",
        published_on="2024-03-05",
        policy_url=("/policies/lift/",),
    ),
    record(
        "guide",
        "青禾区政府信息公开指南",
        "受理机构：青禾区人民政府办公室。<b>不是</b>标记。",
        kind="page",
        agencies=(),
        timeline="",
        published_on=None,
        facets={},
    ),
)

WAYS = (
    Way("老旧小区", "标签", "/tags/lao-jiu/"),
    Way("青禾区民政局", "发文机关", "/agencies/mzj/"),
    Way("养老", "标签", "/tags/yang-lao/"),
)

TOPICS = (Link("老旧小区", "/tags/lao-jiu/"), Link("养老", "/tags/yang-lao/"))

SITE = {"site": {"operator": None, "organiser": "青禾区人民政府办公室", "phone": "000-66000001", "email": None}}

FRAME = """<!doctype html>
<html lang="zh-Hans" data-root="{{ base }}"><head><meta charset="utf-8"><title>搜索</title>
<meta http-equiv="Content-Security-Policy" content="{{ csp }}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="{{ static('mark.svg') }}">
<link rel="stylesheet" href="{{ static('site.css') }}"><script src="{{ static('prefer.js') }}"></script>
{% block head %}{% endblock %}</head>
<body><main>{% block main %}{% endblock %}</main></body></html>"""


def write_site(folder: Path, records: tuple[SearchRecord, ...] = EXAMPLES) -> None:
    """The search page, its scripts and the index of the records, as a site that lives under `/sub/` of `folder`."""
    site = folder / "sub"
    build_index(records, site / "search-index", folder / "none", Guidance(ways=WAYS))
    (site / "static").mkdir()
    for name, data in load_static(TEMPLATES).items():
        (site / "static" / name).write_bytes(data)
    loader = jinja2.ChoiceLoader([jinja2.DictLoader({"base.html": FRAME}), jinja2.FileSystemLoader(TEMPLATES)])
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["phrases"] = str
    words = load_strings(TEMPLATES, "zh-Hans")
    html = environment.get_template("pages/search.html").render(
        base="/sub/",
        csp=CONTENT_SECURITY_POLICY,
        home="/",
        site=SITE,
        page={"title": "搜索"},
        static=lambda name: f"/sub/static/{name}",
        t=words,
        view=search_view(words, topics=TOPICS, example=EXAMPLES[0].number),
        url=lambda path: f"/sub{path}",
    )
    (site / "search").mkdir()
    (site / "search/index.html").write_text(html, encoding="utf-8")
