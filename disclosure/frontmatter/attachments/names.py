"""Whose name stands in the properties of a file: a person's, an organisation's or only a program's."""

from __future__ import annotations

import re

_PROGRAMS = re.compile(
    r"(?:\d+|[a-z]|admin\w*|administrators?|user\w*|owner|guest|root|pc|hp|dell|lenovo|asus|acer|huawei|china|unknown|author|"
    r"microsoft( office)?( user| 用户)?|windows( user| 用户)?|微软(用户|中国)?|用户\w{0,2}|作者|未知|佚名|无|office|wps( office)?|kingsoft|"
    r"libreoffice.*|openoffice.*|python-\w+|openpyxl|xlsxwriter|apache poi|aspose.*|un-?named|anonymous|default|(www\.)?\S+\.(com|cn|net)"
    r"|(.*[^a-z])?(adobe|acrobat|pdf\w*|word|excel|powerpoint|writer|scanner|canon|nikon|sony|epson|xerox|ricoh|konica\w*)\b.*)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r".{2,}(?:局|委|府|厅|公司|集团|大学|学校|办公室|中心|银行)"
    r"|.{3,}(?:会|办|院|处|科|室|站|所|队|社|部|中学|小学|组|馆|省|市|区|县|镇|乡|街道|社区|村)"
)
"""The shorter endings are also given names (王科), so more must stand before them."""


def is_person(name: str | None) -> bool:
    """Whether a name may be somebody's: it is neither empty nor an organisation's, a program's or a computer's."""
    name = (name or "").strip(" \0\t\r\n;")
    return bool(name) and not _PROGRAMS.fullmatch(name) and not _ORGANISATION.fullmatch(name)
