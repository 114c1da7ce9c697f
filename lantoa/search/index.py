"""What stands in the one index of everything that readers may find. Rooms put entries in and take them out in the
transaction that publishes or withdraws; what has no entry is not found, so no question needs to hide anything."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from django.db import transaction

from lantoa.search import engine, sources, spelling
from lantoa.search.asking import Found, Hit, find, keys, suggest
from lantoa.search.entry import Entry
from lantoa.search.models import SearchEntry
from lantoa.search.words import asked, folded
from lantoa.vietnamese.text import squeeze

__all__ = ["Entry", "Found", "Hit", "Keys", "find", "keys", "put", "put_many", "rebuild", "remove", "suggest"]

LONGEST_TEXT = 300_000  # characters; PostgreSQL's index of one row has a limit
_BATCH = 500
_UPDATED = ["title", "text", "url", "unit_name", "on", "title_folded", "folded"]


class Keys:
    """The keys of what answers the words among things of one kind, the best first, as a paginator takes them: counted
    once, read a page at a time. For lists that words alone narrow; others begin with `keys`. `wide` as `words.asked`
    has it."""

    def __init__(self, typed: str, kind: str, *, wide: bool = False) -> None:
        self.question, self.kind = asked(typed, wide=wide), sources.of(kind).kind

    @cached_property
    def number(self) -> int:
        return engine.count(self.question, self.kind) if self.question else 0

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[str]:
        first, last, _ = part.indices(self.number)
        if first >= last:
            return []
        best = engine.ranked(self.question, [self.kind], first=first, most=last - first)
        return engine.keys([one.pk for one in best])


def put(
    *,
    kind: str,
    key: str | int,
    title: str,
    url: str,
    text: str = "",
    unit_name: str = "",
    on: dt.date | None = None,
) -> None:
    """Let readers find a thing, or find it as it is now. Only for what anyone may open."""
    put_many([Entry(kind, key, title, url, text, unit_name, on)])


def put_many(entries: Iterable[Entry]) -> int:
    """`put` for many; how many. Of two with one key the later stands."""
    number, waiting = 0, iter(entries)
    while batch := list(islice(waiting, _BATCH)):
        rows = {(row.kind, row.key): row for row in map(_row, batch)}
        with transaction.atomic():
            SearchEntry.objects.bulk_create(
                rows.values(), update_conflicts=True, unique_fields=["kind", "key"], update_fields=_UPDATED
            )
            spelling.learn(word for row in rows.values() for word in f"{row.title_folded} {row.folded}".split())
        number += len(rows)
    return number


def remove(kind: str, key: str | int) -> None:
    """Let readers no longer find a thing; nothing happens where it is not in the index."""
    SearchEntry.objects.filter(kind=kind, key=str(key)).delete()


def rebuild(kinds: Iterable[str] = ()) -> dict[str, int]:
    """Make the index anew from every source (or those of `kinds`), in one transaction: who searches meanwhile finds
    what was there before. How many entries each kind has now."""
    chosen = [sources.of(kind) for kind in kinds] or sources.known()
    with transaction.atomic():
        engine.hold_writers()
        SearchEntry.objects.exclude(kind__in=[source.kind for source in sources.known()]).delete()
        return {source.kind: _rebuild(source) for source in chosen}


def _rebuild(source: sources.Source) -> int:
    seen: set[str] = set()

    def told() -> Iterator[Entry]:
        for entry in source.entries():
            seen.add(str(entry.key))
            yield entry

    put_many(told())
    old = set(SearchEntry.objects.filter(kind=source.kind).values_list("key", flat=True)) - seen
    for key in old:
        remove(source.kind, key)
    return len(seen)


def _row(entry: Entry) -> SearchEntry:
    title, text = _cut(squeeze(entry.title), 400), squeeze(entry.text)[:LONGEST_TEXT]
    return SearchEntry(
        kind=sources.of(entry.kind).kind,
        key=str(entry.key),
        title=title,
        text=text,
        url=entry.url,
        unit_name=_cut(entry.unit_name, 200),
        on=entry.on,
        title_folded=folded(title),
        folded=folded(text),
    )


def _cut(text: str, longest: int) -> str:
    """`text` in at most `longest` characters, whole words."""
    return text if len(text) <= longest else f"{text[: longest - 2].rsplit(' ', 1)[0]} …"
