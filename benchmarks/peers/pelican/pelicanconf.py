"""The same site in Pelican. Everything that has a list is a tag (`<list>/<key>`): tags are what Pelican paginates."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from pelican import signals  # type: ignore[import-not-found]

HERE = Path(__file__).resolve().parent
LISTS = {"tags": "标签", "agencies": "机关", "themes": "主题", "audiences": "服务对象", "years": "年份"}
REVERSE = {"interprets": "解读", "repeals": "被废止", "implements": "实施文件"}
FORWARD = {"interprets": "解读文件", "repeals": "本文件废止", "implements": "本文件贯彻实施"}

SITENAME = "云岚市青禾区政府信息公开"
SITEURL = ""
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "public")
THEME = str(HERE / "theme")
THEME_STATIC_DIR = "static"
ARTICLE_PATHS = ["policies", "interpretations"]
PAGE_PATHS: list[str] = []
STATIC_PATHS = ["static"]
SLUGIFY_SOURCE = "basename"
FORMATTED_FIELDS: list[str] = []
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.meta": {},
        "markdown.extensions.tables": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}

ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "{slug}/"
TAG_SAVE_AS = "{slug}/index.html"
SLUG_REGEX_SUBSTITUTIONS: list[tuple[str, str]] = []  # ids need none, and `/` must stay
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = ARCHIVES_SAVE_AS = TAGS_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", *LISTS]
TEMPLATE_PAGES = {"sitemap.xml": "sitemap.xml"}
for _list in LISTS:
    globals()[f"{_list.upper()}_SAVE_AS"] = f"{_list}/index.html"

DEFAULT_PAGINATION = 30
PAGINATED_TEMPLATES = {"tag": None, "category": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

WORDS = json.loads((HERE / "vocabulary.json").read_text(encoding="utf-8"))


def split(value: str | None) -> list[str]:
    """The items of a list in front matter."""
    return value.split(", ") if value else []


def keys(article: Any, name: str) -> list[str]:
    """The keys under which an article stands in one kind of list."""
    return [key for kind, _, key in (tag.name.partition("/") for tag in getattr(article, "tags", ())) if kind == name]


def contents(text: str) -> list[dict[str, str]]:
    """The headings of a body."""
    return [{"id": i, "title": t} for i, t in re.findall(r'<h[2-4] id="([^"]+)">(.*?)</h', text)]


def relate(generator: Any) -> None:
    """Who points at whom, once all articles have been read."""
    articles = {article.slug: article for article in generator.articles}
    reverse: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for article in generator.articles:
        for relation in REVERSE:
            for target in split(getattr(article, relation, None)):
                reverse[relation, target].append(article)

    def related(article: Any) -> list[dict[str, Any]]:
        backward = [{"title": t, "documents": _links(reverse[r, article.slug])} for r, t in REVERSE.items()]
        forward = [
            {"title": t, "documents": _links(articles[target] for target in split(getattr(article, r, None)))}
            for r, t in FORWARD.items()
        ]
        return backward + forward

    generator.context["related"] = related


def _links(articles: Any) -> list[dict[str, str]]:
    return [{"url": f"/{article.url}", "title": article.title} for article in articles]


JINJA_FILTERS = {"split": split, "keys": keys, "contents": contents}
signals.article_generator_finalized.connect(relate)
