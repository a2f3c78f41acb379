"""Numbers that can be dialled, and those that only look like it."""

import pytest

from disclosure.text.contacts import dialled, reaches


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区民政局养老服务科，000-66001062", ["tel:00066001062"]),
        ("0571-87654321转8003、87654322", ["tel:057187654321,8003", "tel:057187654322"]),
        ("电话：（0571）8765 4321，传真：0571-87654323", ["tel:057187654321"]),
        ("０５７１－８７６５４３２１", ["tel:057187654321"]),
        ("+86-571-87654321", ["tel:+8657187654321"]),
        ("张三，手机138-0000-1111，邮箱 a.b@x.gov.cn。", ["tel:13800001111", "mailto:a.b@x.gov.cn"]),
        ("12345", ["tel:12345"]),
        ("12345政务服务便民热线；96310城管热线", ["tel:12345", "tel:96310"]),
        ("400-123-4567", ["tel:4001234567"]),
        ("联系电话：87654321（转分机102）", ["tel:87654321,102"]),
        ("电话057187654321", ["tel:057187654321"]),
        ("95号，12345元，2024-12345678，001008003016011/2024-00012，913301020025000000", []),
        ("行政中心3号楼87654321室", []),
        ("传真：0571-87654323", []),
    ],
)
def test_a_contact_block(text: str, found: list[str]) -> None:
    stretches = list(reaches(text))
    assert [one.href for one in stretches if one.href] == found
    assert "".join(one.text for one in stretches) == text


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("可以拨打12345热线。", '可以拨打<a href="tel:12345">12345</a>热线。'),
        (
            "拨打区城管执法局值班电话000-66001204。",
            '拨打区城管执法局值班电话<a href="tel:00066001204">000-66001204</a>。',
        ),
        ("发至zf@qinghe.example。", '发至<a href="mailto:zf@qinghe.example">zf@qinghe.example</a>。'),
        ("通过12315投诉举报平台", '通过<a href="tel:12315">12315</a>投诉举报平台'),
    ],
)
def test_running_text(text: str, linked: str) -> None:
    assert dialled(text) == linked


@pytest.mark.parametrize(
    "text",
    [
        "共12345人，投入12345万元，用于热线建设。",
        "手机号13800001111",  # in running text it may be anybody's
        "文号2024-12345678，项目代码2405-330100-04-01-123456",
        '<p id="0571-87654321"><a href="tel:1">0571-87654321</a><img alt="0571-87654321" src="x.png"></p>',
        "传真：0571-87654321",
        "执行标准GB 50763-2012，面积87654321平方米",
    ],
)
def test_what_is_no_number_to_dial_stays_as_it_is(text: str) -> None:
    assert dialled(text) == text
