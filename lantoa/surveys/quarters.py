"""Which days are told of together, and from when on. Pure: no database.

Results of days that still take answers would change by one person from one look to the next, and the difference would
be that person. So a yearly survey is told of once it is over, one after a service quarter by quarter, each when it is
over.
"""

import calendar
import datetime as dt
from typing import NamedTuple


class Quarter(NamedTuple):
    """A quarter of a calendar year; `Quarter(0, 0)` is all days of a survey together."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        month = 3 * self.number
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def code(self) -> str:
        """Its name in addresses."""
        return f"{self.year}-{self.number}" if self.year else ""

    def __str__(self) -> str:
        return f"quý {'I' * self.number if self.number < 4 else 'IV'}/{self.year}" if self.year else "cả khảo sát"


ALL = Quarter(0, 0)


def read_code(code: str) -> Quarter:
    """The quarter that an address names; all days where it names none."""
    year, _, number = code.partition("-")
    if len(code) == 6 and year.isdecimal() and number in ("1", "2", "3", "4") and code.isascii():
        return Quarter(int(year), int(number))
    return ALL
