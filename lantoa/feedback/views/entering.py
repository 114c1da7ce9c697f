"""Typing a word on behalf of its sender, and the receipt that they take home."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.feedback import accepting, identity, tokens
from lantoa.feedback.entering_form import EnteringForm
from lantoa.feedback.models import Case
from lantoa.feedback.views.following import link_of, qr_of


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: PersonRequest) -> HttpResponse:
    """What did the caller, the visitor, the letter say?"""
    access.demand_somewhere(request.user, Power.WRITE)
    keeper = access.units_where(request.user, Power.WRITE)[0]
    start = {"form_key": uuid.uuid4(), "received_at": timezone.localtime(), "source": "hotline"}
    form = EnteringForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.given(by=request.user, keeper=keeper, consent=accepting.CONSENT)
        taken = accepting.accept(given, form.cleaned_data["photos"])
        if taken.is_new:
            text = f"Ghi phản ánh {taken.case.code} ({taken.case.get_source_display()})"
            record("feedback_entered", by=request.user, on=taken.case, unit=keeper, text=text)
        return redirect("feedback:receipt", pk=taken.case.pk)
    context = {"form": form, "keeper": keeper, "keep_days": settings.FEEDBACK_KEEP_DAYS}
    return render(request, "feedback/enter.html", context, status=422 if form.errors else 200)


@require_safe
def receipt(request: PersonRequest, pk: int) -> HttpResponse:
    """What does the sender take home?"""
    case = _case(request, pk)
    token = tokens.token_for(case)
    context = {"case": case, "link": link_of(token) if token else ""}
    answer = render(request, "feedback/receipt.html", context)
    answer["Cache-Control"] = "no-store, private"
    return answer


@require_safe
def receipt_qr(request: PersonRequest, pk: int) -> HttpResponse:
    """The QR code of the receipt."""
    return qr_of(tokens.token_for(_case(request, pk)))


def _case(request: PersonRequest, pk: int) -> Case:
    """The case for who typed it, or who may read its sender."""
    rows = Case.objects.visible_to(request.user).select_related("holder", "addressed_unit")
    case: Case = get_object_or_404(rows, pk=pk)
    if case.entered_by_id != request.user.pk and not identity.may_open(case, request.user):
        raise PermissionDenied("Chỉ người đã ghi, người xử lý và đầu mối của đơn vị in được phiếu.")
    return case
