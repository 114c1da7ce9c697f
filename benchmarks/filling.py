"""A report filled from 10,000 activities × 40 indicators, against the bare aggregates over the same rows; and the
figures of 1,000 to 50,000 units, which may not grow worse than linear."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from benchmarks.consolidating import INDICATORS, _fill, _look, _period
from benchmarks.database import make_units, scratch_database
from benchmarks.harness import Result, compare, growth

ACTIVITIES = 10_000
SMALL, LARGE = 1_000, 50_000
FIRST, LAST = dt.date(2025, 12, 15), dt.date(2026, 6, 14)
_COLUMNS = {"count": "COUNT(*)", "times": "SUM(times)", "people": "SUM(people)", "copies": "SUM(copies)"}


def run() -> Iterator[Result]:
    with scratch_database():
        yield _growth()  # first: what the others leave in memory weighs on the large size alone
    with scratch_database():
        report, indicators = _report()
        bare = _bare(report, indicators)
        name = f"report filled from {ACTIVITIES} activities x {INDICATORS} indicators"
        yield compare(f"{name}, stored", lambda: _fill(report), bare, 3.0)
        yield compare(f"{name}, looked at", lambda: _look(report), bare, 3.0)


def _report() -> tuple[Any, list[Any]]:
    from lantoa.reports.models import Report

    root, school = make_units(1)
    period, indicators = _period(root, INDICATORS)
    _log([school], ACTIVITIES, period.opened_by)
    return Report.objects.create(period=period, unit=school, receiver=root), indicators


def _log(units: list[Any], number: int, by: Any) -> None:
    from lantoa.ledger.enums import ActivityKind
    from lantoa.ledger.models import Activity

    kinds = list(ActivityKind)
    Activity.objects.bulk_create(
        [
            Activity(
                unit=units[place % len(units)],
                kind=kinds[place % len(kinds)],
                title=f"Hoạt động truyền thông số {place}",
                folded=f"hoat dong truyen thong so {place}",
                on=FIRST + dt.timedelta(days=place % 180),
                people=place % 300,
                copies=place % 50,
                created_by=by,
            )
            for place in range(number)
        ],
        batch_size=1000,
    )


def _bare(report: Any, indicators: list[Any]) -> Any:
    """One aggregate an indicator, all in one statement: what a person would write by hand."""
    added = ", ".join(
        f"{_COLUMNS[one.aggregate]} FILTER (WHERE kind = '{one.filter['kinds'][0]}')" for one in indicators
    )
    sql = f'SELECT {added} FROM ledger_activity WHERE unit_id = %s AND cancelled_at IS NULL AND "on" BETWEEN %s AND %s'

    def work() -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql, [report.unit_id, FIRST.isoformat(), LAST.isoformat()])
            assert len(cursor.fetchone()) == len(indicators)

    return work


def _growth() -> Result:
    """Four activities a unit: time a unit at the large size over time a unit at the small one."""
    small, large = _many(SMALL), _many(LARGE)
    return growth(f"figures of units, growth from {SMALL} to {LARGE}", small, large, LARGE // SMALL, 1.15)


def _many(number: int) -> Any:
    from lantoa.reports.days import Days
    from lantoa.reports.figures import compute

    root, *schools = make_units(number)
    period, indicators = _period(root, 8)
    _log(schools, 4 * number, period.opened_by)
    groups = {one.pk: [one.pk] for one in schools}

    def work() -> None:
        found = compute(indicators, groups, Days.just(FIRST, LAST))
        assert len(found) == number

    work()
    return work
