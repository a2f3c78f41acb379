"""A text as others amend it: what each of its articles says from which day on, and where nobody can tell.

A text is cut into `Segment`s, its articles (or the points 一、 of a text without articles) and what lies between. Each
amendment makes of all segments those that hold from its day on (`amend`). Places are those of the text as it stood the
day before: all changes of what is there come first, then what is inserted, then the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from disclosure.text.amendments import Instruction
from disclosure.text.article_changes import (
    by_article,
    everywhere,
    insert_below,
    new_article,
    replace_in,
    without,
    words_in,
)
from disclosure.text.articles import Number, Segment, Target, UnclearError, in_words, segments, targets
from disclosure.text.page_blocks import PageBlock

What = Literal["amended", "added", "deleted", "unclear", "renumbered"]


@dataclass(frozen=True, slots=True)
class Event:
    """What an amendment does to one segment, which holds so from then on; `anchors` are the clauses that say so."""

    what: What
    segment: Segment
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """A text after an amendment: all segments in their places, those that were deleted too, and what happened to which.

    `astray` are the instructions whose place is not in the text.
    """

    segments: tuple[Segment, ...]
    events: Mapping[str, Event]
    astray: tuple[Instruction, ...]


def cut_up(blocks: Sequence[PageBlock]) -> tuple[Segment, ...]:
    """A text in segments, as it was written."""
    return segments(blocks)


def amend(text: Sequence[Segment], orders: Iterable[Instruction]) -> Amended:
    """A text as some instructions change it, which take effect on one day."""
    work = _Work(text)
    later: list[Instruction] = []
    orders = tuple(orders)
    for order in orders:
        if order.action in ("insert", "renumber", "reorder"):
            later.append(order)
        else:
            work.change(order)
    for order in later:
        if order.action == "insert" and not _is_article(order):
            work.insert_below(order)
    work.arrange([order for order in later if order.action != "insert" or _is_article(order)])
    return work.done()


def _is_article(order: Instruction) -> bool:
    return re.search("[款项目]$", order.place) is None


@dataclass(slots=True)
class _Work:
    """One amendment under way. `failed` are segments of which nothing can be said, with the clauses that concern them."""

    before: Sequence[Segment]
    now: dict[str, Segment] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)
    astray: list[Instruction] = field(default_factory=list)
    by_number: dict[Number, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.now = {one.key: one for one in self.before}
        self.order = [one.key for one in self.before]
        self.by_number = {one.number: one.key for one in reversed(self.before) if one.number and not one.deleted}

    def change(self, order: Instruction) -> None:
        """Replace, delete or change words; what is unclear is noted."""
        if order.action == "everywhere":
            self._everywhere(order)
            return
        found = [(target, self._at(target)) for target in targets(order.place)]
        known = [(target, key) for target, key in found if key is not None]
        if len(known) < len(found) or not found:
            self.astray.append(order)
        for _, key in known:
            self._say(key, order)
        if order.action == "unclear" or len(known) < len(found):
            self.failed.update(key for _, key in known)
            return
        try:
            self._carry_out(order, known)
        except UnclearError:
            self.failed.update(key for _, key in known)

    def _carry_out(self, order: Instruction, aims: Sequence[tuple[Target, str]]) -> None:
        if order.action != "replace":
            for target, key in reversed(aims):  # of several clauses of one article the last first
                made = self._one(order, target, self.now[key])
                self.now[key] = replace(made, changed=True)
            return
        if len({key for _, key in aims}) == 1:
            key = aims[0][1]
            made = replace_in(self.now[key], [target for target, _ in aims], order.new)
            self.now[key] = replace(made, changed=True)
            return
        parted = by_article(order.new, [target.article for target, _ in aims])
        for (target, key), new in zip(aims, parted, strict=True):
            self.now[key] = replace(replace_in(self.now[key], [target], new), changed=True)

    @staticmethod
    def _one(order: Instruction, target: Target, segment: Segment) -> Segment:
        return without(segment, target) if order.action == "delete" else words_in(segment, target, order.words)

    def _everywhere(self, order: Instruction) -> None:
        found = False
        for key, segment in self.now.items():
            if segment.number and not segment.deleted:
                try:
                    made = everywhere(segment, order.words)
                except UnclearError:
                    self.failed.add(key)
                    self._say(key, order)
                    continue
                if made is not segment:
                    found = True
                    self.now[key] = replace(made, changed=True)
                    self._say(key, order)
        if not found:
            self.astray.append(order)

    def insert_below(self, order: Instruction) -> None:
        """A new 款 or 项."""
        (target,) = targets(order.place) or (None,)
        key = self._at(target) if target else None
        if target is None or key is None:
            self.astray.append(order)
            return
        self._say(key, order)
        try:
            self.now[key] = replace(insert_below(self.now[key], target, order.new), changed=True)
        except UnclearError:
            self.failed.add(key)

    def arrange(self, orders: Sequence[Instruction]) -> None:
        """New articles at their places, and the numbers of all."""
        new: dict[Number, Segment] = {}
        moved: dict[Number, Number] = {}
        reorder = False
        for order in orders:
            reorder = reorder or order.action == "reorder"
            if order.action == "renumber":
                self._note_move(order, moved)
            elif order.action == "insert":
                self._note_new(order, new)
        for number in sorted(one for one in new if len(one) > 1):
            self._put_between(new.pop(number))
        if new or moved or reorder:
            self._renumber(new, moved, reorder=reorder)

    def _note_move(self, order: Instruction, moved: dict[Number, Number]) -> None:
        old, aim = targets(order.place), targets(order.to)
        if len(old) != len(aim) or any(one.clause or one.item for one in old):
            return  # 第二款改为第三款 follows from what was inserted before it
        for one, other in zip(old, aim, strict=True):
            key = self._at(one)
            if key is None:
                self.astray.append(order)
            else:
                self._say(key, order)
                moved[one.article] = other.article

    def _note_new(self, order: Instruction, new: dict[Number, Segment]) -> None:
        wanted = [target.article for target in targets(order.place)]
        if not wanted and order.after:
            behind = targets(order.after)
            wanted = [(behind[-1].article[0] + 1,)] if behind and len(behind[-1].article) == 1 else []
        try:
            parted = by_article(order.new, wanted) if len(wanted) > 1 else [order.new]
            made = [new_article(number, words, self.now) for number, words in zip(wanted, parted, strict=True)]
        except UnclearError:
            made = []
        if not made:
            self.astray.append(order)
        for one in made:
            new[one.number] = one
            self.said[one.key] = [order.anchor]

    def _put_between(self, one: Segment) -> None:
        """第八条之一 stands behind 第八条, and behind what is inserted there already."""
        base = [number for number in self.by_number if number[0] == one.number[0] and number < one.number]
        if not base or one.number in self.by_number:
            self.astray.append(Instruction("insert", in_words(one.number), self.said.pop(one.key)[0]))
            return
        self.order.insert(self.order.index(self.by_number[max(base)]) + 1, one.key)
        self._add(one)

    def _add(self, one: Segment) -> None:
        self.now[one.key] = one
        self.by_number[one.number] = one.key
        self.added.add(one.key)

    def _renumber(self, new: Mapping[Number, Segment], moved: Mapping[Number, Number], *, reorder: bool) -> None:
        gone = {key for key in self.now if self.now[key].deleted and not self._was_deleted(key)}
        plain = [key for key in self.order if len(self.now[key].number) == 1 and not self._was_deleted(key)]
        numbers: dict[str, Number] = {}
        for keep in (not reorder, reorder) if _is_gapless([self.now[key].number[0] for key in plain]) else ():
            counted = [key for key in plain if keep or key not in gone]
            numbers = _numbers(counted, [number[0] for number in new])
            agrees = all(numbers.get(self.by_number[old]) == aim for old, aim in moved.items())
            if agrees if moved else keep is not reorder:
                break
            numbers = {}
        for number in sorted(new):
            self._place(new[number], plain, numbers)
        for key in self.order:
            segment = self.now[key]
            if key in numbers:
                self.now[key] = replace(segment, number=numbers[key])
            elif not numbers and segment.number and key not in self.added:
                self.now[key] = replace(segment, sure_number=False)
        self._follow(numbers)

    def _place(self, one: Segment, plain: Sequence[str], numbers: Mapping[str, Number]) -> None:
        """Before the first article that has a higher number then, otherwise behind the last."""
        behind = [key for key in plain if numbers.get(key, self.now[key].number) < one.number and self.now[key].number]
        above = [
            key for key in self.order if key in behind or (key in self.added and self.now[key].number < one.number)
        ]
        if not above:
            first = next((key for key in self.order if self.now[key].number), None)
            if first is None:
                self.astray.append(Instruction("insert", in_words(one.number), self.said.pop(one.key)[0]))
                return
            at = self.order.index(first)
        else:
            at = self.order.index(above[-1]) + 1
            while at < len(self.order) and len(self.now[self.order[at]].number) > 1:
                at += 1
        self.order.insert(at, one.key)
        self._add(one)

    def _follow(self, numbers: Mapping[str, Number]) -> None:
        """第八条之一 goes with 第八条."""
        base: Number = ()
        for key in self.order:
            segment = self.now[key]
            if len(segment.number) == 1:
                base = segment.number
            elif len(segment.number) > 1 and base and numbers and key not in self.added:
                self.now[key] = replace(segment, number=(*base, *segment.number[1:]))

    def _was_deleted(self, key: str) -> bool:
        return any(one.deleted for one in self.before if one.key == key)

    def _at(self, target: Target) -> str | None:
        key = self.by_number.get(target.article) if target.article else None
        known = key is not None and self.now[key].sure_number and self.now[key].key_is_article is not target.point
        return key if known else None

    def _say(self, key: str, order: Instruction) -> None:
        anchors = self.said.setdefault(key, [])
        if order.anchor and order.anchor not in anchors:
            anchors.append(order.anchor)

    def done(self) -> Amended:
        """The outcome; where anything failed, the words are those from before."""
        before = {one.key: one for one in self.before}
        events: dict[str, Event] = {}
        result = []
        for key in self.order:
            old, one = before.get(key), self.now[key]
            if key in self.failed and old is not None:
                one = replace(old, number=one.number, sure=False)
            what = _what(old, one, failed=key in self.failed)
            if what:
                events[key] = Event(what, one, tuple(self.said.get(key, ())))
            result.append(one)
        return Amended(tuple(result), events, tuple(self.astray))


def _what(old: Segment | None, one: Segment, *, failed: bool) -> What | None:
    if failed:
        return "unclear"
    if old is None:
        return "added"
    if one.deleted and not old.deleted:
        return "deleted"
    if one.blocks != old.blocks:
        return "amended"
    return "renumbered" if one.number != old.number else None


def _is_gapless(numbers: Sequence[int]) -> bool:
    return list(numbers) == list(range(1, len(numbers) + 1))


def _numbers(keys: Sequence[str], new: Iterable[int]) -> dict[str, Number]:
    """The numbers of articles when new ones take theirs."""
    taken = set(new)
    free = (number for number in count(1) if number not in taken)
    return {key: (number,) for key, number in zip(keys, free, strict=False)}
