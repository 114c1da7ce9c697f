"""What readers can find, and who knows it: rooms register what they put into the index, in their `AppConfig.ready`.

    from lantoa.search import sources
    from lantoa.search.index import Entry

    def entries() -> Iterator[Entry]:
        for article in Article.objects.live().select_related("unit"):
            yield entry_of(article)

    sources.register("article", "Tin bài", icon="newspaper", entries=entries)

and, in the transaction that publishes, changes or withdraws one: `index.put(entry_of(article))`,
`index.remove("article", article.pk)`. `lantoa rebuild_search` makes the index anew from all sources.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lantoa.search.entry import Entry

_NAME = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of things that can be found: `label` is what its filter is called; `entries` gives all that are public."""

    kind: str
    label: str
    entries: Callable[[], Iterable[Entry]]
    icon: str = "document-text"
    place: int = 50  # among the filters


_sources: dict[str, Source] = {}


def register(
    kind: str, label: str, *, entries: Callable[[], Iterable[Entry]], icon: str = "document-text", place: int = 50
) -> None:
    """Let things of `kind` (small letters only) stand in the index."""
    if not _NAME.fullmatch(kind):
        raise ValueError(f"a kind is one word of small letters, not {kind!r}")
    _sources[kind] = Source(kind, label, entries, icon, place)


def forget(kind: str) -> None:
    """Undo `register`."""
    _sources.pop(kind, None)


def known() -> list[Source]:
    """Every source, in the order of the filters."""
    return sorted(_sources.values(), key=lambda one: (one.place, one.kind))


def of(kind: str) -> Source:
    """The source of a kind. Raises LookupError where none was registered."""
    if kind not in _sources:
        raise LookupError(f"no room registered {kind!r} with search.sources")
    return _sources[kind]
