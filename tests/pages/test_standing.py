"""Where a document's page leads on from its end, on any day."""

from datetime import date

import pytest

from disclosure.library.listings import Window
from disclosure.pages._standing import Onward
from tests.district import MakeSite, policy
from tests.pages.test_documents import standing_on, view_of

OLD = policy("关于印发《社区托育补贴办法（试行）》的通知", expires_on="2025-08-31", tags="[old]")


def named(onwards: tuple[Onward, ...], day: date) -> list[str]:
    """Whom a reader sees named on a day."""
    return [one.row.record.id for one in onwards if Window.on(day, one.window.since, one.window.until).open]


def test_what_takes_the_place_of_an_expired_document_is_named_before_and_after_its_end(make_site: MakeSite) -> None:
    documents = {
        "policies/old.md": OLD,
        "policies/new.md": policy("托育办法", effective_on="2025-09-01", succeeds="[old]", expires_on="2026-08-31"),
        "policies/newest.md": policy("托育新办法", effective_on="2026-09-01", succeeds="[new]"),
    }
    view = view_of(make_site(documents, date(2025, 8, 1)), "old")
    assert [
        named(standing_on(view, day).successors, day)
        for day in (date(2024, 6, 1), date(2025, 8, 31), date(2025, 9, 1), date(2026, 8, 31), date(2026, 9, 1))
    ] == [["new"], ["new"], ["new"], ["new"], ["new", "newest"]]
    assert all(standing.guesses == () for standing in view.standings)


def test_who_succeeds_is_believed_and_not_the_title_of_who_repeals(make_site: MakeSite) -> None:
    documents = {
        "policies/old.md": policy("旧办法"),
        "policies/ends.md": policy("关于印发《某某方案》的通知", published_on="2025-03-01", repeals="[old]"),
        "policies/new.md": policy("新办法", published_on="2025-05-01", succeeds="[old]"),
    }
    standing = standing_on(view_of(make_site(documents), "old"), date(2026, 1, 1))
    assert standing.by is not None
    assert (standing.by.record.id, standing.role) == ("ends", "repealed_by")
    assert named(standing.successors, date(2026, 1, 1)) == ["new"]


def test_without_a_successor_what_is_alike_is_offered_while_it_is_in_force(make_site: MakeSite) -> None:
    documents = {
        "policies/old.md": OLD,
        "policies/like.md": policy("关于印发《普惠托育服务补贴办法》的通知", tags="[old]", expires_on="2026-06-30"),
        "policies/later.md": policy("关于印发《社区托育补贴细则》的通知", tags="[old]", effective_on="2026-07-01"),
        "policies/gone.md": policy("关于印发《托育补贴暂行办法》的通知", tags="[old]", expires_on="2025-01-31"),
        "policies/other-tag.md": policy("关于印发《托育补贴规定》的通知", tags="[shop]"),
        "policies/other-name.md": policy("关于印发《助餐管理办法》的通知", tags="[old]"),
        "policies/notice.md": policy("关于延长《社区托育补贴细则》有效期的通知", tags="[old]"),
    }
    view = view_of(make_site(documents, date(2026, 1, 1)), "old")
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [named(standing_on(view, day).guesses, day) for day in days] == [["like"], ["later"]]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 5, 31), "将自2026年6月1日起随《某办法》终止。"),
        (date(2026, 6, 1), "本文件已随《某办法》终止（自2026年6月1日起），不再作为办事依据。"),
        (date(2026, 6, 2), "本文件已随《某办法》终止（自2026年6月1日起），不再作为办事依据。"),
    ],
)
def test_what_lives_off_another_says_so_and_leads_to_what_governs_now(
    make_site: MakeSite, day: date, sentence: str
) -> None:
    documents = {
        "policies/old.md": policy("某办法", expires_on="2026-03-31"),
        "policies/more.md": policy(
            "关于延长《某办法》有效期的通知", published_on="2026-01-02", extends="[{target: old, until: 2028-12-31}]"
        ),
        "policies/new.md": policy("某新办法", effective_on="2026-06-01", repeals="[old]"),
    }
    view = view_of(make_site(documents, date(2026, 2, 1)), "more")
    standing = standing_on(view, day)
    assert standing.sentence == sentence
    assert standing.by is not None
    assert (standing.by.record.id, standing.role) == ("old", "with")
    assert named(standing.successors, day) == ["new"]
    assert view.term == "自2026年1月2日起施行；自2026年6月1日起随《某办法》终止。"


@pytest.mark.parametrize(
    ("extends", "sentence", "until"),
    [
        ("{target: old, until: 2026-05-31}", "《某办法》所延长的期限已于2026年5月31日届满", "《某办法》"),
        ("{title: 《市某办法》, until: 2026-05-31}", "《市某办法》所延长的期限已于2026年5月31日届满", "《市某办法》"),
    ],
)
def test_an_extension_that_has_run_out_says_so(make_site: MakeSite, extends: str, sentence: str, until: str) -> None:
    documents = {
        "policies/old.md": policy("某办法", expires_on="2026-03-31"),
        "policies/more.md": policy("关于延长《某办法》有效期的通知", extends=f"[{extends}]", published_on="2026-01-02"),
        "policies/again.md": policy(
            "关于再次延长《某办法》有效期的通知",
            extends="[{target: old, until: 2027-05-31}]",
            published_on="2026-05-02",
        ),
    }
    view = view_of(make_site(documents, date(2026, 5, 20)), "more")
    assert standing_on(view, date(2026, 6, 1)).sentence == f"{sentence}，本文件已随之终止，不再作为办事依据。"
    assert standing_on(view, date(2026, 5, 31)).sentence == (
        f"{until}所延长的期限至2026年5月31日，届满后本文件随之终止。"
    )
