"""The working calendar of this site: the library's facts with the days that an office entered itself."""

from dataclasses import dataclass

from lantoa.ledger.models import CalendarDay
from lantoa.vietnamese.calendar import SpecialDay, WorkCalendar

YEARS = range(1976, 2101)  # from the first year of the country's name; further days are slips of the pen


def work_calendar() -> WorkCalendar:
    """The calendar with every `CalendarDay` on record."""
    return WorkCalendar(
        SpecialDay(day=row.day, name=row.name, is_working=row.is_working) for row in CalendarDay.objects.all()
    )


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day out of the ordinary; `own` is the row that this site entered, None: known from the law."""

    special: SpecialDay
    own: CalendarDay | None


def days_of(year: int) -> list[YearDay]:
    """All that is out of the ordinary in a year, in the order of days."""
    own = {row.day: row for row in CalendarDay.objects.filter(day__year=year)}
    return [YearDay(special, own.get(special.day)) for special in work_calendar().special_days(year)]
