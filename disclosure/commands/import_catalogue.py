"""`build.py import-catalogue`: a district's table of the standard catalogue becomes fields under content/data/catalogue.

Nothing is taken silently: what is unsure is told with its place, what would change is shown item by item, and nothing is
written before somebody agreed, or asked for it with `--accept shown`. Items that the table lacks are kept and told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypinyin import lazy_pinyin

from disclosure.base.nearest import did_you_mean
from disclosure.base.problems import Language, Place, Problem, UsageError, in_order
from disclosure.commands.console import say, tell
from disclosure.commands.writing import WrittenList, in_words, scalar
from disclosure.frontmatter.agency_names import plain
from disclosure.frontmatter.catalogue_table import ReadCatalogue, ReadField, ReadItem, read_catalogue
from disclosure.frontmatter.catalogue_titles import is_doubtful, places_of, without_place
from disclosure.frontmatter.grids import read_grids
from disclosure.frontmatter.load import Source
from disclosure.frontmatter.parse import parse_vocabulary
from disclosure.model.records import Entry, Record, Shorthand
from disclosure.model.vocabulary import CatalogueField, CatalogueItem
from disclosure.rules.catalogue import OPEN, item_problems
from disclosure.site.page import Site

FOLDER = "content/data/catalogue"
Choose = Callable[[str], str]
"""Asks whoever sits there; "" where nobody does."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field as it would be written: where, what stood there before (None: nothing), and the items that only the site has."""

    path: str
    before: CatalogueField | None
    after: CatalogueField
    kept: tuple[CatalogueItem, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it was."""
        return self.before == self.after


def import_catalogue(
    site: Site, root: Path, file: Path, language: Language, choose: Choose, *, at_once: bool = False
) -> int:
    """Read the table, show what would change, ask, and write; returns the number of files written."""
    agencies = (entry.record for entry in site.library.vocabulary.agencies.values())
    read = read_catalogue(read_grids(file), agencies)
    if read.errors:
        raise UsageError(tuple(in_order(read.errors)))
    changes, doubts = planned(site, read, file)
    tell(tuple(in_order((*read.doubts, *doubts))), language)
    for change in changes:
        _show(change, language)
    items = sum(len(one.items) for one in read.fields)
    different = [change for change in changes if not change.is_nothing]
    say(
        language,
        f"读出 {len(read.fields)} 个领域、{items} 项公开事项；不确定的 {len(read.doubts) + len(doubts)} 处；"
        f"要写入的文件 {len(different)} 个。",
        f"{len(read.fields)} fields with {items} items; {len(read.doubts) + len(doubts)} doubts; "
        f"{len(different)} files to write.",
    )
    if not different:
        return 0
    if not at_once and choose("y / n: ").strip().lower() not in ("y", "yes", "是"):
        say(language, "没有写入任何内容。", "Nothing was written.")
        return 0
    for change in different:
        _write(root, change)
        say(language, f"已写入 {change.path}", f"Wrote {change.path}")
    return len(different)


# --- what would change


def planned(site: Site, read: ReadCatalogue, file: Path) -> tuple[tuple[Change, ...], tuple[Problem, ...]]:
    """Each field of the table as it would stand on the site, and what is doubtful about its items."""
    standing = {entry.record.id: entry for entry in site.library.vocabulary.catalogue.values()}
    by_name = {plain(entry.record.name): entry for entry in standing.values()}
    bodies = {
        name for entry in site.library.vocabulary.agencies.values() for name in (entry.record.name, entry.record.short)
    }
    own = bodies | places_of(bodies)
    order = max((entry.record.order for entry in standing.values()), default=0)
    doubts: list[Problem] = []
    fields: dict[str, list[ReadField]] = {}
    for one in read.fields:
        name = one.name or file.stem
        if not one.name:
            doubts.append(Problem(one.place, "import-field-unnamed", {"value": name}))
        elif (meant := _without_place(name, by_name)) is not None:
            doubts.append(Problem(one.place, "import-field-meant", {"value": name, "name": meant}))
            name = meant
        elif plain(name) not in by_name and (short := without_place(name, own)) != name:
            doubts.append(Problem(one.place, "import-field-shortened", {"value": name, "name": short}))
            name = short
        if plain(name) not in by_name and is_doubtful(name):
            doubts.append(Problem(one.place, "import-field-doubtful", {"value": name}))
        fields.setdefault(name, []).append(one)
    changes: list[Change] = []
    for name, parts in fields.items():
        entry = by_name.get(plain(name))
        before = entry.record if entry else None
        order += before is None
        if before is None:
            near = did_you_mean(name, [entry.record.name for entry in standing.values()])
            values = {"value": name, **({"near": near} if near else {})}
            doubts.append(Problem(parts[0].place, "import-field-new", values))
            if not parts[0].title:
                doubts.append(Problem(parts[0].place, "import-basis-open", {"name": name}))
        key = before.id if before else _new_id(name, set(standing) | {change.after.id for change in changes})
        after, kept, found = _merged(before, key, [(item, part) for part in parts for item in part.items])
        whole = (
            before.model_copy(update={"items": after})
            if before
            else CatalogueField(
                id=key, order=order, name=name, basis=parts[0].title or OPEN, items=after, branch=parts[0].branch
            )
        )
        path = entry.path if entry else f"{FOLDER}/{order:02}-{key}.yaml"
        changes.append(Change(path, before, whole, kept))
        for item, place in found:
            doubts.extend(item_problems(item, lambda *_, at=place: at, site.library.vocabulary.rules))
    return tuple(changes), tuple(doubts)


_PLACE = re.compile(r".{1,20}(?:省|市|区|县|旗|乡|镇|街道)")


def _without_place(name: str, known: Mapping[str, Entry[CatalogueField]]) -> str | None:
    """The field of the site that a title means with the name of a place before it: 青禾区社会救助."""
    words = plain(name)
    if words in known:
        return None
    found = [entry.record.name for key, entry in known.items() if words.endswith(key)]
    longest = max(found, key=len, default="")
    return longest if longest and _PLACE.fullmatch(words.removesuffix(plain(longest))) else None


def _new_id(name: str, taken: set[str]) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", "-".join(lazy_pinyin(name)).lower()).strip("-")[:60] or "field"
    number = 1
    while (key := words if number == 1 else f"{words}-{number}") in taken:
        number += 1
    return key


_Placed = list[tuple[CatalogueItem, Place]]


def _merged(
    before: CatalogueField | None, key: str, items: Sequence[tuple[ReadItem, ReadField]]
) -> tuple[tuple[CatalogueItem, ...], tuple[CatalogueItem, ...], _Placed]:
    """The items of the table under the ids that they have or get, those that only the site has behind them, and the places."""
    standing = {item.id: item for item in before.items} if before else {}
    matches = _matches(standing, [item for item, _ in items])
    taken = set(standing)
    found: _Placed = []
    for position, (read, part) in enumerate(items, start=1):
        old = standing.get(matches.get(position - 1, ""))
        kept = (
            {name: getattr(old, name) for name in CatalogueItem.model_fields if name not in part.covers} if old else {}
        )
        fields = {**kept, **read.fields}
        fields["id"] = old.id if old else _item_id(read.fields.get("id"), key, taken)
        taken.add(fields["id"])
        if fields.get("number") == str(position):  # its place says so
            del fields["number"]
        found.append((CatalogueItem.model_validate(fields), read.place))
    only_here = tuple(item for name, item in standing.items() if name not in set(matches.values()))
    return (*(item for item, _ in found), *only_here), only_here, found


def _item_id(written: str | None, key: str, taken: set[str]) -> str:
    if written and written not in taken:
        return written
    number = 1
    while f"{key}-{number:02}" in taken:
        number += 1
    return f"{key}-{number:02}"


def _matches(standing: Mapping[str, CatalogueItem], items: Sequence[ReadItem]) -> dict[int, str]:
    """Which item of the site each of the table is: by id, by all its names, or by names and content where several agree.

    Where just as many agree on either side, they are the same in order.
    """
    found: dict[int, str] = {}
    ways: tuple[Callable[[Mapping[str, object]], object], ...] = (_by_id, _by_names_and_content, _by_names)
    for way in ways:
        left = [one for key, one in standing.items() if key not in found.values()]
        known: dict[object, list[str]] = {}
        for one in left:
            known.setdefault(way(one.__dict__), []).append(one.id)
        asked: dict[object, list[int]] = {}
        for index, item in enumerate(items):
            if index not in found:
                asked.setdefault(way(item.fields), []).append(index)
        for key, places in asked.items():
            ids = known.get(key, [])
            if len(ids) in (1, len(places)):
                found.update(zip(places, ids, strict=False))
    return found


def _by_id(fields: Mapping[str, object]) -> object:
    return fields.get("id") or object()


def _by_names(fields: Mapping[str, object]) -> object:
    return tuple(plain(str(fields.get(name) or "")) for name in ("level_1", "level_2", "level_3"))


def _by_names_and_content(fields: Mapping[str, object]) -> object:
    return _by_names(fields), fields.get("content", ())


# --- shown


def _show(change: Change, language: Language) -> None:
    new = change.before is None
    name = change.after.name
    say(
        language,
        f"\n{name}{'（新的领域）' if new else ''}　{change.path}",
        f"\n{name}{' (new)' if new else ''} {change.path}",
    )
    standing = {item.id: item for item in change.before.items} if change.before else {}
    same = 0
    for item in change.after.items:
        old = standing.get(item.id)
        if old is None:
            words = f"  + {item.id}　{' › '.join(item.levels)}"
            say(language, words, words)
        elif old == item:
            same += 1
        else:
            words = f"  ~ {item.id}　{' › '.join(item.levels)}"
            say(language, words, words)
            for label, was, now in _differences(old, item):
                line = f"      {label}：{was or '（空）'} → {now or '（空）'}"
                say(language, line, line)
    if same - len(change.kept):
        say(language, f"  = 不变 {same - len(change.kept)} 项", f"  = {same - len(change.kept)} as they are")
    for item in change.kept:
        words = f"{item.id}　{' › '.join(item.levels)}"
        say(language, f"  · 表中没有，保留：{words}", f"  · not in the table, kept: {words}")


def _differences(old: CatalogueItem, new: CatalogueItem) -> Iterator[tuple[str, str, str]]:
    for name, info in CatalogueItem.model_fields.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield info.title or name, in_words(was), in_words(now)


# --- written


def _write(root: Path, change: Change) -> None:
    """The file of a field; of one that stands, the items alone. Only what reads back as the very same record is written."""
    path = root / change.path
    text = field_text(change.after)
    if change.before is not None:
        text = _with_items(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"), change)
    back = parse_vocabulary([Source(change.path, text.encode())]).vocabulary.catalogue
    if [entry.record for entry in back.values()] != [change.after]:
        raise UsageError([Problem(Place(change.path), "import-unread")])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _with_items(whole: str, change: Change) -> str:
    """The text of a field with its items as they are to be; those that are as they were stay as they are written."""
    (entry,) = parse_vocabulary([Source(change.path, whole.encode())]).vocabulary.catalogue.values()
    former = {item.id: (number, item) for number, item in enumerate(entry.record.items)}
    begins = [entry.places["items", number].line for number in range(len(former))]
    written = WrittenList.of(whole, begins)
    if written is None:
        return "".join(re.findall(r"^[ \t]*#[^\n]*\n", whole, re.MULTILINE)) + field_text(change.after)
    return written.rewritten(
        (former[item.id][0], "" if item == former[item.id][1] else item_text(item))
        if item.id in former
        else (None, item_text(item))
        for item in change.after.items
    )


def field_text(field: CatalogueField) -> str:
    """A field as an editor writes it: what has its default is left out."""
    lines: list[str] = []
    for name, info in CatalogueField.model_fields.items():
        value = getattr(field, name)
        if name == "verified":
            lines.append(f"verified: {'true' if value else 'false'}")
        elif name != "items" and value != info.default:
            lines.extend(_field(name, value))
    return "\n".join((*lines, "items:")) + "\n" + "".join(map(item_text, field.items))


def item_text(item: CatalogueItem) -> str:
    """An item as an editor writes it."""
    lines = [f"  - id: {item.id}"]
    for name, info in CatalogueItem.model_fields.items():
        value = getattr(item, name)
        if name != "id" and value != info.default:
            lines.extend(f"    {line}" for line in _field(name, value))
    return "".join(f"{line}\n" for line in lines)


def _field(name: str, value: object) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"{name}: {_part(value)}"
        return
    parts = [_part(part) for part in value]
    if len(parts) == 1 and isinstance(value[0], Record) and not parts[0].startswith("{"):
        yield f"{name}: {parts[0]}"
        return
    yield f"{name}:"
    yield from (f"  - {part}" for part in parts)


def _part(value: object) -> str:
    if not isinstance(value, Record):
        return scalar(str(value))
    said = {name: part for name, part in value.__dict__.items() if part not in (None, ())}
    if isinstance(value, Shorthand) and list(said) == [value.shorthand]:
        return scalar(str(said[value.shorthand]))
    return "{" + ", ".join(f"{name}: {_inline(part)}" for name, part in said.items()) + "}"


def _inline(value: object) -> str:
    """A value between brackets: JSON is YAML too."""
    return json.dumps([str(one) for one in value] if isinstance(value, tuple) else str(value), ensure_ascii=False)
