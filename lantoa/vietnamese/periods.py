"""Reporting periods and the days on which their figures are cut off (Nghị định 09/2019/NĐ-CP, Điều 12)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lantoa.vietnamese.calendar import WorkCalendar

_LAST_DAY = 14
_ROMAN = ("I", "II", "III", "IV")


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"  # not in the decree; some provinces ask for it
    YEAR = "year"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def months(self) -> int:
        return _MONTHS[self]

    @property
    def per_year(self) -> int:
        """How many periods of this kind a year has."""
        return 12 // self.months


_LABELS = {
    PeriodKind.MONTH: "hằng tháng",
    PeriodKind.QUARTER: "hằng quý",
    PeriodKind.HALF_YEAR: "6 tháng",
    PeriodKind.NINE_MONTHS: "9 tháng",
    PeriodKind.YEAR: "hằng năm",
}
_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True, slots=True, order=True)
class ReportingPeriod:
    """The `index`th period (from 1) of its kind in a year; it starts on a 15th, a month early, and ends on a 14th."""

    kind: PeriodKind
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.index <= self.kind.per_year:
            raise ValueError(f"Năm {self.year} không có kỳ báo cáo {self.kind.label} thứ {self.index}.")

    @property
    def first_month(self) -> int:
        return self.last_month - self.kind.months + 1

    @property
    def last_month(self) -> int:
        return self.index * self.kind.months

    @property
    def start(self) -> date:
        year, month = (self.year, self.first_month - 1) if self.first_month > 1 else (self.year - 1, 12)
        return date(year, month, _LAST_DAY + 1)

    @property
    def end(self) -> date:
        """The cut-off day, itself within the period."""
        return date(self.year, self.last_month, _LAST_DAY)

    @property
    def name(self) -> str:
        match self.kind:
            case PeriodKind.MONTH:
                return f"Tháng {self.index} năm {self.year}"
            case PeriodKind.QUARTER:
                return f"Quý {_ROMAN[self.index - 1]} năm {self.year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng {('đầu', 'cuối')[self.index - 1]} năm {self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"9 tháng đầu năm {self.year}"
            case PeriodKind.YEAR:
                return f"Năm {self.year}"

    def __str__(self) -> str:
        return self.name

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def next(self) -> "ReportingPeriod":
        return self._moved(1)

    @property
    def previous(self) -> "ReportingPeriod":
        return self._moved(-1)

    def earliest_due(self, calendar: WorkCalendar) -> date:
        """The earliest day on which sending may be due: one working day after the cut-off (Điều 8 khoản 5)."""
        return calendar.add_working_days(self.end, 1)

    @classmethod
    def containing(cls, kind: PeriodKind, day: date) -> "ReportingPeriod":
        """The period whose figures `day` belongs to; nine months: ValueError from 15/9 to 14/12, which none covers."""
        year, month = _reporting_month(day)
        period = cls(kind, year, min((month - 1) // kind.months + 1, kind.per_year))
        if day not in period:
            raise ValueError(f"Ngày {day:%d/%m/%Y} không thuộc kỳ báo cáo {kind.label} nào.")
        return period

    @classmethod
    def of_year(cls, kind: PeriodKind, year: int) -> "list[ReportingPeriod]":
        return [cls(kind, year, index) for index in range(1, kind.per_year + 1)]

    def _moved(self, steps: int) -> "ReportingPeriod":
        years, place = divmod(self.index - 1 + steps, self.kind.per_year)
        return ReportingPeriod(self.kind, self.year + years, place + 1)


def _reporting_month(day: date) -> tuple[int, int]:
    """From the 15th on, a day counts for the next month."""
    if day.day > _LAST_DAY:
        day = day.replace(day=1) + timedelta(days=31)
    return day.year, day.month
