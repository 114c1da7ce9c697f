"""What must be made public: one unit's list, the grid over all, the register that the office keeps."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.asked import asked_unit, seen_unit
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.audit.models import record
from lantoa.disclosure import grid, publishing, standard
from lantoa.disclosure.enums import Standing
from lantoa.disclosure.forms import ItemForm, PublishForm
from lantoa.disclosure.models import Disclosed, DisclosureItem
from lantoa.disclosure.standing import Asked, duties_of
from lantoa.legal.models import LegalDocument
from lantoa.organisations.models import Unit

PER_PAGE = 60
_SUGGESTED = 300


def _directed(user: User) -> Unit | None:
    """The unit whose list the person keeps."""
    return next(iter(access.units_where(user, Power.DIRECT)), None)


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """What must this unit make public, and what is missing?"""
    access.demand_somewhere(request.user, Power.SEE)
    unit = asked_unit(request)
    found = duties_of(unit)
    counts = [(state, sum(1 for duty in found if duty.state == state)) for state in Standing]
    context = {
        "unit": unit,
        "duties": found,
        "counts": [(state, number) for state, number in counts if number],
        "may_write": access.may(request.user, Power.KEEP, unit),
        "keeps": _directed(request.user),
    }
    return render(request, "disclosure/list.html", context)


@require_GET
def coverage(request: PersonRequest) -> HttpResponse:
    """Where are the holes? Units × what they must make public."""
    access.demand_somewhere(request.user, Power.SEE)
    chosen = grid.GridFilter(request.GET, request.user)
    table = grid.build(chosen)
    if request.GET.get("dang") == "xlsx":
        return grid.as_sheet(table)
    context = {
        "filter": chosen,
        "grid": table,
        "page": Paginator(table.rows, PER_PAGE).get_page(request.GET.get("trang")),
        "legend": grid.LEGEND,
    }
    return render(request, "disclosure/grid.html", context)


@require_GET
def items(request: PersonRequest) -> HttpResponse:
    """Which information must be made public, by whom, how often?"""
    access.demand_somewhere(request.user, Power.SEE)
    words = request.GET.get("q", "").strip()[:100]
    rows = DisclosureItem.objects.visible_to(request.user).select_related("owner", "group").order_by("order", "pk")
    rows = rows.search(words) if words else rows
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("trang")),
        "words": words,
        "keeps": _directed(request.user),
    }
    return render(request, "disclosure/items.html", context)


@require_GET
def item(request: PersonRequest, pk: int) -> HttpResponse:
    """Who has made this public, and who has not?"""
    row = _item(request, pk)
    chosen = grid.GridFilter(request.GET, request.user)
    asked = Asked([row])
    context = {
        "item": row,
        "duties": grid.duties_in_order([row], chosen, asked),
        "may_keep": access.may(request.user, Power.DIRECT, row.owner),
    }
    return render(request, "disclosure/item.html", context)


def _item(request: PersonRequest, pk: int) -> DisclosureItem:
    rows = DisclosureItem.objects.visible_to(request.user).select_related("owner", "group", "document")
    return get_object_or_404(rows, pk=min(pk, 2**62))


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Ask for something more to be made public."""
    access.demand_somewhere(request.user, Power.DIRECT)
    owner = _directed(request.user)
    assert owner is not None
    return _edit(request, DisclosureItem(owner=owner), "Thêm thông tin phải công khai")


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Put right what is asked."""
    row = _item(request, pk)
    access.demand(request.user, Power.DIRECT, row.owner)
    return _edit(request, row, "Sửa thông tin phải công khai")


def _edit(request: PersonRequest, row: DisclosureItem, heading: str) -> HttpResponse:
    form = ItemForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        kept: DisclosureItem = form.instance
        try:
            if kept.pk:
                kept.save_from(form.cleaned_data["version"] or 0)
            else:
                kept.save()
        except EditConflict as conflict:
            form.add_error(None, str(conflict))
        else:
            text = f"Lưu thông tin phải công khai “{kept.title}”"
            record("disclosure_item_saved", by=request.user, on=kept, unit=kept.owner, text=text)
            messages.success(request, "Đã lưu.")
            return redirect(kept)
    named = LegalDocument.objects.visible_to(request.user).exclude(number="")[:_SUGGESTED]
    context = {"form": form, "heading": heading, "item": row if row.pk else None, "suggestions": named}
    return render(request, "disclosure/item_edit.html", context, status=422 if form.errors else 200)


@require_POST
def retire(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for it no more, or again."""
    row = _item(request, pk)
    publishing.retire(row, by=request.user)
    messages.success(request, "Đã thôi yêu cầu mục này." if row.retired_at else "Đã yêu cầu lại mục này.")
    return redirect(row)


@require_POST
def begin(request: PersonRequest) -> HttpResponse:
    """Begin with the usual list."""
    access.demand_somewhere(request.user, Power.DIRECT)
    owner = _directed(request.user)
    assert owner is not None
    number = standard.begin(owner, by=request.user)
    messages.success(request, f"Đã thêm {number} mục. Rà lại từng mục cho đúng với đơn vị và văn bản hiện hành.")
    return redirect("disclosure:items")


@require_http_methods(["GET", "POST"])
def publish(request: PersonRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Where and when did the unit make this public?"""
    row, unit = _item(request, pk), seen_unit(request, unit_pk)
    access.demand(request.user, Power.KEEP, unit)
    if not Asked([row]).of(row, unit):
        raise Http404
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PublishForm(*given, initial={"title": row.title}, host=request.get_host())
    if request.method == "POST" and form.is_valid():
        try:
            publishing.publish(row, unit, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, f"Đã ghi: {row.title}.")
            return redirect(f"{_list_url()}?dv={unit.pk}")
    context = {"form": form, "item": row, "unit": unit}
    return render(request, "disclosure/publish.html", context, status=422 if form.errors else 200)


def _list_url() -> str:
    return redirect("disclosure:list").url


@require_http_methods(["GET", "POST"])
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back that this was made public."""
    rows = Disclosed.objects.visible_to(request.user).standing().select_related("item", "unit")
    row: Disclosed = get_object_or_404(rows, pk=min(pk, 2**62))
    access.demand(request.user, Power.KEEP, row.unit)
    fault, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            publishing.withdraw(row, reason=reason, by=request.user)
        except ValidationError as error:
            fault = " ".join(error.messages)
        else:
            messages.success(request, "Đã thôi công khai bản này.")
            return redirect(f"{_list_url()}?dv={row.unit_id}")
    context = {"row": row, "fault": fault, "reason": reason}
    return render(request, "disclosure/withdraw.html", context, status=422 if fault else 200)
