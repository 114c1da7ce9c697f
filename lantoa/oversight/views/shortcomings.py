from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.ledger.models import Obligation
from lantoa.oversight.forms import ShortcomingForm, recordable_units
from lantoa.oversight.models import Shortcoming
from lantoa.oversight.models.shortcoming import ShortcomingQuerySet
from lantoa.oversight.shortcomings import record, remedies

PER_PAGE = 30
STATES = (
    ("", "Mọi tình trạng"),
    ("chua-xong", "Chưa khắc phục"),
    ("qua-han", "Quá hạn"),
    ("xong", "Đã khắc phục"),
)


@require_GET
def shortcoming_list(request: PersonRequest) -> HttpResponse:
    """What fell short, and is it mended?"""
    state, words = request.GET.get("tinh-trang", ""), request.GET.get("q", "").strip()
    rows = _filtered(Shortcoming.objects.visible_to(request.user), state, words)
    page = Paginator(rows.select_related("unit", "found_by"), PER_PAGE).get_page(request.GET.get("trang"))
    owed = remedies(list(page.object_list))
    context = {
        "page": page,
        "lines": [(row, owed.get(row.pk)) for row in page.object_list],
        "states": STATES,
        "state": state,
        "q": words,
        "may_record": _may_record(request),
    }
    return render(request, "oversight/shortcoming_list.html", context)


def _filtered(rows: ShortcomingQuerySet, state: str, words: str) -> ShortcomingQuerySet:
    owed = Obligation.objects.filter(subject_type=ContentType.objects.get_for_model(Shortcoming))
    chosen = {"chua-xong": owed.pending(), "qua-han": owed.overdue(), "xong": owed.done()}.get(state)
    if chosen is not None:
        rows = rows.filter(pk__in=chosen.values("subject_id"))
    return rows.filter(Q(text__icontains=words) | Q(unit__name__icontains=words)) if words else rows


def _may_record(request: PersonRequest) -> bool:
    return bool(access.holding(request.user, Power.DIRECT) or access.holding(request.user, Power.WRITE))


def new(request: PersonRequest) -> HttpResponse:
    """Record a shortcoming with what must be done."""
    if not _may_record(request):
        raise PermissionDenied("Vai trò hiện tại không có quyền ghi tồn tại, hạn chế.")
    form = ShortcomingForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        row = record(by=request.user, **form.cleaned_data)
        messages.success(request, f"Đã ghi. {row.unit.label} có việc khắc phục, hạn {row.due_on:%d/%m/%Y}.")
        return redirect(row)
    context = {"form": form, "has_units": recordable_units(request.user).exists()}
    return render(request, "oversight/shortcoming_new.html", context, status=422 if form.errors else 200)


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """One shortcoming: why, what must be done, how it stands."""
    rows = Shortcoming.objects.visible_to(request.user).select_related("unit", "found_by", "recorded_by")
    row = get_object_or_404(rows, pk=pk)
    return render(request, "oversight/shortcoming_detail.html", {"row": row, "remedy": remedies([row]).get(row.pk)})
