"""Who reports to another unit than the one above it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.organisations.models import Unit
from lantoa.reports import line_keeping
from lantoa.reports.forms_lines import EndLineForm, LineForm

PAGE_SIZE = 50


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """Which units report elsewhere than the tree says?"""
    is_all, words = "tat-ca" in request.GET, request.GET.get("q", "").strip()[:100]
    found = line_keeping.visible_lines(request.user)
    today = timezone.localdate()
    if not is_all:
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    if words:
        units = Unit.objects.search(words).order_by().values("pk")
        found = found.filter(Q(unit__in=units) | Q(to_unit__in=units))
    page = Paginator(found.order_by("unit__sort_key", "valid_from"), PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": [(line, line_keeping.may_change(request.user, line)) for line in page],
        "words": words,
        "is_all": is_all,
        "today": today,
        "may_direct": bool(access.holding(request.user, Power.DIRECT)),
    }
    return render(request, "reports/line_list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A unit reports to another from a day on."""
    access.demand_somewhere(request.user, Power.DIRECT)
    form = LineForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            line = line_keeping.add(form.line(), by=request.user)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            said = f"Từ {line.valid_from:%d/%m/%Y} {line.unit.name} báo cáo cho {line.to_unit.name}."
            messages.success(request, said)
            return redirect("reports:line_list")
    return render(request, "reports/line_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """Back to the tree from a day on."""
    line = get_object_or_404(line_keeping.visible_lines(request.user), pk=pk)
    line_keeping.demand(request.user, line)
    first = {"on": line.valid_to or timezone.localdate()}
    form = EndLineForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            line_keeping.end(line, on=form.cleaned_data["on"], by=request.user)
        except ValidationError as fault:
            form.add_error("on", fault)
        else:
            messages.success(request, f"{line.unit.name} lại báo cáo theo cấp quản lý từ {line.valid_to:%d/%m/%Y}.")
            return redirect("reports:line_list")
    return render(request, "reports/line_end.html", {"form": form, "line": line}, status=422 if form.errors else 200)
