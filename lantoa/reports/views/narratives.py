"""One text of the narrative saved by itself, while the rest of the page is being written."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.reports.report_screen import Screen
from lantoa.reports.typed import heading_key, read, save_text
from lantoa.reports.views.getting import writable_report
from lantoa.reports.views.reports import gone, show


@require_POST
def narrative(request: PersonRequest, pk: int, heading_pk: int) -> HttpResponse:
    """Save the text under one heading."""
    report = writable_report(request, pk)
    heading = get_object_or_404(report.period.template.headings, pk=heading_pk)
    key = heading_key(heading_pk)
    typed = read(request.POST.dict(), key)
    if typed is None:
        return redirect(f"{report.get_absolute_url()}#{key}")
    save_text(report, heading, typed, by=request.user)
    if heading.retired_at is not None:
        return gone(request, report, key, typed, heading.title)
    if not request.htmx:
        if typed.is_refused:
            return show(request, report, {key: typed}, status=422)
        return redirect(f"{report.get_absolute_url()}#{key}")
    screen = Screen(report, {key: typed})
    context = {"report": report, "screen": screen, "line": screen.text(heading_pk), "saved_at": timezone.localtime()}
    return render(request, "reports/_text_answer.html", context, status=422 if typed.is_refused else 200)
