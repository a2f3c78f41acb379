"""Pages to HTML: the only module that imports jinja2.

A page is a function of its view, the templates, the words and the site's settings. Undefined names are errors, and
everything is escaped except what `text.sanitise` has cleaned.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import jinja2.ext
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.parser import Parser
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from disclosure.base.fingerprint import files_below
from disclosure.base.problems import Place, Problem, UsageError
from disclosure.frontmatter.compose import compose
from disclosure.frontmatter.nodes import Node, Pairs, Scalar
from disclosure.model.kinds import KINDS
from disclosure.model.validity import encode
from disclosure.site.linked_data import breadcrumbs, for_script
from disclosure.site.page import CONTENT_SECURITY_POLICY, Page, Site, Strings
from disclosure.site.qr_code import QrCodes
from disclosure.text.contacts import reaches
from disclosure.text.phrases import phrases
from disclosure.text.titles import inner, named, quoted, short

Static = Mapping[str, bytes]


class Once(jinja2.ext.Extension):
    """`{% once key, … %} … {% endonce %}`: what does not depend on more than its keys is rendered once per renderer.

    What stands inside may read nothing that differs between pages of equal keys. Most of a page is its chrome, most of a
    list is rows that stand in ten other lists.
    """

    tags = {"once"}  # noqa: RUF012 — the base class says set

    def __init__(self, environment: jinja2.Environment) -> None:
        super().__init__(environment)
        self._done: dict[tuple[object, ...], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call of `_rendered` around its content."""
        token = next(parser.stream)
        keys: list[nodes.Expr] = [nodes.Const((parser.name, token.lineno))]
        while not parser.stream.current.test("block_end"):
            keys.append(parser.parse_expression())
            parser.stream.skip_if("comma")
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        call = self.call_method("_rendered", keys, lineno=token.lineno)
        return nodes.CallBlock(call, [], [], body, lineno=token.lineno)

    def _rendered(self, *keys: object, caller: Callable[[], str]) -> Markup:
        text = self._done.get(keys)
        if text is None:
            text = self._done[keys] = Markup(caller())  # noqa: S704 — the template's own output, escaped as it was made
        return text


class EachOnce:
    """`rows | each(macro, …)`: the macro's output for each row, rendered once for each address and further arguments."""

    def __init__(self) -> None:
        self._done: dict[tuple[object, ...], str] = {}

    def __call__(self, rows: Iterable[Any], macro: Macro, *arguments: object) -> Markup:
        """The filter."""
        done, parts = self._done, []
        for row in rows:
            key = (macro.name, row.url, *arguments)
            text = done.get(key)
            if text is None:
                text = done[key] = str(macro(row, *arguments))
            parts.append(text)
        return Markup("".join(parts))  # noqa: S704 — the macro's own output, escaped as it was made


class _DirectCalls(CodeGenerator):
    """Compiles calls to Python's own: nothing that a template calls here asks for Jinja's context. 4 % of a build."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 — Jinja's names
        """`f(a, b=c)`."""
        if node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class _Environment(jinja2.Environment):
    """Jinja with what is above."""

    code_generator_class = _DirectCalls


Compiled = dict[str, bytes]
"""Templates as they were compiled, for renderers of the same frame (`pipeline.cache.frame_digest`)."""


class _Kept(jinja2.BytecodeCache):
    """Templates compiled once, however many renderers there are."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Give what was kept."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep it."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


AT_ROOT = frozenset(("favicon.ico", "apple-touch-icon.png"))
"""What browsers ask for at the root of a site, unasked."""


def static_path(name: str) -> str:
    """Where a file of templates/static is published."""
    return name if name in AT_ROOT else f"static/{name}"


def load_static(templates: Path) -> dict[str, bytes]:
    """Style sheets, scripts and pictures under templates/static, by name.

    Scripts and style sheets are published without comments and indentation, a quarter of what a reader would download; so
    no string in them may run over several lines.
    """
    folder = templates / "static"
    loaded: dict[str, bytes] = {}
    for path in sorted(folder / below for below in files_below(folder)):  # which tells of a folder that cannot be read
        sheet = path.parent.suffix == ".css"  # a folder of that name is one style sheet in parts
        name = (path.parent if sheet else path).relative_to(folder).as_posix()
        loaded[name] = loaded.get(name, b"") + path.read_bytes()
    return {
        name: _UNREAD[path.suffix].sub(b"", data) if (path := Path(name)).suffix in _UNREAD else data
        for name, data in loaded.items()
    }


_UNREAD = {
    ".js": re.compile(rb"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\r?\n|[ \t]+// [^\r\n]*|^[ \t]+", re.MULTILINE | re.DOTALL),
    ".css": re.compile(rb"/\*.*?\*/\s*|^[ \t]+", re.MULTILINE | re.DOTALL),
}


def load_strings(templates: Path, language: str) -> Strings:
    """The words of one language: `strings/<language>.yaml`, and `strings/<part>.<language>.yaml` under the part's name."""
    words: dict[str, str] = {}
    names = sorted(name for name in files_below(templates / "strings") if name.endswith(f"{language}.yaml"))
    for path in (templates / "strings" / name for name in names if "/" not in name):
        part = path.name.removesuffix(f"{language}.yaml").rstrip(".")
        place = Place(path.relative_to(templates.parent).as_posix(), 1, 1)
        node, problems = compose(path.read_text(encoding="utf-8"), place)
        if problems:
            raise UsageError(problems)
        words.update(_flatten(node, part))
    if not words:
        place = Place(f"{templates.name}/strings/{language}.yaml")
        raise UsageError([Problem(place, "template", {"detail": "没有这个文件 (it is not there)"})])
    return Strings(language, words)


def load_languages(templates: Path, wanted: Iterable[str], own: Strings) -> dict[str, Strings]:
    """The words of those of some languages that there are words in. Raises UsageError where one lacks words that another has."""
    names = set(files_below(templates / "strings"))
    found = {one: load_strings(templates, one) for one in sorted(set(wanted)) if f"{one}.yaml" in names}
    missing = [
        Problem(
            Place(f"{templates.name}/strings/{one.language}.yaml", 1, 1), "words-missing", {"keys": ", ".join(keys)}
        )
        for one, other in (
            (pair[at], pair[1 - at]) for pair in ((own, words) for words in found.values()) for at in (0, 1)
        )
        if (keys := sorted(other.words.keys() - one.words.keys()))
    ]
    if missing:
        raise UsageError(missing)
    return found


def renderer(
    templates: Path, site: Site, static: Static, compiled: Compiled, *, every: bool = False
) -> Callable[[Page], str]:
    """A function from pages to their HTML; with `every`, all templates are compiled now, before processes part.

    What is compiled is put into `compiled`, and taken from there.
    """
    versions = {name: hashlib.sha256(data).hexdigest()[:10] for name, data in static.items()}
    codes = QrCodes()

    @cache
    def integrity(name: str) -> str:
        return "sha384-" + base64.b64encode(hashlib.sha384(static[name]).digest()).decode()

    @cache
    def spoken(language: str | None) -> jinja2.Environment:
        speaking = site.speaking(language) if language else site
        return _environment(templates, speaking, versions, compiled, codes, integrity)

    if every:
        phrases(_ANY)
    own = spoken(None)
    for name in own.list_templates(extensions=["html"]) if every else ():
        with contextlib.suppress(jinja2.TemplateError):  # told when a page needs it
            own.get_template(name)

    def render(page: Page) -> str:
        environment = spoken(page.language if page.language != site.strings.language else None)
        try:
            return environment.get_template(page.template).render(page=page, view=page.view)
        except (jinja2.TemplateError, AttributeError):
            raise _told(environment, page, templates) from None

    return render


def _environment(
    templates: Path,
    site: Site,
    versions: Mapping[str, str],
    compiled: Compiled,
    codes: QrCodes,
    integrity: Callable[[str], str],
) -> jinja2.Environment:
    """Templates with the words of the language that the site speaks."""
    base, ways = site.config.site.base_path, site.ways
    environment = _Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_Kept(compiled),
        extensions=[Once],
    )
    environment.filters |= {"each": EachOnce(), "quoted": quoted, "inner": inner, "named": named, "short": short}
    foreign = _foreign(site)
    environment.filters |= {"dialled": _dialled, "phrases": _phrased, "foreign": foreign, "body": _body(site)}
    environment.filters["days"] = lambda text: _days_whole(foreign(text))
    environment.globals.update(
        static=lambda name: f"{base}static/{name}?v={versions[name]}",
        integrity=integrity,
        t=site.strings,
        home=site.home,
        homes=ways.homes,
        taking_part=ways.taking_part,
        topics=ways.topics,
        url=lambda address: base + address[1:] if address.startswith("/") else address,
        site=site.config,
        on=site.on,
        csp=CONTENT_SECURITY_POLICY,
        encode=encode,
        stays=_stays(site),
        linked=lambda page, here: _linked(site, page, here),
        label=site.strings.label,
        qr=codes,
    )
    return environment


def _linked(site: Site, page: Page, here: str) -> Markup:
    """The content of the script element with what a page is about and, by its own name, the way to it."""
    trail = getattr(page.view, "trail", ())
    way = (breadcrumbs(site.config.site.address, trail, here),) if trail else ()
    return Markup(for_script((*page.things, *way)))  # noqa: S704 — nothing in it ends the element


def _dialled(text: str) -> Markup:
    """What somebody wrote about how to reach them, its numbers and addresses as links."""
    stretch, link = Markup("{}"), Markup('<a href="{}">{}</a>')
    return Markup("").join(
        link.format(one.href, one.text) if one.href else stretch.format(one.text) for one in reaches(text)
    )


_ANY = "词典在进程分开之前读入"
"""Words are looked up once before processes part: then they share the dictionary."""


def _phrased(text: str) -> Markup:
    """A heading or title whose lines may end between phrases."""
    return Markup("<wbr>").join(phrases(text))


_DAY = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2})")


def _days_whole(text: str) -> Markup:
    """Words whose days never break over two lines."""
    return Markup(_DAY.sub(r'<span class="day">\1</span>', str(escape(text))))  # noqa: S704 — escaped here


_CHINESE = re.compile(r"[《〈（“]*[\u3400-\u9fff](?:[^A-Za-z<>&]*[\u3400-\u9fff》〉）”。〕])?")
"""A stretch of Chinese within other words: 青禾府规〔2026〕1号, 《…》."""


def _foreign(site: Site) -> Callable[[str | None], str | Markup]:
    """A filter for words that may be in the site's own language on a page that speaks another: they are marked as such."""
    own, stretch = site.config.language, Markup('<span lang="{}">{}</span>')
    if site.strings.language.partition("-")[0] == "zh" or own.partition("-")[0] != "zh":
        return lambda words: words or ""

    def marked(words: str | None) -> Markup:
        parts, at = [], 0
        text = escape(words or "")
        for found in _CHINESE.finditer(text):
            parts += [text[at : found.start()], stretch.format(own, Markup(found[0]))]  # noqa: S704 — escaped above
            at = found.end()
        return Markup("").join((*parts, text[at:]))

    return marked


def _stays(site: Site) -> Callable[[str], str]:
    """What is said of a link from a page in another language to a list that is in the site's own alone; of documents it is known."""
    own = site.config.language
    if site.strings.language == own:
        return lambda _: ""
    said = Markup(' hreflang="{}"').format(own)
    return lambda url: "" if url[:1] != "/" or url.startswith(site.home) or url.split("/")[1] in KINDS else said


def _body(site: Site) -> Callable[[str], Markup]:
    """A filter for HTML that has been through the sanitiser: what it calls a table is said in the language of the page."""
    table = site.strings("site.table")
    if table == _TABLE:
        return Markup
    name = f'aria-label="{table}'
    return lambda html: Markup(html.replace(f'aria-label="{_TABLE}', name))  # noqa: S704 — cleaned by the sanitiser


_TABLE = "表格"
"""What `text.writing` calls a table for the ear."""


def _told(environment: jinja2.Environment, page: Page, templates: Path) -> UsageError:
    """The template's error that is being handled, for its author."""
    try:
        environment.handle_exception()  # which raises it again, with the template's lines
    except (jinja2.TemplateError, AttributeError) as error:
        return UsageError([Problem(_place(error, page, templates), "template", {"detail": str(error)})])


def _place(error: Exception, page: Page, templates: Path) -> Place:
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
