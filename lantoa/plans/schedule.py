"""When what a plan asks is due: from the words of the plan to days, rhythms and waiting."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lantoa.ledger.enums import Rhythm
from lantoa.plans.enums import BeforeDay, ReportPeriod, TimingKind
from lantoa.plans.models import Plan, PlanTask, ReportingRule

_WAITING = frozenset({TimingKind.EXTERNAL, TimingKind.NONE})


@dataclass(frozen=True, slots=True)
class When:
    """`is_waiting`: no day is known; the office sets it later."""

    starts_on: dt.date | None
    due_on: dt.date | None
    is_waiting: bool
    rhythm: Rhythm
    expected: int


@dataclass(frozen=True, slots=True)
class Occasion:
    """One report of a rule: `part` is its code among the obligations of the rule ("2026-H1")."""

    part: str
    name: str
    due_on: dt.date | None


def before(day: dt.date, plan: Plan) -> dt.date:
    """The last day on which "trước ngày …" is kept, in the way that the plan counts it."""
    return day - dt.timedelta(days=1) if plan.before_day == BeforeDay.EXCLUSIVE else day


def when(task: PlanTask, plan: Plan) -> When:
    """When a row of the table is due.

    "Thường xuyên" and a rhythm run to the year's last day; a quarter, month or range to its end; "trước ngày" to
    that day as the plan counts it; "theo kế hoạch của …" and an empty cell wait for a day.
    """
    rhythm, expected = Rhythm(task.rhythm), task.expected
    starts_on, ends_on = task.starts_on, task.ends_on
    if task.timing_kind == TimingKind.PERIODIC and ends_on is None:
        starts_on, ends_on = dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31)
    if ends_on is None:
        return When(starts_on, None, True, rhythm, expected)
    if task.timing_kind == TimingKind.DATE and starts_on is None:
        ends_on = before(ends_on, plan)
    return When(starts_on, ends_on, False, rhythm, expected)


def usual_rhythm(kind: str, raw: str = "") -> Rhythm:
    """The expectation that a kind of timing starts with; the office may change it task by task."""
    words = raw.lower()
    if kind == TimingKind.CONTINUOUS:
        return Rhythm.MONTHLY
    if kind == TimingKind.PERIODIC:
        return Rhythm.QUARTERLY if "quý" in words else Rhythm.HALF_YEARLY if "6 tháng" in words else Rhythm.MONTHLY
    return Rhythm.ONCE


def occasions(rule: ReportingRule, plan: Plan, *, has_yearly: bool) -> Iterator[Occasion]:
    """The reports that a rule asks for in the plan's year; an ad hoc one is asked for when the matter comes up.

    A six-month rule beside a yearly one means the first half: the year's report covers the second.
    """
    if rule.due_day:
        yield from _each_period(rule, plan, has_yearly=has_yearly)
        return
    due = rule.due_in(plan.year)
    due = before(due, plan) if due else None
    year = plan.year
    if rule.period == ReportPeriod.YEAR:
        yield Occasion(f"{year}", f"năm {year}", due)
    elif rule.period == ReportPeriod.HALF:
        first_half = due is None or due.month <= 8
        if first_half:
            yield Occasion(f"{year}-H1", f"6 tháng đầu năm {year}", due)
        if not has_yearly:
            yield Occasion(f"{year}-H2", f"6 tháng cuối năm {year}", None if first_half else due)
    elif rule.period == ReportPeriod.QUARTER:
        for quarter, roman in enumerate(_ROMAN, start=1):
            same = due is not None and (due.month - 1) // 3 + 1 == quarter
            yield Occasion(f"{year}-Q{quarter}", f"quý {roman} năm {year}", due if same else None)
    elif rule.period == ReportPeriod.MONTH:
        for month in range(1, 13):
            same = due is not None and due.month == month
            yield Occasion(f"{year}-{month:02d}", f"tháng {month} năm {year}", due if same else None)


_EVERY = {ReportPeriod.YEAR: 12, ReportPeriod.HALF: 6, ReportPeriod.QUARTER: 3, ReportPeriod.MONTH: 1}
_ROMAN = ("I", "II", "III", "IV")


def _each_period(rule: ReportingRule, plan: Plan, *, has_yearly: bool) -> Iterator[Occasion]:
    """The reports of a rule whose day comes back in every period."""
    months = _EVERY.get(ReportPeriod(rule.period), 0)
    numbers = range(1, 12 // months + 1) if months else ()
    for number in numbers:
        if rule.period == ReportPeriod.HALF and number == 2 and has_yearly:
            continue
        part, name = _named(rule.period, number, plan.year)
        yield Occasion(part, name, before(rule.due_after_month(plan.year, number * months), plan))


def _named(period: str, number: int, year: int) -> tuple[str, str]:
    if period == ReportPeriod.YEAR:
        return f"{year}", f"năm {year}"
    if period == ReportPeriod.HALF:
        return f"{year}-H{number}", f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}"
    if period == ReportPeriod.QUARTER:
        return f"{year}-Q{number}", f"quý {_ROMAN[number - 1]} năm {year}"
    return f"{year}-{number:02d}", f"tháng {number} năm {year}"
