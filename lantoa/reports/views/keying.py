"""Typing a report in for a unit that does not do it itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lantoa.accounts.requests import PersonRequest
from lantoa.reports import keying
from lantoa.reports.forms_reports import KeyForm
from lantoa.reports.report_acts import acts_of
from lantoa.reports.views.getting import visible_report


@require_http_methods(["GET", "POST"])
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Type in for the unit from now on, for a reason that it reads."""
    report = visible_report(request, pk)
    acts = acts_of(report, request.user)
    if acts.write and request.method == "GET":
        return redirect(report)
    if acts.type_from is None and not acts.write:
        raise PermissionDenied("Vai trò hiện tại không nhập thay báo cáo này, hoặc báo cáo đã gửi.")
    has_people = keying.has_people(report.unit)
    first = {} if has_people else {"reason": keying.NO_ACCOUNT}
    form = KeyForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            told = keying.begin(report, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, f"Đang nhập thay cho {report.unit.label}.{_told(told)}")
            return redirect(report)
    context = {"report": report, "form": form, "unit": acts.type_from, "has_people": has_people}
    return render(request, "reports/report_keying.html", context, status=422 if form.errors else 200)


def _told(number: int) -> str:
    return f" {number} người của đơn vị được báo." if number else ""
