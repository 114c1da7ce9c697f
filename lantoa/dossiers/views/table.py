"""How do units stand with dossiers, month by month; and one unit's year."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts import access
from lantoa.accounts.asked import seen_unit
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.accounts.requests import PersonRequest
from lantoa.dossiers import charting, entering, exporting, months, reminding
from lantoa.dossiers.counting import Totals, of_months
from lantoa.dossiers.expected import Duties
from lantoa.dossiers.models import FIGURES, DossierFigures
from lantoa.dossiers.sheet import TABLE_COLUMNS, table_lines
from lantoa.dossiers.table import SHOWN, STATES, TableFilter, build
from lantoa.dossiers.targets import Goals, standings
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.tabular.workbooks import download

PER_PAGE = 100


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """How do units stand, and who has not entered?"""
    access.demand_somewhere(request.user, Power.SEE)
    chosen = TableFilter(request.GET, request.user)
    table = build(chosen)
    home = access.home_unit(request.user)
    whole = standings(table.total, Goals(chosen.year).of(home)) if home else []
    context = {
        "filter": chosen,
        "table": table,
        "page": Paginator(table.rows, PER_PAGE).get_page(request.GET.get("trang")),
        "shown": SHOWN,
        "kinds": [(kind.value, kind.label) for kind in UnitKind],
        "legend": STATES.values(),
        "standings": whole,
        "charts": [charting.by_month(table.month_totals, chosen.year), charting.beside_targets(whole, chosen.year)],
        "to_enter": _to_enter(request.user),
        "home": home,
        "is_long": table.entered > exporting.AT_ONCE,
        "may_direct": bool(access.holding(request.user, Power.DIRECT)),
        "may_write": bool(access.holding(request.user, Power.KEEP)),
    }
    return render(request, "dossiers/list.html", context)


@dataclass(frozen=True, slots=True)
class ToEnter:
    """The month that a person's own unit has still to enter."""

    unit: Unit
    url_args: tuple[int, int, int]
    month: object


def _to_enter(user: User) -> ToEnter | None:
    """The own unit's month that is asked for now, where it is not entered yet."""
    today = timezone.localdate()
    month, duties = months.asked_now(today), Duties(today)
    for unit in access.units_where(user, Power.KEEP):
        entered = DossierFigures.objects.filter(unit=unit, month=month).exists()
        if not entered and duties.of(unit).asks(unit, month):
            return ToEnter(unit, (unit.pk, month.year, month.month), month)
    return None


@require_GET
def export(request: PersonRequest) -> HttpResponse:
    """Every month of the year of the units in the filter, as a spreadsheet that can be brought in again."""
    access.demand_somewhere(request.user, Power.SEE)
    chosen = TableFilter(request.GET, request.user)
    rows, is_csv = exporting.rows_of(chosen), request.GET.get("dang") == "csv"
    if not is_csv and rows.count() > exporting.AT_ONCE:
        messages.info(request, "Bảng này dài nên được tạo ở nền: bấm Xuất bảng tính.")
        return redirect(f"{reverse('dossiers:list')}?{request.GET.urlencode()}")
    name = f"ho-so-{chosen.year}.{'csv' if is_csv else 'xlsx'}"
    return download(TABLE_COLUMNS, table_lines(rows), title=f"Hồ sơ {chosen.year}", name=name)


@require_POST
def export_all(request: PersonRequest) -> HttpResponse:
    """The same of many units, in the background; a page shows when it is done."""
    access.demand_somewhere(request.user, Power.SEE)
    return redirect(exporting.start(TableFilter(request.GET, request.user), request.GET, by=request.user))


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month of one unit's year."""

    month: object
    rows: list[DossierFigures]
    total: Totals
    state: str
    due_on: object
    may_enter: bool


@require_GET
def unit_year(request: PersonRequest, pk: int) -> HttpResponse:
    """What did this unit do with dossiers this year, and what is missing?"""
    unit = seen_unit(request, pk)
    chosen = TableFilter(request.GET, request.user)
    rows = list(DossierFigures.objects.filter(unit=unit).of_year(chosen.year).select_related("unit"))
    total = of_months(rows)
    told = standings(total, Goals(chosen.year).of(unit))
    lines = _lines(unit, rows, chosen)
    context = {
        "unit": unit,
        "filter": chosen,
        "lines": lines[::-1],  # the month to enter on top
        "total": total,
        "figures": [
            (DossierFigures._meta.get_field(name).verbose_name, total.figures[name])  # type: ignore[union-attr]
            for name in FIGURES
        ],
        "standings": told,
        "has_rows": bool(rows),
        "charts": [
            charting.by_month([of_months(one.rows) for one in lines], chosen.year),
            charting.beside_targets(told, chosen.year),
        ],
        "may_write": access.may(request.user, Power.KEEP, unit),
    }
    return render(request, "dossiers/unit.html", context)


def _lines(unit: Unit, rows: list[DossierFigures], chosen: TableFilter) -> list[MonthLine]:
    duty, found = Duties(chosen.today).of(unit), []
    for month in months.months_of(chosen.year):
        mine = sorted((row for row in rows if row.month == month), key=lambda row: row.field)
        may_enter = not entering.day_fault(unit, month, chosen.today)
        if not mine and not may_enter:
            continue
        late = chosen.today > duty.due_on(month)
        state = "" if not duty.asks(unit, month) else "missing" if late else "open"
        if mine:
            state = "nil" if all(row.is_nil for row in mine) else "entered"
        found.append(MonthLine(month, mine, of_months(mine), state, duty.due_on(month), may_enter))
    return found


@require_POST
def remind(request: PersonRequest) -> HttpResponse:
    """Tell the units below that have not entered the month that is asked for now; once a day."""
    access.demand_somewhere(request.user, Power.DIRECT)
    told = reminding.remind(request.user)
    if told:
        messages.success(request, f"Đã nhắc {told} đơn vị chưa nhập số liệu.")
    else:
        messages.info(request, "Không có đơn vị nào cần nhắc, hoặc hôm nay đã nhắc rồi.")
    return redirect("dossiers:list")
