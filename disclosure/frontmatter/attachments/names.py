"""What stands in the properties of a file: whose name, a person's, an organisation's or only a program's; and remarks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from disclosure.frontmatter.attachments.parts import Kind

_PROGRAMS = re.compile(
    r"(?:\d+|[a-z]|admin\w*|administrators?|user\w*|owner|guest|root|pc|hp|dell|lenovo|asus|acer|huawei|china|unknown|author|"
    r"microsoft( office)?( user| 用户)?|windows( user| 用户)?|微软(用户|中国)?|用户\w{0,2}|作者|未知|佚名|无|office|wps( office)?|kingsoft|"
    r"libreoffice.*|openoffice.*|python-\w+|openpyxl|xlsxwriter|apache poi|aspose.*|un-?named|\(?anonymous\)?|"
    r"\(?unspecified\)?|default|(www\.)?\S+\.(com|cn|net)"
    r"|(.*[^a-z])?(adobe|acrobat|pdf\w*|word|excel|powerpoint|writer|scanner|canon|nikon|sony|epson|xerox|ricoh|konica\w*)\b.*)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r".{2,}(?:局|委|府|厅|公司|集团|大学|学校|办公室|中心|银行)"
    r"|.{3,}(?:会|办|院|处|科|室|站|所|队|社|部|中学|小学|组|馆|省|市|区|县|镇|乡|街道|社区|村)"
)
"""The shorter endings are also given names (王科), so more must stand before them."""

BY_PROGRAMS = re.compile(
    r"(?i)KSO.*|ICV|ContentTypeId|_?MSIP_.*|Generator|WorkbookGuid|AppVersion|.*ProductBuildVer.*|DocSecurity|HyperlinksChanged"
    r"|LinksUpToDate|ScaleCrop|ShareDoc|PresentationFormat|(?:Hidden)?Slides|Notes|MMClips|Company"
)
"""Properties that programs set in every file."""
HOME = re.compile(r"(?i)[\\/](?:users|home|documents and settings)[\\/]([^\\/]+)")
"""Whose computer a path names."""


def is_person(name: str | None) -> bool:
    """Whether a name may be somebody's: it is neither empty nor an organisation's, a program's or a computer's."""
    name = (name or "").strip(" \0\t\r\n;")
    return bool(name) and not _PROGRAMS.fullmatch(name) and not _ORGANISATION.fullmatch(name)


_REMARKS_OF_PROGRAMS = re.compile(
    r"(?i)(?:generated|created|produced|converted|exported|made)\s+(?:by|with|using|from)\b.*"
)
_BETWEEN_WORDS = re.compile(r"[\s,;:|，；、：。．.·/（）()《》“”\"-]+")


@dataclass(slots=True)
class About:
    """What the properties say of a file besides names."""

    title: str = ""
    description: str = ""
    words: list[str] = field(default_factory=list)

    def take(self, name: str, value: str) -> None:
        """Take note of one property, by its name in Dublin Core or in PDF."""
        match name.lower():
            case "title":
                self.title = value
            case "description" | "comments":
                self.description = value
            case "subject" | "keywords" | "keyword" | "category":
                self.words.append(value)

    def leaks(self) -> Counter[Kind]:
        """Remarks, which nobody sees beside the text; and subjects and keywords, unless they only say what the title says."""
        return Counter(
            {
                Kind.DESCRIPTIONS: int(self._says_more(self.description)),
                Kind.KEYWORDS: sum(map(self._says_more, self.words)),
            }
        )

    def _says_more(self, value: str) -> bool:
        if _REMARKS_OF_PROGRAMS.fullmatch(value.strip()) or not is_person(value):
            return False
        title = _BETWEEN_WORDS.sub("", self.title).casefold()
        return any(word.casefold() not in title for word in _BETWEEN_WORDS.split(value) if word)
