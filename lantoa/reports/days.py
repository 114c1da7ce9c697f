"""The days that a report is about: those of its data, and those whose work is its own.

Data are cut off on the 14th (Nghị định 09/2019/NĐ-CP, Điều 12), two weeks before the year or the quarter is over; a
task "trong năm 2026" is due on 31/12/2026 and is 2026's all the same, though data of 2027 begin before that day.
"""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from lantoa.reports.enums import PeriodType
from lantoa.reports.models import Period, Report
from lantoa.vietnamese.periods import PeriodKind, ReportingPeriod


@dataclass(frozen=True, slots=True)
class Days:
    """Data run from `first` to `last`, the cut-off; a task that is due from `begins` to `ends` is the period's own."""

    first: dt.date
    last: dt.date
    begins: dt.date
    ends: dt.date

    @classmethod
    def just(cls, first: dt.date, last: dt.date) -> "Days":
        """Days that a person chose, of no part of the year."""
        return cls(first, last, first, last)

    @classmethod
    def of_part(cls, kind: str, year: int, index: int, first: dt.date, last: dt.date) -> "Days":
        """Data of these days for a part of the year; its tasks are those of its days in the calendar. Where the chosen
        data end before or after it, they are no longer of that part alone and say themselves what is theirs."""
        if kind == PeriodType.AD_HOC:
            return cls.just(first, last)
        part = ReportingPeriod(PeriodKind(kind), year, index)
        begins = dt.date(year, part.first_month, 1)
        ends = dt.date(year, part.last_month, calendar.monthrange(year, part.last_month)[1])
        return cls(first, last, begins, ends) if begins <= last <= ends else cls.just(first, last)

    @classmethod
    def of(cls, period: Period) -> "Days":
        """The days of a period as it was opened."""
        return cls.of_part(period.kind, period.year, period.index, period.starts_on, period.ends_on)

    @property
    def following(self) -> "Days":
        """The period after this one: as many months, or days where it is no whole number of months."""
        length = self.last - self.first
        first = self.last + dt.timedelta(days=1)
        return Days(first, first + length, self.ends + dt.timedelta(days=1), self._next_end())

    def _next_end(self) -> dt.date:
        begins = self.ends + dt.timedelta(days=1)
        if self.begins.day != 1 or begins.day != 1:
            return self.ends + (self.ends - self.begins) + dt.timedelta(days=1)
        months = (begins.year - self.begins.year) * 12 + begins.month - self.begins.month
        last = begins.month - 1 + months - 1
        year, month = begins.year + last // 12, last % 12 + 1
        return dt.date(year, month, calendar.monthrange(year, month)[1])


def data_until(report: Report) -> dt.date:
    """The day up to which a report's data are known: the cut-off, earlier where it is or was written earlier."""
    written = timezone.now() if report.is_editable or report.filled_at is None else report.filled_at
    return min(report.period.ends_on, timezone.localdate(written))


def short_of_cut_off(report: Report) -> dt.date | None:
    """The day at which its data end before the cut-off; None where they run to the cut-off, or none are there yet."""
    until = data_until(report)
    return until if report.period.starts_on <= until < report.period.ends_on else None
