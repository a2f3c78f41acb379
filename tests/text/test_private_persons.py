"""Names of private persons beside what is nobody's business, and what looks like it and is none."""

import pytest

from disclosure.text.private_persons import Words, private_persons

WORDS = Words([["残疾", "肢体"], ["低保", "病种", "尿毒症"]])
TOLD = {
    "张三，残疾二级，住甲村。": "beside 张* 1",
    "李四（低保户）": "beside 李* 1",
    "王小五患尿毒症。": "beside 王** 1",
    "欧阳明，男，72岁，残疾": "beside 欧** 1",
    "慰问低保户赵四海。": "perhaps 赵** 1",
    "| 序号 | 姓名 | 残疾类别 | 住址 |\n|---|---|---|---|\n| 1 | 张 三 | 二级 | 甲 |\n| 2 | 李小明 | 一级 | 乙 |": "identified 张* 2",
    "| 姓名 | 金额 |\n|---|---|\n| 张三 | 低保500元 |": "beside 张* 1",
    "低保对象公示\n\n| 姓名 | 金额 |\n|---|---|\n| 张三 | 500 |": "beside 张* 1",
    "<table><tr><th>姓名</th><th>病种</th></tr><tr><td>张三</td><td>尿毒症</td></tr></table>": "beside 张* 1",
    "家庭住址：甲区乙路12号3幢402室": "home 家庭住址：甲… 1",
    "| 姓名 | 户籍地 |\n|---|---|\n| 张三 | 甲村 |": "home 张* 1",
    "12弄3号402室": "perhaps-home 12弄3… 1",
    "张三 0571-87654321": "phone 0571… 1",
}
SHORT = {
    "person-identified": "identified",
    "person-beside-condition": "beside",
    "person-perhaps-beside-condition": "perhaps",
    "home-address": "home",
    "perhaps-home-address": "perhaps-home",
    "phone-number": "phone",
}
FILES = {
    "姓名,低保金额\n张三,500\n李四,600\n": "beside 张* 2",
    "低保对象公示\t\n姓名\t住址\n张三\t甲村\n": "beside 张* 1",
    "公示\n姓名\n\n残疾等级\n\n\n张三\n\n二级\n\n\n李四\n\n\n\n一级\n": "beside 张* 2",
    "残疾人名单\n序号 姓名 类别\n1 张三丰 肢体\n2 李四 听力\n": "beside 张** 2",
}
NOT_TOLD = (
    "张某，残疾二级。李某某（低保户），王*，残疾，赵××，低保。",
    "| 姓名 | 残疾类别 |\n|---|---|\n| 张* | 二级 |\n| 李某 | 一级 |\n| 王×× | 二级 |",
    "区民政局局长张三，低保工作。联系人：王五，低保科，电话0571-87654321。",
    "| 姓名 | 职务 | 分工 |\n|---|---|---|\n| 张三 | 局长 | 低保工作 |",
    "康复，残疾；高龄、残疾；管理，低保；方案，残疾；文化、残疾。",
    "办公地址：甲区乙路12号3幢402室。咨询电话：0571-87654321。",
    "| 单位 | 电话 |\n|---|---|\n| 区残联 | 0571-87654321 |",
    "住宅、住所、家住、专家住房 12 套。",
)


def _told(text: str, *, file: bool = False) -> list[str]:
    found = private_persons(text, WORDS, file=file)
    return [f"{SHORT[one.code]} {one.shown} {one.number}" for one in found]


@pytest.mark.parametrize("text", TOLD)
def test_who_is_told(text: str) -> None:
    assert _told(text) == [TOLD[text]]


@pytest.mark.parametrize("text", FILES)
def test_tables_of_files(text: str) -> None:
    """Cells parted by commas or tabs, in lines of their own as in Word, or by blanks as in PDF."""
    assert _told(text, file=True) == [FILES[text]]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_nobody(text: str) -> None:
    """Masked names, officials in their function, contact blocks, words that begin like a name."""
    assert _told(text) == []
    assert _told(text, file=True) == []


def test_a_list_is_known_by_its_title_and_long_ones_are_counted() -> None:
    names = "\n".join(f"张{one}{two}\t500" for one in "伟敏静丽强" for two in "东南西北")
    (found,) = private_persons(f"姓名\t金额\n{names}\n", WORDS, "低保对象名单", file=True)
    assert (found.code, found.number, found.word) == ("person-beside-condition", 20, "低保")
    assert _told(f"姓名\t金额\n{names}\n", file=True) == []
