"""A month as weeks of days."""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Self

from lantoa.vietnamese.calendar import WorkCalendar


@dataclass(slots=True)
class CalendarDay:
    """One day of the weeks that touch a month; `holiday`: the name of a day that offices have off or work instead."""

    date: dt.date
    is_in_month: bool
    is_today: bool
    is_working: bool
    holiday: str

    @classmethod
    def of(cls, date: dt.date, month: dt.date, work: WorkCalendar, today: dt.date) -> Self:
        """The day as it stands in the month of `month`; what a calendar puts on it is added by who draws that."""
        special = work.special_day(date)
        holiday = special.name if special else ""
        return cls(date, date.month == month.month, date == today, work.is_working_day(date), holiday)


def month_weeks(month: dt.date) -> list[list[dt.date]]:
    """The days of the weeks, Monday first, that touch the month of `month`."""
    return calendar.Calendar().monthdatescalendar(month.year, month.month)
