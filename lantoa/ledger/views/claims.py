"""Asking to have work confirmed, and judging it: one obligation at a time, or the whole queue."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.ledger import claims
from lantoa.ledger.claims_deciding import may_decide, queue
from lantoa.ledger.claims_filter import ClaimFilter
from lantoa.ledger.claims_form import ClaimForm, NilForm, ReturnForm
from lantoa.ledger.enums import ClaimKind, ClaimState
from lantoa.ledger.models import Claim, Obligation
from lantoa.ledger.models.claim import ClaimQuerySet
from lantoa.ledger.views import detail
from lantoa.ui.pages import page_of

PER_PAGE = 30
MOST_DIGITS = 19


def _get_own(request: PersonRequest, pk: int) -> Obligation:
    """The obligation, for who may write for the unit that owes it; 403 for others who see it."""
    row = detail.get_check_for_user(request, pk)
    access.demand(request.user, Power.WRITE, row.unit)
    return row


def _get_claim(request: PersonRequest, pk: int) -> Claim:
    rows = Claim.objects.visible_to(request.user).select_related("obligation__unit", "obligation__asked_by", "asked_by")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: PersonRequest, pk: int) -> HttpResponse:
    """What is done, and what proves it?"""
    row = _get_own(request, pk)
    given = request.GET.get("hoat-dong", "")
    shown = int(given) if given.isdecimal() and len(given) < MOST_DIGITS else 0
    form = ClaimForm(request.POST if request.method == "POST" else None, obligation=row, shown=shown)
    if form.is_valid():
        try:
            claim = claims.ask(row, by=request.user, text=form.cleaned_data["text"], deliveries=form.deliveries())
        except ValidationError as fault:
            form.take(fault)
        else:
            _say_asked(request, claim)
            return redirect("ledger:detail", row.pk)
    context = {"obligation": row, "form": form, "pk_text": str(row.pk)}
    return render(request, "ledger/claim_form.html", context, status=422 if form.errors else 200)


@require_POST
def nil_new(request: PersonRequest, pk: int) -> HttpResponse:
    """There was nothing to do, and why."""
    row = _get_own(request, pk)
    form = NilForm(request.POST)
    if form.is_valid():
        try:
            claim = claims.ask(row, kind=ClaimKind.NIL, by=request.user, text=form.cleaned_data["nil_text"])
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            _say_asked(request, claim)
            return redirect("ledger:detail", row.pk)
    return detail.page(request, row, status=422, nil_form=form)


def _say_asked(request: PersonRequest, claim: Claim) -> None:
    nil = claim.kind == ClaimKind.NIL
    if claim.state == ClaimState.ACCEPTED:
        messages.success(request, "Đã xác nhận là không phát sinh." if nil else "Đã nghiệm thu kết quả của đơn vị.")
    else:
        messages.success(request, "Đã gửi thủ trưởng đơn vị xác nhận." if nil else "Đã gửi đề nghị nghiệm thu.")


@require_POST
def claim_acceptance(request: PersonRequest, pk: int) -> HttpResponse:
    """Confirm what was asked."""
    claim = _get_claim(request, pk)
    try:
        decided = claims.accept(claim, by=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        if decided.decided_by == request.user:
            messages.success(request, f"{claim.accepted_word}: {claim.obligation.unit.label}, {_short(claim)}.")
        else:
            word = claim.accepted_word.lower()
            messages.info(request, f"{decided.decided_by} {word} đề nghị này trước.")
    return _back(request, claim)


@require_POST
def claim_return(request: PersonRequest, pk: int) -> HttpResponse:
    """Send it back with a reason."""
    claim = _get_claim(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        if not may_decide(request.user, claim):
            raise PermissionDenied
        return detail.page(request, claim.obligation, status=422, return_form=form)
    try:
        claims.send_back(claim, by=request.user, note=form.cleaned_data["note"])
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, f"Đã trả lại {claim.obligation.unit.label}: {_short(claim)}.")
    return _back(request, claim)


@require_POST
def claim_withdrawal(request: PersonRequest, pk: int) -> HttpResponse:
    """The performer takes its claim back."""
    claim = _get_claim(request, pk)
    try:
        claims.take_back(claim, by=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, "Đã rút đề nghị. Bổ sung xong thì gửi lại.")
    return redirect("ledger:detail", claim.obligation_id)


def _back(request: PersonRequest, claim: Claim) -> HttpResponse:
    """To the queue where the act was done there, else to the obligation."""
    if request.POST.get("ve") == "hang-doi":
        return redirect("ledger:claims")
    return redirect("ledger:detail", claim.obligation_id)


def _short(claim: Claim) -> str:
    return claims.shortened(claim.obligation.title, 90)


@require_GET
def claim_queue(request: PersonRequest) -> HttpResponse:
    """What waits for my word?"""
    waiting = queue(request.user)
    chosen = ClaimFilter(request.GET, waiting=waiting)
    page = page_of(request, _shown(chosen.rows()), PER_PAGE)
    context = {
        "filter": chosen,
        "page": page,
        "total": page.paginator.count if not chosen.is_narrowed else waiting.count(),
        "all_ticked": request.GET.get("chon") == "tat-ca",
    }
    return render(request, "ledger/claim_queue.html", context)


@require_POST
def claims_acceptance(request: PersonRequest) -> HttpResponse:
    """Confirm the ticked ones: asked once more with their names, then done one by one."""
    given = {int(one) for one in request.POST.getlist("chon") if one.isdecimal() and len(one) < MOST_DIGITS}
    rows = _shown(queue(request.user).filter(pk__in=given))
    if not rows:
        messages.warning(request, "Chưa chọn việc nào, hoặc các việc đã chọn vừa được người khác quyết định.")
        return redirect("ledger:claims")
    if request.POST.get("xac_nhan") != "1":
        return render(request, "ledger/claims_confirm.html", {"rows": rows})
    faults = [fault for claim in rows if (fault := _accepted(request, claim))]
    if len(rows) > len(faults):
        messages.success(request, f"Đã nghiệm thu {len(rows) - len(faults)} việc.")
    for fault in faults:
        messages.error(request, fault)
    return redirect("ledger:claims")


def _accepted(request: PersonRequest, claim: Claim) -> str:
    """Accept one; what stood in the way, in a sentence."""
    try:
        claims.accept(claim, by=request.user)
    except (ValidationError, PermissionDenied) as fault:
        why = " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
        return f"{claim.obligation.unit.label}, {_short(claim)}: {why}"
    return ""


def _shown(rows: ClaimQuerySet) -> ClaimQuerySet:
    return rows.select_related("obligation__unit", "obligation__asked_by", "asked_by").prefetch_related(
        "deliveries__activities__files"
    )
