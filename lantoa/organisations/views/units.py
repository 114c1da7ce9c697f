"""The list of units, and it as a spreadsheet."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.organisations.enums import SchoolLevel
from lantoa.organisations.finding import offered, option_of
from lantoa.organisations.models import Placement, Unit
from lantoa.organisations.models.unit import UnitQuerySet, valid_on
from lantoa.organisations.sheet import COLUMNS, lines
from lantoa.organisations.unit_filter import UnitFilter
from lantoa.tabular.workbooks import download

if TYPE_CHECKING:
    from lantoa.accounts.requests import PersonRequest

PAGE_SIZE = 50


@require_GET
def listing(request: "PersonRequest") -> HttpResponse:
    """Which units are there?"""
    chosen = UnitFilter(request.GET, Unit.objects.visible_to(request.user))
    page = Paginator(_as_of(chosen.units(), chosen), PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "filter": chosen,
        "page": page,
        "rows": [(unit, _name(unit, chosen), _above(unit)) for unit in page],
        "kinds": chosen.kinds(),
        "levels": SchoolLevel.choices,
        "suggestions": suggestions(request),
        "may_administer": bool(access.holding(request.user, Power.ADMINISTER)),
    }
    return render(request, "organisations/unit_list.html", context)


@require_GET
def export(request: "PersonRequest") -> HttpResponse:
    """The units of the current filter, in the form that an import takes."""
    chosen = UnitFilter(request.GET, Unit.objects.visible_to(request.user))
    name = "don-vi.csv" if request.GET.get("dang") == "csv" else "don-vi.xlsx"
    return download(COLUMNS, lines(chosen.units().select_related("parent")), title="Đơn vị", name=name)


@require_GET
def suggest(request: "PersonRequest") -> HttpResponse:
    """Which units may the words typed so far mean? For a field that offers them; `quyen` narrows to a power."""
    units = Unit.objects.visible_to(request.user).current()
    power = {one.value: one for one in Power}.get(request.GET.get("quyen", ""))
    if power is not None:
        units = units.filter(access.within(request.user, power))
    found = offered(request.GET.get("q", ""), units).select_related("parent")
    return render(request, "organisations/_offered.html", {"units": [(option_of(unit), unit) for unit in found]})


def suggestions(request: "PersonRequest") -> UnitQuerySet:
    """The units that stand above others: what one filters by, moves to, merges into; not every school."""
    return Unit.objects.visible_to(request.user).current().filter(children__isnull=False).distinct()[:300]


def _as_of(units: UnitQuerySet, chosen: UnitFilter) -> UnitQuerySet:
    places = Placement.objects.filter(valid_on(chosen.day)).select_related("parent")
    return units.prefetch_related("names", Prefetch("placements", queryset=places, to_attr="places_that_day"))


def _name(unit: Unit, chosen: UnitFilter) -> str:
    return unit.name if chosen.is_today else unit.name_on(chosen.day)


def _above(unit: Unit) -> Unit | None:
    places: list[Placement] = unit.places_that_day  # type: ignore[attr-defined]
    return places[0].parent if places else None
