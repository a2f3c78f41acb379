"""Rules on tags (政策文件标签): every tag is used, none is there twice under another name, and documents have those that they owe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from disclosure.base.problems import Problem
from disclosure.library.library import Library
from disclosure.model.documents import Policy
from disclosure.model.records import Entry
from disclosure.model.vocabulary import Tag, look
from disclosure.rules.check import policy_rule, rule


@rule("tags-unused")
def tags_unused(library: Library, _on: date) -> Iterator[Problem]:
    """Tags that no document has: said once, since a catalogue that is made from the demand side may run ahead of documents."""
    used = {tag for entry in library.documents.values() for tag in entry.record.read("tags", ())}
    if library.broken or not used <= set(library.vocabulary.tags):
        return  # which tags are meant is not known
    unused = [entry for key, entry in library.vocabulary.tags.items() if key not in used]
    if unused and used:
        names = "、".join(entry.record.name for entry in unused)
        yield Problem(unused[0].place("id"), "tags-unused", {"number": str(len(unused)), "names": names})


@rule("tags-twice")
def tags_twice(library: Library, _on: date) -> Iterator[Problem]:
    """What a tag is called besides is no other tag's name, nor what that is called besides: nobody would know which to take."""
    first: dict[str, Entry[Tag]] = {}
    for entry in library.vocabulary.tags.values():
        first.setdefault(look(entry.record.read("name", "")), entry)
    for entry in library.vocabulary.tags.values():
        for index, word in enumerate(entry.record.read("synonyms", ())):
            other = first.setdefault(look(word), entry)
            if other is not entry:
                values = {"word": word, "other": other.record.id}
                yield Problem(entry.place("synonyms", index), "tag-twice", values)


@policy_rule("tags-owed")
def tags_owed(entry: Entry[Policy], library: Library, _on: date) -> Iterator[Problem]:
    """A document has as many tags as the rule says, of each group that it names."""
    policy, owed = entry.record, library.vocabulary.rules.get("tags-owed")
    if owed is None or policy.translation_of is not None:
        return
    rule_ = owed.record
    if rule_.categories and policy.category not in rule_.categories:
        return
    if rule_.since is not None and (policy.published_on is None or policy.published_on < rule_.since):
        return
    known = library.vocabulary.tags
    groups = [known[tag].record.group for tag in policy.tags if tag in known]
    place, values = entry.place("tags"), {"number": str(rule_.value), "owed_by": rule_.basis}
    if not rule_.tag_groups and len(groups) < rule_.value:
        yield Problem(place, "tags-missing", values)
    for group in rule_.tag_groups:
        if groups.count(group) < rule_.value:
            yield Problem(place, "tags-of-group-missing", values | {"group": group.zh, "group_en": group.en})
