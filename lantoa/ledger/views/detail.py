import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.ledger import books, comments, origins
from lantoa.ledger.claims_form import CommentForm, NilForm, ReturnForm
from lantoa.ledger.claims_page import work_of
from lantoa.ledger.forms import DueForm, ReasonForm
from lantoa.ledger.keepers import Keeper, keeper_of
from lantoa.ledger.models import Obligation
from lantoa.ledger.panels import panels_of

OTHERS = 20  # units beside this one that are shown; the rest are counted


def get_check_for_user(request: PersonRequest, pk: int) -> Obligation:
    """The obligation, or 404 where the person may not see it."""
    rows = Obligation.objects.visible_to(request.user).select_related("unit", "asked_by")
    return get_object_or_404(rows, pk=pk)


def _get_rw_check_for_user(request: PersonRequest, pk: int) -> Obligation:
    """The obligation, for the office of the unit that asked; 403 for others who see it."""
    row = get_check_for_user(request, pk)
    if not access.may(request.user, Power.DIRECT, row.asked_by):
        raise PermissionDenied("Chỉ văn phòng của đơn vị giao việc được đổi hạn hoặc cho phép không phải làm.")
    return row


def obligation_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """One obligation: what, from which line of which plan, since when, what happened to it."""
    row = get_check_for_user(request, pk)
    return page(request, row)


def page(request: PersonRequest, row: Obligation, status: int = 200, **forms: object) -> HttpResponse:
    """The page of an obligation, with forms that came back with faults in their places."""
    return render(request, "ledger/obligation_detail.html", _context(request, row, **forms), status=status)


def _context(request: PersonRequest, row: Obligation, **forms: object) -> dict[str, object]:
    others = (
        Obligation.objects.visible_to(request.user)
        .filter(subject_type=row.subject_type_id, subject_id=row.subject_id, part=row.part)
        .exclude(pk=row.pk)
    )
    return {
        "obligation": row,
        "one": [row],
        "events": row.events.select_related("by"),
        "others": others.select_related("unit").order_by("kind", "unit__sort_key")[:OTHERS],
        "others_more": max(others.count() - OTHERS, 0),
        "may_direct": access.may(request.user, Power.DIRECT, row.asked_by),
        "why_closed": "" if row.is_pending else origins.why_closed([row]),
        "keeper": keeper_of(row),
        "work": work_of(row, request.user),
        "comments": row.comments.select_related("by"),
        "may_comment": comments.may_post(request.user, row),
        "nil_form": NilForm(),
        "return_form": ReturnForm(),
        "asks_return": "tra-lai" in request.GET,
        "comment_form": CommentForm(initial={"form_key": uuid.uuid4()}),
        "today": timezone.localdate(),
        "due_form": DueForm(initial={"due_on": row.due_on}),
        "reason_form": ReasonForm(),
        "panels": panels_of(request, row),
        **forms,
    }


@require_POST
def due(request: PersonRequest, pk: int) -> HttpResponse:
    """Set or move the due day."""
    row = _get_rw_check_for_user(request, pk)
    form = DueForm(request.POST)
    if not form.is_valid():
        return page(request, row, status=422, due_form=form)
    changed = books.set_due(
        Obligation.objects.filter(pk=row.pk),
        due_on=form.cleaned_data["due_on"],
        words=form.cleaned_data["words"],
        by=request.user,
        is_own=True,
    )
    if changed:
        messages.success(request, f"Đã đặt hạn {form.cleaned_data['due_on']:%d/%m/%Y} cho {row.unit.label}.")
    else:
        messages.warning(request, "Việc này đã kết thúc nên không đổi hạn được. Mở lại việc trước khi đổi hạn.")
    return redirect("ledger:detail", pk=row.pk)


@require_POST
def exclusion(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the unit out of the denominator, with a reason."""
    row = _get_rw_check_for_user(request, pk)
    if keeper := keeper_of(row):
        return _led_to(request, keeper)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, row, status=422, reason_form=form)
    if books.exclude(Obligation.objects.filter(pk=row.pk), reason=form.cleaned_data["reason"], by=request.user):
        messages.success(request, f"{row.unit.label} không phải làm việc này nữa. Có thể mở lại bất cứ lúc nào.")
    else:
        messages.warning(request, "Việc này đã kết thúc. Mở lại việc trước khi ghi là không phải làm.")
    return redirect("ledger:detail", pk=row.pk)


@require_POST
def reopening(request: PersonRequest, pk: int) -> HttpResponse:
    """Open again what was excluded or met by mistake."""
    row = _get_rw_check_for_user(request, pk)
    if keeper := keeper_of(row):
        return _led_to(request, keeper)
    if not row.unit.is_current:
        messages.error(request, f"{row.unit.label} đã thôi hoạt động nên không mở lại việc được.")
    else:
        _reopen(request, row)
    return redirect("ledger:detail", pk=row.pk)


def _led_to(request: PersonRequest, keeper: Keeper) -> HttpResponse:
    """A page that was opened before the line was kept elsewhere still sends its form here."""
    messages.info(request, keeper.why)
    return redirect(keeper.url)


def _reopen(request: PersonRequest, row: Obligation) -> None:
    try:
        if books.restore(Obligation.objects.filter(pk=row.pk), by=request.user):
            messages.success(request, f"Đã mở lại việc cho {row.unit.label}.")
    except ValidationError as error:
        messages.error(request, error.messages[0])
