"""What the deadlines of catalogue items say: read, never guessed."""

from __future__ import annotations

import pytest

from disclosure.model.choices import DeadlineCount
from disclosure.model.deadlines import Limit, limit_of, read_limit, working_days_of
from disclosure.model.vocabulary import CatalogueItem, Deadline

WORKING, DAYS = DeadlineCount.WORKING_DAYS, DeadlineCount.DAYS


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("信息形成或者变更之日起20个工作日内", Limit(WORKING, 20)),
        ("信息形成或变更之日起 7个工作日内", Limit(WORKING, 7)),
        ("信息形成之日起7个工作日内", Limit(WORKING, 7)),
        ("信息形成20个工作日内公开", Limit(WORKING, 20)),
        ("制定或获取信息之日起10个工作日内，公示7个工作日", Limit(WORKING, 10)),
        ("制定或获取信息之日起１２０个工作日内", Limit(WORKING, 120)),
        ("20个工作日", Limit(WORKING, 20)),
        ("信息形成或者变更之日起20日内", Limit(DAYS, 20)),
        ("本级人民代表大会批准后20日内", Limit(DAYS, 20, from_event=True)),
        ("信息批复之日起20个工作日内", Limit(WORKING, 20, from_event=True)),
        ("作出决定之日起7个工作日内", Limit(WORKING, 7, from_event=True)),
        ("拟征收土地现状调查结束后5个工作日内，在村公示栏公开。", Limit(WORKING, 5, from_event=True)),
        ("信息形成或者变更之日起20个工作日内，法律另有规定的除外", Limit(WORKING, 20, otherwise=True)),
        (
            "自政府信息形成或者变更之日起20个工作日内。法律、法规对期限另有规定的，从其规定",
            Limit(WORKING, 20, otherwise=True),
        ),
        ("自该信息形成或者变更之日起20个工作日内予以公开", Limit(WORKING, 20)),
        ("自制作或获取该信息之日起20个工作日内公开", Limit(WORKING, 20)),
        ("信息形成（变更）20个工作日内公开", Limit(WORKING, 20)),
        ("信息形成或变更后20个工作日", Limit(WORKING, 20)),
        ("收到申请之日起20个工作日", Limit(WORKING, 20, from_event=True)),
        ("每季度终了后15日内", Limit(DeadlineCount.QUARTERLY)),
        ("每年结束后1个月内", Limit(DeadlineCount.YEARLY)),
        ("开考前10个工作日", None),
        ("按年公开", Limit(DeadlineCount.YEARLY)),
        ("每年", Limit(DeadlineCount.YEARLY)),
        ("按季度公开", Limit(DeadlineCount.QUARTERLY)),
        ("按半年公开", Limit(DeadlineCount.HALF_YEARLY)),
        ("按月公开", Limit(DeadlineCount.MONTHLY)),
        ("及时公开", Limit(DeadlineCount.PROMPTLY)),
        ("按进展情况及时公开", Limit(DeadlineCount.PROMPTLY)),
        ("实时公开", Limit(DeadlineCount.PROMPTLY)),
        ("公示7个工作日", None),
        ("按有关规定", None),
    ],
)
def test_a_deadline_is_read_from_its_words(text: str, limit: Limit | None) -> None:
    assert limit_of(text) == limit


def test_what_its_author_says_of_the_count_goes_before_the_words() -> None:
    said = Deadline(text="公示7个工作日", counted=WORKING, number=7)
    assert read_limit(said) == Limit(WORKING, 7)


@pytest.mark.parametrize(
    ("deadlines", "days"),
    [
        (["信息形成之日起7个工作日内"], 7),
        (["信息形成之日起7日内"], None),
        (["作出决定之日起7个工作日内"], None),
        (["信息形成之日起7个工作日内，另有规定的除外"], None),
        (["信息形成之日起7个工作日内", "及时公开"], None),
        ([], None),
    ],
)
def test_working_days_are_those_of_one_deadline_from_when_it_came_to_be(deadlines: list[str], days: int | None) -> None:
    assert working_days_of([Deadline(text=text) for text in deadlines]) == days


def test_an_item_says_what_a_real_table_says() -> None:
    item = CatalogueItem.model_validate(
        {
            "id": "a",
            "number": "47",
            "level_1": "征收",
            "level_2": "调查",
            "level_3": "结果",
            "deadline": ("调查结束后5个工作日内", {"text": "批准之日起10个工作日内", "method": "on_request"}),
            "method": ("proactive", {"method": "依申请公开", "when": "公示结束后"}),
            "other_publishers": ("委托的代理机构",),
            "audience": "村集体成员",
            "tiers": ("乡级", "村级"),
        }
    )
    assert item.name == "调查 › 结果"
    assert [one.text for one in item.deadline] == ["调查结束后5个工作日内", "批准之日起10个工作日内"]
    assert [(one.method, one.when) for one in item.method] == [("proactive", None), ("on_request", "公示结束后")]
    assert not item.on_request_alone
    one = CatalogueItem.model_validate({"id": "a", "level_1": "甲", "deadline": "及时", "method": "on_request"})
    assert (one.name, one.deadline[0].text, one.on_request_alone) == ("甲", "及时", True)
