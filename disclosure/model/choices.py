"""Closed lists of values, each with a key and a label in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


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


class ColumnType(StrEnum):
    """What a column of a government site is: the closed list of the rules on meta tags (国办发〔2017〕47号, annex).

    Programs read it, so it is the same in every language.
    """

    HOME = "首页"
    OVERVIEW = "概况信息"
    DUTIES = "机构职能"
    LEADERS = "负责人信息"
    NEWS = "工作动态"
    POLICIES = "政策文件"
    GUIDE = "信息公开指南"
    CATALOGUE = "信息公开目录"
    REPORTS = "信息公开年报"
    ON_REQUEST = "依申请公开"
    DATA = "数据发布"
    INTERPRETATIONS = "政策解读"
    RESPONSES = "回应关切"
    SERVICES = "办事服务"
    QUESTIONS = "咨询投诉"
    CONSULTATIONS = "征集调查"
    INTERVIEWS = "在线访谈"


class Status(Choice):
    """Validity of a document on one day; always computed, never authored."""

    NOT_YET_EFFECTIVE = "not_yet_effective", "尚未施行", "Not yet in force"
    IN_FORCE = "in_force", "现行有效", "In force"
    EXPIRED = "expired", "失效", "Expired"
    REPEALED = "repealed", "废止", "Repealed"
    DECLARED_INVALID = "declared_invalid", "宣布失效", "Declared invalid"

    @property
    def is_over(self) -> bool:
        """Whether the document is no longer in force, in whatever way it ended."""
        return self not in (Status.NOT_YET_EFFECTIVE, Status.IN_FORCE)


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


class WithheldGround(Choice):
    """On what article a document is withheld (政府信息公开条例, Art. 14 to 16), as far as readers are told."""

    SECRET = "14", "第十四条", "Article 14"
    RIGHTS = "15", "第十五条", "Article 15"
    INTERNAL = "16", "第十六条", "Article 16"
    OTHER = "other", "其他", "Other"


class ReviewResult(Choice):
    """What a review before publication came to (政府信息公开条例, Art. 17; 部分公开: Art. 37)."""

    PROACTIVE = "proactive", "主动公开", "Published proactively"
    ON_REQUEST = "on_request", "依申请公开", "On request"
    PARTIAL = "partial", "部分公开", "Published in part"
    WITHHELD = "withheld", "不予公开", "Withheld"

    def allows(self, disclosure: Disclosure) -> bool:
        """Whether a document of this result may be open that far: in part is the rest of it, in either way."""
        if self is ReviewResult.PARTIAL:
            return disclosure is not Disclosure.WITHHELD
        return self.value == disclosure.value


class InterpretationForm(Choice):
    """How an interpretation explains."""

    TEXT = "text", "文字解读", "In words"
    GRAPHIC = "graphic", "图解", "In pictures"
    VIDEO = "video", "视频解读", "Video"
    AUDIO = "audio", "音频解读", "Recording"
    QA = "qa", "问答", "Questions and answers"
    PRESS = "press", "新闻发布会", "Press conference"
    EXPERT = "expert", "专家解读", "By an expert"
    MEDIA = "media", "媒体解读", "By the media"
    LEADER = "leader", "负责人解读", "By the person in charge"


class Channel(Choice):
    """How a service is handled."""

    ONLINE = "online", "网上办理", "Online"
    COUNTER = "counter", "窗口办理", "At the counter"


class QuestionSource(Choice):
    """From where a question comes."""

    FAQ = "faq", "常见问题", "Common question"
    MESSAGE = "message", "留言", "Message"
    HOTLINE = "hotline", "热线", "Hotline"


class EventSeries(Choice):
    """What an event is one of."""

    OPEN_MONTH = "open_month", "政府开放月", "Month of open government"
    TALK = "talk", "政策公开讲", "Public talk on policies"
    PRESS = "press", "新闻发布会", "Press conference"
    HEARING = "hearing", "听证会", "Hearing"
    TRAINING = "training", "培训", "Training"
    OTHER = "other", "其他活动", "Other event"


class GazetteSection(Choice):
    """Under which heading something stands in an issue of the gazette."""

    GOVERNMENT = "government", "政府文件", "Documents of the government"
    DEPARTMENTS = "departments", "部门文件", "Documents of departments"
    INTERPRETATIONS = "interpretations", "政策解读", "Interpretations"
    APPOINTMENTS = "appointments", "人事任免", "Appointments"
    OTHER = "other", "其他", "Other"


class MaterialKind(Choice):
    """What is published with a draft."""

    DRAFT = "draft", "草案", "Draft"
    NOTE = "drafting_note", "起草说明", "Drafting note"
    INTERPRETATION = "draft_interpretation", "草案解读", "Interpretation of the draft"
    OTHER = "other", "其他材料", "Other material"


class Procedure(Choice):
    """What a major decision goes through (重大行政决策程序暂行条例, chapters 2 and 3)."""

    PARTICIPATION = "participation", "公众参与", "Public participation"
    EXPERT = "expert", "专家论证", "Expert review"
    RISK = "risk", "风险评估", "Assessment of risk"
    FAIRNESS = "fairness", "公平竞争审查", "Review of fair competition"
    LEGALITY = "legality", "合法性审查", "Review of legality"
    COLLECTIVE = "collective", "集体讨论", "Collective discussion"


class ChangeHow(Choice):
    """How a year's catalogue was changed."""

    ADDED = "added", "增补", "Added"
    WITHDRAWN = "withdrawn", "调出", "Withdrawn"
    POSTPONED = "postponed", "延期", "Postponed"


class ConsultationForm(Choice):
    """What opinions are asked for."""

    DRAFT = "draft", "草案征求意见", "On a draft"
    SUGGESTIONS = "suggestions", "人民建议征集", "Suggestions of citizens"
    SURVEY = "survey", "民意调查", "Survey"
    PROJECTS = "projects", "实事项目征集", "Projects of practical work"
    OPEN_MONTH = "open_month", "开放月主题征集", "Themes of the month of open government"


class Stage(Choice):
    """How far a major decision is on one day; always computed."""

    LISTED = "listed", "前期研究", "In preparation"
    CONSULTING = "consulting", "正在征求意见", "Open for opinions"
    REVIEWING = "reviewing", "论证审查", "Under review"
    DECIDED = "decided", "已作出决定", "Decided"
    PUBLISHED = "published", "结果已公布", "Result published"
    EVALUATED = "evaluated", "已作后评估", "Evaluated"
    WITHDRAWN = "withdrawn", "已调出目录", "Withdrawn"


class Call(Choice):
    """How far a request for opinions is on one day; always computed."""

    COMING = "coming", "即将开始", "Coming"
    OPEN = "open", "正在征求意见", "Open for opinions"
    CLOSED = "closed", "已截止，意见整理中", "Closed"
    ANSWERED = "answered", "已公布采纳情况", "Answered"


class DutyState(Choice):
    """How a duty with a day on which it is due stands on one day; always computed."""

    OPEN = "open", "未到期", "Open"
    MET = "met", "按时", "In time"
    EXPLAINED = "explained", "已说明理由", "With reason"
    OVERDUE = "overdue", "逾期未办", "Overdue"
    LATE = "late", "逾期办理", "Late"
    MISSING = "missing", "缺少", "Missing"
    UNKNOWN = "unknown", "期限无法计算", "Cannot be computed"


class TaskTerm(Choice):
    """The term of a task that is no day of its own."""

    YEAR_END = "year_end", "年底前", "By the end of the year"
    ONGOING = "ongoing", "持续推进", "Without end"


class TaskState(Choice):
    """How far a task of a work plan is on one day; always computed."""

    OVERDUE = "overdue", "逾期未完成", "Overdue"
    OPEN = "open", "推进中", "Under way"
    ONGOING = "ongoing", "持续推进", "Carried on"
    LATE = "late", "逾期完成", "Done late"
    DONE = "done", "已完成", "Done"


class TaskRole(Choice):
    """What a unit has to do with a task; each is the field of the same key."""

    LEAD = "lead", "牵头", "Leads"
    RESPONSIBLE = "responsible", "责任", "Responsible"
    SUPPORT = "support", "配合", "Takes part"


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


class FooterElement(Choice):
    """What the foot of every page of a government site is to have, beside what every site of ours has."""

    PARTY_MARK = "party_mark", "党政机关网站标识", "Mark of party and government websites"
    ICP = "icp", "ICP备案号", "ICP record number"
    POLICE = "police", "公安备案号", "Police record number"
    OPERATOR = "operator", "承办单位", "Operator"
    CONTACT = "contact", "联系方式", "How to reach who runs it"
    CORRECTIONS = "corrections", "网站找错", "Where to report an error"


class AudienceKind(Choice):
    """People or organisations."""

    PERSON = "person", "个人", "People"
    ORGANISATION = "organisation", "单位", "Organisations"


class CatalogueBranch(Choice):
    """A branch of the catalogue: the fields of the standard catalogues, and those of a work plan."""

    STANDARD = "standard", "标准目录", "Standard catalogue"
    KEY = "key", "重点领域", "Key fields"


class CatalogueMethod(Choice):
    """公开方式 of a catalogue item."""

    PROACTIVE = "proactive", "主动公开", "Proactively"
    ON_REQUEST = "on_request", "依申请公开", "On request"


class UpperLevel(Choice):
    """A level above the district."""

    NATIONAL = "national", "国家", "National"
    PROVINCIAL = "provincial", "省级", "Provincial"
    CITY = "city", "市级", "City"


class Tier(Choice):
    """公开层级 of a catalogue item."""

    CITY = "city", "市级", "City level"
    COUNTY = "county", "县级", "County level"
    TOWNSHIP = "township", "乡级", "Township level"
    VILLAGE = "village", "村级", "Village level"


class CoverageState(Choice):
    """How an item of the catalogue stands with one unit that is to publish it, on one day; always computed."""

    OVERDUE = "overdue", "逾期未公开", "Overdue"
    DUE = "due", "待公开", "Due"
    EMPTY = "empty", "没有文件", "Nothing yet"
    LATE = "late", "逾期公开", "Published late"
    PUBLISHED = "published", "已公开", "Published"
    ON_REQUEST = "on_request", "依申请公开", "On request"
    NOT_APPLICABLE = "not_applicable", "不涉及", "Not applicable"


class Verdict(Choice):
    """How one thing that is assessed stands on one day; always computed."""

    MISSED = "missed", "未达到", "Not met"
    UNKNOWN = "unknown", "无法判断", "Cannot be judged"
    MET = "met", "达到", "Met"


class CatalogueColumn(Choice):
    """A column of a catalogue as tables have it."""

    BRANCH = "branch", "分支", "Branch"
    FIELD = "field", "领域", "Field"
    NUMBER = "number", "序号", "Number"
    LEVEL_1 = "level_1", "一级事项", "First level"
    LEVEL_2 = "level_2", "二级事项", "Second level"
    LEVEL_3 = "level_3", "三级事项", "Third level"
    ITEM = "item", "公开事项", "Item"
    CONTENT = "content", "公开内容（要素）", "What is published"
    BASIS = "basis", "公开依据", "Basis"
    DEADLINE = "deadline", "公开时限", "Deadline"
    PUBLISHER = "publisher", "公开主体", "Publisher"
    CHANNELS = "channels", "公开渠道和载体", "Channels"
    AUDIENCE = "audience", "公开对象", "For whom"
    WHOLE = "whole", "全社会", "Everybody"
    GROUP = "group", "特定群体", "A group"
    METHOD = "method", "公开方式", "Method"
    PROACTIVE = "proactive", "主动", "Proactively"
    ON_REQUEST = "on_request", "依申请", "On request"
    TIERS = "tiers", "公开层级", "Level"
    CITY = "city", "市级", "City"
    COUNTY = "county", "县级", "County"
    TOWNSHIP = "township", "乡级", "Township"
    TOWN_AND_VILLAGE = "town_and_village", "乡、村级", "Township and village"
    VILLAGE = "village", "村级", "Village"
    DEADLINE_NOTE = "deadline_note", "时限说明", "On the deadline"
    AS_WRITTEN = "as_written", "原表写法", "As the table has it"
    ID = "id", "本站编号", "Id on this site"
    DOCUMENTS = "documents", "本站文件", "Documents on this site"


class DeadlineCount(Choice):
    """How the 公开时限 of a catalogue item is counted."""

    WORKING_DAYS = "working_days", "工作日", "Working days"
    DAYS = "days", "自然日", "Calendar days"
    MONTHLY = "monthly", "按月", "Every month"
    QUARTERLY = "quarterly", "按季度", "Every quarter"
    HALF_YEARLY = "half_yearly", "按半年", "Every half-year"
    YEARLY = "yearly", "按年", "Every year"
    PROMPTLY = "promptly", "及时，不计天数", "Promptly: no days are counted"


class RuleUnit(Choice):
    """What a rule's number counts."""

    YEARS = "years", "年", "years"
    MONTHS = "months", "个月", "months"
    WORKING_DAYS = "working_days", "个工作日", "working days"
    TIMES = "times", "次", "times"
    DAYS = "days", "日", "days"
    PIECES = "pieces", "件", "pieces"


class Applicant(Choice):
    """Who asks for information, as the columns of the annual report have it; the total last."""

    NATURAL = "natural", "自然人", "Natural persons"
    BUSINESS = "business", "商业企业", "Businesses"
    RESEARCH = "research", "科研机构", "Research bodies"
    WELFARE = "welfare", "社会公益组织", "Public-benefit organisations"
    LEGAL = "legal", "法律服务机构", "Legal service bodies"
    OTHER = "other", "其他", "Others"
    TOTAL = "total", "总计", "Total"


class Outcome(Choice):
    """What came of a review or a suit, as the columns of the annual report have it; the total last."""

    UPHELD = "upheld", "结果维持", "Upheld"
    CORRECTED = "corrected", "结果纠正", "Corrected"
    OTHER = "other", "其他结果", "Other result"
    PENDING = "pending", "尚未审结", "Pending"
    TOTAL = "total", "总计", "Total"


class FeeCount(Choice):
    """By what a fee is counted (政府信息公开信息处理费管理办法, Art. 4 and 5)."""

    PIECES = "pieces", "按件", "By request"
    PAGES = "pages", "按页", "By page"
