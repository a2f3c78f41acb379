"""The authoring guide says what the declarations say, and its example is one."""

import shutil
from pathlib import Path

from disclosure.pipeline.build import read
from tests.conftest import DEMO_DAY
from tools.authoring import GUIDE, filled

ROOT = Path(__file__).parents[1]


def test_the_guide_is_up_to_date() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert filled(text) == text, "run `make docs`"


def test_the_first_example_can_be_copied_into_the_sample(tmp_path: Path) -> None:
    example = GUIDE.read_text(encoding="utf-8").partition("```markdown\n")[2].partition("```\n")[0]
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "config.yaml", tmp_path)
    (tmp_path / "content/policies/2026/example.md").write_text(example, encoding="utf-8")
    _, warnings = read(tmp_path, DEMO_DAY)
    told = {one.code for one in warnings if one.place.path.endswith("example.md")}
    assert told == set()
