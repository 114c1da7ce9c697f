"""One figure saved by itself, while the rest of the page is being filled."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.reports.report_screen import Screen
from lantoa.reports.typed import figure_key, read, save_figure
from lantoa.reports.views.getting import writable_report
from lantoa.reports.views.reports import gone, show


@require_POST
def figure(request: PersonRequest, pk: int, indicator_pk: int) -> HttpResponse:
    """Save one figure and its explanation; answered with how every figure stands now."""
    report = writable_report(request, pk)
    row = get_object_or_404(report.period.template.rows.select_related("indicator"), indicator=indicator_pk)
    key = figure_key(indicator_pk)
    typed = read(request.POST.dict(), key)
    if typed is None:
        return redirect(f"{report.get_absolute_url()}#{key}")
    save_figure(report, row.indicator, typed, by=request.user)
    if row.retired_at is not None:
        return gone(request, report, key, typed, str(row))
    if not request.htmx:
        if typed.is_refused:
            return show(request, report, {key: typed}, status=422)
        return redirect(f"{report.get_absolute_url()}#{key}")
    screen = Screen(report, {key: typed})
    context = {"report": report, "screen": screen, "line": screen.line(indicator_pk), "saved_at": timezone.localtime()}
    return render(request, "reports/_figure_answer.html", context, status=422 if typed.is_refused else 200)
