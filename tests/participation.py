"""The vectors of taking part as a district: a decision or a consultation for each, with the days on which it is told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from disclosure.library.participation import (
    Phase,
    calls,
    days_left,
    duties_of,
    result_day,
    stages,
    state_on,
    until_decided,
)
from disclosure.model.choices import Call, DutyState, Stage
from disclosure.model.participation import Consultation, Decision
from disclosure.site.page import Site
from tests.district import policy

ROOT = Path(__file__).parents[1]
VECTORS: list[dict[str, Any]] = json.loads((ROOT / "tests/data/participation-vectors.json").read_text(encoding="utf-8"))
MISSING = (DutyState.OVERDUE, DutyState.MISSING)


def key_of(number: int) -> tuple[str, str]:
    """The folder and the id of a vector's document."""
    return ("decisions" if "decision" in VECTORS[number] else "consultations"), f"v{number}"


def documents() -> dict[str, str]:
    """For vector 3 the decision or consultation `v3`, with its result `r3`; the rules and calendars of the sample district."""
    files = {
        f"data/{name}": (ROOT / "content/data" / name).read_text(encoding="utf-8")
        for name in ("rules.yaml", *(f"calendar/{year}.yaml" for year in (2025, 2026)))
    }
    for number, vector in enumerate(VECTORS):
        folder, key = key_of(number)
        fields: dict[str, Any] = {"title": f"事项{number}", "issuers": ["min"], **vector[folder[:-1]]}
        if folder == "decisions":
            fields["decides"] = "gov"
        if "consultation" in fields:
            fields["consultation"] = {"answer": {"email": "a@elsewhere.example"}, **fields["consultation"]}
        if "feedback" in fields:
            fields["feedback"] = {"received": 0, **fields["feedback"]}
        if "evaluation" in fields:
            fields["evaluation"] = {"found": "运行良好", **fields["evaluation"]}
        if "result_on" in vector:
            fields["result"] = f"r{number}"
            files[f"policies/r{number}.md"] = policy(f"事项{number}办法", published_on=vector["result_on"])
        lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
        files[f"{folder}/{key}.md"] = f"---\n{lines}---\n说明。\n"
    return files


def told_on(site: Site, number: int, day: date) -> dict[str, Any]:
    """What the library says of a vector's document on a day."""
    record = site.library.documents[key_of(number)[1]].record
    assert isinstance(record, Decision | Consultation)
    phases: Iterable[Phase[Stage] | Phase[Call]]
    late: list[str] = [duty.name for duty in duties_of(site.library, record) if state_on(duty.states, day) in MISSING]
    if isinstance(record, Decision):
        phases, asked = stages(record, result_day(site.library, record)), record.consultation
        waits = state_on(until_decided(record), day)
        late += ["plan"] if waits and waits.late else []
    else:
        phases, asked = calls(record.consultation, record.feedback), record.consultation
    stage = next((one.state.value for one in phases if one.holds(day)), None)
    return {"stage": stage, "late": late, "left": days_left(asked, day) if asked else None}
