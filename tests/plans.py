"""The vectors of work plans as a district: one plan of 2026 with a task for each vector, and what the library says of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from disclosure.library.plans import stands
from disclosure.model.choices import TaskState
from disclosure.model.plans import WorkPlan
from disclosure.site.page import Site
from tests.district import policy

ROOT = Path(__file__).parents[1]
VECTORS: list[dict[str, Any]] = json.loads((ROOT / "tests/data/plan-vectors.json").read_text(encoding="utf-8"))
PLAN = "vectors"


def plan(*tasks: str, **fields: str) -> str:
    """The text of a work plan of 2026 with these tasks; each is YAML in one line, the value of a field too."""
    known = {"year": "2026", "issuers": "[gov]", "published_on": "2026-01-01"} | fields
    front = "".join(f"{key}: {value}\n" for key, value in known.items())
    listed = "".join(f"  - {task}\n" for task in tasks)
    return f"---\ntitle: 2026年工作要点\n{front}tasks:\n{listed}---\n另有规定。\n"


def documents() -> dict[str, str]:
    """The plan `vectors`, whose task of vector 3 is clause 4, and the policy `paper`, published on 20 May 2026."""
    tasks = (
        {"clause": str(number), "title": f"任务{number}", "responsible": ["min"], **vector["task"]}
        for number, vector in enumerate(VECTORS, start=1)
    )
    lines = (json.dumps(task, ensure_ascii=False) for task in tasks)
    return {f"plans/{PLAN}.md": plan(*lines), "policies/paper.md": policy("办法", published_on="2026-05-20")}


def told_on(site: Site, number: int, day: date) -> dict[str, Any]:
    """What the library says of a vector's task on a day: its state, and the days left where it is under way."""
    one = stands(site.library, site.library.of(WorkPlan)[PLAN].record)[number]
    state = one.state(day)
    left = (one.due - day).days if one.due is not None and state is TaskState.OPEN else None
    return {"state": state.value, "left": left}
