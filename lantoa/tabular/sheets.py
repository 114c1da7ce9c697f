"""Rows of spreadsheets as an import reads and writes them, on `documents.spreadsheets`, which opens the files."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lantoa.documents import spreadsheets
from lantoa.documents.errors import UnreadableDocument
from lantoa.vietnamese.text import fold, squeeze

MOST_ROWS = 5000
LONGEST_CELL = 1000
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_KEPT_AS_TEXT = re.compile(r"'[=+@\d-]")
_ERASE = "xoa"
Value = str | int | Decimal  # what a cell that is written holds


@dataclass(frozen=True)
class Column:
    """One column of a spreadsheet: `key` in code, `title` in the first row, other titles that mean the same in `also`;
    `hint` and `example` for the template. Whether a cell may be empty is the importer's rule."""

    key: str
    title: str
    hint: str = ""
    example: str = ""
    is_required: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line as typed; `number` is the line's number in the spreadsheet, `values` are by the columns' keys."""

    number: int
    values: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str:
        return self.values.get(key, "")

    def instead_of(self, key: str, old: str) -> str:
        """The value that a cell asks for: an empty cell keeps the old one, "xóa" empties it."""
        typed = self.get(key)
        if not typed:
            return old
        return "" if fold(typed) == _ERASE else typed


def read_rows(content: bytes, columns: Sequence[Column]) -> tuple[list[Row], list[str]]:
    """The file's rows by `columns` and the headings that nobody asked for.

    Raises UnreadableDocument where it is no spreadsheet of this form, has no row, or more than an import takes.
    """
    asked = [spreadsheets.Column(one.key, one.title, one.also, one.is_required) for one in columns]
    table = spreadsheets.read_table(content, asked)
    if not table.rows:
        raise UnreadableDocument("Bảng tính chỉ có dòng tiêu đề; điền dữ liệu bên dưới rồi tải lên lại.")
    if len(table.rows) > MOST_ROWS:
        raise UnreadableDocument(f"Bảng có quá {MOST_ROWS} dòng; chia thành nhiều tệp rồi tải lên từng tệp.")
    rows = [Row(row.number, {key: _plain(text) for key, text in row.values.items()}) for row in table.rows]
    return rows, table.unknown


def _plain(text: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula or a number."""
    text = squeeze(text)[:LONGEST_CELL]
    return text[1:] if _KEPT_AS_TEXT.match(text) else text


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """The rows as CSV that Excel opens as UTF-8; no cell of it can act as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.title for column in columns])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_MARKS) else value
