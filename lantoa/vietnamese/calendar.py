"""Working days of offices: Monday to Friday, less the holidays, plus the Saturdays that are worked in exchange.

Bộ luật Lao động 2019, Điều 111 and 112: the Prime Minister fixes the days of Tết and of 02/9 every year, and exchanges
of days come by notice, so that the days known here (the `holidays` library and `data/holidays.csv`) can be overruled
day by day.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

import holidays

from lantoa.vietnamese.dates import day_and_month, short_date, weekday_name

_FACTS = Path(__file__).parent / "data" / "holidays.csv"
_ONE_DAY = timedelta(days=1)
_WEEKEND = "ngày nghỉ hằng tuần"
_MANY = 6


@dataclass(frozen=True, slots=True, order=True)
class SpecialDay:
    """A day whose state is not plain from the week: a holiday, or a day of the weekend that is worked."""

    day: date
    is_working: bool
    name: str


class WorkCalendar:
    """The known holidays of Vietnam, overruled by the given days (an extra holiday, an extra working day)."""

    def __init__(self, special_days: Iterable[SpecialDay] = ()) -> None:
        self._special: dict[date, SpecialDay] = {}
        for special in special_days:
            if self._special.setdefault(special.day, special).is_working != special.is_working:
                raise ValueError(f"Ngày {short_date(special.day)} vừa là ngày nghỉ vừa là ngày làm việc; hãy bỏ một.")

    def special_day(self, day: date) -> SpecialDay | None:
        """Why `day` is a holiday, or a worked day of the weekend; None on a plain day."""
        return self._special.get(day) or known_days(day.year).get(day)

    def special_days(self, year: int) -> list[SpecialDay]:
        """All that is out of the ordinary in a year, for a table to show and to change."""
        days = known_days(year) | {day: special for day, special in self._special.items() if day.year == year}
        return sorted(days.values())

    def is_working_day(self, day: date) -> bool:
        special = self.special_day(day)
        return special.is_working if special else day.weekday() < 5

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return next(other for other in _days_after(day) if self.is_working_day(other))

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return next(other for other in _days_before(day) if self.is_working_day(other))

    def working_day_from(self, day: date) -> date:
        """`day`, or the next working day: where a time limit ends that would end on a day off.

        Bộ luật Dân sự 2015, Điều 148 khoản 5.
        """
        return day if self.is_working_day(day) else self.next_working_day(day)

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`th working day after `start`, which itself does not count (Bộ luật Dân sự 2015, Điều 147 khoản 2).

        A negative `count` goes back; 0 gives `start` itself, or the next working day.
        """
        if count == 0:
            return self.working_day_from(start)
        step = self.next_working_day if count > 0 else self.previous_working_day
        for _ in range(abs(count)):
            start = step(start)
        return start

    def working_days_between(self, start: date, end: date) -> int:
        """Working days from `start` (not counted) to `end` (counted): negative once `end` is past."""
        if end < start:
            return -self._count(takewhile(lambda day: day >= end, _days_before(start)))
        return self._count(takewhile(lambda day: day <= end, _days_after(start)))

    def explain(self, start: date, count: int) -> str:
        """How `add_working_days(start, count)` came to its day, as one sentence for people."""
        due = self.add_working_days(start, count)
        first, last = sorted((start, due))
        between = list(takewhile(lambda day: day <= last, _days_after(first - _ONE_DAY)))
        counted = [day for day in between if day != start or count == 0]
        way = "kể từ sau" if count >= 0 else "tính ngược từ trước"
        return (
            f"{abs(count)} ngày làm việc {way} ngày {short_date(start)} là {weekday_name(due)}, ngày {short_date(due)}"
            f"{self._skipped(counted)}{self._worked(counted)}."
        )

    def _count(self, days: Iterable[date]) -> int:
        return sum(self.is_working_day(day) for day in days)

    def _skipped(self, days: list[date]) -> str:
        off = [day for day in days if not self.is_working_day(day)]
        named = [(day, special.name) for day in off if (special := self.special_day(day))]
        plain = [day for day in off if not self.special_day(day)]
        reasons = _weekend_phrase(plain) + [f"{_days_phrase(group)} ({name})" for name, group in _grouped(named)]
        return ", không tính " + "; ".join(reasons) if reasons else ""

    def _worked(self, days: list[date]) -> str:
        weekend = ((day, self.special_day(day)) for day in days if day.weekday() >= 5)
        named = [(day, special.name) for day, special in weekend if special and special.is_working]
        reasons = [f"{_days_phrase(group)} ({name})" for name, group in _grouped(named)]
        return ", có tính " + "; ".join(reasons) if reasons else ""


@lru_cache(maxsize=256)
def known_days(year: int) -> dict[date, SpecialDay]:
    """The special days of a year as far as they are known without any table of one's own."""
    library = holidays.country_holidays("VN", years=range(year - 1, year + 2), language="vi")
    known = {day: SpecialDay(day, False, name) for day, name in library.items()}
    known |= {day: SpecialDay(day, True, "ngày làm bù") for day in library.weekend_workdays}
    return {day: special for day, special in (known | _facts()).items() if day.year == year}


@lru_cache(maxsize=1)
def _facts() -> dict[date, SpecialDay]:
    with _FACTS.open(encoding="utf-8", newline="") as rows:
        days = [
            SpecialDay(date.fromisoformat(row["date"]), row["kind"] == "work", row["name"])
            for row in csv.DictReader(rows)
        ]
    return {special.day: special for special in days}


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += _ONE_DAY
        yield day


def _days_before(day: date) -> Iterator[date]:
    while True:
        day -= _ONE_DAY
        yield day


def _grouped(named: list[tuple[date, str]]) -> list[tuple[str, list[date]]]:
    groups: dict[str, list[date]] = {}
    for day, name in named:
        groups.setdefault(name, []).append(day)
    return list(groups.items())


def _days_phrase(days: list[date]) -> str:
    return "ngày " + ", ".join(map(day_and_month, days))


def _weekend_phrase(days: list[date]) -> list[str]:
    if not days:
        return []
    if len(days) > _MANY:
        return [f"{len(days)} {_WEEKEND}"]
    return [f"{_WEEKEND} {', '.join(map(day_and_month, days))}"]
