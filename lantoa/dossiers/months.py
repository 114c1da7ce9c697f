"""The months that can be entered, and the day by which they are."""

import datetime as dt

CUT_OFF = 15  # data of a month are cut off on the 14th (Nghị định 09/2019/NĐ-CP, Điều 12)
FIRST_YEAR = 2010


def month_of(year: int, month: int) -> dt.date | None:
    """The first day of the month; None where there is no such month here."""
    return dt.date(year, month, 1) if 1 <= month <= 12 and FIRST_YEAR <= year <= 2100 else None


def next_month(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def previous_month(month: dt.date) -> dt.date:
    return (month - dt.timedelta(days=1)).replace(day=1)


def latest(today: dt.date) -> dt.date:
    """The newest month that can be entered: this one from its cut-off on, else the one before."""
    this = today.replace(day=1)
    return this if today.day >= CUT_OFF else previous_month(this)


def due_on(month: dt.date, due_day: int) -> dt.date:
    """The last day for entering a month."""
    return next_month(month).replace(day=due_day)


def asked_now(today: dt.date) -> dt.date:
    """The month that people are asked for today: the last one that is over."""
    return previous_month(today.replace(day=1))


def months_of(year: int) -> list[dt.date]:
    return [dt.date(year, number, 1) for number in range(1, 13)]
