"""A month as weeks of days, with what is due on each."""

import calendar
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.vietnamese.calendar import WorkCalendar

SHOWN_A_DAY = 4


@dataclass(slots=True)
class Entry:
    """The obligations of one day that ask the same, whichever plan asks: one line, with the number of units."""

    title: str
    first: Obligation
    units: int = 0
    done: int = 0


@dataclass(slots=True)
class Day:
    date: dt.date
    is_in_month: bool
    is_today: bool
    is_working: bool
    holiday: str
    entries: list[Entry] = field(default_factory=list)
    more: int = 0  # entries that are not shown


def weeks(month: dt.date, rows: ObligationQuerySet, work: WorkCalendar, *, today: dt.date) -> list[list[Day]]:
    """The weeks (Monday first) that touch the month of `month`, each day with its entries."""
    dates = calendar.Calendar().monthdatescalendar(month.year, month.month)
    entries = _entries(rows.filter(due_on__range=(dates[0][0], dates[-1][-1])))
    return [[_day(date, month, entries, work, today) for date in week] for week in dates]


def _day(date: dt.date, month: dt.date, entries: dict[dt.date, list[Entry]], work: WorkCalendar, today: dt.date) -> Day:
    special = work.special_day(date)
    found = entries.get(date, [])
    return Day(
        date=date,
        is_in_month=date.month == month.month,
        is_today=date == today,
        is_working=work.is_working_day(date),
        holiday=special.name if special else "",
        entries=found[:SHOWN_A_DAY],
        more=max(len(found) - SHOWN_A_DAY, 0),
    )


def _entries(rows: ObligationQuerySet) -> dict[dt.date, list[Entry]]:
    grouped: dict[dt.date, dict[tuple[str, str], Entry]] = defaultdict(dict)
    for row in rows.counted().select_related("unit").order_by("due_on", "kind", "pk"):
        if row.due_on is None:
            continue
        entry = grouped[row.due_on].setdefault((row.title, row.part), Entry(row.title, row))
        entry.units += 1
        entry.done += not row.is_pending
    return {date: list(entries.values()) for date, entries in grouped.items()}


def shifted(month: dt.date, by: int) -> dt.date:
    """The first day of the month `by` months away."""
    index = month.year * 12 + month.month - 1 + by
    return dt.date(index // 12, index % 12 + 1, 1)
