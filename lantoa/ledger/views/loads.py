"""How each unit stands with what it was given, on a page, on paper and as a workbook."""

import io

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.spreadsheet import Column, write_table
from lantoa.ledger import scope
from lantoa.ledger.unit_load import Load, Loads, loads, within_reach
from lantoa.ledger.unit_load_filter import LoadFilter, spans
from lantoa.tabular.workbooks import XLSX, attachment
from lantoa.ui.pages import page_of

PER_PAGE = 50
_HEADS = (
    "Được giao",
    "Xong đúng hạn",
    "Xong muộn",
    "Không phát sinh",
    "Quá hạn",
    "Chưa xong",
    "Tỷ lệ xong (%)",
    "Không phải làm",
)


@require_GET
def unit_loads(request: PersonRequest) -> HttpResponse:
    """Who has done what was assigned?"""
    today = timezone.localdate()
    chosen = LoadFilter(request.GET, rows=within_reach(request.user))
    found = loads(chosen.rows(), today=today, own=scope.own_unit_ids(request.user), sort=chosen.sort)
    if request.GET.get("dang") == "xlsx":
        return _as_workbook(found, chosen)
    page = page_of(request, found.rows, PER_PAGE)
    context = {
        "filter": chosen,
        "page": page,
        "lines": [(row, chosen.query(row)) for row in page.object_list],
        "total": found.total,
        "spans": spans(today),
        "today": today,
    }
    return render(request, "ledger/unit_loads.html", context)


def _as_workbook(found: Loads, chosen: LoadFilter) -> HttpResponse:
    columns = [Column("Đơn vị"), Column("Địa bàn"), *(Column(head, centred=True) for head in _HEADS)]
    rows = [[row.name, row.area, *_numbers(row)] for row in found.rows]
    out = io.BytesIO()
    title = "Giao việc và kết quả theo đơn vị"
    words = chosen.words()
    write_table(
        columns, [*rows, ["Tổng cộng", "", *_numbers(found.total)]], out, f"{title} ({words})" if words else title
    )
    return attachment(out.getvalue(), "giao-viec-theo-don-vi.xlsx", XLSX)


def _numbers(row: Load) -> list[int | None]:
    return [row.assigned, row.on_time, row.late, row.nil, row.overdue, row.pending, row.rate, row.excluded]
