"""When columns go stale, and which of those that law prescribes have nothing."""

from datetime import date, timedelta

from disclosure.library.columns import empty, freshness
from tests.district import MakeSite, make_site, policy

__all__ = ["make_site"]

RULES = """rules:
  - {id: home-fresh, value: 14, unit: days, basis: 甲}
  - {id: column-fresh, value: 6, unit: months, basis: 乙}
"""


def test_a_column_is_stale_on_the_day_after_its_limit(make_site: MakeSite) -> None:
    documents = {
        "policies/a.md": policy("甲", published_on="2026-01-01", art20="[1, 3]"),
        "policies/b.md": policy("乙", published_on="2026-03-01"),
        "data/rules.yaml": RULES,
    }
    library = make_site(documents, date(2026, 2, 1)).library
    found = {one.column: (one.latest, one.stale_on) for one in freshness(library, date(2026, 2, 1))}
    assert found == {  # what comes in March keeps nothing fresh in February
        "home": (date(2026, 1, 1), date(2026, 1, 16)),
        "policies": (date(2026, 1, 1), date(2026, 7, 2)),
    }
    for day in (date(2026, 2, 28) + timedelta(days=number) for number in range(3)):
        latest = {one.latest for one in freshness(library, day)}
        assert latest == {date(2026, 3, 1) if day >= date(2026, 3, 1) else date(2026, 1, 1)}
    assert set(range(1, 16)) - set(empty(library)) >= {1, 3}


def test_nothing_is_said_without_rules(make_site: MakeSite) -> None:
    on = date(2026, 1, 1)
    assert (
        list(freshness(make_site({"policies/a.md": policy("甲"), "data/rules.yaml": "rules: []\n"}, on).library, on))
        == []
    )
