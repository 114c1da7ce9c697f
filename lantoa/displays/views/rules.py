"""The grid over all units, and the rules by which they post."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.audit.models import record
from lantoa.displays import grid, urging
from lantoa.displays.forms import RuleForm
from lantoa.displays.models import PostingRule
from lantoa.organisations.models import Unit

PER_PAGE = 50


@require_GET
def coverage(request: PersonRequest) -> HttpResponse:
    """Where are the holes? Units × procedures."""
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
        "may_direct": bool(access.holding(request.user, Power.DIRECT)),
    }
    return render(request, "displays/grid.html", context)


@require_POST
def urge(request: PersonRequest) -> HttpResponse:
    """Tell the units of the filter where something does not hang as it must."""
    access.demand_somewhere(request.user, Power.DIRECT)
    told = urging.urge(grid.build(grid.GridFilter(request.GET, request.user)).rows, by=request.user)
    if told:
        messages.success(request, f"Đã nhắc {told} đơn vị.")
    else:
        messages.info(request, "Không có đơn vị nào cần nhắc, hoặc hôm nay đã nhắc rồi.")
    chosen = request.GET.urlencode()
    return redirect(f"{reverse('displays:grid')}{f'?{chosen}' if chosen else ''}")


def _directed(request: PersonRequest) -> Unit:
    access.demand_somewhere(request.user, Power.DIRECT)
    return access.units_where(request.user, Power.DIRECT)[0]


@require_GET
def rules(request: PersonRequest) -> HttpResponse:
    """Who must post what?"""
    access.demand_somewhere(request.user, Power.SEE)
    rows = PostingRule.objects.visible_to(request.user).select_related("owner", "group").prefetch_related("procedures")
    context = {"rules": list(rows), "may_direct": bool(access.holding(request.user, Power.DIRECT))}
    return render(request, "displays/rules.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Ask units for more to be posted."""
    return _edit(request, PostingRule(owner=_directed(request)), "Thêm quy định niêm yết")


def _rule(request: PersonRequest, pk: int) -> PostingRule:
    row: PostingRule = get_object_or_404(PostingRule.objects.visible_to(request.user), pk=min(pk, 2**62))
    access.demand(request.user, Power.DIRECT, row.owner)
    return row


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Put right what is asked."""
    return _edit(request, _rule(request, pk), "Sửa quy định niêm yết")


def _edit(request: PersonRequest, row: PostingRule, heading: str) -> HttpResponse:
    form = RuleForm(request.POST if request.method == "POST" else None, instance=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        kept: PostingRule = form.instance
        try:
            if kept.pk:
                kept.save_from(form.cleaned_data["version"] or 0)
            else:
                kept.save()
        except EditConflict as conflict:
            form.add_error(None, str(conflict))
        else:
            kept.procedures.set(form.cleaned_data["procedures"])
            text = f"Lưu quy định niêm yết “{kept.name}”"
            record("posting_rule_saved", by=request.user, on=kept, unit=kept.owner, text=text)
            messages.success(request, "Đã lưu quy định niêm yết.")
            return redirect("displays:rules")
    context = {"form": form, "heading": heading, "rule": row if row.pk else None}
    return render(request, "displays/rule_edit.html", context, status=422 if form.errors else 200)


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """The rule asks no more; what hangs stays on record."""
    row = _rule(request, pk)
    record("posting_rule_deleted", by=request.user, on=row.owner, unit=row.owner, text=f"Bỏ quy định “{row.name}”")
    row.delete()
    messages.success(request, "Đã bỏ quy định. Bản đang treo vẫn còn trong sổ.")
    return redirect("displays:rules")
