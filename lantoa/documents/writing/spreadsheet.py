"""Tables as .xlsx: what an officer sorts, filters and prints.

Every cell is written as what it is: a date as a date, a number as a number, a text as a text, never as a formula.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lantoa.documents.plan import PlanReading, TaskColumn, TaskRow
from lantoa.documents.writing import task_table
from lantoa.documents.writing.files import save_whole
from lantoa.documents.writing.styles import FONT

_A4 = 9  # openpyxl's number of the paper
_LONGEST = 32_767  # signs that a cell holds
_WIDEST, _NARROWEST = 60, 8  # signs of a column
_LINE_HEIGHT = 16  # points
_SIGNS_A_PAGE = 185  # of a lying A4 page, at four fifths of their size: 12 points print as 9.6
_NAMED = 2  # first columns (number and name) that every page repeats
_TITLE_ROW, _HEAD_ROW = 1, 3
_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys(r"\/*?:[]", " "))
_LINE = Side(style="thin", color="FF000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number shown with dots between thousands and exactly `places` decimals."""

    value: Decimal | None
    places: int = 0


Value = str | int | float | bool | date | datetime | Number | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported table; `width` in signs, none: worked out from its texts."""

    header: str
    width: float | None = None
    centred: bool = False


def write_table(
    columns: Sequence[Column], rows: Iterable[Sequence[Value]], out: Path | str | IO[bytes], title: str
) -> None:
    """Write a table to `out` as .xlsx: title, a head that stays in view and repeats in print, a filter on every column.

    It prints lying on A4, as wide as the page.
    """
    book = new_book(title)
    add_sheet(book, title, columns, rows)
    save_whole(book.save, out)


def new_book(title: str) -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    book.remove(book.active)
    book.properties.title, book.properties.creator = title, "Lan Tỏa"
    return book


def add_sheet(
    book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, name: str = ""
) -> Worksheet:
    """A table on a sheet of its own, as `write_table` writes it; `name` stands on the tab."""
    sheet = titled_sheet(book, title, name=name)
    write_head(sheet, _HEAD_ROW, [column.header for column in columns])
    count = 0
    for count, row in enumerate(rows, start=1):
        write_row(sheet, _HEAD_ROW + count, row, columns)
    _set_widths(sheet, columns)
    _set_view(sheet, len(columns), _HEAD_ROW + count)
    set_print(sheet, len(columns))
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    return sheet


def titled_sheet(book: Workbook, title: str, *, name: str = "") -> Worksheet:
    """A sheet with a title and nothing else."""
    sheet: Worksheet = book.create_sheet((name or title).translate(_FORBIDDEN_IN_NAME).strip(" '")[:31] or "Bảng")
    _write_title(sheet, title)
    return sheet


def write_tasks(plan: PlanReading, out: Path | str | IO[bytes]) -> None:
    """The plan's task table in its own columns, and beside them from when to when each task runs, as dates."""
    columns = task_table.columns_of(plan)
    heads = [Column(column.header, centred=column.key in task_table.CENTRED) for column in columns]
    heads += [Column("Bắt đầu", 12, centred=True), Column("Kết thúc", 12, centred=True)]
    title = f"Nhiệm vụ - Kế hoạch {plan.title.value if plan.title else ''}".strip()
    write_table(heads, (_task_values(row, columns) for row in plan.tasks), out, title)


def _task_values(row: TaskRow, columns: Sequence[TaskColumn]) -> list[Value]:
    texts: list[Value] = ["\n".join(task_table.cell_in(row, column)) for column in columns]
    keys = [column.key for column in columns]
    if "no" in keys and row.no and row.no.isdecimal():
        texts[keys.index("no")] = int(row.no)
    return [*texts, _day(row.timing.start), _day(row.timing.end)]


def _day(iso: str | None) -> Value:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return iso  # a month without a day


def _write_title(sheet: Worksheet, title: str) -> None:
    cell = _put(sheet, _TITLE_ROW, 1, title)
    cell.font = Font(name=FONT, size=14, bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[_TITLE_ROW].height = 36


def write_head(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    """The head of a table in that row."""
    for place, text in enumerate(texts, start=1):
        cell = _put(sheet, number, place, text)
        cell.font = Font(name=FONT, size=12, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BORDER


def write_row(sheet: Worksheet, number: int, row: Sequence[Value], columns: Sequence[Column]) -> None:
    """A line of a table in that row."""
    for place, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
        cell = _put(sheet, number, place, value)
        cell.font = Font(name=FONT, size=12)
        middle = column.centred or isinstance(value, date)
        cell.alignment = Alignment(horizontal="center" if middle else None, vertical="top", wrap_text=True)
        cell.border = _BORDER


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Set a cell; a text stays text, whatever it begins with."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)
    if isinstance(value, Number):
        cell.value = value.value
        cell.number_format = "#,##0" + (f".{'0' * value.places}" if value.places else "")
        return cell
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r")
    else:
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    if isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def _set_widths(sheet: Worksheet, columns: Sequence[Column]) -> None:
    lines = 1
    for place, column in enumerate(columns, start=1):
        width = column.width or _fitting(sheet, place)
        sheet.column_dimensions[get_column_letter(place)].width = width
        lines = max(lines, math.ceil(len(column.header) * 1.25 / width))
    sheet.row_dimensions[_HEAD_ROW].height = _LINE_HEIGHT * lines + 4  # not every program makes room by itself


def _fitting(sheet: Worksheet, place: int) -> float:
    """Wide enough for the longest cell up to a limit; longer texts wrap."""
    cells = sheet.iter_rows(min_row=_HEAD_ROW, min_col=place, max_col=place, values_only=True)
    longest = max((len(line) for (value,) in cells for line in str(value or "").split("\n")), default=0)
    return min(max(longest**0.85 + 4 if longest > 20 else longest + 3, _NARROWEST), _WIDEST)


def _set_view(sheet: Worksheet, columns: int, last: int) -> None:
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(columns)}{last}"


def set_print(sheet: Worksheet, columns: int) -> None:
    """As wide as a lying page; a table that would print too small to read goes side by side on several, its first two
    columns on each. The title stands over what is on the first."""
    widths = [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, columns + 1)]
    wide, named = sum(widths), sum(widths[:_NAMED])
    pages = max(1, math.ceil((wide - named) / (_SIGNS_A_PAGE - named))) if wide > _SIGNS_A_PAGE > named else 1
    first = sum(1 for reach in accumulate(widths) if reach <= _SIGNS_A_PAGE) or 1
    if first > 1:
        sheet.merge_cells(start_row=_TITLE_ROW, end_row=_TITLE_ROW, start_column=1, end_column=first)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    if pages > 1:
        sheet.print_title_cols = f"A:{get_column_letter(_NAMED)}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&P/&N"))
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.6
