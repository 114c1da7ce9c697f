"""Spreadsheets that people take away: `.xlsx` with a fixed head, and the template that they fill."""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lantoa.tabular.sheets import Column, write_csv

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, title: str) -> bytes:
    """The rows as a workbook of one sheet; every cell is text, so that phone numbers keep their zeros."""
    book = Workbook()
    sheet = book.worksheets[0]
    _fill(sheet, columns, rows, title)
    return _bytes(book)


def write_template(columns: Sequence[Column], *, title: str) -> bytes:
    """An empty form: the heads on the first sheet, what each column means and an example on the second."""
    book = Workbook()
    _fill(book.worksheets[0], columns, [], title)
    about = [Column("title", "Cột"), Column("required", "Bắt buộc"), Column("hint", "Cách ghi"), Column("ex", "Ví dụ")]
    lines = [[one.title, "có" if one.is_required else "", one.hint, one.example] for one in columns]
    _fill(book.create_sheet(), about, lines, "Hướng dẫn")
    return _bytes(book)


def download(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, title: str, name: str) -> HttpResponse:
    """An attachment called `name`, `.csv` or `.xlsx` by its ending."""
    if name.endswith(".csv"):
        return attachment(write_csv(columns, rows), name, "text/csv; charset=utf-8")
    return attachment(write_xlsx(columns, rows, title=title), name, XLSX)


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _fill(sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[str]], title: str) -> None:
    sheet.title = title[:31]
    for place, column in enumerate(columns, 1):
        head = sheet.cell(1, place, column.title)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E6EFEA")
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = max(14, min(40, len(column.title) + 6))
    for line, row in enumerate(rows, 2):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(line, place, text)
            cell.data_type, cell.number_format = "s", "@"
    sheet.freeze_panes = "A2"


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
