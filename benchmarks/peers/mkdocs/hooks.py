"""What a MkDocs template cannot see from one page: which documents point at it, and the newest of all."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

REVERSE = {"interprets": "解读", "repeals": "被废止", "implements": "实施文件"}
FORWARD = {"interprets": "解读文件", "repeals": "本文件废止", "implements": "本文件贯彻实施"}


def on_env(env: Any, config: Any, files: Any) -> Any:  # noqa: ARG001 — MkDocs passes it by name
    """Give the templates `related(page)` and `newest`, from pages that have all been read by now."""
    pages = {file.name: file.page for file in files.documentation_pages() if file.name != "index"}
    reverse: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for page in pages.values():
        for relation in REVERSE:
            for target in page.meta.get(relation, ()):
                reverse[relation, target].append(page)

    def related(page: Any) -> list[dict[str, Any]]:
        backward = [
            {"title": title, "documents": _links(reverse[relation, page.file.name])}
            for relation, title in REVERSE.items()
        ]
        forward = [
            {"title": title, "documents": _links(pages[target] for target in page.meta.get(relation, ()))}
            for relation, title in FORWARD.items()
        ]
        return backward + forward

    env.globals["related"] = related
    policies = (page for page in pages.values() if "interprets" not in page.meta)
    env.globals["newest"] = sorted(policies, key=lambda page: page.meta["date"], reverse=True)[:8]
    return env


def _links(pages: Any) -> list[dict[str, str]]:
    return [{"url": f"/{page.url}", "title": page.meta["title"]} for page in pages]
