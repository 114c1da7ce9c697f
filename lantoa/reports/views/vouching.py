"""Confirming on a signed paper for the head of a unit for which the report was typed in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.reports import deciding, vouching
from lantoa.reports.forms_reports import VouchForm
from lantoa.reports.models import Report
from lantoa.reports.report_acts import acts_of
from lantoa.reports.views.getting import visible_report
from lantoa.ui.sending import sent


@require_http_methods(["GET", "POST"])
@asks_second_factor
def vouch(request: PersonRequest, pk: int) -> HttpResponse:
    """Let the report go out on the paper that the unit's head has signed."""
    report = visible_report(request, pk)
    if request.method == "POST" and vouching.has_vouched(request.user, report):
        return redirect(report)
    if not acts_of(report, request.user).vouch:
        raise PermissionDenied("Báo cáo này không chờ xác nhận thay: báo cáo đã có quyết định, hoặc không nhập thay.")
    heads, _ = report.approvers()
    first = {"seen": report.last_step, "signed_by": str(heads[0].user) if len(heads) == 1 else ""}
    is_sent = request.method == "POST"
    form = VouchForm(request.POST if is_sent else None, request.FILES if is_sent else None, initial=first)
    if form.is_valid() and _vouched(request, report, form):
        messages.success(request, f"Đã xác nhận thay thủ trưởng {report.unit.label} và gửi báo cáo.")
        return redirect(report)
    context = {"report": report, "form": form, "decides": deciding.deciders(report)}
    return render(request, "reports/report_vouch.html", context, status=422 if form.errors else 200)


def _vouched(request: PersonRequest, report: Report, form: VouchForm) -> bool:
    given = form.cleaned_data
    paper = vouching.Signed(given["signed_by"], given["reason"], given["paper"])
    try:
        vouching.vouch(report, paper, by=request.user, seen=given["seen"] if "seen" in form.data else None)
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    return True


@require_GET
def paper(request: PersonRequest, pk: int, paper_pk: int) -> FileResponse:
    """The signed paper itself, downloaded."""
    row = get_object_or_404(visible_report(request, pk).papers, pk=paper_pk)
    response = sent(row.file, name=row.name, content_type=row.content_type)
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response
