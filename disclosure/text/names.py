"""Names of private persons in short texts, as far as they show: where a role is asked for, a name is a slip. Pure.

A guess: a surname with a form of address (王女士), a mask (李某), or a whole entry that is as long as a name and begins with a
surname (张伟). What ends like a role (高中生, 车主) is taken for one, even where it is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石"
    "贾韦夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季倪殷柯祁章鲁葛俞"
)
"""The commonest surnames that are no common beginning of other words in such places."""
_SURNAME = rf"(?:欧阳|司马|上官|诸葛|司徒|夏侯|[{_SINGLE}])"
_PERSON = re.compile(
    rf"{_SURNAME}(?:[\u4e00-\u9fff]{{0,2}}?(?:先生|女士|小姐|同志)|(?:大爷|大妈|大姐|阿姨|师傅|老师)|某(?![些种个一类项时])某?)"
)
_WHOLE = re.compile(rf"{_SURNAME}[\u4e00-\u9fff]{{1,2}}")
_BETWEEN = re.compile(r"[、，,；;和与及/\s]+")
_ROLE = frozenset("生人户主员民者师家工长友客商方众队组")


def persons(text: str) -> Iterator[str]:
    """What looks like a person in a sentence: a surname with a form of address, or masked."""
    return (found.group() for found in _PERSON.finditer(text))


def not_roles(text: str) -> Iterator[str]:
    """The same where roles are listed (小区业主、高中生), and entries that look like names."""
    yield from persons(text)
    for entry in _BETWEEN.split(text):
        if _WHOLE.fullmatch(entry) and entry[-1] not in _ROLE and not _PERSON.match(entry):
            yield entry
