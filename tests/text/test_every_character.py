"""The law of bodies: every character other than the dialect's own signs is on the page, in order; and in the search text;
and a body's download gives the same page.

The page is read as a reader would, by the standard library's parser. What may be missing from it is said here anew, as
weakly as can be: `tokens` knows nothing of how the program reads a body. It holds for bodies that are refused, too: what
is wrong is shown as it was typed, and told.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import corpus
from disclosure.base.problems import Place, Problem
from disclosure.text.prose import Prose, convert
from disclosure.text.source import Limits, strip_comments

UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")
"""What no reader sees, and the parser of files refuses or drops."""


def converted(body: str) -> tuple[Prose, tuple[Problem, ...]]:
    return convert(body, Place("a.md", 1, 1), Limits(seconds=60), resolve=lambda href: f"/{href}")


# --- the page, as read


class Reader(HTMLParser):
    """The characters of a page, each with whether something parts it from the one before."""

    def __init__(self, *, numbered_notes: bool = False) -> None:
        super().__init__()
        self.numbered_notes = numbered_notes
        self.read: list[tuple[str, bool]] = []
        self.parted = True
        self.hidden = 0
        self.notes = False
        self.lists: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self.hidden or given.get("class") in ("footnote-ref", "footnote-backref", "do"):
            self.hidden += 1
            return
        if tag not in ("a", "b", "strong", "sub", "sup", "u", "i", "em", "s", "del", "ins", "small", "mark", "img"):
            self.parted = True
        self.notes = self.notes or given.get("class") == "footnotes"
        if tag == "ol":
            self.lists.append(int(given.get("start") or 1))
        elif tag == "ul":
            self.lists.append(-1)
        elif tag == "li" and self.lists and self.lists[-1] >= 0:
            number = int(given.get("value") or self.lists[-1])
            self.lists[-1] = number + 1
            if len(self.lists) > 1 or not self.notes or self.numbered_notes:
                self.handle_data(f"{number}.")
        elif tag == "img":
            self.handle_data(given.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            self.hidden -= 1
            return
        if tag in ("p", "li", "td", "th", "tr", "table", "h2", "h3", "h4", "h5", "h6", "caption"):
            self.parted = True
        if tag in ("ol", "ul"):
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        for char in data:
            if char.isspace():
                self.parted = True
            else:
                self.read.append((char, self.parted))
                self.parted = False


def read(page: str, *, numbered_notes: bool = False) -> list[tuple[str, bool]]:
    reader = Reader(numbered_notes=numbered_notes)
    reader.feed(page)
    reader.close()
    return reader.read


# --- the body, as weakly as can be

Token = tuple[tuple[str, ...], bool]
"""What may stand on the page for a piece of a body, one of several texts; and whether something must part it from before."""

NOTE = re.compile(r"[ \t]*\[\^([^\]\s]+)\]:")
RULE = re.compile(r"[ \t]*[|:-][|: \t-]*")
MAYBE = re.compile(
    r"""(?P<escape>\\(?=[*\[\]{<&|\#.`~-]))   # before a sign
    | (?P<stars>\*+)
    | (?P<target>\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))
    | (?P<service>\[办[:：][ \t]*[^\[\]\s]{1,100}[ \t]*\](?!\())
    | (?P<mark>\[\^[^\]\s]{1,60}\]:?)
    | (?P<open>!?\[|\])
    | (?P<anchor>\{\#[^\s{}]*\}(?=[ \t\u3000]*$))
    | (?P<bar>\|)
    | (?P<entity>&\#?\w{1,31};)
    | (?P<tag></?[A-Za-z][^<>]*>)
    | (?P<comment><!--(?:-?>|[\s\S]*?--!?>))
    """,
    re.VERBOSE | re.MULTILINE,
)
BLOCK = re.compile(
    r"[ \t]*(?:(?:-[ \t]+|\d+\.[ \t]+)*(?:\[\^[^\]\s]+\]:[ \t]*)?(?:-[ \t]+|\d+\.[ \t]+)*)(?:#{1,6}(?=\s))?"
)


def in_reading_order(body: str) -> str:
    """The body with its notes behind everything else, where the page has them."""
    text: list[str] = []
    notes: list[str] = []
    known: set[str] = set()
    within = False
    for line in re.split("\n|\u2028|\u2029|\x85", body):
        found = NOTE.match(line)
        if found and found[1] not in known:
            within = True
            known.add(found[1])
        elif not (within and line.startswith(("  ", "\t")) and line.strip()):
            within = False
        (notes if within else text).append(line)
    return "\n".join((*text, *notes))


def tokens(body: str) -> Iterator[Token]:
    """The pieces of a body."""
    body = in_reading_order(strip_comments(UNSEEN.sub("", body.replace("\r\n", "\n").replace("\r", "\n"))))
    for line in body.split("\n"):
        if RULE.fullmatch(line) and "|" in line:
            yield ("", line, line.replace("|", "")), False  # or a row that holds nothing else
            continue
        begins = BLOCK.match(line)
        end = begins.end() if begins else 0
        for char in line[:end]:
            yield ((char, "") if char in "#-" or char in note_signs(line) else (char,)), False
        for found in MAYBE.finditer(line, end):
            yield from letters(line[end : found.start()])
            yield meant(found), False
            end = found.end()
        yield from letters(line[end:])


def note_signs(line: str) -> str:
    """The signs of a note at the start of a line."""
    found = re.match(r"[ \t]*(?:(?:-|\d+\.)[ \t]+)*(\[\^[^\]\s]+\]:)", line)
    return found[1] if found else ""


def letters(text: str) -> Iterator[Token]:
    """Characters; between words and numbers something must stay."""
    last = word = ""  # word: the last character, if it was of a word
    for char in text:
        within = char.isascii() and char.isalnum()
        yield (char,), bool(word) and last.isspace() and within
        if not char.isspace():
            word = char if within else ""
        last = char


def meant(found: re.Match[str]) -> tuple[str, ...]:
    written = found[0]
    if found["stars"]:
        before = found.string[: found.start()]
        count = len(written) - (1 if before.endswith("\\") else 0)
        return (written, written[:-2]) if count == 2 else (written,)
    if found["entity"]:
        return (written, html.unescape(written))
    if found["mark"]:
        return (written, "", ":") if written.endswith(":") else (written, "")
    if found["service"]:
        return (written, "", written[1:-1])
    if found["open"]:
        return (written, "", *(("!",) if len(written) == 2 else ()))
    return (written, "")


def missing(body: str, page: str) -> str:
    """What of a body is not on its page, or what is there that is not in it; empty where the law holds."""
    shown = read(page)
    states = {0}
    for choices, parted in tokens(body):
        following = set()
        for text in choices:
            wanted = "".join(text.split())
            for at in states:
                if all(at + n < len(shown) and shown[at + n][0] == char for n, char in enumerate(wanted)):
                    if wanted and parted and not shown[at][1]:
                        continue
                    following.add(at + len(wanted))
        if not following:
            rest = "".join(char for char, _ in shown[max(states) :][:20])
            return f"{choices[0]!r} is not on the page, which goes on with {rest!r}"
        states = following
    return "" if len(shown) in states else f"{''.join(char for char, _ in shown[max(states) :])!r} is only on the page"


def squeezed(text: str) -> str:
    return "".join(text.split())


def keeps_the_law(body: str) -> Prose:
    prose, problems = converted(body)
    if problems and problems[0].code == "nesting-too-deep":  # it is given up
        return prose
    assert missing(body, prose.html) == ""
    assert squeezed("".join(char for char, _ in read(prose.html, numbered_notes=True))) == squeezed(prose.text)
    again, _ = converted(strip_comments(body))
    assert again.html == prose.html
    assert again.text == prose.text
    return prose


# --- mixtures

WORDS = """
第一条 第二条 第一章 一、 （一） (二) 1. 1、 １． （1） 附件1 附件： 总则 区政府办公室 2024年1月1日 各镇人民政府：
张** 李* 110101********1234 人数*标准*系数 2*3*4=24 ____年____月 __承诺__ _x_ a_b_c >60岁 >=90分 #3地块 #话题#
## # ###### - -5℃ -- --- ---- === *** ___ + * > >> | || |---| - 1 - 2024. 3. 5 1. 2. 10. 0. 1) a) ① • ·
～～ ~~删~~ ~~~ ``` `码` \\ \\* \\_ \\# \\[ \\] \\| \\< \\& \\\\ C:\\附件\\a.doc 1\\. \\-
** **应当** **（甲）** ** 甲** **甲 [链接](b.md) [](x) [x]() ![图](a.png) ![](b.png) [2024] [甲](注：略)
[1]: [注]: [^1] [^2] [^1]: [^注]: （[ ]） {#a-1} {#甲} {.b} {: #c } { }
&lt; &amp; &nbsp; &copy; &nosuch; &#25919; &#0; &#x200b; &#42; & AT&T Q&A
[办:a-b] [办：x] [办:] [办: y ] [办:a](b.md) 申领[办:a-b]。
<br> <b>粗</b> <sub>2</sub> <b> </sub> <5% <办法> <a@b.cn> <http://e.cn/> <script> <!-- 内部 --> <!-- -->
<table> </table> <tr> </tr> <td> </td> <td>甲</td> <table><tr><td>甲</td></tr></table> <font> <o:p>
： ； 。 ， “ ” ‘ ’ 《 》 、 … — % ‰ ℃ ㎡ ※ ★ � 𠅤 𰻝 葛󠄀 ﷺ é 12 34 abc DEF 甲 乙乙 丙丙丙
为了规范管理，制定本办法
"""
PIECES = st.sampled_from(tuple(WORDS.split()))
SPACES = st.sampled_from(
    (
        "",
        "",
        "",
        " ",
        "  ",
        "   ",
        "    ",
        "\t",
        "\u3000",
        "\u3000\u3000",
        "\u00a0",
        "\u2003",
        "\u200b",
        "\u200d",
        "\u2028",
        "\x85",
    )
)
ENDS = st.sampled_from(
    ("\n", "\n", "\n\n", "\n\n", "  \n", "\n  ", "\n   ", "\n    ", "\n\t", "\r\n", "\n\u3000\u3000")
)
BLOCKS = st.sampled_from(
    (
        *(
            "\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
            "\n|甲|\n|--|\n|1|2|\n",
            "\n- 甲\n  - 乙\n",
            "\n1. 甲\n\n   乙\n2. 丙\n",
        ),
        *(
            "\n项目\t金额\n甲\t1\n",
            "\n[^1]: 注\n  续\n",
            "\n# 标题\n",
            "\n<table>\n<tr><td colspan=2>甲\n\n乙</td></tr>\n</table>",
        ),
    )
)
PIECE = st.one_of(PIECES, PIECES, PIECES, SPACES, SPACES, ENDS, BLOCKS)
MIXTURE = st.lists(PIECE, min_size=1, max_size=25).map("".join)
ANY = st.text("甲乙第条一二.1230#-*_|[](){}<>&;:!\\^~`=+ab/\"'%，。：；（）　 \t\n\u00a0\u2028𠅤", max_size=60)


@settings(max_examples=1000)
@given(MIXTURE)
def test_every_character_of_a_mixture_is_on_its_page(body: str) -> None:
    keeps_the_law(body)


@settings(max_examples=500)
@given(ANY)
def test_every_character_of_any_text_is_on_its_page(body: str) -> None:
    keeps_the_law(body)


# --- the oracle itself


@pytest.mark.parametrize(
    ("body", "page"),
    [
        ("甲乙", "<p>甲</p>"),
        ("甲乙", "<p>乙甲</p>"),
        ("甲", "<p>甲甲</p>"),
        ("2*3*4", "<p>2<em>3</em>4</p>"),
        ("____年", "<p>年</p>"),
        (">60岁", "<blockquote>60岁</blockquote>"),
        ("#3地块", "<h2>3地块</h2>"),
        ("[1]: 甲", "<p></p>"),
        ("1. 甲\n3. 乙", "<ol><li>甲</li><li>乙</li></ol>"),
        ("甲 12 34", "<p>甲 1234</p>"),
        ("&nosuch;", "<p>nosuch</p>"),
        ("C:\\附件", "<p>C:附件</p>"),
    ],
)
def test_what_is_lost_is_seen(body: str, page: str) -> None:
    assert missing(body, page)


# --- real texts


def real(path: Path, step: int) -> Iterator[tuple[str, str]]:
    for record in islice(corpus.read(path, Counter()), 0, None, step):
        yield record.id, record.body


def test_every_character_of_the_sample_district_is_on_its_page(pytestconfig: pytest.Config) -> None:
    for path in sorted(pytestconfig.rootpath.glob("content/*/**/*.md")):
        body = path.read_text(encoding="utf-8").partition("\n---\n")[2]
        assert bool(keeps_the_law(body).html) == bool(body.strip()), path  # a question may wait for its answer


def test_every_character_of_real_texts_is_on_its_page(shared_corpus: Path) -> None:
    _hold_over(shared_corpus, 80)


@pytest.mark.prove
def test_every_character_of_all_real_texts_is_on_its_page(shared_corpus: Path) -> None:
    _hold_over(shared_corpus, 1)


def _hold_over(path: Path, step: int) -> None:
    """As the records have them, and as the corpus is written for the site; with and without blank lines."""
    for key, body in real(path, step):
        for text in (body, corpus.as_markdown(body), re.sub(r"\n\s*\n", "\n", body), re.sub(r"\n+", "\n\n", body)):
            prose, problems = converted(text)
            assert prose.html or problems, key
            assert missing(text, prose.html) == "" or not prose.html, key
            assert squeezed("".join(char for char, _ in read(prose.html, numbered_notes=True))) == squeezed(
                prose.text
            ), key


# --- the kinds that were lost once

AS_TYPED = """
人口12万人。¶[1]: 数据来源于区统计局2024年公报¶[注]: 不含外来人口¶结束。
[a]: /b "c"
*[GB]: 国家标准
补贴金额=人数*标准*系数。¶2*3*4=24。¶注册资本 ****万元，*号为必填，带*的为必交。
张**、李**、王*某¶110101********1234¶*张三*
填写日期：____年____月____日，姓名______电话______。¶本单位____承诺如实填写____。
__承诺__ _签字_ a__b__c
>60岁的每月200元¶>=90分为优¶> 60岁的¶>¶>>甲
#3地块规划条件¶#我为群众办实事#活动¶#第一¶####### 七个
第一行¶---¶第二行¶===¶第三行¶***¶___¶- - -¶* * *
- 1 -¶-1-¶— 1 —¶-5℃
2024. 3. 5¶3. 5. 2024¶2024.3.5
+ 甲¶* 乙¶*丙¶• 丁
: 定义¶甲 : 乙¶术语¶:   解释
AT&T &nosuch; R&D; &copy Q&A;&#0;&#x110000;
C:\\附件\\a.doc \\\\server\\共享 \\_ \\d \\（
<http://e.cn/> <a@b.cn> <办法> 1<2>1 <A公司>
~~删去~~ ==标== ^上^ ~下~ `代码` ``甲`` $x$
{.class} {: #b } {甲}
"""


@pytest.mark.parametrize("line", AS_TYPED.strip().split("\n"))
@pytest.mark.parametrize("gap", ["\n\n", "\n", "  \n\n", "\n\n    "])
def test_what_nobody_meant_as_markup_stays_as_typed(line: str, gap: str) -> None:
    body = line.replace("¶", gap)
    prose, _ = converted(body)
    assert "".join(char for char, _ in read(prose.html)) == squeezed(body)
    assert not re.search(r"<(?!/?(?:p|b|a|h2)\b)", prose.html)
