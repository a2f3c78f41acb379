"""What others change in the articles of a policy, told in the files that are made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from disclosure.library.addresses import document_url
from disclosure.library.amending import concerned, history
from disclosure.library.library import UNNAMED
from disclosure.site.page import Site
from disclosure.text.titles import quoted


@dataclass(frozen=True, slots=True)
class Marks:
    """Sentences in brackets: `head` names all amended articles, `above` stand above each, by its words (第八条)."""

    head: str
    above: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, site: Site, key: str, until: date | None = None) -> Marks:
        """The marks of one policy, by a day those until then; empty where nobody amends it in part."""
        found = amendments(site, key, until)
        told = [one for one in found if one["what"] != "renumbered" and (until is None or one["on"] <= str(until))]
        if not told:
            return cls("", {})
        say = site.strings
        titles = {
            one["by"]: quoted(site.library.documents[one["by"]].record.title) if one["by"] else say("change.unnamed")
            for one in told
        }
        above: defaultdict[str, list[str]] = defaultdict(list)
        for one in told:
            what = "unclear_unnamed" if one["what"] == "unclear" and not one["by"] else one["what"]
            words = say(f"change.download_{what}", article=one["article"], on=one["on"], by=titles[one["by"]])
            words += f"（{one['clause']}）" if one["clause"] else ""
            words += f"：{one['text']}" if one["text"] else "。"
            above[one["article"]].append(f"〔{' '.join(words.split())}〕")
        short = [f"{one['article']}（{one['on']}，{titles[one['by']]}）" for one in told]
        head = say("change.download_head", places="、".join(dict.fromkeys(short)))
        return cls(head, {article: tuple(sentences) for article, sentences in above.items()})


def amendments(site: Site, key: str, day: date | None = None) -> list[dict[str, str]]:
    """What others change in the articles of a policy, by their days: which, who says so where, and the words from then on.

    The articles are those of the text of a day, None: of the build's. Of a document that is not published, who and where are empty.
    """
    if not concerned(site.library, key):
        return []
    found = history(site.library, site.prose.__getitem__, key, day or site.on)
    address = site.config.site.address
    told = []
    for article in found.articles:
        for turn in article.turns:
            source, event = turn.by.link.source, turn.event
            clause = ""
            if source != UNNAMED:
                clause = address + document_url(site.library.documents[source].record).lstrip("/")
                clause += f"#{event.anchors[0]}" if event.anchors else ""
            told.append(
                {
                    "article": article.was.words if article.was else event.segment.words,
                    "on": str(turn.by.day),
                    "what": event.what,
                    "by": source,
                    "clause": clause,
                    "text": event.segment.text if event.what in ("amended", "added") else "",
                    "was": article.was.text if article.was else "",
                }
            )
    return sorted(told, key=lambda one: one["on"])
