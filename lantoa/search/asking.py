"""What readers ask of the index: pages of what was found, and what is offered while they type."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.safestring import SafeString

from lantoa.search import engine, sources
from lantoa.search.engine import Beginning, Ranked, Whole
from lantoa.search.excerpts import excerpt, marked
from lantoa.search.models import SearchEntry
from lantoa.search.words import Question, asked, folded

PAGE_SIZE = 20
SHORTEST = 2  # letters before anything is offered
_CLOSER = 40  # of the best are looked at closer: two pages
_YEAR = 365.0


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; `marked` and `excerpt` are safe markup with the found words in <mark>."""

    kind: str
    label: str
    icon: str
    key: str
    title: str
    marked: SafeString
    excerpt: SafeString
    url: str
    unit_name: str
    on: dt.date | None


@dataclass(slots=True)
class Found:
    """The answer to a question. `counts` of every kind whatever kinds were chosen; `total` of the chosen; `page` of
    `Hit`s."""

    question: Question
    kinds: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict)
    page: "Page[Hit]" = field(init=False)

    @property
    def total(self) -> int:
        return sum(number for kind, number in self.counts.items() if not self.kinds or kind in self.kinds)

    @property
    def everything(self) -> int:
        return sum(self.counts.values())


class _Hits:
    """What was found as the paginator takes it: counted once, read a page at a time."""

    def __init__(self, found: Found) -> None:
        self.found = found

    def __len__(self) -> int:
        return self.found.total

    def __getitem__(self, part: slice) -> list[Hit]:
        first, last = part.start, part.stop
        return _hits(_keys(self.found, first, last), self.found.question) if last > first else []


def find(typed: str, kinds: Sequence[str] = (), *, page: int | str | None = 1, size: int = PAGE_SIZE) -> Found:
    """What answers the words, the best first: words of the title count more, so do words that stand together as they
    were typed, and a newer thing a little more than an older one. Unknown kinds count as none."""
    known = [source.kind for source in sources.known()]
    found = Found(asked(typed), tuple(kind for kind in kinds if kind in known))
    if found.question:
        found.counts = engine.counts(found.question, known)
    hits: Any = _Hits(found)
    found.page = Paginator(hits, size).get_page(page)
    return found


def suggest(typed: str, most: int = 8) -> list[Hit]:
    """Titles that hold what has been typed so far, the last word being perhaps no more than its beginning."""
    question = asked(typed, is_open=True)
    if len("".join(question.words)) < SHORTEST:
        return []
    best = engine.ranked(question, first=0, most=3 * most, titles=True)
    return _hits(_looked_at(best, question)[:most], question)


def keys(typed: str, kind: str, *, most: int = 1000, wide: bool = False) -> list[str]:
    """The keys of what answers the words among things of one kind, the best first: for lists that a room filters by
    more than words; `wide`: as `words.asked`."""
    question = asked(typed, wide=wide)
    if not question:
        return []
    best = [one.pk for one in engine.ranked(question, [sources.of(kind).kind], first=0, most=most)]
    known = dict(SearchEntry.objects.filter(pk__in=best).values_list("pk", "key"))
    return [known[pk] for pk in best if pk in known]


def _keys(found: Found, first: int, last: int) -> list[int]:
    """The keys of the entries in these places."""
    keys: list[int] = []
    if first < _CLOSER:
        best = engine.ranked(found.question, found.kinds, first=0, most=_CLOSER)
        keys = _looked_at(best, found.question)[first:last]
    if last > _CLOSER:
        start = max(first, _CLOSER)
        keys += [one.pk for one in engine.ranked(found.question, found.kinds, first=start, most=last - start)]
    return keys


def _looked_at(best: list[Ranked], question: Question) -> list[int]:
    """The best in the order in which a reader would want them."""
    known = {one.pk: one for one in engine.beginnings([one.pk for one in best])}
    today = timezone.localdate()
    worth = {one.pk: one.score * _worth(known[one.pk], question, today) for one in best if one.pk in known}
    return sorted(worth, key=lambda pk: (-worth[pk], -pk))


def _worth(entry: Beginning, question: Question, today: dt.date) -> float:
    """By how much more than its bare words an entry answers: 1 for nothing else."""
    title, text = (f" {' '.join(part.split())} " for part in (entry.title_folded, entry.folded))
    pairs = question.pairs
    together = sum(0.5 * (f" {pair} " in title) + 0.25 * (f" {pair} " in text) for pair in pairs) / (len(pairs) or 1)
    whole = f" {' '.join(question.words)}{'' if question.is_open else ' '}"
    phrase = 0.5 * (whole in title) + 0.25 * title.startswith(whole) + 0.25 * (whole in text)
    return 1 + together + phrase + _as_typed(entry, question) + _newness(entry.on, today)


def _as_typed(entry: Beginning, question: Question) -> float:
    """What is spelt with the very accents that were typed: “bão” is not “bảo”."""
    if not question.accented:
        return 0.0
    said = f"{entry.title} {entry.text}".lower()
    return 0.5 * sum(word in said for word in question.accented) / len(question.accented)


def _newness(on: "dt.date | str | None", today: dt.date) -> float:
    """0.2 for today's, half of it a year ago."""
    day = _day(on)
    if day is None:
        return 0.0
    return 0.2 / (1 + max(0, (today - day).days) / _YEAR)


def _hits(keys: Sequence[int], question: Question) -> list[Hit]:
    rows = engine.wholes(keys)
    return [_hit(rows[key], question) for key in keys if key in rows]


def _hit(row: Whole, question: Question) -> Hit:
    source = sources.of(row.kind)
    said = excerpt(row.text, row.folded or folded(row.text), question)
    title = marked(row.title, question, row.title_folded)
    return Hit(
        row.kind, source.label, source.icon, row.key, row.title, title, said, row.url, row.unit_name, _day(row.on)
    )


def _day(on: "dt.date | str | None") -> dt.date | None:
    """SQLite answers a question asked by hand with the day as it is written."""
    return dt.date.fromisoformat(on) if isinstance(on, str) else on
