"""Tables that people upload (.xlsx, .csv): rows under the columns asked for, or one sentence on what is wrong.

Every value is text, as the person saw it in the sheet (NFC, one line, dates dd/mm/yyyy, a decimal comma); `SheetRow`
reads dates and numbers out of it. Uploaded files are looked at for their size before anything is unpacked.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from typing import Any, TypeVar

from openpyxl import load_workbook

from lantoa.documents.errors import UnreadableDocument
from lantoa.vietnamese.dates import DateError, parse_date, short_date
from lantoa.vietnamese.encodings import decode_bytes
from lantoa.vietnamese.numbers import NumberError, format_percent, parse_number
from lantoa.vietnamese.text import fold, squeeze

T = TypeVar("T")
Line = list[str]

MEGABYTE = 1 << 20
LARGEST_FILE = 20 * MEGABYTE
LARGEST_SHEET = 40 * MEGABYTE  # the XML of a sheet or of the shared texts, unpacked: some 50,000 full rows
LARGEST_PART = 4 * MEGABYTE  # any other part: styles and the like, which take up many times their size in memory
HIGHEST_RATIO = 200
MOST_ROWS = 60_000
MOST_COLUMNS = 200
MOST_CELLS = 20_000_000  # empty ones too
_LINES_BEFORE_HEADER = 30
_LAST_EXCEL_ROW = 1_048_576

_BROKEN = "Tệp bảng tính bị hỏng hoặc tải chưa hết; hãy mở lại bằng Excel, lưu thành tệp .xlsx mới rồi tải lên."
_OLD = "Tệp là bảng tính .xls đời cũ hoặc có mật khẩu; hãy gỡ mật khẩu, lưu lại ở dạng .xlsx rồi tải lên."
_NO_TABLE = "Không nhận ra đây là bảng tính; hãy tải lên tệp .xlsx hoặc .csv."
_TOO_BIG = (
    "Bảng tính lớn bất thường nên không được đọc; hãy xóa hình ảnh, vùng định dạng thừa hoặc tách thành nhiều tệp."
)
_WORK_OUT = "hãy mở tệp bằng Excel, lưu lại (hoặc ghi thẳng giá trị) rồi tải lên."
_TOO_MANY_ROWS = f"Bảng có hơn {MOST_ROWS:,} dòng; hãy tách thành nhiều tệp.".replace(",", ".")
# A cell whose formula nobody has worked out: `<v>` empty or missing. One whose result is empty text says so: t="str".
_UNDONE = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)><(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>))?</"
)
_OVERLAP = 20_000  # bytes of a part that are looked at twice: longer than any formula
_GARBLED = "Tệp .csv có ký tự không đọc được; hãy lưu lại từ Excel ở dạng “CSV UTF-8” hoặc .xlsx rồi tải lên."


class CellError(ValueError):
    """A value that cannot be used; its text is one Vietnamese sentence that names the row and the column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that the reader asks for: its key in the rows, its heading, and other headings that mean the same."""

    key: str
    title: str
    also: tuple[str, ...] = ()
    required: bool = False

    def names(self) -> set[str]:
        return {_heading_key(heading) for heading in (self.title, *self.also)}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as `number`ed in the sheet; `values` has every column's key, "" where the cell is empty or missing."""

    number: int
    values: dict[str, str]
    titles: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.values[key]

    def date(self, key: str) -> date | None:
        return self._read(key, parse_date)

    def number_in(self, key: str) -> Decimal | None:
        return self._read(key, parse_number)

    def error(self, key: str, sentence: str) -> CellError:
        return CellError(f"Dòng {self.number}, cột “{self.titles[key]}”: {sentence}")

    def _read(self, key: str, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(self.values[key]) if self.values[key] else None
        except (DateError, NumberError) as error:
            raise self.error(key, str(error)) from error


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows that hold anything; `unknown` are headings of the file that nobody asked for."""

    rows: list[SheetRow]
    unknown: list[str]


def read_table(data: bytes, columns: Sequence[Column]) -> SheetTable:
    """The table in an uploaded file, whichever sheet and line it begins on; UnreadableDocument where there is none."""
    if not data.strip():
        raise UnreadableDocument("Tệp trống; hãy chọn tệp có dữ liệu.")
    if len(data) > LARGEST_FILE:
        raise UnreadableDocument(f"Tệp lớn hơn {LARGEST_FILE // MEGABYTE} MB; hãy tách thành nhiều tệp nhỏ hơn.")
    for lines in _sheets(data):
        if table := _table(lines, columns):
            return table
    wanted = ", ".join(column.title for column in columns if column.required) or columns[0].title
    raise UnreadableDocument(f"Không tìm thấy dòng tiêu đề có các cột: {wanted}; hãy dùng đúng tên cột như tệp mẫu.")


# The table within the lines of a sheet


def _table(lines: Iterator[Line], columns: Sequence[Column]) -> SheetTable | None:
    first = list(islice(lines, _LINES_BEFORE_HEADER))
    places = [_places(line, columns) for line in first]
    header = max(range(len(first)), key=lambda place: len(places[place]), default=0)
    if not first or not _is_header(places[header], columns):
        return None
    _refuse_doubled(first[header], columns)
    below = chain(enumerate(first[header + 1 :], header + 2), enumerate(lines, len(first) + 1))
    known = set(places[header].values())
    unknown = [title for place, title in enumerate(first[header]) if title and place not in known]
    return SheetTable(list(_rows(below, places[header], columns)), unknown)


def _places(line: Line, columns: Sequence[Column]) -> dict[str, int]:
    """Where on a line each column's heading stands."""
    headings = {_heading_key(cell): place for place, cell in enumerate(line)}
    found = {
        column.key: next((headings[name] for name in headings if name in column.names()), None) for column in columns
    }
    return {key: place for key, place in found.items() if place is not None}


def _refuse_doubled(line: Line, columns: Sequence[Column]) -> None:
    for column in columns:
        titles = [cell for cell in line if _heading_key(cell) in column.names()]
        if len(titles) > 1:
            raise UnreadableDocument(f"Bảng có hai cột cùng là “{column.title}” ({', '.join(titles)}); hãy bỏ một cột.")


def _is_header(places: dict[str, int], columns: Sequence[Column]) -> bool:
    return bool(places) and all(column.key in places for column in columns if column.required)


def _heading_key(heading: str) -> str:
    """A heading without accents, marks and remarks in brackets: "Họ và tên (*)" is "ho va ten"."""
    return " ".join(re.findall(r"\w+", re.sub(r"\(.*?\)", " ", fold(heading))))


def _rows(lines: Iterable[tuple[int, Line]], places: dict[str, int], columns: Sequence[Column]) -> Iterator[SheetRow]:
    titles = {column.key: column.title for column in columns}
    is_first = True
    for number, line in lines:
        values = {key: _cell(line, places.get(key)) for key in titles}
        if any(values.values()) and not (is_first and _numbers_columns(line)):
            yield SheetRow(number, values, titles)
        is_first = is_first and not any(line)


def _cell(line: Line, place: int | None) -> str:
    return line[place] if place is not None and place < len(line) else ""


def _numbers_columns(line: Line) -> bool:
    """Whether a line only numbers the columns, as printed forms do: (1) (2) (3)."""
    cells = [cell.strip("()") for cell in line if cell]
    return len(cells) > 1 and cells == [str(place) for place in range(1, len(cells) + 1)]


# The lines of a file


def _sheets(data: bytes) -> Iterator[Iterator[Line]]:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _workbook_sheets(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocument(_OLD)
    else:
        yield from _csv_sheets(_csv_text(data))


def _csv_text(data: bytes) -> str:
    text = decode_bytes(data)
    if "\0" in text or data.startswith((b"%PDF-", b"{\\rtf")) or text.lstrip()[:1] == "<":
        raise UnreadableDocument(_NO_TABLE)
    if "\ufffd" in text:
        raise UnreadableDocument(_GARBLED)
    return text


def _csv_sheets(text: str) -> Iterator[Iterator[Line]]:
    """The file as each mark would part it, likeliest first: the right one is the one that gives a header."""
    head = text[:10_000]
    if said := re.match(r"sep=(.)\r?\n", text):
        yield _csv_lines(text[said.end() :], said[1])
        return
    for mark in sorted(";,\t|", key=head.count, reverse=True):
        yield _csv_lines(text, mark)


def _csv_lines(text: str, mark: str) -> Iterator[Line]:
    try:
        yield from _limited(
            [squeeze(cell) for cell in row] for row in csv.reader(io.StringIO(text, ""), delimiter=mark)
        )
    except csv.Error as error:
        raise UnreadableDocument(_GARBLED) from error


def _workbook_sheets(data: bytes) -> Iterator[Iterator[Line]]:
    for sheet in _open_workbook(data).worksheets:
        sheet.reset_dimensions()
        if sheet.sheet_state == "visible":
            lines = map(_line, _within_budget(sheet.iter_rows(max_row=_LAST_EXCEL_ROW)))
            yield _limited(_safely(chain(lines, _none_undone(sheet))))


def _none_undone(sheet: Any) -> Iterator[Line]:
    """No line more; raises UnreadableDocument where the sheet has a formula that nobody has worked out."""
    held = b""
    with sheet._get_source() as source:
        while more := source.read(MEGABYTE):
            held = held[-_OVERLAP:] + more
            for found in _UNDONE.finditer(held):
                if b't="str"' not in found[1]:
                    where = re.search(rb'\br="([A-Z]+\d+)"', found[1])
                    cell = f"Ô {where[1].decode()} của bảng là" if where else "Bảng có"
                    raise UnreadableDocument(f"{cell} công thức chưa có kết quả; {_WORK_OUT}")
    yield from ()


def _open_workbook(data: bytes) -> Any:
    """openpyxl has no error of its own for a damaged file: whatever it raises on one means the same."""
    try:
        _look_at_sizes(data)
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except UnreadableDocument:
        raise
    except Exception as error:
        raise UnreadableDocument(_BROKEN) from error


def _safely(lines: Iterator[Line]) -> Iterator[Line]:
    try:
        yield from lines
    except UnreadableDocument:
        raise
    except Exception as error:
        raise UnreadableDocument(_BROKEN) from error


def _within_budget(rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Rows up to the widest that is read; few bytes can claim very many empty cells."""
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > MOST_CELLS:
            raise UnreadableDocument(_TOO_BIG)
        yield row[:MOST_COLUMNS]


def _look_at_sizes(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
    if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
        raise UnreadableDocument(_NO_TABLE)
    for part in parts:
        is_sheet = part.filename.startswith("xl/worksheets/") or part.filename.endswith("sharedStrings.xml")
        is_read = part.filename.endswith((".xml", ".rels"))
        too_dense = part.file_size > MEGABYTE and part.file_size > HIGHEST_RATIO * part.compress_size
        if is_read and (too_dense or part.file_size > (LARGEST_SHEET if is_sheet else LARGEST_PART)):
            raise UnreadableDocument(_TOO_BIG)


def _limited(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines up to the last that holds anything; a sentence where there are too many."""
    empty = filled = 0
    for line in lines:
        if not any(line):
            empty += 1
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise UnreadableDocument(_TOO_MANY_ROWS)
        for _ in range(empty):
            yield []
        empty = 0
        yield line[:MOST_COLUMNS]


def _line(cells: Iterable[Any]) -> Line:
    return [_shown(cell) if cell.value is not None else "" for cell in cells]


def _shown(cell: Any) -> str:
    """A cell of a workbook as text, as the sheet shows it."""
    value, form = cell.value, str(cell.number_format or "")
    if cell.data_type == "e":
        raise UnreadableDocument(f"Ô {cell.coordinate} của bảng báo lỗi {value}; hãy sửa công thức rồi tải lên lại.")
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        return _shown_number(value, form)
    if isinstance(value, datetime):
        clock = "" if value.time() == time() else f" {value:%H:%M}"
        return short_date(value) + clock
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return squeeze(str(value))


def _shown_number(value: float, form: str) -> str:
    """No dots between thousands: a number in a sheet may be a code or a telephone number."""
    if "%" in form:
        return format_percent(round(Decimal(str(value)) * 100, 6))
    if re.fullmatch("0+", form):
        return str(round(value)).zfill(len(form))
    whole = int(value)
    return str(whole) if whole == value else f"{Decimal(format(value, '.15g')):f}".replace(".", ",")
