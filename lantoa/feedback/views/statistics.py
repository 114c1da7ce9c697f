"""How feedback stands, for the desk: by kind, by unit, time to answer, how it was liked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import PersonRequest
from lantoa.feedback import figures
from lantoa.feedback.models import Case
from lantoa.tabular.sheets import Column, Value
from lantoa.tabular.workbooks import download

COLUMNS = [
    Column("what", "Theo"),
    Column("name", "Tên"),
    Column("received", "Đã nhận"),
    Column("answered", "Đã trả lời"),
    Column("on_time", "Đúng hạn"),
    Column("waiting", "Đang xử lý"),
    Column("overdue", "Quá hạn"),
    Column("elsewhere", "Kết thúc không trả lời"),
    Column("days", "Số ngày làm việc trung bình"),
    Column("rated", "Lượt đánh giá"),
    Column("satisfied", "Hài lòng trở lên"),
]


def year_of(typed: str, years: list[int]) -> int:
    """The year that the address asks for, else the newest."""
    return int(typed) if typed.isdecimal() and len(typed) == 4 and int(typed) in years else years[0]


@require_safe
def statistics(request: PersonRequest) -> HttpResponse:
    """How much came, how soon was it answered, who is late?"""
    visible, today = Case.objects.visible_to(request.user), timezone.localdate()
    years = figures.years(visible)
    year = year_of(request.GET.get("nam", ""), years)
    cases = figures.in_year(visible, year)
    context = {
        "year": year,
        "years": years,
        "total": figures.total(cases, today),
        "kinds": figures.by_kind(cases, today),
        "units": figures.by_unit(cases, today),
        "scores": figures.scores(cases),
    }
    return render(request, "feedback/statistics.html", context)


@require_safe
def export(request: PersonRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    visible, today = Case.objects.visible_to(request.user), timezone.localdate()
    year = year_of(request.GET.get("nam", ""), figures.years(visible))
    cases = figures.in_year(visible, year)
    rows = [_line("Tất cả", figures.total(cases, today))]
    rows += [_line("Loại", line) for line in figures.by_kind(cases, today)]
    rows += [_line("Đơn vị", line) for line in figures.by_unit(cases, today)]
    return download(COLUMNS, rows, title=f"Phản ánh {year}", name=f"thong-ke-phan-anh-{year}.xlsx")


def _line(what: str, line: figures.Line) -> list[Value]:
    days: Value = "" if line.days is None else line.days
    counted = (line.received, line.answered, line.on_time, line.waiting, line.overdue, line.elsewhere)
    return [what, line.name, *counted, days, line.rated, line.satisfied]
