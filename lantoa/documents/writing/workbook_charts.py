"""Charts in a workbook, that Excel draws itself: each beside the small table that it is drawn from."""

import math
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.styles import Font as CellFont
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from lantoa.documents.writing.charts import Chart, Drawable
from lantoa.documents.writing.spreadsheet import Column, Number, Value, set_print, titled_sheet, write_head, write_row
from lantoa.documents.writing.styles import FONT
from lantoa.documents.writing.wording import writable

_FIRST_ROW = 3
_LABELS, _VALUES = 42, 14  # signs: columns of the small tables
_WIDTH = 22.0  # cm
_HEAD_HEIGHT, _BAR_HEIGHT, _LEAST_HEIGHT = 3.2, 0.62, 6.0  # cm: title with legend; a bar with its gap
_LABEL_SHARE = 0.4  # of the width, for the names
_ROW = 0.53  # cm: a row of the sheet as it stands
_COLOURS = ("1F5C99", "A9C6E3")  # dark and light: told apart in black and white too
_SMALL, _TITLE = 1000, 1300  # hundredths of a point


def add_charts(book: Workbook, drawings: Sequence[Drawable]) -> None:
    """A sheet of charts; each begins a page of its own."""
    series = max(len(chart.series) if isinstance(chart, Chart) else 1 for chart in drawings)
    sheet = titled_sheet(book, "Biểu đồ")
    columns = [Column("Nội dung", _LABELS), *[Column("", _VALUES)] * series]
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width or _VALUES
    row = _FIRST_ROW
    for number, chart in enumerate(drawings):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        last = _write_table(sheet, chart, row, columns)
        height = _place(sheet, chart, row, last, len(columns))
        row = max(last, row + 1 + math.ceil(height / _ROW)) + 2
    set_print(sheet, len(columns))


def _write_table(sheet: Worksheet, chart: Drawable, row: int, columns: Sequence[Column]) -> int:
    """What the chart is called, the head with the names of its series, its numbers; the last row."""
    title = sheet.cell(row=row, column=1, value=writable(_called(chart)))
    title.data_type = "s"  # never a formula
    title.font = CellFont(name=FONT, size=12, bold=True)
    heads, lines = _lines(chart)
    write_head(sheet, row + 1, heads)
    for number, line in enumerate(lines, start=row + 2):
        write_row(sheet, number, line, columns[: len(heads)])
    return row + 1 + len(lines)


def _called(chart: Drawable) -> str:
    return f"{chart.title} ({chart.measure})" if chart.measure else chart.title


def _lines(chart: Drawable) -> tuple[list[str], list[list[Value]]]:
    if isinstance(chart, Chart):
        lines: list[list[Value]] = [
            [label, *(_number(series.values[place]) for series in chart.series)]
            for place, label in enumerate(chart.labels)
        ]
        return ["Nội dung", *(series.name for series in chart.series)], lines
    return ["Nội dung", f"Số {chart.measure}" if chart.measure else "Số lượng"], [list(part) for part in chart.parts]


def _number(value: Decimal | float | None) -> Value:
    return None if value is None else Number(Decimal(str(value)), 0 if value == int(value) else 2)


def _place(sheet: Worksheet, chart: Drawable, row: int, last: int, columns: int) -> float:
    """Draw the chart beside its table, as high as its bars need; its height in cm."""
    series = len(chart.series) if isinstance(chart, Chart) else 1
    labels = last - row - 1
    drawn = BarChart()
    drawn.type, drawn.gapWidth = "bar", 60
    height = max(_HEAD_HEIGHT + labels * (series + 0.6) * _BAR_HEIGHT, _LEAST_HEIGHT)
    drawn.height, drawn.width = height, _WIDTH  # type: ignore[assignment]  # cm, fractions too
    drawn.add_data(
        Reference(sheet, min_col=2, max_col=1 + series, min_row=row + 1, max_row=last), titles_from_data=True
    )
    drawn.set_categories(Reference(sheet, min_col=1, min_row=row + 2, max_row=last))
    for one, colour in zip(drawn.series, _COLOURS, strict=False):
        one.graphicalProperties.solidFill = colour
    _dress(drawn, _called(chart), series)
    sheet.add_chart(drawn, f"{get_column_letter(columns + 2)}{row + 1}")
    return height


def _dress(drawn: BarChart, title: str, series: int) -> None:
    """Every value at its bar, so that the scale is not needed; names in small letters with room of their own, nothing
    over anything else."""
    drawn.title = _title(title)
    drawn.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    drawn.dataLabels.txPr = _text()
    drawn.x_axis.scaling.orientation = "maxMin"  # the first label on top, as in the table
    drawn.x_axis.delete, drawn.y_axis.delete = False, True
    drawn.y_axis.majorGridlines = None
    drawn.x_axis.txPr = _text()
    drawn.x_axis.tickLblSkip = 1
    head = _HEAD_HEIGHT / drawn.height
    drawn.layout = Layout(
        manualLayout=ManualLayout(
            layoutTarget="inner", xMode="edge", yMode="edge", x=_LABEL_SHARE, y=head * 0.7, w=0.52, h=1 - head
        )
    )
    if series == 1:
        drawn.legend = None
    else:
        drawn.legend.position, drawn.legend.overlay, drawn.legend.txPr = "b", False, _text()
    drawn.graphical_properties = GraphicalProperties(noFill=False)


def _title(text: str) -> Title:
    letters = _letters(_TITLE, bold=True)
    run = RegularTextRun(rPr=letters, t=writable(text))
    rich = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])])
    return Title(tx=Text(rich=rich), overlay=False)


def _letters(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, latin=Font(typeface=FONT))


def _text() -> RichText:
    letters = _letters(_SMALL)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])
