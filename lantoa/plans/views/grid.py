import io

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.spreadsheet import Column as SheetColumn
from lantoa.documents.writing.spreadsheet import write_table
from lantoa.ledger.models import Obligation
from lantoa.ledger.unit_load_filter import kinds_now
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.plans.grid import Grid, grid
from lantoa.plans.models import Plan

PER_PAGE = 250


@require_GET
def plan_grid(request: PersonRequest, pk: int) -> HttpResponse:
    """Where are the holes? Units × what the plan asks."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)
    found = _grid(request, plan)
    if request.GET.get("dang") == "xlsx":
        return _as_sheet(plan, found)
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("trang"))
    found.shown(list(page.object_list))
    given = {"q": request.GET.get("q", ""), "loai": request.GET.get("loai", ""), "tre": request.GET.get("tre", "")}
    asked = Obligation.objects.visible_to(request.user).of(plan)
    context = {"plan": plan, "grid": found, "page": page, "kinds": kinds_now(asked), "given": given}
    return render(request, "plans/grid.html", context)


def _grid(request: PersonRequest, plan: Plan) -> Grid:
    rows = Obligation.objects.visible_to(request.user).of(plan)
    kind, words = request.GET.get("loai", ""), request.GET.get("q", "")
    if kind in UnitKind.values:
        rows = rows.filter(unit__kind=kind)
    if words.strip():
        rows = rows.filter(unit__in=Unit.objects.search(words).values("pk"))
    return grid(plan, rows, today=timezone.localdate(), only_late=request.GET.get("tre") == "1")


def _as_sheet(plan: Plan, found: Grid) -> HttpResponse:
    """The grid as a spreadsheet: a word in each cell, since symbols do not filter."""
    columns = [SheetColumn("Địa bàn"), SheetColumn("Đơn vị"), *(SheetColumn(one.head) for one in found.columns)]
    rows = [
        [row.unit.area, row.unit.name, *(cell.words if cell else "" for cell in row.cells)]
        for row in found.shown(found.rows)
    ]
    out = io.BytesIO()
    write_table(columns, rows, out, f"Giao việc {plan.number or plan.year}")
    return HttpResponse(
        out.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="giao-viec-{plan.pk}.xlsx"'},
    )
