"""The site's settings: `config.yaml` as one typed record."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from disclosure.model.fields import HOST_PATTERN, MailAddress, Number, Text, YesNo, declare
from disclosure.model.records import Record, revive

Count = Annotated[Number, Field(ge=1)]


SITE_PATTERN = rf"^https?://{HOST_PATTERN}(/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*/$"

ABROAD = r"^https://[\p{L}\d][^\s\"<>\\^`{|}]*$"
"""An address elsewhere that cannot be listened to on the way."""

ICP_PATTERN = r"^\p{Han}ICP[备证]\d{5,10}号(-\d{1,4})?$"
"""How the ministry writes the number of a record, or of a licence: the short name of the province, eight digits, the site."""

POLICE_PATTERN = r"^\p{Han}公网安备 ?\d{14}号$"
"""How the police write it: the short name of the province, and fourteen digits, the first of which are its code."""

AskAddress = Annotated[
    str,
    StringConstraints(
        pattern=rf"^(mailto:[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|tel:\+?[0-9-]{{3,20}}|https://{HOST_PATTERN}(/[\w.~/-]*)?\??)$"
    ),
]


class EnglishWords(Record):
    """Who publishes, in English."""

    name: Text = declare("网站名称", "英文名称", "Name in header and titles")
    short_name: Text = declare("简称", "英文短名称", "Short name for narrow screens")
    organiser: Text = declare("主办单位", "主办单位的英文名称", "Organiser")
    operator: Text | None = declare("承办单位", "承办单位的英文名称", "Operator", None)
    description: Text = declare("简介", "一句英文说明", "One sentence")


class SiteIdentity(Record):
    """Who publishes, as the footer and the required meta tags say it (国办发〔2017〕47号, annex)."""

    name: Text = declare("网站名称", "页眉和标题中的名称", "Name in header and titles")
    short_name: Text = declare("简称", "手机上的短名称", "Short name for narrow screens")
    address: Annotated[str, Field(pattern=SITE_PATTERN)] = declare(
        "网址",
        "以 / 结尾的完整网址；可带路径，用英文字母、数字和 - _ . ~",
        "Full address, ending with /; a path is of A-Z a-z 0-9 - _ . ~",
    )
    id_code: Annotated[str, Field(pattern=r"^(bm\d{8}|\d{10})$")] = declare(
        "网站标识码",
        "十位数字，或 bm 加八位数字，写在引号里",
        "Government site code: ten digits, or bm and eight, in quotes",
    )
    icp: Annotated[str, Field(pattern=ICP_PATTERN)] | None = declare(
        "ICP备案号", "ICP 备案号，如 某ICP备12345678号-1", "ICP record number, such as 某ICP备12345678号-1", None
    )
    police: Annotated[str, Field(pattern=POLICE_PATTERN)] | None = declare(
        "公安备案号",
        "公安备案号，如 某公网安备 31000000000000号",
        "Police record number, such as 某公网安备 31000000000000号",
        None,
    )
    party_mark: Annotated[str, Field(pattern=ABROAD)] | None = declare(
        "党政机关标识",
        "党政机关网站标识的验证网址，https:// 开头，申领标识时由发证机构给出",
        "Where the mark of party and government websites is verified: https://, as given with the mark",
        None,
    )
    corrections: Annotated[str, Field(pattern=ABROAD)] | None = declare(
        "找错平台",
        "政府网站找错平台的网址，https:// 开头；以 = 结尾的接上所在页面的网址；不写则写信到邮箱",
        "The platform to which errors are reported: https://; one that ends with = is given the address of the page; none: e-mail",
        None,
    )
    organiser: Text = declare("主办单位", "主办单位", "Organiser")
    operator: Text | None = declare("承办单位", "承办单位", "Operator", None)
    phone: Text | None = declare("联系电话", "联系电话", "Telephone", None)
    email: MailAddress | None = declare("邮箱", "找错和联系邮箱", "E-mail for contact and corrections", None)
    ask: AskAddress | None = declare(
        "提问地址",
        "就文件提问的去处：mailto:、tel: 或 https:// 开头；缺省为发布机构或网站的邮箱。"
        "网址以 ? 结尾的，title、number、url 三项随链接填入",
        "Where questions about a document go: mailto:, tel: or https://, otherwise the e-mail of its issuer or of the site. "
        "One that ends with ? is given title, number and url",
        None,
    )
    description: Text = declare("简介", "一句话说明", "One sentence")

    english: EnglishWords | None = declare(
        "英文", "英文页面上的名称；有英文译文时要写", "What English pages call it; wanted where there are any", None
    )

    @property
    def police_code(self) -> str:
        """The digits of the record of the police, by which it is looked up."""
        return "".join(sign for sign in self.police or "" if sign.isdigit())

    @property
    def base_path(self) -> str:
        """The path under which the site lives: "/" or "/sub/"."""
        return "/" + self.address.split("://", 1)[1].partition("/")[2]

    @property
    def domain(self) -> str:
        """The host name (SiteDomain)."""
        return self.address.split("://", 1)[1].partition("/")[0]


class InputLimits(Record):
    """Bounds on what one document may cost; beyond them it is a problem, never a hang."""

    file_bytes: Count = declare("文件字节数", "单个文件的字节数上限", "Bytes of one file", 2_000_000)
    front_matter_bytes: Count = declare("前言字节数", "文件开头字段区的字节数上限", "Bytes of front matter", 65_536)
    body_characters: Count = declare("正文字数", "正文字符数上限", "Characters of one body", 600_000)
    body_lines: Count = declare("正文行数", "正文行数上限，空行也算", "Lines of one body, empty ones too", 12_000)
    line_characters: Count = declare("行字数", "单行字符数上限", "Characters of one line", 100_000)
    nesting: Count = declare("嵌套层数", "列表、引用等的嵌套层数上限", "Depth of lists, quotes and brackets", 12)
    seconds: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)] = declare(
        "秒数", "单个文件的转换时限", "Seconds to convert one document", 10.0
    )
    shrink: Annotated[Number, Field(ge=0, le=100)] = declare(
        "减少比例",
        "一次最多可减少网站上现有文件的百分之几，超过时须加 --allow-shrink 才会发布",
        "Per cent of the documents on the site that may vanish at once; more only with --allow-shrink",
        20,
    )
    attachment_bytes: Count = declare("附件字节数", "单个附件的字节数上限", "Bytes of one attachment", 52_428_800)


class Config(Record):
    """Everything of `config.yaml`."""

    site: SiteIdentity = declare("网站", "网站标识", "Identity of the site")
    language: Literal["zh-Hans", "en"] = declare("语言", "界面语言", "Language of the interface", "zh-Hans")
    sample: YesNo = declare("示范数据", "页面标明为示范数据", "Pages say that the data is a sample", default=False)
    page_size: Annotated[Number, Field(ge=5, le=500)] = declare("每页条数", "列表每页条数", "Rows of one list page", 30)
    new_on_home: Annotated[Number, Field(ge=1, le=50)] = declare(
        "首页条数", "首页最新文件条数", "New documents on the home page", 8
    )
    formats: tuple[Literal["docx", "pdf"], ...] = declare(
        "下载格式",
        "每份文件除 Markdown 和 JSON 外还提供的下载格式；pdf 需另装 WeasyPrint，见 docs/operations.md",
        "What each document is offered as besides Markdown and JSON; pdf needs WeasyPrint, see docs/operations.md",
        (),
    )
    bulk: tuple[Literal["clauses", "database", "archives"], ...] = declare(
        "整库下载",
        "每次生成时一并做出的整库数据：clauses 逐条文本、database 数据库、archives 各库压缩包；"
        "文件多的网站可以不写，改用 export 另做，见 docs/exports.md",
        "Data of whole libraries that each build makes: clauses, database, archives; large sites may leave it out and use "
        "`export` instead, see docs/exports.md",
        (),
    )
    assessment: Literal["figures", "ranking"] | None = declare(
        "考核评估",
        "figures：公布各单位公开工作的数字和清单；ranking：另按 content/data/weights.yaml 的权重计总分、排名次；不写则不公布",
        "figures: what each body has done is published in figures with their lists; ranking: with a total by the weights of "
        "content/data/weights.yaml and a rank as well; none: neither",
        None,
    )
    withheld_register: YesNo = declare(
        "不予公开登记",
        "公布不予公开的文件有多少件、各依据条例第几条（/withheld/），只有件数",
        "How many documents are withheld is published, by the article on which that rests, and nothing else of them",
        default=False,
    )
    limits: InputLimits = declare("限制", "输入的上限", "Bounds on input", InputLimits())

    def speaking(self, language: str) -> Config:
        """The same settings, with who publishes in the words of a language, if it says them."""
        if language != "en" or self.site.english is None:
            return self
        said = {name: value for name, value in self.site.english.__dict__.items() if value is not None}
        return revive(Config, {**self.__dict__, "site": revive(SiteIdentity, {**self.site.__dict__, **said})})


def as_far_as_read(config: Config) -> Config:
    """Settings that are wrong, with the usual bound for each that could not be read: enough to look at the content with.

    Nothing is published with them, so an address that could not be read is any.
    """
    limits, site = config.read("limits", InputLimits()), config.read("site")
    bounds = {name: limits.read(name, info.default) for name, info in InputLimits.model_fields.items()}
    said = site.__dict__ if isinstance(site, SiteIdentity) else {}
    identity = revive(SiteIdentity, {"address": "https://unread.invalid/", **said})
    return revive(Config, {**config.__dict__, "site": identity, "limits": revive(InputLimits, bounds)})
