import io
from dataclasses import dataclass
from functools import partial

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.spreadsheet import Column as SheetColumn
from lantoa.documents.writing.spreadsheet import Value, write_table
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.ledger.shut import shut_among
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.oversight import opening
from lantoa.oversight.grid import STATES, Grid, Row, build

PER_PAGE = 300
MOST_OWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; what it cannot mean is left out."""

    year: int
    q: str
    area: str
    kind: str
    state: str

    @classmethod
    def of(cls, request: PersonRequest) -> "Filters":
        given, this_year = request.GET, timezone.localdate().year
        year = given.get("nam", "")
        kind, state = given.get("loai", ""), given.get("tinh-trang", "")
        return cls(
            int(year) if year.isdecimal() and len(year) == 4 else this_year,
            given.get("q", "").strip()[:100],
            given.get("dia-ban", "")[:120],
            kind if kind in UnitKind.values else "",
            state if state in STATES else "",
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.area or self.kind or self.state)

    def query(self) -> str:
        named: dict[str, str | int] = {
            "nam": self.year,
            "q": self.q,
            "dia-ban": self.area,
            "loai": self.kind,
            "tinh-trang": self.state,
        }
        return urlencode({name: value for name, value in named.items() if value})

    def units(self) -> UnitQuerySet:
        rows = Unit.objects.all()
        rows = rows.filter(area=self.area) if self.area else rows
        rows = rows.filter(kind=self.kind) if self.kind else rows
        return rows.search(self.q) if self.q else rows


def reports_of(request: PersonRequest, year: int) -> ObligationQuerySet:
    """The reports of a year that units of the person's subtree owe; one that meets several plans once."""
    seen = access.within(request.user, Power.SEE, "unit__path") | access.within(
        request.user, Power.SEE, "asked_by__path"
    )
    of_year = Q(part=str(year)) | Q(part__startswith=f"{year}-")
    return Obligation.objects.filter(seen, of_year, kind=ObligationKind.REPORT).one_a_result()


@require_GET
def period_grid(request: PersonRequest) -> HttpResponse:
    """Who has not reported? Units × the periods of a year; of one unit alone, its reports in a list."""
    filters, today = Filters.of(request), timezone.localdate()
    years = range(today.year + 1, today.year - 4, -1)
    if _is_of_one_unit(request):
        rows = reports_of(request, filters.year).most_urgent_first().select_related("unit")
        context = {"rows": rows[:MOST_OWN], "years": years, "year": filters.year}
        return render(request, "oversight/own_reports.html", context)
    own = {held.unit_id for held in access.memberships(request.user)}
    reports = reports_of(request, filters.year)
    names = partial(opening.names, request.user)
    shut = shut_among(reports)
    found = build(reports, filters.units(), today=today, state=filters.state, own=own, shut=shut, names=names)
    if request.GET.get("dang") == "xlsx":
        return _as_sheet(found, filters.year)
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("trang"))
    _lead(request, list(page.object_list))
    context = {
        "grid": found,
        "page": page,
        "filters": filters,
        "late_list": ",".join(map(str, found.late_ids)),
        "years": years,
        "kinds": _kinds(reports),
        "areas": _areas(request),
        "states": [(key, words.capitalize()) for key, (_, words, _) in STATES.items()],
        "legend": list(STATES.values()),
        "may_urge": bool(access.holding(request.user, Power.DIRECT)),
    }
    return render(request, "oversight/grid.html", context)


def _is_of_one_unit(request: PersonRequest) -> bool:
    """Whether the person sees a single unit, so that there is nothing to compare."""
    return len(Unit.objects.current().filter(access.within(request.user, Power.SEE)).values_list("pk")[:2]) < 2


def _kinds(reports: ObligationQuerySet) -> list[tuple[str, str]]:
    """The kinds of the units that owe one of the reports: kinds that are no more are not offered for this year."""
    owing = Unit.objects.filter(pk__in=reports.order_by().values("unit"))
    found = set(owing.order_by().values_list("kind", flat=True).distinct())
    return [(value, label) for value, label in UnitKind.choices if value in found]


def _lead(request: PersonRequest, rows: list[Row]) -> None:
    """Give each cell of the shown rows the address that it opens."""
    cells = [cell for row in rows for cell in row.cells if cell]
    found = opening.addresses(request.user, [cell.pk for cell in cells])
    for cell in cells:
        cell.url = found[cell.pk]


def _areas(request: PersonRequest) -> list[str]:
    units = Unit.objects.current().filter(access.within(request.user, Power.SEE)).exclude(area="")
    return list(units.order_by("area").values_list("area", flat=True).distinct())


def _as_sheet(found: Grid, year: int) -> HttpResponse:
    """The grid as a spreadsheet: words in each cell, since symbols do not filter; rates as numbers."""
    heads = [SheetColumn("Địa bàn"), SheetColumn("Loại đơn vị"), SheetColumn("Đơn vị")]
    heads += [SheetColumn(column.head) for column in found.columns]
    heads += [SheetColumn(name) for name in ("Đến hạn", "Đã gửi", "Đúng hạn", "Tỷ lệ gửi (%)", "Tỷ lệ đúng hạn (%)")]
    out = io.BytesIO()
    write_table(heads, [_line(row) for row in found.rows], out, f"Tình hình báo cáo năm {year}")
    headers = {"Content-Disposition": f'attachment; filename="tinh-hinh-bao-cao-{year}.xlsx"'}
    return HttpResponse(out.getvalue(), content_type=XLSX, headers=headers)


def _line(row: Row) -> list[Value]:
    tally = row.tally
    return [
        row.unit.area,
        row.unit.get_kind_display(),
        row.unit.name,
        *(cell.words if cell else "" for cell in row.cells),
        tally.due,
        tally.sent,
        tally.on_time,
        "" if tally.completeness is None else tally.completeness,
        "" if tally.timeliness is None else tally.timeliness,
    ]
