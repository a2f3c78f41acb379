"""The records of content/data: agencies, themes, tags, audiences, the catalogue, days off, rules, synonyms, what was taken down."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from disclosure.base.days import YEARS
from disclosure.base.nearest import did_you_mean
from disclosure.model.choices import (
    AgencyLevel,
    AudienceKind,
    CatalogueBranch,
    CatalogueColumn,
    CatalogueMethod,
    Category,
    DeadlineCount,
    FeeCount,
    FooterElement,
    RuleUnit,
    TagGroup,
    Tier,
)
from disclosure.model.fields import (
    AgencyRef,
    Alias,
    CatalogueFieldRef,
    CatalogueRef,
    Day,
    FeedId,
    Filled,
    Id,
    KindRef,
    MailAddress,
    Name,
    Number,
    OneOrMore,
    PlanRef,
    PolicyRef,
    Text,
    Title,
    WebAddress,
    YesNo,
    declare,
)
from disclosure.model.queries import Query
from disclosure.model.records import Entry, Record, Shorthand
from disclosure.model.request_figures import YearFigures


class Named(Record):
    """What readers know by a name: an entry of a vocabulary that pages in every language show."""

    id: Id = declare("编号", "编号", "Id")
    name: Name = declare("名称", "名称", "Name")
    name_en: Name | None = declare("英文名称", "英文页面上的名称", "What English pages call it", None)


def look(name: str) -> str:
    """A name as readers see it: what differs by width, case or spaces alone looks the same."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


class Agency(Named):
    """A body of the district that issues or publishes."""

    name: Name = declare("全称", "机关全称", "Full name")
    short: Name = declare("简称", "机关简称", "Short name")
    level: AgencyLevel = declare("层级", "区政府、部门、镇、街道", "What it is")
    parent: AgencyRef | None = declare("上级", "上级机关编号", "Id of the body above it", None)
    code: Text | None = declare("机关代字", "发文字号中的代字", "Its letters in document numbers", None)
    address: Text | None = declare("地址", "办公地址", "Address", None)
    hours: Text | None = declare("办公时间", "办公时间", "Hours", None)
    phone: Text | None = declare("电话", "联系电话", "Telephone", None)
    fax: Text | None = declare("传真", "传真", "Fax", None)
    email: MailAddress | None = declare("邮箱", "电子邮箱", "E-mail", None)
    url: WebAddress | None = declare("网址", "网址", "Web site", None)
    duties: Text | None = declare("职能", "一两句话的职能", "What it does", None)
    reports_since: Annotated[Number, Field(ge=YEARS.start, lt=YEARS.stop)] | None = declare(
        "年报起始年度",
        "从哪一年度起每年编制政府信息公开年报；不写则不要求",
        "The first year of which it owes an annual report; none: it owes none",
        None,
    )


class Theme(Named):
    """主题分类: one of the classes of official documents."""


class Tag(Named):
    """标签: one entry of the controlled tag catalogue."""

    group: TagGroup = declare("分组", "标签分组", "Group")
    meaning: Text | None = declare("含义", "一句话说明是什么", "What it is, in one sentence", None)
    scope: Text | None = declare(
        "适用范围", "什么文件用、什么文件不用", "Which documents have it, and which do not", None
    )
    synonyms: tuple[Name, ...] = declare("又称", "办事人的其他说法", "What else people call it", ())
    agency: AgencyRef | None = declare("责任单位", "负责这一标签的机关编号", "Agency that is answerable for it", None)


class Audience(Named):
    """适用对象: for whom a policy is."""

    kind: AudienceKind = declare("类型", "个人或单位", "People or organisations")
    meaning: Text | None = declare("含义", "谁属于这一对象", "Who belongs to it", None)


class Deadline(Shorthand):
    """公开时限: by when something is to be published, as the table says it, and for which case."""

    shorthand = "text"

    text: Text = declare(
        "时限", "照目录写，如 信息形成或者变更之日起20个工作日内", "As the table says it: 信息形成之日起20个工作日内"
    )
    when: Text | None = declare(
        "适用情形", "一项有几个时限时，写明各在什么情况下适用", "In which case, where an item has several", None
    )
    method: CatalogueMethod | None = declare(
        "适用方式", "只适用于哪种公开方式", "For which method alone it holds", None
    )
    counted: DeadlineCount | None = declare(
        "怎样计算",
        "程序从文字读出；读得不对时在这里写明",
        "How it is counted: read from the words; only where these are read wrongly",
        None,
    )
    number: Annotated[Number, Field(ge=1, le=1000)] | None = declare(
        "天数", "与“怎样计算”一起写", "How many days, beside `counted`", None
    )


class PublishingMethod(Shorthand):
    """公开方式: proactively or on request, and in which case, where an item has both."""

    shorthand = "method"

    method: CatalogueMethod = declare("方式", "主动公开或依申请公开", "Proactively or on request")
    when: Text | None = declare("适用情形", "一项两种方式并存时写明", "In which case, where an item has both", None)


class Written(Record):
    """What a district's own table says in a column, where the record says it in another way."""

    column: CatalogueColumn = declare("列", "目录中的哪一列", "Which column of the table")
    text: Text = declare("原文", "目录中的原文", "Its words")


class CatalogueItem(Record):
    """公开事项: one row of the standard catalogue (国办发〔2019〕54号), as real tables have it.

    What a table leaves empty is empty here too, and told by the checks; only a name must be there, at some level.
    """

    id: Id = declare("编号", "事项编号", "Id")
    number: Text | None = declare(
        "序号", "目录中的序号，可以不连续；不写则按次序", "Its number in the table, which need not be continuous", None
    )
    level_1: Text | None = declare("一级事项", "一级公开事项", "First-level item", None)
    level_2: Text | None = declare("二级事项", "二级公开事项", "Second-level item", None)
    level_3: Text | None = declare("三级事项", "有三级的目录才写", "Third-level item", None)
    content: tuple[Text, ...] = declare("公开内容（要素）", "公开内容的要素", "What is published", ())
    basis: tuple[Text, ...] = declare("公开依据", "法律、法规和文件", "Laws and documents it rests on", ())
    deadline: Annotated[tuple[Deadline, ...], OneOrMore] = declare(
        "公开时限",
        "一个时限直接写文字；有几个的列出，各写适用情形",
        "One as text; several as a list with their cases",
        (),
    )
    publisher: tuple[AgencyRef, ...] = declare("公开主体", "机关编号", "Agencies that publish it", ())
    other_publishers: tuple[Text, ...] = declare(
        "其他公开主体",
        "不是本区机关的主体，照目录写，如 委托的招标代理机构",
        "Publishers that are no agency of the district, in the table's words",
        (),
    )
    channels: tuple[Text, ...] = declare("公开渠道和载体", "公开渠道", "Where it is published", ())
    audience: Text | None = declare("公开对象", "全社会，或者写明特定群体", "全社会, or which group", None)
    method: Annotated[tuple[PublishingMethod, ...], OneOrMore] = declare(
        "公开方式",
        "主动公开或依申请公开；两种并存的列出，各写适用情形",
        "Proactively or on request; both as a list with their cases",
        (),
    )
    tiers: tuple[Tier, ...] = declare(
        "公开层级",
        "市级、县级、乡级、村级；目录没有这一列的不写",
        "At which levels; none where the table says none",
        (),
    )

    written: tuple[Written, ...] = declare(
        "原表写法",
        "导入时程序理解得与原文不同的，原文照录在这里",
        "The table's own words, where an import read them as something else",
        (),
    )

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.levels:
            code = "item_without_name"
            raise PydanticCustomError(code, "no level has a name", {"field": "level_1"})
        return self

    @property
    def levels(self) -> tuple[str, ...]:
        """The names of its levels that it has, the highest first."""
        return tuple(name for name in (self.level_1, self.level_2, self.level_3) if name)

    @property
    def name(self) -> str:
        """What it is called under its first-level item."""
        return " › ".join(self.levels[1:]) if len(self.levels) > 1 else self.levels[0]

    @property
    def on_request_alone(self) -> bool:
        """Whether nothing of it is published without a request."""
        return bool(self.method) and all(one.method is CatalogueMethod.ON_REQUEST for one in self.method)


_OF_KEY_FIELDS = ("summary", "units", "tasks", "takes_fields", "takes_items", "query")


class PlanClause(Record):
    """A task of a work plan, by its clause."""

    plan: PlanRef = declare("工作要点", "工作要点的编号", "Id of the work plan")
    clause: Text = declare("条款", "任务的条款，与工作要点里写的相同，如 二（一）", "Its clause, as the plan has it")


class CatalogueField(Record):
    """领域: one field of the catalogue with its items.

    A field of the standard catalogues has items of its own. A key field (重点领域) of a work plan also takes in fields and
    items of those, and documents that its query finds; it may have no items of its own.
    """

    id: Id = declare("编号", "领域编号", "Id")
    order: Annotated[Number, Field(ge=1)] = declare("序号", "领域次序", "Order")
    name: Name = declare("名称", "领域名称", "Name")
    basis: Text = declare("依据", "目录依据", "What the catalogue rests on")
    verified: YesNo = declare("已核对", "是否已与来源核对", "Compared with its source", default=False)
    branch: CatalogueBranch = declare(
        "分支",
        "标准目录的领域，或者工作要点的重点领域",
        "Whether it is a field of the standard catalogues or a key field of a work plan",
        CatalogueBranch.STANDARD,
    )
    summary: Text | None = declare(
        "收录范围", "重点领域收录什么，一两句话，写给读者", "What a key field takes in, in a sentence or two", None
    )
    units: tuple[AgencyRef, ...] = declare("责任单位", "重点领域的责任单位，机关编号", "Who is answerable for it", ())
    tasks: tuple[PlanClause, ...] = declare(
        "工作任务", "重点领域所依据的工作要点条款", "The clauses of work plans on which it rests", ()
    )
    takes_fields: tuple[CatalogueFieldRef, ...] = declare(
        "收入领域",
        "重点领域收入的标准目录领域，其全部事项",
        "Fields of the standard catalogues, with all their items",
        (),
    )
    takes_items: tuple[CatalogueRef, ...] = declare(
        "收入事项", "重点领域收入的标准目录事项", "Single items of the standard catalogues", ()
    )
    query: Query | None = declare(
        "查询", "重点领域自动收入符合条件的文件", "Documents that it takes in besides those of its items", None
    )
    items: tuple[CatalogueItem, ...] = declare(
        "事项",
        "公开事项；重点领域写标准目录没有的事项，可以不写",
        "Items; of a key field those that no standard one has",
        (),
    )

    @model_validator(mode="after")
    def _of_its_branch(self) -> Self:
        said = [name for name in _OF_KEY_FIELDS if getattr(self, name)]
        if self.branch is CatalogueBranch.STANDARD and (said or not self.items):
            code = "standard_field" if said else "field_without_items"
            raise PydanticCustomError(code, "a standard field is its items alone", {"field": said[0] if said else "id"})
        if not (self.items or self.takes_fields or self.takes_items or self.query):
            code = "key_field_of_nothing"
            raise PydanticCustomError(code, "takes in nothing", {"field": "name"})
        return self


class Coverage(Record):
    """What nobody can tell from documents of an item and units: that it does not apply, or that something arose to publish."""

    id: Id = declare("编号", "编号", "Id")
    item: CatalogueRef = declare("公开事项", "标准目录事项编号", "Item of the catalogue")
    units: tuple[AgencyRef, ...] = declare(
        "单位", "机关编号；不写则为全部公开主体", "Agencies; none: all that publish the item", ()
    )
    not_applicable: Text | None = declare(
        "不涉及", "没有可公开的信息时，写明原因", "Why there is nothing to publish", None
    )
    occasion: Text | None = declare(
        "公开事由", "产生了应公开的信息，如 2026年预算经区人大批准", "What came to be and is to be published", None
    )
    on: Day | None = declare(
        "日期", "事由发生之日，时限从这一日起算", "When it did: the deadline counts from then", None
    )
    document: PolicyRef | None = declare("文件", "公开它的文件编号", "The document that publishes it", None)

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        occasion = (self.occasion is not None, self.on is not None)
        if occasion not in ((True, True), (False, False)) or (self.not_applicable is None) is not all(occasion):
            code = "coverage_shape"
            raise PydanticCustomError(code, "either not applicable or an occasion with its day", {"field": "id"})
        return self


class Tombstone(Record):
    """已下线网址: an address whose page was taken down, and what may be said of it."""

    id: Id = declare("编号", "编号", "Id")
    address: Alias = declare("原网址", "页面原来的网址，以 / 开头", "Where the page stood; begins with /")
    title: Title | None = declare("标题", "页面原来的标题；不宜再提的不写", "Its title, where it may be said", None)
    removed_on: Day = declare("下线日期", "从哪一天起不再提供", "Since when it is not there")
    reason: Text = declare("原因", "能向公众说明的原因", "Why, as far as may be said")
    basis: Text | None = declare("依据", "下线依据的法律或文件", "The law or document on which that rests", None)
    url: WebAddress | None = declare("现在看哪里", "替代它的页面或网站", "Where to go instead", None)
    feed_ids: tuple[FeedId, ...] = declare(
        "订阅条目",
        "它在 /feed.xml 中各条目的 <id>，订阅的人据此得知已经撤下",
        "The <id> of each of its entries in /feed.xml: subscribers are told that these are gone",
        (),
    )


SATURDAY = 5
"""Of `date.weekday()`."""


class CalendarYear(Record):
    """Days of one year on which the week is not what it seems."""

    year: Annotated[Number, Field(ge=YEARS.start, lt=YEARS.stop)] = declare("年份", "公历年", "Year")
    source: Text = declare("来源", "放假安排通知", "Where the days come from")
    holidays: tuple[Day, ...] = declare("休息日", "周一至周五中的放假日", "Weekdays off", ())
    make_up_days: tuple[Day, ...] = declare("调休上班日", "周末上班日", "Weekend days worked", ())


LEGAL_RULES: Mapping[str, RuleUnit] = {
    "normative-term": RuleUnit.YEARS,
    "provisional-term": RuleUnit.YEARS,
    "circular-term": RuleUnit.YEARS,
    "expiring-soon": RuleUnit.MONTHS,
    "ends-with-target": RuleUnit.DAYS,
    "publish-within": RuleUnit.WORKING_DAYS,
    "interpretation-owed": RuleUnit.PIECES,
    "interpretation-within": RuleUnit.WORKING_DAYS,
    "tags-owed": RuleUnit.PIECES,
    "review-owed": RuleUnit.PIECES,
    "home-fresh": RuleUnit.DAYS,
    "column-fresh": RuleUnit.MONTHS,
    "answer-within": RuleUnit.WORKING_DAYS,
    "decision-catalogue": RuleUnit.MONTHS,
    "comment-period": RuleUnit.DAYS,
    "draft-note": RuleUnit.DAYS,
    "hearing-material": RuleUnit.DAYS,
    "decision-feedback": RuleUnit.WORKING_DAYS,
    "decision-result": RuleUnit.WORKING_DAYS,
    "consultation-feedback": RuleUnit.WORKING_DAYS,
    "attendance-government": RuleUnit.TIMES,
    "attendance-unit": RuleUnit.TIMES,
    "request-correction": RuleUnit.WORKING_DAYS,
    "request-reply": RuleUnit.WORKING_DAYS,
    "request-extension": RuleUnit.WORKING_DAYS,
    "request-third-party": RuleUnit.WORKING_DAYS,
    "request-fee": RuleUnit.WORKING_DAYS,
    "request-review": RuleUnit.DAYS,
    "request-suit": RuleUnit.MONTHS,
    "request-suit-after-review": RuleUnit.DAYS,
    "footer-owed": RuleUnit.PIECES,
    "report-government": RuleUnit.MONTHS,
    "report-department": RuleUnit.MONTHS,
    "report-township": RuleUnit.MONTHS,
}
"""The numbers that may be set, and what each counts; one that is left out is not checked."""


class LegalRule(Record):
    """A number that law sets, with its basis; `verified: false` marks what was not compared with the source."""

    id: Id = declare("编号", "规则编号", "Id")
    value: Annotated[Number, Field(ge=0, le=1000)] = declare("数值", "数值", "Number")
    unit: RuleUnit = declare("单位", "年、月、工作日或日", "What it counts")
    categories: tuple[Category, ...] = declare(
        "适用类别",
        "只用于应当解读、应当有标签、应当有审查记录的规则：哪些类别的文件",
        "Of the rules on what is to be interpreted, tagged and reviewed: which categories of documents",
        (),
    )
    kinds: tuple[KindRef, ...] = declare(
        "适用种类",
        "只用于应当有审查记录的规则：除所列类别外，还有哪些种类的内容，如 interpretations",
        "Of the rule on what is to be reviewed: which kinds besides, such as interpretations",
        (),
    )
    tag_groups: tuple[TagGroup, ...] = declare(
        "标签分组",
        "只用于应当有标签的规则：哪些分组都要有；不写则任何标签都算",
        "Of the rule on tags that are owed: groups of each of which there must be some; none: any tag counts",
        (),
    )
    elements: tuple[FooterElement, ...] = declare(
        "页脚要素",
        "只用于页脚应当有的要素：有哪些",
        "Of the rule on what the foot of every page is to have: which elements",
        (),
    )
    since: Day | None = declare(
        "适用起始", "只适用于这一日起发布的文件", "Only for documents published on this day or later", None
    )
    basis: Text = declare("依据", "文件和条款", "Document and article")
    verified: YesNo = declare("已核对", "是否已与来源核对", "Compared with its source", default=False)
    note: Text | None = declare("说明", "说明", "Note", None)

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.id not in LEGAL_RULES:
            code = "unknown_rule"
            values = {"field": "id", "id": self.id, "near": did_you_mean(self.id, LEGAL_RULES) or ""}
            raise PydanticCustomError(code, "no such rule", values)
        if self.unit is not LEGAL_RULES[self.id]:
            code = "rule_unit"
            wanted = LEGAL_RULES[self.id]
            values = {"field": "unit", "id": self.id, "unit": f"{wanted.value}（{wanted.zh}）"}
            raise PydanticCustomError(code, "another unit", values)
        return self


class Fee(Record):
    """信息处理费: what one stretch of requests or pages costs, over what stretches below cost (超额累进)."""

    id: Id = declare("编号", "编号", "Id")
    counted: FeeCount = declare("计收方式", "按件或者按页", "By what it is counted")
    first: Annotated[Number, Field(ge=1)] = declare("起", "从第几件（页）起", "From which request or page on")
    last: Annotated[Number, Field(ge=1)] | None = declare(
        "止", "到第几件（页）为止（含）；不封顶的不写", "To which, that one included; none: without end", None
    )
    yuan: Number = declare("单价", "每件（页）几元，0 为不收费", "Yuan each; 0: free")
    every: Annotated[Number, Field(ge=1)] | None = declare(
        "每档", "以几件（页）为一档；不分档的不写", "How many make a step; none: no steps", None
    )
    more: Number = declare("每档提高", "每增加一档，单价提高几元", "Yuan more with each step", 0)
    basis: Text = declare("依据", "文件和条款", "Document and article")
    verified: YesNo = declare("已核对", "是否已与来源核对", "Compared with its source", default=False)

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.last is not None and self.last < self.first:
            code = "fee_backwards"
            raise PydanticCustomError(code, "ends before it begins", {"field": "last"})
        return self


class OwedElement(Record):
    """要素: a field that documents are to fill in, and by what rule."""

    id: Id = declare("编号", "文件的字段，_ 写作 -，如 index-number", "Field of documents, with - for _: index-number")
    categories: tuple[Category, ...] = declare(
        "适用类别", "哪些类别的文件；不写则为全部", "Which documents; none: all", ()
    )
    since: Day | None = declare(
        "适用起始", "只适用于这一日起发布的文件", "Only for documents published on this day or later", None
    )
    basis: Text = declare("依据", "文件和条款", "Document and article")
    verified: YesNo = declare("已核对", "是否已与来源核对", "Compared with its source", default=False)

    @property
    def field(self) -> str:
        """The field of policy documents."""
        return self.id.replace("-", "_")


class Weight(Record):
    """权重: how much one measure counts in the total of a body."""

    id: Id = declare("编号", "考核指标的编号", "Id of the measure")
    weight: Annotated[Number, Field(ge=1, le=1000)] = declare("权重", "在总分中占几分", "How many points of the total")
    basis: Text = declare("依据", "确定权重的文件", "The document that sets it")
    verified: YesNo = declare("已核对", "是否已与来源核对", "Compared with its source", default=False)


class SensitiveWords(Record):
    """Words beside which a name tells what is nobody's business, such as that somebody is ill."""

    id: Id = declare("编号", "编号", "Id")
    name: Name = declare("名称", "说的是什么情况，如 残疾", "What they tell, such as a disability")
    name_en: Name | None = declare("英文名称", "英文名称", "The same in English", None)
    words: Annotated[tuple[Text, ...], Filled] = declare("词", "表格或者正文里的词", "Words of tables and sentences")
    basis: Text = declare("依据", "文件和条款", "Document and article")
    verified: YesNo = declare("已核对", "是否已与来源核对", "Compared with its source", default=False)


class Synonyms(Record):
    """What readers say and what documents say; a search for one word of a group also lists documents with the others."""

    groups: tuple[tuple[Text, ...], ...] = declare("同义词组", "意思相同的词，每组一行", "Words that mean the same", ())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything under content/data, by id and in the order of the files."""

    agencies: Mapping[str, Entry[Agency]]
    themes: Mapping[str, Entry[Theme]]
    tags: Mapping[str, Entry[Tag]]
    audiences: Mapping[str, Entry[Audience]]
    catalogue: Mapping[str, Entry[CatalogueField]]
    calendar: Mapping[int, Entry[CalendarYear]]
    rules: Mapping[str, Entry[LegalRule]]
    synonyms: tuple[tuple[str, ...], ...] = ()
    coverage: Mapping[str, Entry[Coverage]] = field(default_factory=dict)
    tombstones: Mapping[str, Entry[Tombstone]] = field(default_factory=dict)
    fees: Mapping[str, Entry[Fee]] = field(default_factory=dict)
    elements: Mapping[str, Entry[OwedElement]] = field(default_factory=dict)
    weights: Mapping[str, Entry[Weight]] = field(default_factory=dict)
    sensitive: Mapping[str, Entry[SensitiveWords]] = field(default_factory=dict)
    requests: Mapping[tuple[str, int], Entry[YearFigures]] = field(default_factory=dict)
    """By unit and year."""
