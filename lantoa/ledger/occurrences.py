"""What a rhythm expects: the months, quarters or half-years of an obligation with how often each was served.

An activity counts where it began, as often as it says ("số lượt"), so that no fact counts in two periods.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from lantoa.ledger.enums import ObligationState, Rhythm
from lantoa.ledger.models import Obligation, Served

_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6}
_MOST = 120  # periods of one obligation: ten years of months
_QUARTERS = ("Quý I", "Quý II", "Quý III", "Quý IV")
_FREE = frozenset({ObligationState.EXCLUDED, ObligationState.NIL})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One month, quarter or half-year, from `first` to `last`: how often it is expected, how often it was done."""

    label: str
    first: dt.date
    last: dt.date
    expected: int
    done: int

    @property
    def is_full(self) -> bool:
        return self.done >= self.expected

    def is_missing(self, today: dt.date) -> bool:
        """Whether it is over and was not served as often as expected."""
        return self.last < today and not self.is_full

    def is_current(self, today: dt.date) -> bool:
        return self.first <= today <= self.last


def occurrences_of(rows: Iterable[Obligation]) -> dict[int, list[Occurrence]]:
    """The periods of each obligation (by id) that has a rhythm, the earliest first; one query for all."""
    asked = [row for row in rows if row.rhythm in _MONTHS]
    if not asked:
        return {}
    months: dict[int, dict[dt.date, int]] = {}
    counted = (
        Served.objects.filter(obligation__in=[row.pk for row in asked], activity__cancelled_at__isnull=True)
        .annotate(month=TruncMonth("activity__on"))
        .values_list("obligation_id", "month")
        .annotate(times=Sum("activity__times"))
    )
    for pk, month, times in counted:
        months.setdefault(pk, {})[month] = times
    return {row.pk: _periods(row, months.get(row.pk, {})) for row in asked}


def missing_of(rows: Iterable[Obligation], today: dt.date) -> dict[int, list[Occurrence]]:
    """The periods that are over without what was expected, of each obligation that must be done; the latest first."""
    due = [row for row in rows if row.state not in _FREE]
    every = occurrences_of(due)
    found = {pk: [one for one in reversed(periods) if one.is_missing(today)] for pk, periods in every.items()}
    return {pk: periods for pk, periods in found.items() if periods}


def _periods(row: Obligation, months: dict[dt.date, int]) -> list[Occurrence]:
    step = _MONTHS[Rhythm(row.rhythm)]
    begins = row.starts_on or row.opened_on
    ends = row.due_on or dt.date(begins.year, 12, 31)
    first = begins.replace(month=(begins.month - 1) // step * step + 1, day=1)
    spans_years = begins.year != ends.year
    found: list[Occurrence] = []
    while first <= ends and len(found) < _MOST:
        following = _later(first, step)
        done = sum(times for month, times in months.items() if first <= month < following)
        label = _label(first, step) + (f"/{first.year}" if spans_years else "")
        found.append(Occurrence(label, first, following - dt.timedelta(days=1), row.expected, done))
        first = following
    return found


def _later(first: dt.date, step: int) -> dt.date:
    month = first.month - 1 + step
    return dt.date(first.year + month // 12, month % 12 + 1, 1)


def _label(first: dt.date, step: int) -> str:
    if step == 1:
        return f"Tháng {first.month}"
    if step == 3:
        return _QUARTERS[(first.month - 1) // 3]
    return "6 tháng đầu năm" if first.month == 1 else "6 tháng cuối năm"
