"""Adding up the reports of 700 units × 40 indicators, against one bare SUM … GROUP BY over the same rows; and how it
grows from 1,000 to 50,000 units, which may not be worse than linear."""

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from benchmarks.database import make_units, scratch_database
from benchmarks.harness import Result, compare, growth

UNITS, INDICATORS = 700, 40
SMALL, LARGE, FEW = 1_000, 50_000, 8  # the growth needs no more than a few indicators
_BARE = """
    SELECT v.indicator_id, SUM(v.value) FROM reports_reportvalue v
    JOIN reports_inclusion i ON i.child_id = v.report_id WHERE i.report_id = %s GROUP BY v.indicator_id
"""


def run() -> Iterator[Result]:
    with scratch_database():
        report = accepted(UNITS, INDICATORS)
        name = f"consolidate {UNITS} units x {INDICATORS} indicators"
        yield compare(f"{name}, filled and stored", lambda: _fill(report), lambda: _sum(report), 3.0)
        yield compare(f"{name}, looked at", lambda: _look(report), lambda: _sum(report), 3.0)
    with scratch_database():
        yield _growth()


def accepted(units: int, indicators: int) -> Any:
    """The department's report with the accepted reports of so many schools in its sum."""
    from lantoa.reports.models import Inclusion, Report, ReportValue

    root, *schools = make_units(units)
    period, rows = _period(root, indicators)
    top = Report.objects.create(period=period, unit=root)
    reports = Report.objects.bulk_create(
        [Report(period=period, unit=one, receiver=root, review_state="accepted") for one in schools], batch_size=1000
    )
    for start in range(0, len(reports), 1000):
        ReportValue.objects.bulk_create(
            [
                ReportValue(report=report, indicator=one, own=number % 97, value=Decimal(number % 97 + place))
                for number, report in enumerate(reports[start : start + 1000])
                for place, one in enumerate(rows)
            ],
            batch_size=1000,
        )
    Inclusion.objects.bulk_create([Inclusion(report=top, child=one) for one in reports], batch_size=1000)
    return top


def _period(root: Any, indicators: int) -> tuple[Any, list[Any]]:
    from lantoa.accounts.models import User
    from lantoa.ledger.enums import ActivityKind
    from lantoa.reports.models import Indicator, Period, ReportTemplate, TemplateRow

    by = User.objects.create_user(f"office-{root.pk}", full_name="Văn Phòng")
    template = ReportTemplate.objects.create(unit=root, name="Mẫu", title="Kết quả")
    kinds, adds = list(ActivityKind), ("count", "times", "people", "copies")
    rows = [
        Indicator.objects.create(
            unit=root,
            code=f"C{number}",
            name=f"Chỉ tiêu {number}",
            measure="lượt",
            how="activities",
            aggregate=adds[number % len(adds)],
            filter={"kinds": [kinds[number % len(kinds)]]},
        )
        for number in range(indicators)
    ]
    for order, one in enumerate(rows):
        TemplateRow.objects.create(template=template, indicator=one, order=order)
    period = Period.objects.create(
        unit=root,
        template=template,
        kind="half_year",
        year=2026,
        name="6 tháng đầu năm 2026",
        part="2026-H1",
        starts_on=dt.date(2025, 12, 15),
        ends_on=dt.date(2026, 6, 14),
        opened_by=by,
        form_key=uuid.uuid4(),
    )
    return period, rows


def _fill(report: Any) -> None:
    from lantoa.reports.filling import fill

    fill(_anew(report))


def _look(report: Any) -> None:
    from lantoa.reports.content import look

    look(_anew(report))


def _anew(report: Any) -> Any:
    from lantoa.reports.models import Report

    return Report.objects.select_related("period__template", "unit", "obligation").get(pk=report.pk)


def _sum(report: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_BARE, [report.pk])
        assert len(cursor.fetchall()) == INDICATORS


def _growth() -> Result:
    """Time a unit at the large size over time a unit at the small one: above 1 it grows faster than linear."""
    small, large = accepted(SMALL, FEW), accepted(LARGE, FEW)
    _look(small)
    _look(large)
    name = f"consolidate, growth from {SMALL} to {LARGE} units"
    return growth(name, lambda: _look(small), lambda: _look(large), LARGE // SMALL, 1.15)
