"""Spreadsheets that people take away: `.xlsx` with a fixed head, and the template that they fill."""

import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from typing import IO

from django.http import FileResponse, HttpResponse
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from lantoa.tabular.sheets import Column, Value, write_csv

_LIKE_NUMBER = re.compile(r"[=#+@\d.,-]").match  # what a program might take for a number, a formula, a fault
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, title: str) -> bytes:
    """The rows as a workbook of one sheet; a string is text, so that phone numbers keep their zeros, a number can be
    added up."""
    out = io.BytesIO()
    write_xlsx_to(out, columns, rows, title=title)
    return out.getvalue()


def write_xlsx_to(out: IO[bytes], columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, title: str) -> None:
    """As `write_xlsx`, row by row: however many there are, few of them are held at a time."""
    book = Workbook(write_only=True)
    _fill(book, columns, rows, title)
    book.save(out)


def write_template(columns: Sequence[Column], *, title: str) -> bytes:
    """An empty form: the heads on the first sheet, what each column means and an example on the second."""
    book = Workbook(write_only=True)
    _fill(book, columns, [], title)
    about = [Column("title", "Cột"), Column("required", "Bắt buộc"), Column("hint", "Cách ghi"), Column("ex", "Ví dụ")]
    lines = [[one.title, "có" if one.is_required else "", one.hint, one.example] for one in columns]
    _fill(book, about, lines, "Hướng dẫn")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, title: str, name: str) -> HttpResponse:
    """An attachment called `name`, `.csv` or `.xlsx` by its ending."""
    if name.endswith(".csv"):
        return attachment(write_csv(columns, rows), name, "text/csv; charset=utf-8")
    return attachment(write_xlsx(columns, rows, title=title), name, XLSX)


def stream(columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, title: str, name: str) -> FileResponse:
    """An attachment called `name`, `.xlsx`, of a list that has no end in sight: made on disk and sent from there."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx_to(out, columns, rows, title=title)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _fill(book: Workbook, columns: Sequence[Column], rows: Iterable[Sequence[Value]], title: str) -> None:
    """A sheet more, head and rows; what holds for the whole sheet is said before its first row."""
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = max(14, min(40, len(column.title) + 6))
    sheet.append([_head(sheet, column.title) for column in columns])
    for row in rows:
        sheet.append([_as_given(sheet, value) for value in row])


def _head(sheet: WriteOnlyWorksheet, title: str) -> Cell:
    head = WriteOnlyCell(sheet, title)
    head.font = Font(bold=True)
    head.fill = PatternFill("solid", fgColor="E6EFEA")
    head.alignment = Alignment(wrap_text=True, vertical="top")
    return head


def _as_given(sheet: WriteOnlyWorksheet, value: Value) -> Cell | Value:
    """Text stays text; plain words need no cell of their own, which halves the time of a long list."""
    if not isinstance(value, str) or not _LIKE_NUMBER(value):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type, cell.number_format = "s", "@"
    return cell
