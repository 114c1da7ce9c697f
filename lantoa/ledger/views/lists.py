from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from lantoa.accounts.requests import PersonRequest
from lantoa.ledger import scope
from lantoa.ledger.claims_deciding import may_judge
from lantoa.ledger.forms import STATE_FILTERS, ObligationFilter
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.organisations.models import Unit

PER_PAGE = 50
MOST_DIGITS = 19  # a key has fewer


@vary_on_headers("HX-Request")
def obligation_list(request: PersonRequest) -> HttpResponse:
    """What is owed: by the unit, or below it; most urgent first, filters in the address."""
    scopes = scope.choices(request.user)
    chosen = request.GET.get("pham-vi", "")
    if chosen not in scopes:
        chosen = scopes[0]
    form = ObligationFilter(request.GET)
    rows = _filtered(scope.within(request.user, chosen), form, request)
    page = Paginator(rows.most_urgent_first().select_related("unit", "origin_type"), PER_PAGE).get_page(
        request.GET.get("trang")
    )
    context = {
        "form": form,
        "page": page,
        "scopes": scopes,
        "scope": chosen,
        "unit": _chosen_unit(request),
        "is_filtered": any(value for key, value in request.GET.items() if key not in ("pham-vi", "trang")),
        "may_judge": may_judge(request.user),
        "shows_unit": chosen != scope.Scope.OWN,
    }
    template = "ledger/_obligation_rows.html" if request.htmx else "ledger/obligation_list.html"
    return render(request, template, context)


def _filtered(rows: ObligationQuerySet, form: ObligationFilter, request: PersonRequest) -> ObligationQuerySet:
    form.is_valid()
    given = form.cleaned_data
    state = given.get("tinh_trang", "")
    rows = rows.overdue() if state == "qua-han" else rows.filter(**STATE_FILTERS.get(state, {}))
    if given.get("loai"):
        rows = rows.filter(kind=given["loai"])
    if given.get("tu_ngay"):
        rows = rows.filter(due_on__gte=given["tu_ngay"])
    if given.get("den_ngay"):
        rows = rows.filter(due_on__lte=given["den_ngay"])
    unit = _chosen_unit(request)
    if unit:
        rows = rows.filter(unit=unit)
    return rows.search(given["q"]) if given.get("q") else rows


def _chosen_unit(request: PersonRequest) -> Unit | None:
    given = request.GET.get("dv", "")
    return (
        Unit.objects.visible_to(request.user).filter(pk=int(given)).first()
        if given.isdecimal() and len(given) < MOST_DIGITS
        else None
    )
