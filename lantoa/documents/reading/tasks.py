"""The rows of the task table. Reads TaskTables, writes TaskRow (CONTRACT, `tasks`): holes stay holes."""

import re
from collections.abc import Sequence

from lantoa.documents.plan import TaskRow, Timing
from lantoa.documents.reading import pieces
from lantoa.documents.reading.lines import GridCell
from lantoa.documents.reading.marks import split_mark
from lantoa.documents.reading.passage import EMPTY, Passage, spans_of
from lantoa.documents.reading.tables import TableRow, TaskTable
from lantoa.documents.source import Span
from lantoa.vietnamese.timing import parse_timing

_GROUP_NUMBER = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]?$")
_NUMBER = re.compile(r"(?P<n>\d{1,3}(?:\.\d{1,2})*|[a-zđ])\s*[.)]?$")
_WORDS = re.compile(r"[^\W\d_]{2,}(?:\s|$)")  # of a title, which the column of numbers holds only where it is merged
_LEADING_NUMBER = re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2})*)\s*[.)]\s+(?=\S)")


def read_tasks(tables: Sequence[TaskTable], year: int) -> list[TaskRow]:
    return [row for table in tables for row in _rows(table, year)]


def _rows(table: TaskTable, year: int) -> list[TaskRow]:
    found: list[TaskRow] = []
    group: str | None = None
    for at, row in enumerate(table.rows):
        title = _group_title(table, at)
        if title is not None:
            group = title
            continue
        task = _row(table, row, year)
        if task.task or task.products or task.lead:
            task.group = group
            found.append(task)
    return found


def _cell(table: TaskTable, row: TableRow, role: str) -> GridCell | None:
    return row.cells[table.roles.index(role)] if role in table.roles else None


def _paragraphs(table: TaskTable, row: TableRow, role: str) -> list[Passage]:
    cell = _cell(table, row, role)
    return cell.paragraphs if cell else []


def _group_title(table: TaskTable, at: int) -> str | None:
    """The title with its number where a row only names a group: merged across, under a Roman number, or a number above
    1.1, 1.2."""
    row = table.rows[at]
    filled = [cell for cell in row.cells if cell and cell.text]
    distinct = list({id(cell): cell for cell in filled}.values())
    number = (_cell(table, row, "no") or GridCell()).text.strip()
    if len({cell.text for cell in distinct}) == 1 and number == distinct[0].text.strip() and len(row.cells) > 1:
        return numbered(distinct[0].passage) if _WORDS.search(number) else None
    texts = [cell.text for cell in distinct if cell.text.strip() != number]
    if len(texts) > 1 or not texts:
        return None
    cell = next(cell for cell in distinct if cell.text == texts[0])
    wide = sum(1 for one in row.cells if one is cell) >= max(2, len(row.cells) - 2)
    title = numbered(cell.passage, number)
    if (
        wide
        or _GROUP_NUMBER.fullmatch(number)
        or (not number and split_mark(cell.passage)[0] and _is_part(cell.passage))
    ):
        return title
    below = table.rows[at + 1] if at + 1 < len(table.rows) else None
    if below is None or not number:
        return None
    first = (_cell(table, below, "no") or GridCell()).text.strip()
    return title if first.startswith(number.rstrip(".") + ".") and first != number else None


def numbered(passage: Passage, number: str = "") -> str:
    """A group's title behind its number, which stands in a cell of its own or before the title: "II. Chuyển đổi số"."""
    mark, rest = split_mark(passage)
    label = number.rstrip(" .)") or (mark.label if mark and mark.kind != "bullet" else "")
    title = (rest if mark else passage).without_end_marks().text
    return f"{label}. {title}" if label else title


def _is_part(passage: Passage) -> bool:
    mark, _ = split_mark(passage)
    return mark is not None and mark.kind in {"roman", "capital"}


def _row(table: TaskTable, row: TableRow, year: int) -> TaskRow:
    no, task = _number_and_task(table, row)
    if "lead+coordinating" in table.roles:
        lead, others = pieces.lead_and_rest(_paragraphs(table, row, "lead+coordinating"))
    else:
        lead = pieces.without_marks(_paragraphs(table, row, "lead")).without_end_marks()
        others = pieces.units(_paragraphs(table, row, "coordinating"))
    products = pieces.products(_paragraphs(table, row, "products"))
    channel = pieces.without_marks(_paragraphs(table, row, "channel")).without_end_marks()
    when = pieces.without_marks(_paragraphs(table, row, "timing"))
    words = parse_timing(when.text, year)
    return TaskRow(
        no=no.text or None,
        task=task.text,
        products=[piece.text for piece in products],
        channel=channel.text or None,
        lead=lead.text or None,
        coordinating=[piece.text for piece in others],
        timing=Timing(words.raw, words.kind, words.start, words.end),
        spans=_row_spans(row),
        other=_other_cells(table, row),
        cell_spans=_cell_spans(
            {
                "no": [no],
                "task": [task],
                "products": products,
                "channel": [channel],
                "lead": [lead],
                "coordinating": others,
                "timing": [when],
            }
        ),
    )


def _number_and_task(table: TaskTable, row: TableRow) -> tuple[Passage, Passage]:
    number = pieces.without_marks(_paragraphs(table, row, "no")) if "no" in table.roles else EMPTY
    task = pieces.without_marks(_paragraphs(table, row, "task")).without_end_marks()
    if "no" not in table.roles:
        found = _LEADING_NUMBER.match(task.text)
        if found:
            return task.cut(0, found.end("n")), task.cut(found.end())
    found = _NUMBER.match(number.text.strip())
    return (number.cut(*found.span("n")) if found else number.without_end_marks()), task


def _row_spans(row: TableRow) -> tuple[Span, ...]:
    cells = {id(cell): cell for cell in row.cells if cell}
    return spans_of(passage for cell in cells.values() for passage in cell.paragraphs)


def _other_cells(table: TaskTable, row: TableRow) -> dict[str, str]:
    """What stands under heads that the contract does not know (Kinh phí, Ghi chú): kept for the document that goes
    out again."""
    pairs = zip(table.columns, row.cells, strict=False)
    return {
        column.header: cell.text for column, cell in pairs if not column.key and column.header and cell and cell.text
    }


def _cell_spans(cells: dict[str, list[Passage]]) -> dict[str, tuple[Span, ...]]:
    return {key: spans for key, found in cells.items() if (spans := spans_of(found))}
