"""A figure opened down, level by level, to the activities or obligations behind it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from lantoa.accounts.requests import PersonRequest
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Activity, Obligation
from lantoa.ledger.standing import Standing, standing
from lantoa.reports.checking import written
from lantoa.reports.days import data_until
from lantoa.reports.drilling import Breakdown, Part, breakdown
from lantoa.reports.enums import Aggregate
from lantoa.reports.models import Indicator, Report
from lantoa.reports.views.getting import visible_report

A_PAGE = 30
_DEEPEST = 6
_SILENT: dict[str, str] = {
    Aggregate.COST: "không có chi phí",
    Aggregate.PEOPLE: "không ghi số người",
    Aggregate.COPIES: "không ghi số bản",
}


@require_GET
def drill(request: PersonRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """What is this number made of?"""
    report = visible_report(request, pk)
    indicator = get_object_or_404(Indicator, pk=indicator_pk)
    found = breakdown(report, indicator)
    if found.value is None and not _is_asked(report, indicator):
        raise Http404
    way = _way(request, report)
    silent = [(activity, Decimal(0), part.unit) for part in found.parts for activity in part.silent]
    shows_silent = bool(silent) and "khong_co" in request.GET
    page = Paginator(silent if shows_silent else _evidence(found), A_PAGE).get_page(request.GET.get("trang"))
    activities: list[Activity] = [activity for activity, _, _ in page]
    prefetch_related_objects(activities, "files")
    seen = Activity.objects.visible_to(request.user).filter(pk__in=[one.pk for one in activities])
    context = {
        "report": report,
        "indicator": indicator,
        "found": found,
        "value": "" if found.value is None else written(indicator, found.value),
        "parts": [(part, _shown(part, indicator)) for part in found.parts],
        "way": way,
        "trail": "-".join(str(one.pk) for one in [*way, report]),
        "page": page,
        "silent": len(silent),
        "silent_words": _SILENT.get(indicator.aggregate, "không có số liệu này"),
        "shows_silent": shows_silent,
        "evidence": [(activity, written(indicator, amount), unit) for activity, amount, unit in page],
        "openable": set(seen.values_list("pk", flat=True)),
        "visible_reports": _visible(request, found),
        **_duties(request, found),
    }
    return render(request, "reports/report_drill.html", context)


def _is_asked(report: Report, indicator: Indicator) -> bool:
    return report.period.template.rows.filter(indicator=indicator).exists()


def _evidence(found: Breakdown) -> list[tuple[Activity, Decimal, Any]]:
    return [(activity, amount, part.unit) for part in found.parts for activity, amount in part.activities]


def _duties(request: PersonRequest, found: Breakdown) -> dict[str, Any]:
    """A page of the obligations that were counted, each as it stood on the day of the figure."""
    day = data_until(found.report)
    every = [(row, part.unit) for part in found.parts for row in part.obligations]
    page = Paginator(every, A_PAGE).get_page(request.GET.get("trang"))
    seen = Obligation.objects.visible_to(request.user).filter(pk__in=[row.pk for row, _ in page])
    return {
        "as_of": day,
        "duty_page": page,
        "duties": [(row, unit, _then(row, day)) for row, unit in page],
        "visible_duties": set(seen.values_list("pk", flat=True)),
    }


def _then(row: Obligation, day: dt.date) -> Standing:
    """How it stood on that day: what was finished later was open."""
    if row.met_on and row.met_on > day:
        return standing(Obligation(state=ObligationState.OPEN, due_on=row.due_on), day)
    return standing(row, day)


def _shown(part: Part, indicator: Indicator) -> str:
    return written(part.indicator or indicator, part.amount)


def _visible(request: PersonRequest, found: Breakdown) -> set[int]:
    """Of the reports below those that the person may open."""
    pks = [part.report.pk for part in found.parts if part.report]
    return set(Report.objects.visible_to(request.user).filter(pk__in=pks).values_list("pk", flat=True))


def _way(request: PersonRequest, report: Report) -> list[Report]:
    """The reports that the person came down through, the topmost first; what they may not see is left out."""
    asked = [part for part in request.GET.get("qua", "").split("-") if part.isascii() and part.isdecimal()]
    pks = [int(part) for part in asked if len(part) < 18 and int(part) != report.pk][:_DEEPEST]
    known = {
        one.pk: one
        for one in Report.objects.visible_to(request.user)
        .filter(pk__in=pks, period=report.period_id)
        .select_related("unit", "period")
    }
    return [known[pk] for pk in dict.fromkeys(pks) if pk in known]
