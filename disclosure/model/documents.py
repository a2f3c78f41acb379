"""The records of documents, each field declared once.

A field's declaration gives its English key (the attribute), its Chinese key (`title` of the pydantic field), its type
and its meaning in both languages. The reader of front matter, the element table of a page, the JSON export, the JSON
Schema and the authoring guide are all made from it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from disclosure.model.choices import (
    Category,
    Channel,
    Disclosure,
    EndedHow,
    EventSeries,
    Genre,
    InterpretationForm,
    PlatformColumn,
    QuestionSource,
    ReviewResult,
)
from disclosure.model.fields import (
    AgencyRef,
    Alias,
    AudienceRef,
    CatalogueRef,
    ClockTime,
    Day,
    DocumentRef,
    Filled,
    Id,
    Language,
    MailAddress,
    Name,
    Number,
    PlayingTime,
    PolicyOrDraftRef,
    PolicyOrServiceRef,
    PolicyRef,
    TagRef,
    Text,
    ThemeRef,
    Title,
    VersionId,
    WebAddress,
    YesNo,
    declare,
)
from disclosure.model.records import Record, Shorthand


class Relation(Shorthand):
    """What this document does to another: one of the library by id, or one outside it by title."""

    shorthand = "target"

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


class CaptionsFile(Shorthand):
    """The captions of a film or recording in one language: written as the file's name, or with its language."""

    shorthand = "file"

    file: Text = declare(
        "文件", "WebVTT 字幕（.vtt），相对于本文件的路径", "WebVTT file (.vtt), relative to this document"
    )
    language: Language = declare("语言", "字幕的语言", "Language of the captions", "zh-Hans")


class Media(Record):
    """A picture, film, recording or slides, with words for those who cannot see or hear it."""

    title: Title = declare("名称", "名称", "Name")
    file: Text | None = declare("文件", "相对于本文件的路径", "Path relative to this document", None)
    url: WebAddress | None = declare("网址", "外部网址", "Address elsewhere", None)
    alt: Text = declare("替代文字", "给看不到、听不到的读者", "Words for those who cannot see or hear it")
    length: PlayingTime | None = declare(
        "时长", "如 3:20 或 1:05:00", "How long it lasts, such as 3:20 or 1:05:00", None
    )
    preview: Text | None = declare(
        "预览图",
        "视频的一帧或者课件的首页，图片，相对于本文件的路径",
        "A frame of the film, or the first slide: a picture, relative to this document",
        None,
    )
    captions: tuple[CaptionsFile, ...] = declare(
        "字幕",
        "WebVTT 文件，一种语言一个",
        "WebVTT files, one for each language",
        (),
    )
    transcript: Text | None = declare(
        "文字稿",
        "所说的话，纯文本（.txt），一行一段，相对于本文件的路径",
        "What is said: plain text (.txt), a paragraph a line, relative to this document",
        None,
    )


class Review(Record):
    """先审查后公开、一事一审 (政府信息公开条例, Art. 17): who looked at it before publication. Never published."""

    unit: AgencyRef = declare("审查单位", "审查它的机关的编号", "Id of the agency that reviewed it")
    on: Day = declare("审查日期", "审查完成之日", "Day on which the review was done")
    result: ReviewResult = declare(
        "审查结果", "认定的公开属性，要与文件的公开属性一致", "How far it may be open; the document's own must agree"
    )
    basis: Text | None = declare("依据", "据以认定的条款", "The articles on which that rests", None)
    note: Text | None = declare(
        "备注", "科室、承办人、审查意见等内部记录", "Remarks for the office: section, person, opinion", None
    )


class Authored(Record):
    """What stands in a Markdown file, with a body that is known by the id: a document, or a later text of one."""

    id: Id = declare("编号", "全站唯一、不再改变的编号，缺省为文件名", "Unique, stable id; default: the file's name")


class Document(Authored):
    """What every document has."""

    title: Title = declare("标题", "文件全称，不加书名号", "Full title, without book-title marks")
    summary: Text | None = declare("摘要", "一两句话的内容概述", "One or two sentences on what it says", None)
    tags: tuple[TagRef, ...] = declare("标签", "标签编号", "Tag ids", ())
    aliases: tuple[Alias, ...] = declare(
        "旧址", "曾用网址，以 / 开头，自动转到本页", "Former addresses that lead here", ()
    )
    language: Language = declare("语言", "正文语言", "Language of the text", "zh-Hans")
    copy_of: DocumentRef | None = declare(
        "再次发布",
        "本文件只是把另一份再发布一次（转发、转载）时，写那一份的编号：本页转到那一份，清单、搜索和统计只计那一份",
        "Where this only publishes another document again: its id. The page leads there, and lists, search and figures have that "
        "one alone",
        None,
        public=False,
    )
    translation_of: Id | None = declare(
        "译自", "所译文件的编号", "Id of the document it translates", None, reverse="translations"
    )
    translated_on: Day | None = declare(
        "译成日期",
        "译文完成或者最近核对之日；原文此后的变化，页面会写明",
        "Day on which the translation was made, or last compared: the page tells what has changed in the original since",
        None,
    )
    review: Review | None = declare(
        "审查", "公开前的审查记录，不对外公布", "Review before publication, never published", None, public=False
    )
    draft: YesNo = declare("草稿", "草稿不会发布", "A draft is not published", default=False, public=False)

    @model_validator(mode="after")
    def _as_reviewed(self) -> Self:
        disclosure: Disclosure = getattr(self, "disclosure", Disclosure.PROACTIVE)
        if self.review is not None and not self.draft and not self.review.result.allows(disclosure):
            found = self.review.result
            values = {"result_zh": found.zh, "result": found.en.lower()}
            values |= {"disclosure_zh": disclosure.zh, "disclosure": disclosure.en.lower()}
            code = "review_contradicted"
            raise PydanticCustomError(code, "open otherwise than reviewed", {"field": "review", **values})
        return self


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
        "公开事项", "标准目录事项编号", "Items of the standard catalogue", (), reverse="fulfilled_by"
    )
    art20: tuple[Annotated[Number, Field(ge=1, le=15)], ...] = declare(
        "条例第二十条",
        "对应《政府信息公开条例》第二十条的项",
        "Items of Article 20 of the disclosure regulation",
        (),
    )
    audiences: tuple[AudienceRef, ...] = declare("适用对象", "对象编号", "Audience ids", ())
    keywords: tuple[Text, ...] = declare("主题词", "便于检索的词", "Words to find it by", ())
    repeals: tuple[Relation, ...] = declare(
        "废止", "本文件废止的文件", "Documents that this one repeals", (), reverse="repealed_by"
    )
    declares_invalid: tuple[Relation, ...] = declare(
        "宣布失效", "本文件宣布失效的文件", "Documents declared invalid", (), reverse="declared_invalid_by"
    )
    amends: tuple[Relation, ...] = declare(
        "修改", "本文件修改的文件", "Documents that this one amends", (), reverse="amended_by"
    )
    extends: tuple[Extension, ...] = declare(
        "延期", "本文件延长有效期的文件", "Documents whose term it prolongs", (), reverse="extended_by"
    )
    succeeds: tuple[Relation, ...] = declare(
        "承接",
        "本文件接替的已经到期或失效的文件；由本文件废止的，写废止",
        "Documents that have ended and whose place this one takes; those that it repeals stand in `repeals`",
        (),
        reverse="succeeded_by",
    )
    only_changes: YesNo | None = declare(
        "只改他文",
        "是：除修改、延期外没有自己的内容，随所改文件终止；否：有自己的内容；不写则按标题判断",
        "Whether it does nothing but amend or prolong others and ends with them; none: judged by its title",
        None,
    )
    implements: tuple[Relation, ...] = declare(
        "实施", "本文件贯彻实施的文件", "Documents that it implements", (), reverse="implemented_by"
    )
    based_on: tuple[Relation, ...] = declare(
        "依据", "本文件的制定依据", "Documents that it is based on", (), reverse="basis_of"
    )
    services: tuple[ServiceLink, ...] = declare("办事", "文件涉及的办事事项", "Services that it names", ())
    attachments: tuple[Attachment, ...] = declare("附件", "随文附件", "Files that belong to it", ())
    disclosure: Disclosure = declare(
        "公开属性", "主动公开、依申请公开或不予公开", "How far it is open", Disclosure.PROACTIVE
    )
    basis: Text | None = declare("公开属性依据", "不予公开或依申请公开的依据", "Basis for not publishing it", None)
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


class Version(Authored):
    """The whole text of a policy from a day on, as another document has changed it: `<id>@<day>.md`.

    All else that the policy says of itself stays as it is.
    """

    id: VersionId = declare("编号", "由文件名而来，不写", "From the file's name, not written")
    by: PolicyRef = declare(
        "修改文件",
        "据以修改的文件的编号，它须在“修改”中写明本文件",
        "Id of the document that changed it, which must say so",
    )

    @property
    def policy(self) -> str:
        """The id of the policy whose text it is."""
        return self.id.partition("@")[0]

    @property
    def since(self) -> date:
        """The first day of this text."""
        return date.fromisoformat(self.id.partition("@")[2])


class Speaker(Record):
    """Who explains a document: by office, and by name where the office gives it."""

    role: Title = declare("身份", "如 区商务文旅局局长", "Office or standing")
    name: Name | None = declare("姓名", "姓名；不公布就不写", "Name; none: not given", None)


class Difference(Record):
    """One point in which a document differs from the former one (新旧政策差异), with the rows that show it.

    `articles` are rows of the page on which both stand beside each other: 第八条 of the new text, 原第八条 of the old one.
    """

    subject: Title = declare("事项", "如 申请年龄", "What it is about")
    before: Text | None = declare("原规定", "原来怎样；新增的不写", "How it was; none: it is new", None)
    after: Text | None = declare("新规定", "现在怎样；取消的不写", "How it is; none: it is gone", None)
    articles: tuple[Text, ...] = declare(
        "条款",
        "新旧对照页上的条款，如 第八条；原文件的写作 原第八条",
        "Rows of the comparison, such as 第八条, or 原第八条 of the former document",
        (),
    )

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if self.before is None and self.after is None:
            code = "difference_of_nothing"
            raise PydanticCustomError(code, "neither before nor after", {"field": "subject"})
        return self


class Interpretation(Document):
    """政策解读: an interpretation of one or more policy documents, or of drafts that are put out for opinions."""

    interprets: Annotated[tuple[PolicyOrDraftRef, ...], Filled] = declare(
        "解读文件",
        "所解读文件的编号；解读征求意见稿的，写重大行政决策或意见征集的编号",
        "Documents that it explains; for a draft, the major decision or the request for opinions",
        reverse="interpretations",
    )
    form: InterpretationForm = declare(
        "解读形式", "文字、图解、视频、问答等", "How it explains", InterpretationForm.TEXT
    )
    issuers: tuple[AgencyRef, ...] = declare("发布单位", "机关编号", "Agencies that publish it", ())
    published_on: Day | None = declare("发布日期", "首次公开之日", "Day of first publication", None)
    speakers: tuple[Speaker, ...] = declare(
        "讲解人",
        "负责人、专家、媒体，或者新闻发布会的发布人",
        "Who explains: the person in charge, experts, the press, or who speaks at a press conference",
        (),
    )
    media: tuple[Media, ...] = declare("图片和音视频", "图解、视频等", "Pictures, films, recordings", ())
    covers: tuple[Text, ...] = declare("解读要点", "如 适用范围、办事指引、新旧政策差异", "What it explains", ())
    differs_from: PolicyRef | None = declare(
        "对照文件",
        "新旧差异所对照的原文件的编号；只有一份时可以不写",
        "Id of the former document with which the differences compare; needless where there is one",
        None,
    )
    differences: tuple[Difference, ...] = declare("新旧差异", "与原文件不同的各点", "What is not as it was", ())


class Passage(Record):
    """A document of this site, or articles of it, to which another belongs: written as an id, or with its articles."""

    target: PolicyOrServiceRef = declare("文件", "本站文件或办事事项的编号", "Id of a document or service of this site")
    articles: tuple[Text, ...] = declare(
        "条款", "只涉及的条款，如 第八条；不写则为全文", "Articles concerned, such as 第八条; none: the whole", ()
    )

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: object) -> object:
        return {"target": value} if isinstance(value, str) else value


class PolicyPassage(Passage):
    """The same of policies alone."""

    target: PolicyRef = declare("文件", "本站文件的编号", "Id of a document of this site")


class Question(Document):
    """问答: a common question, or a published message with its answer. The title is the question, the body the answer."""

    about: Annotated[tuple[Passage, ...], Filled] = declare(
        "所问文件",
        "所问的文件、条款或办事事项",
        "Documents, articles or services that it is about",
        reverse="questions",
    )
    source: QuestionSource = declare("来源", "常见问题、留言或热线", "Where it comes from", QuestionSource.FAQ)
    asked: Annotated[Number, Field(ge=1)] = declare("次数", "有多少人问过", "How often it was asked", 1)
    asked_on: Day | None = declare("提问日期", "收到之日", "Day on which it was asked", None)
    answered_on: Day | None = declare(
        "答复日期", "答复之日；没有则为尚未答复", "Day of the answer; none: not answered yet", None
    )
    issuers: tuple[AgencyRef, ...] = declare("答复单位", "机关编号", "Agencies that answer", ())

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer: only a message may wait for one."""
        return self.answered_on is not None or self.source is not QuestionSource.MESSAGE


class Counter(Record):
    """Where a service is handled in person."""

    address: Text = declare("地址", "窗口地址", "Where it is")
    hours: Text | None = declare("时间", "办公时间", "When it is open", None)
    phone: Text | None = declare("电话", "咨询电话", "Telephone", None)


class Fee(Record):
    """What a service costs, and by what rule."""

    amount: Text = declare("标准", "如 每证10元", "How much")
    basis: Text = declare("依据", "收费依据", "The rule that says so")


class Service(Document):
    """办事事项: something to do at an office of the district. The body is the guide."""

    based_on: Annotated[tuple[PolicyPassage, ...], Filled] = declare(
        "依据文件", "办理所依据的本站文件", "Documents of this site that it rests on", reverse="services_on"
    )
    issuers: tuple[AgencyRef, ...] = declare("办理单位", "机关编号", "Agencies that handle it", ())
    audiences: tuple[AudienceRef, ...] = declare("服务对象", "对象编号", "Audience ids", ())
    who: Text | None = declare("申请条件", "谁可以办", "Who may use it", None)
    url: WebAddress | None = declare("网上入口", "网上办理的网址", "Where to do it online", None)
    counters: tuple[Counter, ...] = declare("窗口", "办理窗口", "Counters", ())
    materials: tuple[Text, ...] = declare("材料", "要带的材料，一项一条", "What to bring, one each", ())
    time_limit: Text | None = declare("办理时限", "如 5个工作日", "How long it takes", None)
    fee: Fee | None = declare("收费", "收费标准和依据；不收费就不写", "What it costs and why; none: nothing", None)
    updated_on: Day | None = declare("更新日期", "最近核对之日", "Day on which it was last checked", None)

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.url is None and not self.counters:
            code = "service_nowhere"
            raise PydanticCustomError(code, "neither an address nor a counter", {"field": "title"})
        return self


class Way(Record):
    """How to take part: one way at least."""

    url: WebAddress | None = declare("网址", "网上参加或者答复的网址", "Address of a form", None)
    email: MailAddress | None = declare("邮箱", "电子邮箱", "E-mail", None)
    phone: Text | None = declare("电话", "电话", "Telephone", None)
    address: Text | None = declare("地址", "信函地址", "Postal address", None)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if not (self.url or self.email or self.phone or self.address):
            code = "no_way"
            raise PydanticCustomError(code, "no way at all")
        return self


class Session(Record):
    """When and where something takes place, on one day."""

    on: Day = declare("日期", "举行之日", "Day")
    begins: ClockTime | None = declare("开始", "开始时刻，如 09:30", "Time at which it begins, such as 09:30", None)
    ends: ClockTime | None = declare("结束", "结束时刻，如 11:00", "Time at which it ends", None)
    place: Text | None = declare("地点", "举行地点", "Where", None)
    title: Title | None = declare("名称", "本场的名称", "What it is called by itself", None)
    moved_from: tuple[Day, ...] = declare(
        "原定日期",
        "改期前的日期，先定的写在前面；页面会写明，读者日历里的日程随之更新",
        "Days on which it was to be before, the first first: the page says so, and calendars take the new day",
        (),
    )

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.begins and self.ends and self.ends <= self.begins:
            code = "hours_backwards"
            raise PydanticCustomError(code, "ends before it begins", {"begins": self.begins, "ends": self.ends})
        if self.on in self.moved_from:
            code = "moved_to_itself"
            raise PydanticCustomError(code, "moved from its own day", {"day": str(self.on)})
        return self


class Exchange(Record):
    """What somebody asked at an event, and what was answered: who asked is told by role, never by name."""

    question: Text = declare("问", "现场问了什么", "What was asked")
    answer: Text = declare("答", "怎样回答", "What was answered")
    who: Text | None = declare(
        "提问人", "提问人的身份，如 小区业主；不写姓名", "Who asked, by role, never by name", None
    )
    by: AgencyRef | None = declare("答复单位", "机关编号", "Agency that answered", None)


class Event(Document):
    """活动: an open day, a talk, a press conference, a hearing, a training."""

    series: EventSeries = declare("系列", "政府开放月、政策公开讲等", "What it is one of", EventSeries.OTHER)
    sessions: Annotated[tuple[Session, ...], Filled] = declare("场次", "每场的日期、时刻和地点", "When and where, each")
    sign_up: Way | None = declare("报名", "怎样报名；不需要就不写", "How to sign up; none: nobody needs to", None)
    sign_up_by: Day | None = declare("报名截止", "报名的最后一日", "Last day to sign up", None)
    places: Annotated[Number, Field(ge=1)] | None = declare("名额", "名额", "How many may come", None)
    about: tuple[Passage, ...] = declare(
        "所涉文件", "活动所讲的文件或办事事项", "Documents and services that it is about", (), reverse="events"
    )
    issuers: tuple[AgencyRef, ...] = declare("主办单位", "机关编号", "Agencies that hold it", ())
    audiences: tuple[AudienceRef, ...] = declare("面向", "对象编号", "Audience ids", ())
    published_on: Day | None = declare("发布日期", "首次公布之日", "Day on which it was announced", None)
    media: tuple[Media, ...] = declare("图片和音视频", "照片、视频、课件", "Pictures, films, slides", ())
    asked: tuple[Exchange, ...] = declare(
        "现场问答", "现场的提问和回答，一问一条", "What was asked there and answered, one each", ()
    )

    @property
    def first_day(self) -> date:
        """The day of the first session."""
        return min(session.on for session in self.sessions)

    @property
    def last_day(self) -> date:
        """The day of the last session."""
        return max(session.on for session in self.sessions)


class PlainPage(Document):
    """A page of the site itself: 指南, 制度, 年报, 依申请公开, about."""

    column: PlatformColumn = declare("栏目", "所属栏目", "Column of the platform")
    order: Annotated[Number, Field(ge=0, le=9999)] = declare("次序", "栏目内的次序", "Order in its column", 0)
    updated_on: Day | None = declare("更新日期", "最近更新之日", "Day of the last change", None)


def is_open(record: Authored) -> bool:
    """Whether a text is for everybody: neither withheld nor only for those who ask. Kinds without that field are."""
    return record.read("disclosure", Disclosure.PROACTIVE) is Disclosure.PROACTIVE
