"""Titles taken apart: what readers see first, and that nothing is lost or hidden that tells what a document does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.text.titles import named

# lead ⟨name⟩ rest; the marks around a name belong to neither
BROUGHT = [
    "青禾区人民政府关于印发《⟨青禾区养犬管理办法⟩》的通知",
    "青禾区人民政府办公室印发《⟨青禾区养犬管理办法（试行）⟩》的通知",
    "青禾区人民政府办公室关于印发⟨2026年青禾区政务公开工作要点⟩的通知",
    "青禾区民政局、青禾区财政局联合印发《⟨青禾区临时救助细则⟩》的通知",
    "青禾区民政局 青禾区财政局关于印发《⟨青禾区临时救助细则⟩》的通知",
    "青禾区民政局　青禾区财政局　云岚市公安局青禾分局关于印发《⟨青禾区临时救助细则⟩》的通知",
    "青禾区住房和城乡建设局等7部门关于印发《⟨青禾区公租房细则⟩》的通知",
    "青禾区住房和城乡建设局等七个部门关于发布《⟨青禾区公租房细则⟩》的公告",
    "青禾区民政局关于公布⟨2026年度社会救助标准⟩的公告",
    "青禾区人大常委会关于公布《⟨青禾区立法规划⟩》的决定",
    "中共青禾区委办公室 青禾区人民政府办公室关于印发〈⟨青禾区招商优惠政策（试行）⟩〉的通知",
    "青禾区人民政府关于印发<⟨青禾区人才办法⟩>的通知",
    "关于印发《⟨关于促进消费的若干措施⟩》的通知",
    "关于印发《⟨贯彻〈养老服务条例〉实施方案⟩》的通知",
    "青禾区人民政府关于印发⟨《青禾区甲办法》和《青禾区乙办法》⟩的通知",
    "青禾区人民政府关于印发⟨《青禾区甲办法》等3件规范性文件⟩的通知",
    "青禾区人民政府关于印发⟨贯彻落实《养老服务条例》实施方案⟩的通知",
    "青禾区人民政府关于公布⟨废止和失效的规范性文件目录⟩的决定",
]
ACTS = [
    "青禾区人民政府关于⟨废止《青禾区养犬管理办法》的通知⟩",
    "青禾区人民政府关于⟨废止关于印发《青禾区养犬管理办法》的通知的决定⟩",
    "青禾区人民政府关于⟨修改《青禾区养犬管理办法》的决定⟩",
    "青禾区人民政府关于⟨修改《青禾区养犬管理办法》等2件行政规范性文件的决定⟩",
    "青禾区人民政府办公室关于⟨再次延长《青禾区养犬管理办法（试行）》有效期的通知⟩",
    "青禾区人民政府关于⟨重新印发《青禾区养犬管理办法》的通知⟩",
    "青禾区人民政府关于⟨印发《青禾区养犬管理办法》的补充通知⟩",
    "青禾区人民政府关于⟨印发《青禾区养犬管理办法》的通知（2024年修订）⟩",
    "青禾区人民政府关于⟨公布失信名单信息的若干规定⟩",
    "青禾区人民政府关于⟨同意《青禾区养老设施规划（2025—2035年）》的批复⟩",
    "青禾区人民政府办公室⟨转发区民政局等单位关于加强临时救助工作若干意见的通知⟩",
    "青禾区人民政府办公室关于⟨转发《云岚市人民政府关于印发〈云岚市养犬办法〉的通知》的通知⟩",
    "青禾区人民政府办公室印发关于⟨进一步促进消费若干措施的通知⟩",
    "青禾区民政局关于⟨《青禾区养犬管理办法》有关问题的解释⟩",
    "青禾区教育局关于⟨2025年招生入学工作的实施意见⟩",
    "关于⟨2025年中考期间加强环境噪声管理的通告⟩",
]
WHOLE = [
    "青禾区养犬管理办法",
    "关于本站",
    "关于我们",
    "《青禾区养犬管理办法》政策解读",
    "《青禾区人民政府关于印发〈青禾区养犬管理办法〉的通知》政策解读",
    "一图读懂《青禾区养犬管理办法》",
    "一图读懂：青禾区关于养犬的规定",
    "养犬登记和文明养犬问答",
    "区民政局负责人就《青禾区临时救助细则》答记者问",
    "国家机关贯彻《国务院关于职工工作时间的规定》的实施办法",
    "青禾区人民政府令（第12号）",
    "青禾区民政局公告（2025年第3号）",
    "青禾区新闻发布会管理办法",
    "青禾区数据局发布平台管理办法",
    "我区出台关于促进消费的若干政策措施",
    "青禾区民政局文件青民〔2022〕2号关于调整救助标准的通知",
    "青禾区人民政府关于办法",
    "Measures of Qinghe District on Dogs",
    "《未写完的标题关于印发的通知",
    "",
]


@pytest.mark.parametrize("marked", BROUGHT + ACTS)
def test_the_name_of_a_document(marked: str) -> None:
    before, _, behind = marked.partition("⟨")
    name, _, after = behind.partition("⟩")
    found = named(before + name + after)
    assert (found.lead + found.opening, found.name, found.closing + found.rest) == (before, name, after)


@pytest.mark.parametrize("title", WHOLE)
def test_a_title_of_another_form_is_its_own_name(title: str) -> None:
    assert named(title) == ("", "", title, "", "")


@pytest.mark.parametrize(
    "verb", ["废止", "修改", "延长", "转发", "重新印发", "宣布失效", "暂停执行", "继续实施", "贯彻落实"]
)
def test_what_a_document_does_to_another_is_seen(verb: str) -> None:
    assert named(f"青禾区人民政府关于{verb}《青禾区养犬管理办法》的通知").name.startswith(verb)


PIECES = [*"《》〈〉<>（）、 的局会通知办法甲乙", "关于", "印发", "公布", "转发", "的通知", "人民政府"]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_a_title_taken_apart_is_the_title_put_together(pieces: list[str]) -> None:
    title = "".join(pieces)
    found = named(title)
    assert "".join(found) == title
    assert found.name or not title
