"""Make and write what is planned and not as it was: by several processes, each of which writes what it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure.convert import Found
from disclosure.memory import ItemId, Made, item_id
from disclosure.page import Deferred, Output, Page, Planned, Site, products
from disclosure.publish import Addresses, Staging
from disclosure.render import Compiled, load_static, renderer
from disclosure.watch import Read, watched
from disclosure.workers import spread

ALONE = 40
"""Units below which other processes cost more than they save."""


@dataclass(frozen=True, slots=True)
class _Share:
    """What one process brings back: of each item, by its number, only what the others do not have."""

    made: dict[tuple[int, int], tuple[tuple[str, ...], frozenset[Read], tuple[tuple[str, str], ...]]]
    files: set[str]
    anchors: set[tuple[str, str]]
    found: dict[str, Found]


def make_all(
    stage: Staging,
    root: Path,
    site: Site,
    planned: Sequence[Planned],
    fresh: Mapping[ItemId, Made],
    jobs: int,
    compiled: Compiled,
) -> tuple[dict[ItemId, Made], Addresses]:
    """Every planned item as it was made, now or before, and the addresses that have to lead somewhere.

    What is not fresh, or has lost a file, is made anew; bodies are examined on the way. Static files are written too.
    `compiled` gains the templates that were compiled.
    """
    kept = {key: made for key, made in fresh.items() if stage.standing.issuperset(made.paths)}
    units = _by_document(item for item in planned if item_id(item) not in kept)
    static = load_static(root / "templates")
    render = renderer(root / "templates", site, static, compiled, every=len(units) > ALONE)
    base_path, bodies = site.config.site.base_path, site.prose

    def make_share(share: range) -> _Share:
        own, addresses = Staging(stage.folder, stage.published), Addresses()
        seen, reads = watched(site)
        made = {}
        for index in share:
            for number, item in enumerate(units[index]):
                reads.clear()
                paths, anchors = [], set()
                for product in products(item, seen):
                    paths.append(product.path)
                    if isinstance(product, Page):
                        html = render(product)
                        anchors |= addresses.read(product.path, html, base_path)
                        own.write(product.path, html.encode())
                    elif isinstance(product, Output):
                        own.write(product.path, product.data)
                    else:
                        own.copy(product.path, root / product.source)
                made[index, number] = (tuple(paths), frozenset(reads), tuple(sorted(anchors)))
        keys = {item.key for index in share for item in units[index] if isinstance(item, Deferred)}
        return _Share(made, addresses.files, addresses.anchors, bodies.examine(keys))

    made, addresses = dict(kept), Addresses()
    for share in spread(make_share, len(units), jobs if len(units) > ALONE else 1):
        for (index, number), found in share.made.items():
            item = units[index][number]
            made[item_id(item)] = Made(item, *found)
        addresses.files |= share.files
        addresses.anchors |= share.anchors
        bodies.learn(share.found)
    for one in made.values():
        stage.claim(one.paths)
    for name, data in static.items():
        stage.write(f"static/{name}", data)
    _recall_addresses(stage, kept, addresses, base_path)
    return {key: made[key] for key in map(item_id, planned)}, addresses


def _by_document(planned: Iterable[Planned]) -> list[list[Planned]]:
    """What is planned for one document together, so that its body is converted once; everything else by itself."""
    units: dict[object, list[Planned]] = {}
    for number, item in enumerate(planned):
        units.setdefault(item.key if isinstance(item, Deferred) else number, []).append(item)
    return list(units.values())


def _recall_addresses(stage: Staging, kept: Mapping[ItemId, Made], addresses: Addresses, base_path: str) -> None:
    """Add what kept pages link to, as far as it may no longer be there: anchors of files made anew, files that are gone."""
    untouched = {path for made in kept.values() for path in made.paths}
    addresses.anchors.update(pair for made in kept.values() for pair in made.anchors if pair[0] not in untouched)
    if any(path.endswith(".html") for path in stage.standing - stage.paths):
        for path in untouched:
            if path.endswith(".html"):
                addresses.read(path, stage.read(path), base_path)
