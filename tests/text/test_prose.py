"""Bodies to HTML: what is shown, what is refused and where, what it costs, and that nothing is lost."""

import html
import itertools
import re
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.base.problems import Place, Problem
from disclosure.text import prose
from disclosure.text.prose import Limits, Prose, convert, strip_comments
from disclosure.text.sanitise import clean

PLACE = Place("content/policies/a.md", 11, 1)
HAN = re.compile("[\u4e00-\u9fff]")


def _convert(body: str, resolve: prose.Resolve | None = None, limits: Limits | None = None) -> tuple[Prose, list[str]]:
    """Prose, and its problems as `line:column code value…`."""
    converted, problems = convert(body, PLACE, limits or Limits(seconds=60), resolve=resolve)
    return converted, [_said(problem) for problem in problems]


def _said(problem: Problem) -> str:
    assert problem.place.path == PLACE.path
    place = f"{problem.place.line}:{problem.place.column}"
    return " ".join((place, problem.code, *problem.values.values()))


def _html(body: str) -> str:
    converted, problems = _convert(body)
    assert problems == []
    return converted.html


# --- what is shown


def test_an_article() -> None:
    assert _html("第十二条　区政府**应当**公开。\n\n　　第二款。") == (
        '<p class="tiao" id="tiao-12"><b role="heading" aria-level="2"><a class="anchor" href="#tiao-12">第十二条</a></b>'
        '\u3000区政府<strong>应当</strong>公开。</p>\n<p id="tiao-12-2">第二款。</p>'
    )


def test_headings_and_leads() -> None:
    converted, _ = _convert("# 一、**总体**要求\n\n（一）优化流程。公开流程。")
    assert converted.html == (
        '<h2 id="s-1"><a class="anchor" href="#s-1">一、<strong>总体</strong>要求</a></h2>\n'
        '<p id="s-1-1"><b class="lead"><a class="anchor" href="#s-1-1" title="第一部分（一）">（一）优化流程。</a></b>'
        "公开流程。</p>"
    )
    assert [(entry.id, entry.text, entry.level) for entry in converted.toc] == [
        ("s-1", "一、总体要求", 1),
        ("s-1-1", "（一）优化流程", 2),
    ]


def test_text_and_passages() -> None:
    converted, _ = _convert(
        "第一条 有[链接](/x/)的&nbsp;文字[^1]：\n\n1. 甲\n3. 乙\n\n| 名称 | 数量 |\n|---|---|\n| 树 | 2 |\n\n[^1]: 注释。"
    )
    assert converted.text == "第一条 有链接的 文字：\n1. 甲\n3. 乙\n名称 数量\n树 2\n1. 注释。"
    assert [(passage.id, passage.label, converted.text[passage.start :][:4]) for passage in converted.passages] == [
        ("tiao-1", "第一条", "第一条 "),
        ("tiao-1-1-1", "第一条第1项", "1. 甲"),
        ("tiao-1-1-3", "第一条第3项", "3. 乙"),
    ]


def test_raw_html_is_text_too() -> None:
    converted, _ = _convert("<table>\n<tr><td>甲</td><td>乙&lt;</td></tr>\n<tr><td>丙<br>丁</td></tr>\n</table>\n\n后")
    assert converted.text == "甲 乙<\n丙\n丁\n后"


def test_numbers_of_lists_stay_as_written() -> None:
    assert _html("3. 甲\n4. 乙\n7. 丙") == '<ol start="3"><li>甲</li><li>乙</li><li value="7">丙</li></ol>'
    assert _html("1. 甲\n2. 乙") == "<ol><li>甲</li><li>乙</li></ol>"
    assert _html("2. 甲\n\n3. 乙").startswith('<ol start="2"><li><p>甲</p></li>')
    assert _html("1. 甲\n    1. 乙\n    3. 丙\n2. 丁").count("value=") == 1


def test_lists_and_tables_may_follow_text_at_once() -> None:
    assert _html("申请材料：\n- 身份证\n- 户口簿") == "<p>申请材料：</p>\n<ul><li>身份证</li><li>户口簿</li></ul>"
    assert "<table>" in _html("如下表：\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |")
    assert _html("- 甲\n第二条 乙。\n- 丙") == (f"<ul><li>甲</li></ul>\n{_html('第二条 乙。')}\n<ul><li>丙</li></ul>")


@pytest.mark.parametrize("gap", ["    ", "\t", "\u3000\u3000", "            ", " \u3000 "])
@pytest.mark.parametrize(
    "text", ["第一条 甲。", "(一)甲；", "2024年1月1日起执行。", "①附说明", "【注】说明", "print(1)", "“甲”"]
)
def test_indented_prose_is_no_code(gap: str, text: str) -> None:
    assert _html(f"{gap}{text}") == _html(text)
    assert _html(f"前。\n\n{gap}{text}\n\n后。") == _html(f"前。\n\n{text}\n\n后。")


def test_a_signature_is_no_item() -> None:
    signed = _html("1. 甲\n\n                    青禾区人民政府\n                    2024年1月1日")
    assert signed.endswith('<p class="signature">青禾区人民政府</p>\n<p class="signature">2024年1月1日</p>')


def test_tables_are_framed_and_numbered() -> None:
    shown = _html(
        "| 甲 |  |\n|:-:|--:|\n| 1 | 2 |\n\n<table><tr><td rowspan='2'>3</td></tr></table>\n\n- 丙\n\n  | a | b |\n  |---|---|\n"
    )
    frames = re.findall(r"<div[^>]*>(?=<table>)", shown)
    assert [sorted(re.findall(r'(\S+="[^"]*")', frame)) for frame in frames] == [
        [f'aria-label="表格 {number}"', 'class="table"', 'role="region"', 'tabindex="0"'] for number in (1, 2, 3)
    ]
    assert '<th class="align-center" scope="col">甲</th><td class="align-right"></td>' in shown
    assert shown.count("</table></div>") + shown.count("</table>\n</div>") == 3


def test_footnotes() -> None:
    shown = _html("甲[^注]乙[^注]。\n\n[^注]: 说明\n    续行。")
    assert '<sup id="fnref-1"><a aria-label="注 1" class="footnote-ref" href="#fn-1">[1]</a></sup>' in shown
    assert '<section aria-label="注释" class="footnotes">' in shown
    assert "<p>说明</p><p>续行。" in shown
    assert re.findall(r'id="([^"]+)"', shown) == ["fnref-1", "fnref2-1", "fn-1"]
    assert _html("///Footnotes Go Here///[^1]\n\n[^1]: a").startswith("<p>///Footnotes Go Here///<sup")


@pytest.mark.parametrize("indent", [2, 3, 4, 5, 8])
@pytest.mark.parametrize(("outer", "inner"), [("- ", "- "), ("1. ", "- "), ("- ", "1. "), ("1. ", "1. ")])
def test_lists_are_nested_at_any_clear_indentation(indent: int, outer: str, inner: str) -> None:
    shown = _html(
        f"{outer}甲\n{' ' * indent}{inner}乙\n{' ' * indent}{inner.replace('1', '2')}丙\n{outer.replace('1', '2')}丁"
    )
    tags = {"- ": "ul", "1. ": "ol"}
    nested = f"<{tags[inner]}><li>乙</li><li>丙</li></{tags[inner]}>"
    assert shown == f"<{tags[outer]}><li>甲{nested}</li><li>丁</li></{tags[outer]}>"


@pytest.mark.parametrize("row", ["| 甲 | 乙\\|丙 |", "甲 | 乙\\|丙", "|甲|乙\\|丙|"])
def test_a_bar_in_a_cell(row: str) -> None:
    assert "<td>甲</td><td>乙|丙</td>" in _html(f"| 项目 | 说明 |\n|---|---|\n{row}")


def test_a_line_below_a_table_is_no_row() -> None:
    assert _html("| 项目 |\n|---|\n| 甲 |\n注：单位为元。").endswith("<p>注：单位为元。</p>")


def test_what_lays_out_a_pasted_table_is_dropped() -> None:
    raw = (
        '<table class="MsoTableGrid" border="1" style="width:100%" x:str><colgroup><col width="72" span="2"></colgroup>'
        '<tr style="height:1"><td width="50" valign="top" colspan="2" rowspan=\'1\'><p class="MsoNormal" align="center">'
        '<span style="font-size:12.0pt" lang="EN-US"><font face="宋体">甲</font><o:p></o:p></span></p></td></tr></table>'
    )
    assert re.sub(r"<div[^>]*>|</div>", "", _html(raw)) == (
        '<table><colgroup><col span="2"></colgroup><tbody><tr><td colspan="2" rowspan="1"><p>甲</p></td></tr></tbody></table>'
    )


def test_a_heading_in_an_item_is_text() -> None:
    assert _html("- # 乙") == "<ul><li># 乙</li></ul>"


def test_an_empty_body() -> None:
    assert convert("", PLACE, Limits()) == (Prose(), ())
    assert convert("\n \n　\n", PLACE, Limits()) == (Prose(), ())


def test_invisible_characters_go() -> None:
    assert _html("\ufeff第一\u200b条 甲\x07。\r\n\r\n乙。").count("<p") == 2
    assert "乙\ufffd丙" in _html("乙\ud800丙")  # which the parser of files refuses


# --- anchors and links


def test_given_anchors() -> None:
    assert '<h2 id="a-1"><a class="anchor" href="#a-1">甲</a>' in _html("## 甲 {#a-1}")
    assert '<p id="b">乙</p>' in _html("乙 {#b}  ")
    assert _html("甲 {.b} {c=d}") == "<p>甲 {.b} {c=d}</p>"


@pytest.mark.parametrize("name", ["A", "1a", "甲", "ui-menu", "fn-1", "fnref-1", "a_b", ""])
def test_anchors_that_may_not_be_given(name: str) -> None:
    converted, problems = _convert(f"一\n\n## 甲 {{#{name}}}")
    assert problems == [f"13:6 bad-anchor-id {name}"]
    assert 'id="h-1"' in converted.html


def test_an_anchor_is_given_once() -> None:
    assert _convert("甲 {#a}\n\n乙 {#a}")[1] == ["13:3 duplicate-anchor-id a"]


def test_links_are_resolved() -> None:
    asked: list[str] = []

    def resolve(href: str) -> str | None:
        asked.append(href)
        return {"../b.md#tiao-5": "/policies/b/#tiao-5", "a.png": "/a.png", "c.md": "/c/?x=1&y=2", "/x/": "/x/"}.get(
            href
        )

    body = (
        "[甲](../b.md#tiao-5) [乙](nowhere.md) [丙](/x/) [丁](https://e.cn/?a=1&b=2) [戊](mailto:a@b.cn)\n\n"
        '![图](a.png)\n\n<table><tr><td><a href="c.md">己</a></td></tr></table>\n\n[庚](../b.md#tiao-5)'
    )
    converted, problems = _convert(body, resolve)
    assert problems == ["11:25 broken-link nowhere.md"]
    assert sorted(asked) == ["../b.md#tiao-5", "../b.md#tiao-5", "/x/", "a.png", "c.md", "nowhere.md"]
    for expected in (
        '<a href="/policies/b/#tiao-5">甲</a>',
        '<a href="/x/">丙</a>',
        '<a href="https://e.cn/?a=1&amp;b=2" rel="noopener noreferrer">丁</a>',
        '<a href="mailto:a@b.cn">戊</a>',
        '<img alt="图" src="/a.png">',
        'href="/c/?x=1&amp;y=2"',
        '<a href="/policies/b/#tiao-5">庚</a>',
    ):
        assert expected in converted.html
    assert [(link.href, link.line) for link in converted.links] == [
        ("../b.md#tiao-5", 11), ("nowhere.md", 11), ("/x/", 11), ("https://e.cn/?a=1&b=2", 11), ("mailto:a@b.cn", 11),
        ("a.png", 13), ("c.md", 15), ("../b.md#tiao-5", 17),
    ]  # fmt: skip


def test_without_a_resolver_links_stay() -> None:
    assert '<a href="b.md">' in _html("[甲](b.md)")


def test_links_within_the_page() -> None:
    body = "第一条 见[甲](#tiao-1)、[乙](#tiao-9)、[丙](#top)、[丁](#fn-1)[^1]。\n\n[^1]: 注。"
    assert _convert(body)[1] == ["11:23 broken-anchor #tiao-9"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:///c:/a.doc", "C:\\a.doc", "ftp://e.cn/", "http://<"]
)
def test_targets_that_are_refused(href: str) -> None:
    converted, problems = _convert(f"[甲]({href})")
    assert problems == [f"11:5 link-not-allowed {href}"]
    assert "href" not in converted.html


def test_images() -> None:
    assert _convert("![](a.png)")[1] == ["11:5 image-without-alt a.png"]
    assert _convert("![图](https://e.cn/a.png)\n\n![图](//e.cn/b.png)")[1] == [
        "11:6 remote-image https://e.cn/a.png",
        "13:6 remote-image //e.cn/b.png",
    ]
    assert _convert("<table>\n<tr><td><img src='a.png'></td></tr>\n</table>")[1] == ["12:19 image-without-alt a.png"]
    assert _convert("![图](data:image/png;base64,AA)")[1] == ["11:6 remote-image data:image/png;base64,AA"]


# --- HTML that authors write


def test_html_that_is_allowed() -> None:
    body = "H<sub>2</sub>O<br>\n\n<table><tr><th scope='row' colspan=2>甲</th></tr></table>"
    shown = _html(body)
    assert "H<sub>2</sub>O<br>" in shown
    assert '<th scope="row" colspan="2">甲</th>' in shown


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("甲<script>x</script>", ["11:2 html-not-allowed <script>"]),
        ("甲\n\n<style>\np { }\n</style>", ["13:1 html-not-allowed <style>"]),
        ("<p>\n<b onclick='x'>甲</b></p>", ["11:1 html-not-allowed <p>", "12:1 html-not-allowed <b onclick>"]),
        ("<table><tr onclick='x'><td>甲</td></tr></table>", ["11:8 html-not-allowed <tr onclick>"]),
        ("<iframe src='https://e.cn'></iframe>", ["11:1 html-not-allowed <iframe>"]),
        ("<h1>甲</h1>", ["11:1 html-not-allowed <h1>"]),
        ('<div id="a">甲</div>', ["11:1 html-not-allowed <div>"]),
        ("甲<div>乙</div>", ["11:2 html-not-allowed <div>"]),
        ("甲 <?php 1 ?>", ["11:3 html-not-allowed <?>"]),
        ("甲<![endif]>", ["11:2 html-not-allowed <!>"]),
        ("<table>\n\n甲", ["11:1 html-not-closed <table>"]),
        ("<table><tr>甲<td>乙</td></tr></table>", ["11:12 html-text-outside-cell 甲"]),
        ("<table><tr><td>甲</td></tr>\n乙</table>", ["12:1 html-text-outside-cell 乙"]),
        ("<table>\n<tr><td>甲</tr></table>", ["12:5 html-not-closed <td>"]),
        ("<table><tr><td><b>甲</td></tr></table>", ["11:16 html-not-closed <b>"]),
        ("甲<b>乙", ["11:2 html-not-closed <b>"]),
        ("甲</b>乙", ["11:2 html-not-closed </b>"]),
    ],
)  # fmt: skip
def test_html_that_is_refused(body: str, problems: list[str]) -> None:
    converted, found = _convert(body)
    assert found == problems
    assert HAN.findall(converted.text) == HAN.findall(body)
    assert "<script" not in converted.html


def test_an_angle_bracket_is_text() -> None:
    text = "增幅<5%，<办法>，a<b，<A公司>，x<y且z>w，<http://e.cn>，<a@b.cn>，<>，</>"
    converted, problems = _convert(text)
    assert (converted.text, problems) == (text, [])


@pytest.mark.parametrize(
    "tag", ["table", "select", "textarea", "svg", "plaintext", "xmp", "title", "math", "p", "b", "a", "li"]
)
def test_an_unclosed_tag_swallows_nothing(tag: str) -> None:
    for body in (f"甲<{tag}>乙\n\n第一条 丙。\n\n丁", f"<{tag}>\n\n第一条 丙。\n\n丁"):
        converted, _ = _convert(body)
        assert HAN.findall(converted.text) == HAN.findall(body)
        assert Counter(HAN.findall(re.sub(r'"[^"]*"', "", converted.html))) == Counter(HAN.findall(body))


# --- comments


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("甲<!-- 内部 -->乙", "甲乙"),
        ("甲\n<!-- 内部\n意见 -->\n乙", "甲\n乙"),
        ("甲\n\n  <!-- 内部 -->  \n\n乙\n", "甲\n\n\n乙\n"),
        ("<!-- 一 --><!-- 二 -->甲", "甲"),
        ("<!--->甲<!---->乙<!-- --!>丙", "甲乙丙"),
        ("甲<!-- 内部", "甲<!-- 内部"),
        ("甲", "甲"),
    ],
)
def test_comments_are_not_published(body: str, published: str) -> None:
    assert strip_comments(body) == published
    shown, problems = _convert(body)
    assert ("内部" in shown.html) == ("内部" in published)
    assert problems == (["11:2 comment-not-closed"] if "<!--" in published else [])


def test_comments_do_not_move_places() -> None:
    assert _convert("<!-- 一\n[甲](x:y) -->\n甲 <!-- 二 --> [乙](x:y)")[1] == ["13:18 link-not-allowed x:y"]


# --- bounds


@pytest.mark.parametrize(
    ("body", "limits", "problem"),
    [
        ("甲" * 101, Limits(characters=100), "11:1 body-too-large 101 100"),
        ("甲\n" + "乙" * 51, Limits(line=50), "12:1 line-too-long 51 50"),
        ("* * *\n" * 20_000, Limits(), "12011:1 too-many-lines 20001 12000"),
        ("甲\n\n" + "[" * 13, Limits(), "13:13 nesting-too-deep 12"),
        ("[甲](" * 20000, Limits(), "11:51 nesting-too-deep 12"),
        ("![甲" * 20000, Limits(), "11:38 nesting-too-deep 12"),
        ("<a " * 20000, Limits(), "11:37 nesting-too-deep 12"),
        ("甲\n\n" + "- " * 13 + "甲", Limits(), "13:1 nesting-too-deep 12"),
        ("- 甲\n" + " " * 52 + "- 乙", Limits(), "12:1 nesting-too-deep 12"),
        ("甲[^1]" * 2001, Limits(), "11:1 too-many-footnotes 1000 1000"),
    ],
)
def test_bounds_are_told_before_anything_is_converted(
    body: str, limits: Limits, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("disclosure.text.prose._Conversion")
    assert _convert(body, limits=limits)[1] == [problem]


@pytest.mark.parametrize(
    "body", ["____" * 50, "----" * 50, "* " * 40, "[甲](b) " * 50, "<b>甲</b>" * 50, "甲<乙" * 50, "（" * 50]
)
def test_what_is_not_nested(body: str) -> None:
    assert _convert(body)[1] == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no interval timers")
def test_a_document_has_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_conversion: object) -> None:
        while signal.getitimer(signal.ITIMER_VIRTUAL)[0]:
            pass

    monkeypatch.setattr("disclosure.text.prose._Conversion.run", endless)
    rings: list[int] = []
    before = signal.signal(signal.SIGVTALRM, lambda signum, _: rings.append(signum))
    signal.setitimer(signal.ITIMER_VIRTUAL, 10_000)
    try:
        assert _convert("甲", limits=Limits(seconds=0.05)) == (Prose(), ["11:1 conversion-timeout 0.05"])
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 10
        assert rings == []
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    monkeypatch.undo()
    assert _html("第一条 甲。").startswith('<p class="tiao"')


def test_recursion_is_a_problem_of_the_document() -> None:
    assert _convert("<div>" * 40)[1] == ["11:1 html-not-allowed <div>"]
    assert _convert("1. " * 12 + "甲")[1] == []
    assert _html("甲") == "<p>甲</p>"


def test_other_threads_convert_too() -> None:
    found: list[Prose] = []
    thread = threading.Thread(target=lambda: found.append(_convert("第一条 甲。")[0]))
    thread.start()
    thread.join()
    assert found == [_convert("第一条 甲。")[0]]


# --- properties

WORDS = """
第一条 第二条 第十二条之一 第一章 第一节 第一编 一、 （一） (二) 1. ２． （1） 附件 附件1： 总则 区政府办公室 2024年1月1日 各镇人民政府：
。 ： ； “ ” # ## ### - * > | ` `` ** _ __ [ ] ]( ](a.md) ( ) ![ < > <b> </b> <p> </p> <table> </table> <td> <div> </div>
<pre> <br> <script> <a <svg> <!-- --> <! <? & &lt; &#2; &copy \\ {#abc} {# } [^1] [^1]: [x]: <http://e.cn> <a@b.cn> : === --- " a
"""
PIECES = (*WORDS.split(), "\x02", "\x03", "\x00")
SPACES = (" ", "  ", "\n", "\n\n", "\n    ", "  \n", "\t", "\u3000", "\r\n", "\n| a | b |\n|---|---|\n| c | d |\n")
HOSTILE = st.lists(st.sampled_from((*PIECES, *SPACES)), max_size=30).map("".join)
WITHOUT_LINKS = [piece for piece in PIECES if not re.search(r"[<\[\]{]", piece)]
PLAIN = st.lists(st.sampled_from((*WITHOUT_LINKS, *SPACES)), max_size=30).map("".join)


@settings(max_examples=400)
@given(HOSTILE)
def test_any_text_converts(body: str) -> None:
    converted, problems = convert(body, PLACE, Limits())
    ids = re.findall(r'<[a-z][^<>]* id="([^"]+)"', converted.html)
    assert len(ids) == len(set(ids))
    assert all(ids.count(entry.id) == 1 and 0 < len(entry.text) <= 40 for entry in converted.toc)
    assert {passage.id for passage in converted.passages} <= set(ids)
    starts = [passage.start for passage in converted.passages]
    assert starts == sorted(starts)
    assert clean(converted.html) == converted.html
    levels = [1, *map(int, re.findall(r"<h(\d)", converted.html))]
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))
    assert all(problem.place.line >= PLACE.line for problem in problems)
    assert not re.search("[\x00-\x08]|klzzwxh|wzxhzdk", converted.text)


@settings(max_examples=400)
@given(PLAIN)
def test_no_character_is_lost(body: str) -> None:
    converted, _ = convert(body, PLACE, Limits())
    shown = html.unescape(re.sub(r"<[^<>]*>", "", converted.html))
    assert Counter(HAN.findall(converted.text)) == Counter(HAN.findall(shown)) == Counter(HAN.findall(body))


def _calls(run: Callable[[], object]) -> int:
    """How many functions were called: what time stands for, without a clock."""
    calls = itertools.count()
    before = sys.getprofile()
    sys.setprofile(lambda _frame, _event, _argument: next(calls) and None)
    try:
        run()
    finally:
        sys.setprofile(before)
    return next(calls)


def test_cost_grows_with_length() -> None:
    """A law ten times as long takes about ten times as long, not a hundred times."""
    article = "第{}条 区人民政府应当加强领导，建立健全工作机制，协调解决问题。\n\n（一）甲；\n\n（二）乙。\n\n前款规定的，从其规定。\n\n"
    law = ["".join(article.format(number) for number in range(1, count)) for count in (100, 1000)]
    _html("甲")  # the converter is made
    short, long = (_calls(partial(convert, body, PLACE, Limits())) for body in law)
    assert long < 12 * short


def test_a_list_of_one_item_is_a_numbered_paragraph() -> None:
    converted, _ = _convert("1. 总则\n\n1.1 目的\n\n甲。\n\n1.2 **依据**\n\n2. 组织\n\n2.1 机构\n\n丁。")
    assert [passage.id for passage in converted.passages] == ["s-1", "s-1-1", "s-1-2", "s-2", "s-2-1"]
    assert [entry.text for entry in converted.toc] == ["1.总则", "1.1 目的", "1.2 依据", "2.组织", "2.1 机构"]


# --- masks


@pytest.mark.parametrize(
    "body",
    [
        *("138**5678，姓名：张**，李**", "6222**1234**5678", "2**3**4=24", "a**b**c", "编号X**1，编号Y**2"),
        *("申请人：李**，被申请人王**。", "（张**）（李**）", "原告李**。被告张**。"),
    ],
)
def test_masks_stay(body: str) -> None:
    prose, problems = convert(body, Place("a.md", 1, 1), Limits())
    assert (prose.text, problems) == (body, ())


@pytest.mark.parametrize(
    "body",
    [
        *(
            "张**（男）、李**（女）",
            "李**诉王**一案",
            "李**“甲”、王**",
            "经查，王**与其妻赵**共有",
            "被告人刘**伙同陈**盗窃",
        ),
        *("证人：周**称吴**在场", "欧阳**（女）、司马**（男）"),
    ],
)
def test_what_may_be_the_mask_of_a_name_is_told(body: str) -> None:
    prose, problems = convert(body, Place("a.md", 1, 1), Limits())
    assert prose.text == body or [problem.code for problem in problems] == ["strong-or-mask"]


@pytest.mark.parametrize(
    "body",
    ["申请人**应当提交材料**。", "**第一，**甲", "第**十二**条", "高**质量**发展", "对**企业**，**优先**"],
)  # fmt: skip
def test_bold_type_is_not_taken_for_a_mask(body: str) -> None:
    prose, problems = convert(body, Place("a.md", 1, 1), Limits())
    assert "<strong>" in prose.html
    assert problems == ()


@pytest.mark.parametrize("blank", ["&nbsp;", "&nbsp;&nbsp; ", "&emsp;&emsp;", "&#12288;", "&#160;\u3000"])
def test_blanks_as_a_web_page_has_them_are_none_of_a_paragraph(blank: str) -> None:
    prose, problems = convert(f"第六条 甲。\n\n{blank}第七条 乙。\n\n{blank}\n\n丙。", Place("a.md", 1, 1), Limits())
    assert problems == ()
    assert [passage.id for passage in prose.passages] == ["tiao-6", "tiao-7", "tiao-7-2"]


@pytest.mark.parametrize("line", ["- 1 -", "- 第1页 -", "- 第 12 页 -", "- 3 页 -", "-1-"])
def test_a_page_number_is_no_item(line: str) -> None:
    assert convert(line, Place("a.md", 1, 1), Limits())[0].html == f"<p>{line}</p>"


def test_a_sentence_that_is_broken_off_is_told_at_its_line() -> None:
    body = "第一条 甲。\n\n第三条 公民从事有关活动，需要证明身份的，有权使用\n\n居民身份证证明身份。"
    _, problems = convert(body, Place("a.md", 10, 1), Limits())
    assert [(problem.code, problem.place.line) for problem in problems] == [("line-break-doubtful", 12)]


def test_lists_in_a_note_are_nested() -> None:
    page = convert("甲[^1]。\n\n[^1]: 注：\n    - 乙\n      - 丙\n    - 丁", Place("a.md", 1, 1), Limits())[0].html
    assert "<ul><li>乙<ul><li>丙</li></ul></li><li>丁</li></ul>" in page


@pytest.mark.parametrize("line", ["[1]: # (数据来源于区统计局)", "[12]: #", "[3]: <>"])
def test_a_definition_with_a_number_is_text(line: str) -> None:
    assert convert(f"甲。\n\n{line}\n\n乙。", Place("a.md", 1, 1), Limits())[0].text == f"甲。\n{line}\n乙。"


@pytest.mark.parametrize("line", ["##第五条 丁。", "#第五章 丁", "###第五节 丁"])
def test_a_number_behind_the_sign_of_a_heading_without_a_space_is_told(line: str) -> None:
    prose, problems = convert(f"第四条 甲。\n\n{line}", Place("a.md", 1, 1), Limits())
    assert prose.text.endswith(line)
    assert [(problem.code, problem.place.line) for problem in problems] == [("number-not-taken", 3)]


def test_a_link_in_a_heading_stays_a_link() -> None:
    assert '<h2 id="h-1">见<a href="https://a.example/"' in _html("## 见[甲](https://a.example/)")
    assert '</a><a aria-label="见甲" class="anchor" href="#h-1"></a></h2>' in _html("## 见[甲](https://a.example/)")


def test_a_picture_leads_to_itself() -> None:
    assert _html("图：![图一](a.png)后") == '<p>图：<a href="a.png"><img alt="图一" src="a.png"></a>后</p>'
    assert _html("[![图一](a.png)](https://a.example/)").count("<a ") == 1


def test_a_number_in_a_body_can_be_dialled() -> None:
    assert '<a href="tel:12345">12345</a>热线' in _html("可以拨打12345热线。")
    assert _html("[000-66001204](tel:1)").count("<a ") == 1


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("一、将第八条修改为：“备案凭证的有效期为两年。”\n\n二、附。", "一、将第八条修改为"),
        ("一、有效期延长至2027年3月14日。新的办法施行的，以新的为准。\n\n二、附。", "一、有效期延长至2027年3月14日"),
        (
            "一、推行“一件事一次办、一窗受理一次办结一网通办”和“拿地即开工当年即投产”的改革并在全区推广应用实施到位。",
            "一、推行“一件事一次办、一窗受理一次办结一网通办”和“拿地即开工当年即投产”的…",
        ),
        (
            "一、" + "各部门应当按照职责分工，" * 5 + "完成工作。",
            "一、各部门应当按照职责分工，各部门应当按照职责分工，各部门应当按照职责分工…",
        ),
    ],
)
def test_a_line_of_the_contents_is_cut_outside_quotations(body: str, line: str) -> None:
    assert _convert(body)[0].toc[0].text == line


def test_a_picture_in_a_table_opens_as_any_other_does() -> None:
    table = _html(
        "<table>\n<tr><td><img src='a.png' alt='图'></td><td><a href='b.png'><img src='c.png' alt='丙'></a></td></tr>\n</table>"
    )
    assert '<td><a href="a.png"><img src="a.png" alt="图"></a></td>' in table
    assert '<td><a href="b.png"><img src="c.png" alt="丙"></a></td>' in table
