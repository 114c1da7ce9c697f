"""The working calendar of this site: the library's facts with the days that an office entered itself."""

from lantoa.ledger.models import CalendarDay
from lantoa.vietnamese.calendar import SpecialDay, WorkCalendar


def work_calendar() -> WorkCalendar:
    """The calendar with every `CalendarDay` on record."""
    return WorkCalendar(
        SpecialDay(day=row.day, name=row.name, is_working=row.is_working) for row in CalendarDay.objects.all()
    )
