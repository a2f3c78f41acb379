"""Pages to HTML: the only module that imports jinja2.

A page is a function of its view, the templates, the words and the site's settings. Undefined names are errors, and
everything is escaped except what `prose` has sanitised.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

import jinja2

from disclosure.decode import Node, Pairs, Scalar, compose
from disclosure.page import CONTENT_SECURITY_POLICY, Page, Site, Strings
from disclosure.problems import Place, Problem, UsageError
from disclosure.validity import encode

Static = Mapping[str, bytes]


def load_static(templates: Path) -> dict[str, bytes]:
    """Style sheets, scripts and pictures under templates/static, by name."""
    folder = templates / "static"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def load_strings(templates: Path, language: str) -> Strings:
    """The words of one language: `strings/<language>.yaml`, and `strings/<part>.<language>.yaml` under the part's name."""
    words: dict[str, str] = {}
    for path in sorted((templates / "strings").glob(f"*{language}.yaml")):
        part = path.name.removesuffix(f"{language}.yaml").rstrip(".")
        place = Place(path.relative_to(templates.parent).as_posix(), 1, 1)
        node, problems = compose(path.read_text(encoding="utf-8"), place)
        if problems:
            raise UsageError(problems)
        words.update(_flatten(node, part))
    return Strings(language, words)


def renderer(templates: Path, site: Site, static: Static) -> Callable[[Page], bytes]:
    """A function from pages to the bytes of their files."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    base = site.config.site.base_path
    versions = {name: hashlib.sha256(data).hexdigest()[:10] for name, data in static.items()}
    environment.globals.update(
        site=site.config,
        on=site.on,
        csp=CONTENT_SECURITY_POLICY,
        encode=encode,
        label=site.strings.label,
        static=lambda name: f"{base}static/{name}?v={versions[name]}",
        t=site.strings,
        url=lambda path: base + path.lstrip("/"),
    )

    def render(page: Page) -> bytes:
        try:
            return environment.get_template(page.template).render(page=page, view=page.view).encode()
        except jinja2.TemplateError as error:
            raise UsageError([Problem(_place(error, page, templates), "template", {"detail": str(error)})]) from error

    return render


def _place(error: jinja2.TemplateError, page: Page, templates: Path) -> Place:
    """The line of the template that failed: syntax errors say it, others leave it in their traceback."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Place(f"templates/{error.name or page.template}", error.lineno, 1)
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    within = [(path.relative_to(templates), line) for path, line in frames if path.is_relative_to(templates)]
    return (
        Place(f"templates/{within[-1][0].as_posix()}", within[-1][1], 1)
        if within
        else Place(f"templates/{page.template}")
    )


def _flatten(node: Node | None, prefix: str) -> dict[str, str]:
    if isinstance(node, Scalar):
        return {prefix: node.text}
    words: dict[str, str] = {}
    for key, value in node.pairs if isinstance(node, Pairs) else ():
        words.update(_flatten(value, f"{prefix}.{key.text}" if prefix else key.text))
    return words
