"""The records that everything else speaks of, each field declared once.

A field's declaration gives its English key (the attribute), its Chinese key (`title` of the pydantic field), its type
and its meaning in both languages. The reader of front matter, the element table of a page, the JSON export, the JSON
Schema and the authoring guide are all made from it.

All records are frozen. Dates are calendar days in Asia/Shanghai. References are ids; `RefersTo` says of what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Generic, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from disclosure.base.nearest import did_you_mean
from disclosure.base.pickling import portable
from disclosure.base.problems import YEARS, Place

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,99}$"
"""Ids become addresses: lower-case letters, digits and hyphens, so that they can be typed, read out and never escaped."""

LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
"""A language tag (BCP 47) with, at most, script and region: zh-Hans, en, ja, pt-BR."""

HOST_PATTERN = r"[\p{L}\d]([\p{L}\d.-]*[\p{L}\d])?(:\d{1,5})?"
"""A host and its port; nothing before an @, which makes one address look like another."""

_OF_ADDRESS = r"!#-&(-;=?-\[\]-~\p{L}"
ADDRESS_PATTERN = (
    rf"^(https?://{HOST_PATTERN}([/?#][{_OF_ADDRESS}]*)?|/|/[!#-&(-.0-;=?-\[\]-~\p{{L}}][{_OF_ADDRESS}]*)$"
)
"""An address elsewhere, or one of this site; no spaces, no characters nobody sees, not //host."""

_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def device_name(name: str) -> bool:
    """Whether Windows takes a file's name for a device, with any ending or none; such a file cannot be written there."""
    return _DEVICES.fullmatch(name) is not None


class Choice(StrEnum):
    """A closed list of values, each with a key and a label in both languages; input may use the key or the Chinese label."""

    zh: str
    en: str

    def __new__(cls, key: str, zh: str, en: str) -> Self:
        """A member from its key and its two labels."""
        member = str.__new__(cls, key)
        member._value_ = key
        member.zh = zh
        member.en = en
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return next((member for member in cls if member.zh == value), None)


class Status(Choice):
    """Validity of a document on one day; always computed, never authored."""

    NOT_YET_EFFECTIVE = "not_yet_effective", "尚未施行", "Not yet in force"
    IN_FORCE = "in_force", "现行有效", "In force"
    EXPIRED = "expired", "失效", "Expired"
    REPEALED = "repealed", "废止", "Repealed"
    DECLARED_INVALID = "declared_invalid", "宣布失效", "Declared invalid"


class Category(Choice):
    """Which library a policy document stands in. Only normative documents have a statutory term of validity."""

    LAW = "law", "法律法规", "Law or regulation of a higher level"
    REGULATION = "regulation", "规章", "Government regulation"
    NORMATIVE = "normative", "行政规范性文件", "Administrative normative document"
    OTHER = "other", "其他文件", "Other document"


class Genre(Choice):
    """The 15 kinds of official document (党政机关公文处理工作条例, Art. 8)."""

    JUEYI = "jueyi", "决议", "Resolution"
    JUEDING = "jueding", "决定", "Decision"
    MINGLING = "mingling", "命令", "Order"
    GONGBAO = "gongbao", "公报", "Bulletin"
    GONGGAO = "gonggao", "公告", "Public notice"
    TONGGAO = "tonggao", "通告", "Circular notice"
    YIJIAN = "yijian", "意见", "Opinions"
    TONGZHI = "tongzhi", "通知", "Notice"
    TONGBAO = "tongbao", "通报", "Circular"
    BAOGAO = "baogao", "报告", "Report"
    QINGSHI = "qingshi", "请示", "Request for instructions"
    PIFU = "pifu", "批复", "Reply"
    YIAN = "yian", "议案", "Bill"
    HAN = "han", "函", "Letter"
    JIYAO = "jiyao", "纪要", "Minutes"


class Disclosure(Choice):
    """How far a document is open (政府信息公开条例, Art. 13 to 16)."""

    PROACTIVE = "proactive", "主动公开", "Published proactively"
    ON_REQUEST = "on_request", "依申请公开", "On request"
    WITHHELD = "withheld", "不予公开", "Withheld"


class InterpretationForm(Choice):
    """How an interpretation explains."""

    TEXT = "text", "文字解读", "In words"
    GRAPHIC = "graphic", "图解", "In pictures"
    VIDEO = "video", "视频解读", "Video"
    QA = "qa", "问答", "Questions and answers"
    PRESS = "press", "新闻发布会", "Press conference"
    EXPERT = "expert", "专家解读", "By an expert"
    MEDIA = "media", "媒体解读", "By the media"
    LEADER = "leader", "负责人解读", "By the person in charge"


class Channel(Choice):
    """How a service is handled."""

    ONLINE = "online", "网上办理", "Online"
    COUNTER = "counter", "窗口办理", "At the counter"


class EndedHow(Choice):
    """How a document lost its validity; each is the status of the same key."""

    REPEALED = "repealed", "废止", "Repealed"
    DECLARED_INVALID = "declared_invalid", "宣布失效", "Declared invalid"
    EXPIRED = "expired", "失效", "Expired"

    @property
    def status(self) -> Status:
        """The status from then on."""
        return Status[self.name]


class PlatformColumn(Choice):
    """Fixed columns of the disclosure platform (国办公开办函〔2019〕61号), and pages about the site."""

    GUIDE = "guide", "政府信息公开指南", "Disclosure guide"
    RULES = "rules", "政府信息公开制度", "Disclosure rules"
    REPORTS = "reports", "政府信息公开年报", "Annual reports"
    ON_REQUEST = "on_request", "依申请公开", "Disclosure on request"
    ABOUT = "about", "关于", "About"


class AgencyLevel(Choice):
    """What an agency is in the district."""

    GOVERNMENT = "district_government", "区政府", "District government"
    DEPARTMENT = "department", "区政府部门", "Department"
    TOWN = "town", "镇", "Town"
    STREET = "street", "街道", "Sub-district"
    OTHER = "other", "其他单位", "Other body"


class TagGroup(Choice):
    """From which side a tag looks at a policy: always the reader's."""

    WHO = "who", "我是谁", "Who I am"
    LIFE_EVENT = "life_event", "人生大事", "Life events"
    BUSINESS_EVENT = "business_event", "办企业", "Running a business"
    INDUSTRY = "industry", "行业", "Industries"
    THEME = "theme", "主题", "Themes"


class AudienceKind(Choice):
    """People or organisations."""

    PERSON = "person", "个人", "People"
    ORGANISATION = "organisation", "单位", "Organisations"


class CatalogueMethod(Choice):
    """公开方式 of a catalogue item."""

    PROACTIVE = "proactive", "主动公开", "Proactively"
    ON_REQUEST = "on_request", "依申请公开", "On request"


class Tier(Choice):
    """公开层级 of a catalogue item."""

    COUNTY = "county", "县级", "County level"
    TOWNSHIP = "township", "乡级", "Township level"


class RuleUnit(Choice):
    """What a rule's number counts."""

    YEARS = "years", "年", "years"
    MONTHS = "months", "个月", "months"
    WORKING_DAYS = "working_days", "个工作日", "working days"
    DAYS = "days", "日", "days"


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a text field as the id of a record of this collection (a name of `Library`'s or `Vocabulary`'s fields)."""

    collection: str


def _iso_day(value: object) -> object:
    """Only YYYY-MM-DD is a date: pydantic alone would also take a number of seconds."""
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            code = "day_format"
            raise PydanticCustomError(code, "not YYYY-MM-DD", {"value": value})
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            code = "day_impossible"
            raise PydanticCustomError(code, "no such day", {"value": value}) from error
        if day.year not in YEARS:
            code = "day_out_of_range"
            raise PydanticCustomError(code, "not in our time", {"value": value})
        return day
    return value


def _visible(value: str) -> str:
    """Text without the zero-width characters that pasting brings along; of nothing but these and spaces it says nothing."""
    value = re.sub("[\u00ad\u200b\u2060\ufeff]", "", value).strip()
    if not any(character.isprintable() and not character.isspace() for character in value):
        code = "string_too_short"
        raise PydanticCustomError(code, "nothing to read")
    return re.sub(r"\s*\n\s*", " ", value)


def _at_most(limit: int) -> Callable[[str], str]:
    """A check that text is no longer: a whole paragraph in a title is a slip, and would stand in every list."""

    def check(value: str) -> str:
        if len(value) > limit:
            code = "too_long"
            raise PydanticCustomError(code, "too long", {"limit": limit, "size": len(value)})
        return value

    return check


def _yes_no(value: object) -> object:
    """是 and 否 beside YAML's own words."""
    return {"是": True, "否": False}.get(value, value) if isinstance(value, str) else value


def _no_device(value: str) -> str:
    if device_name(value):
        code = "id_device"
        raise PydanticCustomError(code, "a device on Windows")
    return value


def _digits(value: object) -> object:
    """Only plain digits are a number: Python alone would also take 1_0, +1 and full-width digits."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value):
        code = "int_parsing"
        raise PydanticCustomError(code, "not a number")
    return value


def _former_address(value: object) -> object:
    if isinstance(value, str) and (
        not re.fullmatch(r"(/[A-Za-z0-9\u4e00-\u9fff]([\w.~-]{0,58}[\w~-])?){1,8}/?", value)
        or any(device_name(part) for part in value.split("/"))
    ):
        code = "alias_shape"
        raise PydanticCustomError(code, "not an address", {"value": value})
    return value


YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_visible)]
Title = Annotated[Text, AfterValidator(_at_most(300))]
"""Characters enough for any title: the longest of 3,828 real ones has 74."""
Name = Annotated[Text, AfterValidator(_at_most(100))]
Alias = Annotated[str, BeforeValidator(_former_address)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), AfterValidator(_no_device)]
Number = Annotated[int, BeforeValidator(_digits)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
Day = Annotated[date, BeforeValidator(_iso_day)]
WebAddress = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN)]
MailAddress = Annotated[str, StringConstraints(pattern=r"^[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
PolicyRef = Annotated[str, StringConstraints(min_length=1), RefersTo("policies")]
AgencyRef = Annotated[str, StringConstraints(min_length=1), RefersTo("agencies")]
ThemeRef = Annotated[str, StringConstraints(min_length=1), RefersTo("themes")]
TagRef = Annotated[str, StringConstraints(min_length=1), RefersTo("tags")]
AudienceRef = Annotated[str, StringConstraints(min_length=1), RefersTo("audiences")]
CatalogueRef = Annotated[str, StringConstraints(min_length=1), RefersTo("catalogue_items")]

Filled = Field(min_length=1)
"""Marks a list that must not be empty: to leave it so says no more than to leave it out."""


def declare(label: str, meaning: str, english: str, default: Any = ..., *, public: bool = True) -> Any:
    """One field: Chinese key, meaning in Chinese and English, default, and whether readers may ever see it."""
    return Field(default, title=label, description=meaning, json_schema_extra={"en": english, "public": public})


class UnreadError(Exception):
    """A field was asked for that could not be read; no record that is published lacks one."""


R_co = TypeVar("R_co", bound="Record", covariant=True)


class Record(BaseModel):
    """A frozen value that knows only its own fields.

    One whose source is wrong has only those fields that could be read; to ask for another raises UnreadError.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # only what is read needs its schema

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Asked for what is not there."""
            if name in type(self).model_fields:
                raise UnreadError(name)
            return super().__getattr__(name)

    def read(self, name: str, otherwise: Any = None) -> Any:
        """A field, or something else where it could not be read."""
        return self.__dict__.get(name, otherwise)

    def is_whole(self, *names: str) -> bool:
        """Whether these fields could be read, and all that they hold; without names, all fields."""
        parts = (self.__dict__.get(name, self) for name in names or type(self).model_fields)
        records = (item for part in parts for item in (part if isinstance(part, tuple) else (part,)))
        return all(item is not self and item.is_whole() for item in records if isinstance(item, Record))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its fields alone, which is several times faster than what pydantic does."""
        return revive, (type(self), self.__dict__)


_NOT_KEPT: set[str] = set()


def revive(kind: type[R_co], fields: dict[str, Any]) -> R_co:
    """A record of fields that are known to be right, without looking at them again.

    Which of them were written is not kept, as pydantic would: it takes more memory than the fields.
    """
    record = kind.__new__(kind)
    for name, value in (
        ("__dict__", fields),
        ("__pydantic_fields_set__", _NOT_KEPT),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", None),
    ):
        object.__setattr__(record, name, value)
    return record


class Relation(Record):
    """What this document does to another: one of the library by id, or one outside it by title."""

    target: PolicyRef | None = declare("文件", "本站文件的编号", "Id of a document of this site", None)
    title: Title | None = declare("名称", "站外文件的名称", "Title of a document outside this site", None)
    url: WebAddress | None = declare("网址", "站外文件的网址", "Address of a document outside this site", None)
    on: Day | None = declare(
        "日期", "关系生效之日，缺省为本文件施行之日", "Day it takes effect; default: effective day", None
    )
    articles: tuple[Text, ...] = declare(
        "条款", "只涉及的条款；不写则为全文", "Articles concerned; none: the whole", ()
    )
    note: Text | None = declare("说明", "一句话说明", "One sentence on it", None)

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: object) -> object:
        return {"target": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if (self.target is None) == (self.title is None):
            code = "relation_end"
            raise PydanticCustomError(code, "either target or title")
        return self


class Extension(Relation):
    """A prolonged term: the new last day in force."""

    until: Day = declare("延至", "延期后的有效期截止日（含当日）", "New last day in force")


class Ended(Record):
    """That a document is no longer valid, known from a source outside this site, and since when, if that is known."""

    how: EndedHow = declare("方式", "废止、宣布失效或失效", "Repealed, declared invalid or expired")
    on: Day | None = declare(
        "日期",
        "不再有效的第一日；不知道就不写，页面写明日期不详",
        "First day out of force; none: unknown, and the page says so",
        None,
    )
    source: Text = declare("依据", "据以得知的文件或公告", "The document or notice that says so")
    url: WebAddress | None = declare("网址", "依据的网址", "Its address", None)


class ServiceLink(Record):
    """A thing to do that the document names (阅办联动)."""

    title: Title = declare("名称", "办事事项名称", "Name of the service")
    url: WebAddress = declare("网址", "办理入口", "Where to do it")
    how: Channel = declare("方式", "网上办理或窗口办理", "Online or at the counter", Channel.ONLINE)


class Attachment(Record):
    """A file that belongs to the document, beside its Markdown file or below it."""

    title: Title = declare("名称", "附件名称", "Name of the attachment")
    file: Text = declare("文件", "相对于本文件的路径", "Path relative to this document")


class Media(Record):
    """A picture, film or recording of an interpretation, with words for those who cannot see or hear it."""

    title: Title = declare("名称", "名称", "Name")
    file: Text | None = declare("文件", "相对于本文件的路径", "Path relative to this document", None)
    url: WebAddress | None = declare("网址", "外部网址", "Address elsewhere", None)
    alt: Text = declare("替代文字", "给看不到、听不到的读者", "Words for those who cannot see or hear it")


class Review(Record):
    """先审查后公开 (政府信息公开条例, Art. 17): who looked at it before publication. Never published."""

    by: Text = declare("审查单位", "保密审查单位或人员", "Unit that reviewed it")
    on: Day = declare("审查日期", "审查完成之日", "Day of the review")
    result: Text = declare("审查结果", "审查结论", "What the review found")


class Document(Record):
    """What every document has."""

    id: Id = declare("编号", "全站唯一、不再改变的编号，缺省为文件名", "Unique, stable id; default: the file's name")
    title: Title = declare("标题", "文件全称，不加书名号", "Full title, without book-title marks")
    summary: Text | None = declare("摘要", "一两句话的内容概述", "One or two sentences on what it says", None)
    tags: tuple[TagRef, ...] = declare("标签", "标签编号", "Tag ids", ())
    aliases: tuple[Alias, ...] = declare(
        "旧址", "曾用网址，以 / 开头，自动转到本页", "Former addresses that lead here", ()
    )
    language: Language = declare("语言", "正文语言", "Language of the text", "zh-Hans")
    translation_of: Id | None = declare("译自", "所译文件的编号", "Id of the document it translates", None)
    draft: YesNo = declare("草稿", "草稿不会发布", "A draft is not published", default=False, public=False)


class Policy(Document):
    """政策文件: a policy document."""

    document_number: Text | None = declare("发文字号", "如 青禾府规〔2024〕3号", "Document number", None)
    index_number: Text | None = declare("索引号", "信息公开索引号，全站唯一", "Index number, unique", None)
    issuers: tuple[AgencyRef, ...] = declare(
        "发文机关", "机关编号；联合发文按次序列出", "Issuing agencies, in order", ()
    )
    genre: Genre | None = declare("文种", "十五种公文文种之一", "Kind of official document", None)
    category: Category = declare("类别", "规章、行政规范性文件或其他文件", "Which library it stands in", Category.OTHER)
    formed_on: Day | None = declare("成文日期", "签发之日", "Day of signature", None)
    published_on: Day | None = declare("发布日期", "首次公开之日", "Day of first publication", None)
    effective_on: Day | None = declare("施行日期", "开始施行之日，缺省为发布日期", "First day in force", None)
    expires_on: Day | None = declare("有效期至", "有效期最后一日（含当日）", "Last day in force", None)
    term_note: Text | None = declare("有效期说明", "如 有效期五年", "The term in words", None)
    ended: Ended | None = declare(
        "终止",
        "由站外的依据得知已不再有效；由本站文件终止的，写在那份文件里",
        "No longer valid by a source outside this site",
        None,
    )
    themes: tuple[ThemeRef, ...] = declare("主题分类", "主题编号", "Theme ids", ())
    catalogue_items: tuple[CatalogueRef, ...] = declare(
        "公开事项", "标准目录事项编号", "Items of the standard catalogue", ()
    )
    art20: tuple[Annotated[Number, Field(ge=1, le=15)], ...] = declare(
        "条例第二十条", "对应《政府信息公开条例》第二十条的项", "Items of Article 20 of the disclosure regulation", ()
    )
    audiences: tuple[AudienceRef, ...] = declare("适用对象", "对象编号", "Audience ids", ())
    keywords: tuple[Text, ...] = declare("主题词", "便于检索的词", "Words to find it by", ())
    repeals: tuple[Relation, ...] = declare("废止", "本文件废止的文件", "Documents that this one repeals", ())
    declares_invalid: tuple[Relation, ...] = declare(
        "宣布失效", "本文件宣布失效的文件", "Documents declared invalid", ()
    )
    amends: tuple[Relation, ...] = declare("修改", "本文件修改的文件", "Documents that this one amends", ())
    extends: tuple[Extension, ...] = declare("延期", "本文件延长有效期的文件", "Documents whose term it prolongs", ())
    implements: tuple[Relation, ...] = declare("实施", "本文件贯彻实施的文件", "Documents that it implements", ())
    based_on: tuple[Relation, ...] = declare("依据", "本文件的制定依据", "Documents that it is based on", ())
    services: tuple[ServiceLink, ...] = declare("办事", "文件涉及的办事事项", "Services that it names", ())
    attachments: tuple[Attachment, ...] = declare("附件", "随文附件", "Files that belong to it", ())
    disclosure: Disclosure = declare(
        "公开属性", "主动公开、依申请公开或不予公开", "How far it is open", Disclosure.PROACTIVE
    )
    basis: Text | None = declare("公开属性依据", "不予公开或依申请公开的依据", "Basis for not publishing it", None)
    review: Review | None = declare(
        "审查", "公开前审查记录，不对外公布", "Review before publication", None, public=False
    )
    contact: Text | None = declare("联系方式", "咨询单位和电话", "Whom to ask", None)
    open_for_questions: YesNo = declare(
        "接受提问", "页面写明怎样就本文件提问", "The page says how to ask about it", default=False
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.disclosure is Disclosure.WITHHELD and self.basis is None:
            code = "withheld_without_basis"
            raise PydanticCustomError(code, "withheld without a basis", {"field": "disclosure"})
        if self.in_force_from is not None and self.expires_on is not None and self.expires_on < self.in_force_from:
            code = "term_backwards"
            values = {"field": "expires_on", "effective": str(self.in_force_from), "expires": str(self.expires_on)}
            raise PydanticCustomError(code, "ends before it begins", values)
        return self

    @property
    def in_force_from(self) -> date | None:
        """First day in force: as stated, otherwise the day of publication, otherwise of signature."""
        return self.effective_on or self.published_on or self.formed_on


class Interpretation(Document):
    """政策解读: an interpretation of one or more policy documents."""

    interprets: Annotated[tuple[PolicyRef, ...], Filled] = declare(
        "解读文件", "所解读文件的编号", "Documents that it explains"
    )
    form: InterpretationForm = declare(
        "解读形式", "文字、图解、视频、问答等", "How it explains", InterpretationForm.TEXT
    )
    issuers: tuple[AgencyRef, ...] = declare("发布单位", "机关编号", "Agencies that publish it", ())
    published_on: Day | None = declare("发布日期", "首次公开之日", "Day of first publication", None)
    media: tuple[Media, ...] = declare("图片和音视频", "图解、视频等", "Pictures, films, recordings", ())
    covers: tuple[Text, ...] = declare("解读要点", "如 适用范围、办事指引、新旧政策差异", "What it explains", ())


class PlainPage(Document):
    """A page of the site itself: 指南, 制度, 年报, 依申请公开, about."""

    column: PlatformColumn = declare("栏目", "所属栏目", "Column of the platform")
    order: Annotated[Number, Field(ge=0, le=9999)] = declare("次序", "栏目内的次序", "Order in its column", 0)
    updated_on: Day | None = declare("更新日期", "最近更新之日", "Day of the last change", None)


class Agency(Record):
    """A body of the district that issues or publishes."""

    id: Id = declare("编号", "机关编号", "Id")
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


class Theme(Record):
    """主题分类: one of the classes of official documents."""

    id: Id = declare("编号", "主题编号", "Id")
    name: Name = declare("名称", "主题名称", "Name")


class Tag(Record):
    """标签: one entry of the controlled tag catalogue."""

    id: Id = declare("编号", "标签编号", "Id")
    name: Name = declare("名称", "标签名称", "Name")
    group: TagGroup = declare("分组", "标签分组", "Group")
    meaning: Text | None = declare("含义", "何时使用", "When to use it", None)


class Audience(Record):
    """适用对象: for whom a policy is."""

    id: Id = declare("编号", "对象编号", "Id")
    name: Name = declare("名称", "对象名称", "Name")
    kind: AudienceKind = declare("类型", "个人或单位", "People or organisations")
    meaning: Text | None = declare("含义", "谁属于这一对象", "Who belongs to it", None)


class CatalogueItem(Record):
    """公开事项: one row of the standard catalogue (国办发〔2019〕54号)."""

    id: Id = declare("编号", "事项编号", "Id")
    level_1: Text = declare("一级事项", "一级公开事项", "First-level item")
    level_2: Text = declare("二级事项", "二级公开事项", "Second-level item")
    content: Annotated[tuple[Text, ...], Filled] = declare("公开内容（要素）", "公开内容的要素", "What is published")
    basis: Annotated[tuple[Text, ...], Filled] = declare(
        "公开依据", "法律、法规和文件", "Laws and documents it rests on"
    )
    deadline: Text = declare("公开时限", "如 信息形成或者变更之日起20个工作日内", "When it must be out")
    publisher: Annotated[tuple[AgencyRef, ...], Filled] = declare("公开主体", "机关编号", "Who publishes it")
    channels: Annotated[tuple[Text, ...], Filled] = declare("公开渠道和载体", "公开渠道", "Where it is published")
    audience: Text = declare("公开对象", "全社会或特定群体", "For whom", "全社会")
    method: CatalogueMethod = declare("公开方式", "主动公开或依申请公开", "Proactively or on request")
    tiers: Annotated[tuple[Tier, ...], Filled] = declare("公开层级", "县级、乡级", "At which level")


class CatalogueField(Record):
    """试点领域: one field of the standard catalogue with its items."""

    id: Id = declare("编号", "领域编号", "Id")
    order: Annotated[Number, Field(ge=1)] = declare("序号", "领域次序", "Order")
    name: Name = declare("名称", "领域名称", "Name")
    basis: Text = declare("依据", "目录依据", "What the catalogue rests on")
    verified: YesNo = declare("已核对", "是否已与来源核对", "Compared with its source", default=False)
    items: Annotated[tuple[CatalogueItem, ...], Filled] = declare("事项", "公开事项", "Items")


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
    "publish-within": RuleUnit.WORKING_DAYS,
    "interpretation-within": RuleUnit.WORKING_DAYS,
    "comment-period": RuleUnit.DAYS,
    "decision-feedback": RuleUnit.WORKING_DAYS,
}
"""The numbers that may be set, and what each counts; one that is left out is not checked."""


class LegalRule(Record):
    """A number that law sets, with its basis; `verified: false` marks what was not compared with the source."""

    id: Id = declare("编号", "规则编号", "Id")
    value: Annotated[Number, Field(ge=0, le=1000)] = declare("数值", "数值", "Number")
    unit: RuleUnit = declare("单位", "年、月、工作日或日", "What it counts")
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


class Synonyms(Record):
    """What readers say and what documents say; a search for one word of a group also lists documents with the others."""

    groups: tuple[tuple[Text, ...], ...] = declare("同义词组", "意思相同的词，每组一行", "Words that mean the same", ())


FieldPath = tuple[str | int, ...]


@portable
@dataclass(frozen=True, slots=True)
class Places(Mapping[FieldPath, Place]):
    """Places in one file by field. A library holds some twenty for each document and asks for few.

    `order` says which of the `numbers`, lines and columns in turn, are those of a field. Documents with the same fields
    share it.
    """

    path: str
    order: Mapping[FieldPath, int]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, path: str, places: Mapping[FieldPath, Place]) -> Places:
        """Those of one file, in few words."""
        return cls(
            path, _order(tuple(places)), tuple(n for place in places.values() for n in (place.line, place.column))
        )

    def __getitem__(self, field: FieldPath) -> Place:
        at = self.order[field]
        return Place(self.path, *self.numbers[at : at + 2])

    def __contains__(self, field: object) -> bool:
        return field in self.order

    def __iter__(self) -> Iterator[FieldPath]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)


@lru_cache(maxsize=1 << 12)
def _order(fields: tuple[FieldPath, ...]) -> Mapping[FieldPath, int]:
    return {field: 2 * number for number, field in enumerate(fields)}


@portable
@dataclass(frozen=True, slots=True)
class Entry(Generic[R_co]):
    """A record with where it came from. `places` maps a field's path, such as ("repeals", 0, "target"), to its place.

    `front` is the text of the front matter, where that says more than the record: it is wrong, or holds remarks.
    """

    record: R_co
    path: str
    places: Mapping[FieldPath, Place]
    body: str = ""
    body_line: int = 1
    front: str = ""
    front_line: int = 2

    def place(self, *path: str | int) -> Place:
        """The place of a field, or of the nearest thing around it that was written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.path, 1, 1))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything under content/data, by id and in the order of the files; `texts` are the files as written, by path."""

    agencies: Mapping[str, Entry[Agency]]
    themes: Mapping[str, Entry[Theme]]
    tags: Mapping[str, Entry[Tag]]
    audiences: Mapping[str, Entry[Audience]]
    catalogue: Mapping[str, Entry[CatalogueField]]
    calendar: Mapping[int, Entry[CalendarYear]]
    rules: Mapping[str, Entry[LegalRule]]
    synonyms: tuple[tuple[str, ...], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
