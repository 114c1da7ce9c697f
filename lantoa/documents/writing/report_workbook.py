"""A report's figures as .xlsx: figures, by unit, units not in the sum, changes, and charts that Excel draws itself."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lantoa.documents.writing.files import save_whole
from lantoa.documents.writing.report_changes import Changes
from lantoa.documents.writing.report_content import ByUnit, Figure, ReportContent
from lantoa.documents.writing.spreadsheet import Column, Number, Value, add_sheet, new_book
from lantoa.documents.writing.workbook_charts import add_charts

_FIRST_ROW = 4  # below title and head


def write_workbook(report: ReportContent, out: Path | str | IO[bytes], *, changes: Changes | None = None) -> None:
    """Write the report's figures to `out` as .xlsx; every cell is a value, none a formula."""
    book = new_book(f"Báo cáo {report.subject}".strip())
    _add_figures(book, report, changes or Changes())
    if report.by_unit and report.by_unit.rows:
        _add_by_unit(book, report.by_unit)
    if report.not_included:
        lines = [(number, line.unit, line.why) for number, line in enumerate(report.not_included, start=1)]
        heads = [Column("TT", 6, centred=True), Column("Đơn vị", 45), Column("Lý do", 60)]
        add_sheet(book, "Đơn vị chưa có trong số liệu tổng hợp", heads, lines, name="Chưa tổng hợp")
    if report.charts:
        add_charts(book, report.charts)
    save_whole(book.save, out)


def _add_figures(book: Workbook, report: ReportContent, changes: Changes) -> None:
    has_groups = any(group.title for group in report.groups)
    has_changes = bool(changes.figures)
    columns = [
        Column("TT", 6, centred=True),
        *([Column("Nhóm", 24)] if has_groups else []),
        Column("Chỉ tiêu", 50),
        Column("Đơn vị tính", 13, centred=True),
        Column("Kỳ này", 15),
        Column("Kỳ trước", 15),
        Column("Nguồn", 11, centred=True),
        Column("Ghi chú", 34),
        *([Column("Bản trước", 15)] if has_changes else []),
    ]
    rows = (_figure_row(number, *found, changes, has_groups) for number, found in enumerate(_grouped(report), start=1))
    add_sheet(book, report.subject or "Số liệu", columns, rows, name="Số liệu")


def _grouped(report: ReportContent) -> Iterator[tuple[str, Figure]]:
    for group in report.groups:
        for figure in group.figures:
            yield group.title, figure


def _figure_row(number: int, group: str, figure: Figure, changes: Changes, has_groups: bool) -> list[Value]:
    row: list[Value] = [number, *([group] if has_groups else []), figure.name, figure.measure]
    row += [Number(figure.value, figure.places), Number(figure.before, figure.places), figure.origin]
    row.append("; ".join(text for text in (figure.overruled, figure.note) if text))
    return row + ([changes.was(figure) or ""] if changes.figures else [])


def _add_by_unit(book: Workbook, table: ByUnit) -> None:
    """Names of units stay in view while one reads to the right; the total stands last."""
    columns = [Column("TT", 6, centred=True), Column("Đơn vị", 40)]
    columns += [Column(one.headed, 15) for one in table.figures]
    rows = (
        [number, unit.unit, *_numbers(table.figures, unit.values)] for number, unit in enumerate(table.lines, start=1)
    )
    total: list[Value] = [None, "Tổng hợp", *_numbers(table.figures, [figure.value for figure in table.figures])]
    sheet = add_sheet(book, "Số liệu theo đơn vị", columns, [*rows, total], name="Theo đơn vị")
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    sheet.auto_filter.ref = str(sheet.auto_filter.ref).rsplit(":", 1)[0] + f":{_last_but_one(sheet)}"


def _last_but_one(sheet: Worksheet) -> str:
    """The corner of the table without its total, which sorting must not move."""
    cell = sheet.cell(row=sheet.max_row - 1, column=sheet.max_column)
    return cell.coordinate


def _numbers(figures: Sequence[Figure], values: Sequence[Decimal | None]) -> list[Value]:
    return [Number(value, figure.places) for figure, value in zip(figures, values, strict=True)]
