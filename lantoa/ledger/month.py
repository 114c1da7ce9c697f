"""A month as weeks of days, with what is due on each."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Min, Q

from lantoa.ledger.enums import PENDING
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.vietnamese.calendar import WorkCalendar
from lantoa.vietnamese.months import CalendarDay, month_weeks

SHOWN_A_DAY = 4


@dataclass(slots=True)
class Entry:
    """The obligations of one day that ask the same, whichever plan asks: one line, with the number of units."""

    title: str
    first: int  # the id of one of them
    units: int
    done: int


@dataclass(slots=True)
class Day(CalendarDay):
    entries: list[Entry] = field(default_factory=list)
    more: int = 0  # entries that are not shown


def weeks(month: dt.date, rows: ObligationQuerySet, work: WorkCalendar, *, today: dt.date) -> list[list[Day]]:
    """The weeks (Monday first) that touch the month of `month`, each day with its entries."""
    dates = month_weeks(month)
    entries = _entries(rows.filter(due_on__range=(dates[0][0], dates[-1][-1])))
    return [[_day(date, month, entries, work, today) for date in week] for week in dates]


def _day(date: dt.date, month: dt.date, entries: dict[dt.date, list[Entry]], work: WorkCalendar, today: dt.date) -> Day:
    found, day = entries.get(date, []), Day.of(date, month, work, today)
    day.entries, day.more = found[:SHOWN_A_DAY], max(len(found) - SHOWN_A_DAY, 0)
    return day


def _entries(rows: ObligationQuerySet) -> dict[dt.date, list[Entry]]:
    """By day; a province has tens of thousands of rows on 31 December, so the database counts them."""
    done = Count("pk", filter=~Q(state__in=PENDING))
    grouped = rows.counted().order_by().values("due_on", "title", "part")
    grouped = grouped.annotate(first=Min("pk"), sort=Min("kind"), units=Count("pk"), done=done)
    found: dict[dt.date, list[Entry]] = defaultdict(list)
    for row in grouped.order_by("due_on", "sort", "first"):
        if row["due_on"] is not None:
            found[row["due_on"]].append(Entry(row["title"], row["first"], row["units"], row["done"]))
    return found


def shifted(month: dt.date, by: int) -> dt.date:
    """The first day of the month `by` months away."""
    index = month.year * 12 + month.month - 1 + by
    return dt.date(index // 12, index % 12 + 1, 1)
