"""Figures from what units did: many indicators over many units in one grouped question to the database.

Only activities that count (not cancelled) and whose day lies in the period are counted. Indicators that filter by words
cost one more question for each set of words; all others share one.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from lantoa.ledger.models import Activity
from lantoa.ledger.models.activity import ActivityQuerySet
from lantoa.reports import sources
from lantoa.reports.days import Days
from lantoa.reports.enums import Aggregate, How
from lantoa.reports.models import Indicator
from lantoa.vietnamese.text import fold

BATCH = 5000  # units in one question: fewer than the variables that any of the databases takes
_HUNDREDTH = Decimal("0.01")
_ADDED = {
    Aggregate.COUNT: Count("pk"),
    Aggregate.TIMES: Sum("times"),
    Aggregate.PEOPLE: Sum("people"),
    Aggregate.COPIES: Sum("copies"),
    Aggregate.COST: Sum("cost"),
}
Row = tuple[Any, ...]
Figures = dict[int, Decimal | None]


def compute(
    indicators: Iterable[Indicator],
    groups: Mapping[int, Collection[int]],
    days: Days,
    *,
    names: Mapping[int, int] | None = None,
) -> dict[int, Figures]:
    """For each group of units (by its key) the figure of each indicator (by id) for the days of a period.

    Typed indicators are left out. A ratio is worked out where both its sides are among `indicators`. `names` says under
    which unit a unit is counted where the number of units is asked (a merged one under its heir).
    """
    wanted = list(indicators)
    units = sorted({unit for group in groups.values() for unit in group})
    by_unit: dict[int, Mapping[int, Decimal] | None] = {}
    by_unit.update(_from_activities([one for one in wanted if one.how == How.ACTIVITIES], units, days.first, days.last))
    for one in (one for one in wanted if one.how == How.SOURCE):
        by_unit[one.pk] = _from_source(one, units, days)
    found = {key: _total(wanted, by_unit, group, names or {}) for key, group in groups.items()}
    for figures in found.values():
        fill_ratios(wanted, figures)
    return found


def fill_ratios(indicators: Iterable[Indicator], figures: Figures) -> None:
    """Work every ratio out anew from the figures of its two sides."""
    for one in indicators:
        if one.how == How.RATIO:
            figures[one.pk] = ratio(figures.get(one.numerator_id or 0), figures.get(one.denominator_id or 0))


def ratio(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """The share in percent; None where a side is missing or there is nothing to divide by."""
    if numerator is None or not denominator:
        return None
    return (100 * numerator / denominator).quantize(_HUNDREDTH, ROUND_HALF_UP)


def matching(conditions: Mapping[str, object]) -> Q:
    """The activities that a filter lets through: {"kinds": […], "channels": […], "words": "…"}; what is empty asks
    nothing. Words are phrases set apart by commas or semicolons: one of them must stand in the activity."""
    found = Q()
    if kinds := conditions.get("kinds"):
        found &= Q(kind__in=kinds)
    if channels := conditions.get("channels"):
        found &= Q(channel_kind__in=channels)
    return found & _with_words(_phrases(conditions))


def amount(indicator: Indicator, activity: Activity) -> Decimal:
    """What one activity adds to the figure; for the number of units it adds nothing by itself."""
    match indicator.aggregate:
        case Aggregate.COUNT:
            return Decimal(1)
        case Aggregate.TIMES:
            return Decimal(activity.times)
        case Aggregate.PEOPLE:
            return Decimal(activity.people or 0)
        case Aggregate.COPIES:
            return Decimal(activity.copies or 0)
        case Aggregate.COST:
            return Decimal(activity.cost or 0)
        case _:
            return Decimal(0)


def done_by(units: Collection[int], first: dt.date, last: dt.date) -> ActivityQuerySet:
    """The activities of `units` that figures of these days count."""
    return Activity.objects.counted().between(first, last).filter(unit_id__in=units)


def _phrases(conditions: Mapping[str, object]) -> tuple[str, ...]:
    words = str(conditions.get("words") or "")
    return tuple(sorted({phrase for part in re.split(r"[,;\n]", words) if (phrase := fold(part))}))


def _with_words(phrases: Iterable[str]) -> Q:
    found = Q()
    for phrase in phrases:
        found |= Q(folded__contains=phrase)
    return found


def _from_activities(
    indicators: list[Indicator], units: list[int], first: dt.date, last: dt.date
) -> dict[int, dict[int, Decimal]]:
    """For each indicator the figure of each unit that has one. For the number of units: 1 where it did anything."""
    by_words: dict[tuple[str, ...], list[Indicator]] = defaultdict(list)
    for one in indicators:
        by_words[_phrases(one.filter)].append(one)
    found: dict[int, dict[int, Decimal]] = {one.pk: defaultdict(Decimal) for one in indicators}
    for phrases, sharing in by_words.items():
        takers = _Takers(sharing)
        width = 1 + len(takers.columns)
        for row in _rows(phrases, takers, units, first, last):
            for pk, place in takers.of(row[1:width]):
                if place is None:
                    found[pk][row[0]] = Decimal(1)
                else:
                    found[pk][row[0]] += row[width + place] or 0
    return found


_COLUMNS = {"kind": "kinds", "channel_kind": "channels"}  # a column of an activity, and what filters call it


class _Takers:
    """Which indicators take a row and from which of its places; worked out once for all rows alike. `columns` are what
    rows must tell apart, `added` what they must add up: no more than these indicators ask."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._indicators = list(indicators)
        used = {one.aggregate for one in self._indicators}
        self.added = [name for name in _ADDED if name in used]
        self.columns = [
            name for name, asked in _COLUMNS.items() if any(one.filter.get(asked) for one in self._indicators)
        ]
        self._known: dict[tuple[str, ...], list[tuple[int, int | None]]] = {}

    def of(self, cells: tuple[str, ...]) -> list[tuple[int, int | None]]:
        """The indicators (ids) that take a row with these cells in `columns`."""
        if cells not in self._known:
            row = dict(zip(self.columns, cells, strict=True))
            self._known[cells] = [(one.pk, self._place(one)) for one in self._indicators if _takes(one, row)]
        return self._known[cells]

    def _place(self, indicator: Indicator) -> int | None:
        """Where in a row its sum stands; None: the number of units, which no row adds to."""
        aggregate = Aggregate(indicator.aggregate)
        return self.added.index(aggregate) if aggregate in self.added else None


def _takes(indicator: Indicator, row: Mapping[str, str]) -> bool:
    asked = {name: indicator.filter.get(_COLUMNS[name]) for name in row}
    return all(not wanted or row[name] in wanted for name, wanted in asked.items())


def _rows(phrases: Iterable[str], takers: _Takers, units: list[int], first: dt.date, last: dt.date) -> Iterator[Row]:
    """Unit, what must be told apart, then the sums."""
    sums = {f"added_{name}": _ADDED[name] for name in takers.added}
    for start in range(0, len(units), BATCH):
        done = done_by(units[start : start + BATCH], first, last).filter(_with_words(phrases)).order_by()
        yield from done.values_list("unit_id", *takers.columns).annotate(**sums).iterator(chunk_size=BATCH)


def _from_source(indicator: Indicator, units: list[int], days: Days) -> dict[int, Decimal] | None:
    """None where the room that offered the figure is not there."""
    source = sources.find(indicator.source)
    if source is None:
        return None
    found: dict[int, Decimal] = {}
    for start in range(0, len(units), BATCH):
        found.update(source.compute(units[start : start + BATCH], days))
    return found


def _total(
    indicators: Iterable[Indicator],
    by_unit: Mapping[int, Mapping[int, Decimal] | None],
    group: Collection[int],
    names: Mapping[int, int],
) -> Figures:
    figures: Figures = {}
    for one in indicators:
        if one.pk not in by_unit:
            continue
        rows = by_unit[one.pk]
        if rows is None:
            figures[one.pk] = None
        elif one.aggregate == Aggregate.UNITS and one.how == How.ACTIVITIES:
            figures[one.pk] = Decimal(len({names.get(unit, unit) for unit in group if unit in rows}))
        else:
            figures[one.pk] = sum((rows[unit] for unit in group if unit in rows), Decimal(0))
    return figures
