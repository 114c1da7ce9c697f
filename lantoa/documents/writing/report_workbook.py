"""A report's figures as .xlsx: figures, by unit, units not in the sum, changes, and charts that Excel draws itself."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from lantoa.documents.writing.charts import Chart, Drawable
from lantoa.documents.writing.files import save_whole
from lantoa.documents.writing.report_changes import Changes
from lantoa.documents.writing.report_content import ByUnit, Figure, ReportContent
from lantoa.documents.writing.spreadsheet import Column, Number, Value, add_sheet, new_book

_FIRST_ROW = 4  # below title and head
_CHART_HEIGHT, _CHART_WIDTH = 9, 18  # cm
_ROWS_A_CHART = 20
_COLOURS = ("1F5C99", "A9C6E3")  # dark and light: told apart in black and white too


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
        _add_charts(book, report.charts)
    save_whole(book.save, out)


def _add_figures(book: Workbook, report: ReportContent, changes: Changes) -> None:
    has_groups = any(group.title for group in report.groups)
    has_changes = bool(changes.figures)
    columns = [
        Column("TT", 6, centred=True),
        *([Column("Nhóm", 28)] if has_groups else []),
        Column("Chỉ tiêu", 56),
        Column("Đơn vị tính", 14, centred=True),
        Column("Kỳ này", 18),
        Column("Kỳ trước", 18),
        Column("Nguồn", 12, centred=True),
        Column("Ghi chú", 40),
        *([Column("Bản trước", 18)] if has_changes else []),
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
    columns = [Column("TT", 6, centred=True), Column("Đơn vị", 45)]
    columns += [Column(one.headed, 18) for one in table.figures]
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


def _add_charts(book: Workbook, drawings: Sequence[Drawable]) -> None:
    """The numbers of each chart as a small table, the chart beside it."""
    rows, places = _chart_rows(drawings)
    width = max(len(row) for row in rows)
    heads = [
        Column("Nội dung", 45),
        *(Column(f"Số liệu {place}" if width > 2 else "Số liệu", 14) for place in range(1, width)),
    ]
    sheet = add_sheet(book, "Biểu đồ", heads, [[*row, *([None] * (width - len(row)))] for row in rows])
    sheet.auto_filter.ref = None
    for chart, (first, last, series) in zip(drawings, places, strict=True):
        _place_chart(sheet, chart, first, last, series)


def _chart_rows(drawings: Sequence[Drawable]) -> tuple[list[list[Value]], list[tuple[int, int, int]]]:
    """Rows of the sheet, and for each chart its first and last row of numbers and how many series."""
    rows: list[list[Value]] = []
    places = []
    for chart in drawings:
        start = len(rows)
        if isinstance(chart, Chart):
            rows.append([chart.title, *(series.name for series in chart.series)])
            rows += [
                [label, *(_number(series.values[place]) for series in chart.series)]
                for place, label in enumerate(chart.labels)
            ]
            count = len(chart.series)
        else:
            rows.append([chart.title, chart.measure or "Số lượng"])
            rows += [[name, value] for name, value in chart.parts]
            count = 1
        places.append((_FIRST_ROW + start, _FIRST_ROW + len(rows) - 1, count))
        rows += [[None]] * max(_ROWS_A_CHART - (len(rows) - start), 1)
    return rows, places


def _number(value: Decimal | float | None) -> Value:
    return None if value is None else Number(Decimal(str(value)), 0 if value == int(value) else 2)


def _place_chart(sheet: Worksheet, chart: Drawable, first: int, last: int, series: int) -> None:
    drawn = BarChart()
    drawn.type, drawn.title = "bar", chart.title
    drawn.height, drawn.width = _CHART_HEIGHT, _CHART_WIDTH
    drawn.add_data(Reference(sheet, min_col=2, max_col=1 + series, min_row=first, max_row=last), titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=last))
    for one, colour in zip(drawn.series, _COLOURS, strict=False):
        one.graphicalProperties.solidFill = colour
    drawn.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    drawn.x_axis.scaling.orientation = "maxMin"  # the first label on top, as in the table
    drawn.x_axis.delete = drawn.y_axis.delete = False
    if series == 1:
        drawn.legend = None
    sheet.add_chart(drawn, f"F{first}")
    sheet.row_breaks.append(Break(id=first + _ROWS_A_CHART - 1))
