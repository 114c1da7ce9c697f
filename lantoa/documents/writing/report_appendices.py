"""The appendices of a report: figures, figures by unit, units that are not in the sum, charts, what was changed."""

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from docx.document import Document
from docx.shared import Mm

from lantoa.documents.writing import charts, styles
from lantoa.documents.writing.appendix import AppendixHead, attached_to, open_appendix
from lantoa.documents.writing.measure import text_width
from lantoa.documents.writing.page import text_room
from lantoa.documents.writing.parts import add_text
from lantoa.documents.writing.report_changes import Changes
from lantoa.documents.writing.report_content import Figure, FigureGroup, ReportContent
from lantoa.documents.writing.tables import PrintedColumn, PrintedRow, add_table
from lantoa.documents.writing.wording import symbol_of, writable

_KIND = "Báo cáo"
_NUMBER, _UNIT, _LEAST = 11, 62, 15  # mm: columns of the running number, of names of units, of short numbers
_MEASURE, _NOTES = 25, 38
_WHAT = 50  # what was changed
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
Writer = Callable[[Document, float], None]


def add_appendices(document: Document, report: ReportContent, changes: Changes, *, shows_origin: bool) -> None:
    """Each on a page of its own, numbered where there are several; those without content are left out."""
    parts = list(_appendices(report, changes, shows_origin))
    note = "" if report.is_section else _note(report)
    for place, (title, landscape, write) in enumerate(parts):
        label = f"PHỤ LỤC {_ROMAN[place]}" if len(parts) > 1 else "PHỤ LỤC"
        room = open_appendix(document, AppendixHead(label, title, note), landscape=landscape)
        write(document, room)


def _note(report: ReportContent) -> str:
    symbol = report.symbol or symbol_of(report.issuer, "BC")
    return attached_to(_KIND, report.number or None, report.date or None, report.issuer or None, symbol)


def _appendices(report: ReportContent, changes: Changes, shows_origin: bool) -> Iterator[tuple[str, bool, Writer]]:
    if report.figures:
        yield "Số liệu", False, partial(_add_figures, report.groups, changes, shows_origin)
    if report.by_unit and report.by_unit.rows:
        yield "Số liệu theo đơn vị", True, partial(_add_by_unit, report, changes)
    if report.not_included:
        yield "Đơn vị chưa có trong số liệu tổng hợp", False, partial(_add_not_included, report)
    if report.charts:
        yield "Biểu đồ", False, partial(_add_charts, report.charts)
    if changes:
        yield "Nội dung điều chỉnh", False, partial(_add_changes, report, changes)


def _add_figures(
    groups: Sequence[FigureGroup], changes: Changes, shows_origin: bool, document: Document, room: float
) -> None:
    figures = [figure for group in groups for figure in group.figures]
    has_before = any(figure.before is not None for figure in figures)
    notes = {figure.key: _note_of(figure, changes, shows_origin) for figure in figures}
    has_notes = any(notes.values())
    columns = [
        PrintedColumn("TT", centred=True),
        PrintedColumn("Chỉ tiêu"),
        PrintedColumn("Đơn vị tính", centred=True),
        PrintedColumn("Kỳ này", centred=True),
        *([PrintedColumn("Kỳ trước", centred=True)] if has_before else []),
        *([PrintedColumn("Ghi chú")] if has_notes else []),
    ]
    rows: list[PrintedRow] = []
    number = 0
    for group in groups:
        if group.title and group.figures:
            rows.append(PrintedRow(group=group.title))
        for figure in group.figures:
            number += 1
            cells = [[str(number)], [figure.name], [figure.measure], [figure.shown(figure.value)]]
            cells += [[figure.shown(figure.before)]] if has_before else []
            cells += [[notes[figure.key]]] if has_notes else []
            rows.append(PrintedRow(cells, marked=() if changes.was(figure) is None else (3,)))
    add_table(document, columns, rows, room, _figure_widths(figures, room, has_before, has_notes))


def _figure_widths(figures: Sequence[Figure], room: float, has_before: bool, has_notes: bool) -> list[float]:
    """What the numbers leave goes to the names."""
    values = [_width("Kỳ này", [figure.shown(figure.value) for figure in figures])]
    values += [_width("Kỳ trước", [figure.shown(figure.before) for figure in figures])] if has_before else []
    notes = [_NOTES] if has_notes else []
    return [_NUMBER, room - _NUMBER - _MEASURE - sum(values) - sum(notes), _MEASURE, *values, *notes]


def _note_of(figure: Figure, changes: Changes, shows_origin: bool) -> str:
    was = changes.was(figure)
    said = [
        f"Điều chỉnh; bản trước: {was}" if was is not None else "",
        *((figure.origin, figure.overruled) if shows_origin else ()),
        figure.note,
    ]
    return "; ".join(text for text in said if text)


def _add_by_unit(report: ReportContent, changes: Changes, document: Document, room: float) -> None:
    """Tables of as many figures as a lying page holds, one below the other, each with the units' names."""
    assert report.by_unit is not None
    figures, units = report.by_unit.figures, report.by_unit.lines
    new = set(changes.units_in)
    cells = [[figure.shown(value) for figure, value in zip(figures, unit.values, strict=True)] for unit in units]
    totals = [figure.shown(figure.value) for figure in figures]
    needs = [_width(figure.headed, [line[place] for line in [*cells, totals]]) for place, figure in enumerate(figures)]
    for start, end in _batches(needs, room - _NUMBER - _UNIT):
        if start:
            add_text(document, "", styles.TABLE_NOTE)
        columns = [PrintedColumn("TT", centred=True), PrintedColumn("Đơn vị")]
        columns += [PrintedColumn(figure.headed, centred=True) for figure in figures[start:end]]
        rows = [
            PrintedRow(
                [[str(number)], [unit.unit], *([text] for text in line[start:end])],
                marked=(1,) if unit.unit in new else (),
            )
            for number, (unit, line) in enumerate(zip(units, cells, strict=True), start=1)
        ]
        rows.append(PrintedRow([[""], ["Tổng hợp"], *([text] for text in totals[start:end])], bold=True))
        spare = (room - _NUMBER - _UNIT - sum(needs[start:end])) / (end - start)
        widths = [_NUMBER, _UNIT, *(need + spare for need in needs[start:end])]
        add_table(document, columns, rows, room, widths)


def _width(head: str, texts: Sequence[str]) -> float:
    """Millimetres that a column of numbers needs: its widest number on one line, no word of its head cut."""
    number = text_width(max(texts, key=len), styles.TABLE_CELL.size, bold=True)
    word = max(text_width(part, styles.TABLE_HEAD.size, bold=True) for part in head.split())
    return max(number, word, _LEAST) + 5


def _batches(needs: Sequence[float], room: float) -> Iterator[tuple[int, int]]:
    """From where to where columns fit side by side."""
    start, used = 0, 0.0
    for place, need in enumerate(needs):
        if place > start and used + need > room:
            yield start, place
            start, used = place, 0.0
        used += need
    if start < len(needs):
        yield start, len(needs)


def _add_not_included(report: ReportContent, document: Document, room: float) -> None:
    columns = [PrintedColumn("TT", centred=True), PrintedColumn("Đơn vị"), PrintedColumn("Lý do")]
    rows = [
        PrintedRow([[str(number)], [line.unit], [line.why]]) for number, line in enumerate(report.not_included, start=1)
    ]
    add_table(document, columns, rows, room)


def _add_charts(drawings: Sequence[charts.Drawable], document: Document, room: float) -> None:
    for number, chart in enumerate(drawings, start=1):
        measure = f" ({chart.measure})" if chart.measure else ""
        add_text(document, f"Biểu đồ {number}. {chart.title}{measure}", styles.CAPTION)
        add_chart(document, chart)


def add_chart(document: Document, chart: charts.Drawable) -> None:
    """The drawing as a picture, with what it shows in words for who cannot see it."""
    paragraph = add_text(document, "", styles.PICTURE)
    width = min(charts.PRINTED_WIDTH, text_room(document.sections[-1]))
    picture = paragraph.add_run().add_picture(io.BytesIO(charts.png(chart)), width=Mm(width))
    named = picture._inline.docPr
    named.set("descr", writable(chart.description))
    named.set("title", writable(chart.title))


def _add_changes(report: ReportContent, changes: Changes, document: Document, room: float) -> None:
    if changes.since:
        add_text(document, f"So với bản {changes.since}; phần điều chỉnh được tô nền trong báo cáo.", styles.TABLE_NOTE)
    columns = [
        PrintedColumn("TT", centred=True),
        PrintedColumn("Nội dung"),
        PrintedColumn("Bản trước"),
        PrintedColumn("Bản này"),
    ]
    lines = list(_change_lines(report, changes))
    rows = [PrintedRow([[str(number)], *line]) for number, line in enumerate(lines, start=1)]
    said = (room - _NUMBER - _WHAT) / 2
    add_table(document, columns, rows, room, [_NUMBER, _WHAT, said, said])


def _change_lines(report: ReportContent, changes: Changes) -> Iterator[list[list[str]]]:
    """What, as it was, as it is: units first, since the figures follow from them."""
    for unit in changes.units_in:
        yield [[unit], ["Chưa tổng hợp"], ["Đã tổng hợp"]]
    for unit in changes.units_out:
        yield [[unit], ["Đã tổng hợp"], ["Không tổng hợp"]]
    figures = {figure.key: figure for figure in report.figures}
    for key, was in changes.figures.items():
        figure = figures.get(key)
        if figure:
            yield [[figure.name], [was], [figure.shown(figure.value)]]
        else:
            yield [[changes.names.get(key, key)], [was], ["Bỏ"]]
    titles = {part.key: part.title for part in report.narratives} | changes.names
    for key in [*changes.added, *(key for key in changes.removed if key not in changes.added)]:
        gone, new = changes.removed.get(key, []), list(changes.added.get(key, {}))
        yield [[titles.get(key, key)], gone or [""], new or [""]]
