"""Who may import whom: the table of rooms in docs/architecture.md, read from it."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "disclosure"
ONLY = {
    "yaml": {"frontmatter/compose"},
    "markdown": {"text/markup"},
    "nh3": {"text/sanitise"},
    "jinja2": {"site/render"},
    "segno": {"site/qr_code"},
    "pagefind_bin": {"search/pagefind"},
    "watchdog": {"commands/serve"},
    "distributed": {"base/workers"},
    "rich": {"commands/progress"},
    "openpyxl": {"exports/office/workbook"},
    "pypdf": {"frontmatter/pdf_program/__main__", "frontmatter/pdf_program/objects"},
}


def _floors() -> dict[str, int]:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| ([^|]*) \|", text, re.MULTILINE)
    return {name.rstrip("/"): int(floor) for floor, names in rows for name in re.findall(r"`([^`]+)`", names)}


def _modules() -> dict[str, Path]:
    files = (path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
    return {path.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__"): path for path in files}


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.update({node.module} if node.module != "disclosure" else {f"disclosure.{a.name}" for a in node.names})
    return names


def test_every_module_has_a_room() -> None:
    assert {name.split("/")[0] for name in _modules()} == set(_floors())


def test_imports_point_down() -> None:
    floors = _floors()
    for name, path in _modules().items():
        room = name.split("/")[0]
        for imported in _imports(path):
            if imported.startswith("disclosure."):
                other = imported.split(".")[1]
                assert other == room or floors.get(other, 0) < floors[room], f"{name} imports {imported}"


def test_libraries_have_one_door() -> None:
    for name, path in _modules().items():
        for imported in _imports(path):
            top = imported.split(".")[0]
            assert name in ONLY.get(top, {name}), f"{name} imports {top}"
