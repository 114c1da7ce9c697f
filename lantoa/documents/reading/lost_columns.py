"""A table that lost its columns on the way to plain text. Reads printed lines, writes which of them are its debris.

A tool that prints a page's text block by block gives a table's cells in no order that could be trusted: the heads of
its columns lie scattered among the cells, the rows' numbers in a heap. Which cell belonged to which row can then only
be guessed, and a guess would make a unit owe what it never was given.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from lantoa.documents.reading.lines import Printed
from lantoa.documents.reading.marks import split_mark

_WORK = r"(?:,? (?:nội dung|công việc|nhiệm vụ|hoạt động|thực hiện|triển khai|tuyên truyền|truyền thông|chủ yếu))*"
_NAME = re.compile(
    r"s\.?t\.?t\.?|tt|số (?:tt|thứ tự)"
    rf"|(?:(?:nội dung|nhiệm vụ|hoạt động)|tên (?:công việc|nhiệm vụ|hoạt động)){_WORK}"
    r"|(?:phòng|cơ quan|đơn vị|bộ phận)(?:,? (?:phòng|cơ quan|đơn vị|bộ phận|cá nhân))*"
    r" (?:(?:chủ trì|phối hợp|phụ trách|tham mưu)(?: thực hiện)?|thực hiện)"
    r"|(?:chủ trì|phối hợp)(?: thực hiện)?|người (?:phụ trách|thực hiện|chủ trì)|ghi chú|kinh phí(?: thực hiện)?"
    r"|(?:sản phẩm|kết quả)(?: (?:đầu ra|dự kiến|cần đạt|hoàn thành|thực hiện))*"
    r"|(?:hình thức|phương thức|cách thức)(?: (?:thực hiện|tổ chức|tuyên truyền|truyền thông))?"
    r"|(?:thời gian|thời hạn|thời điểm|tiến độ)(?: (?:thực hiện|hoàn thành|triển khai|dự kiến))*",
    re.IGNORECASE,
)
# Heads that no section of a plan bears: where one lies about, there was a table.
_COUNTS_ROWS = re.compile(r"s\.?t\.?t\.?|tt|số (?:tt|thứ tự)")
_ONLY_IN_TABLES = re.compile(r".*(?:chủ trì|phối hợp|phụ trách)|ghi chú")
_ROW_NUMBER = re.compile(r"\d{1,3}[.)]?")
_AFTER = re.compile(r"(?:Trên đây|Nơi nhận)")
_LONGEST_NAME = 4  # lines


@dataclass(frozen=True, slots=True)
class Name:
    """The printed head of a column: its first line, the line after it, and its text."""

    start: int
    end: int
    text: str


def debris(lines: Sequence[Printed], after: int | None, end: int, heads: Set[int]) -> list[range]:
    """The lines of a table whose cells cannot be told apart; empty where they can, or where there is no table.

    `after` is the first line behind the head where one was found whole, `heads` are the lines where a new page prints
    it again; `end` is where the table surely is over.
    """
    names = list(_names(lines, end))
    if after is None:
        lost = _scattered(names)
    else:
        behind = {name.text for name in names if name.start >= after and name.start not in heads}
        lost = len(behind) + _heaped(lines, after, end) > 1
    return _stretches(lines, [*names, *_heads_beyond(lines, names, end)]) if lost else []


def _names(lines: Sequence[Printed], end: int) -> Iterator[Name]:
    at = 0
    while at < end:
        name = _name_at(lines, at, end)
        if name:
            yield name
        at = name.end if name else at + 1


def _name_at(lines: Sequence[Printed], at: int, end: int) -> Name | None:
    """The head of a column that opens here: of as many lines as make one."""
    if not lines[at].text[0].isupper():
        return None
    for last in range(min(at + _LONGEST_NAME, end), at, -1):
        text = " ".join(line.text for line in lines[at:last])
        if len(text) < 60 and _NAME.fullmatch(text):
            return Name(at, last, text.casefold())
    return None


def _scattered(names: Sequence[Name]) -> bool:
    """No head of the table stands whole, but several of its columns' do."""
    texts = {name.text for name in names}
    telling = sum(bool(_ONLY_IN_TABLES.match(text)) for text in texts)
    return len(texts) >= 3 and (telling > 1 or any(_COUNTS_ROWS.fullmatch(text) for text in texts))


def _heaped(lines: Sequence[Printed], start: int, end: int) -> int:
    """How many rows' numbers stand right below the one before: no cell of that row is where it was."""
    numbers = [line.text if _ROW_NUMBER.fullmatch(line.text) else "" for line in lines[start:end]]
    return sum(bool(a and b) and int(a.rstrip(".)")) + 1 == int(b.rstrip(".)")) for a, b in pairwise(numbers))


def _heads_beyond(lines: Sequence[Printed], names: Sequence[Name], end: int) -> list[Name]:
    """Heads of the same table that the tool printed below the next section's heading: two or more in a row."""
    known = {name.text for name in names}
    beyond = [name for name in _names(lines, len(lines)) if name.start >= end and name.text in known]
    ends, starts = {name.end for name in beyond}, {name.start for name in beyond}
    return [name for name in beyond if name.start in ends or name.end in starts]


def _stretches(lines: Sequence[Printed], names: Sequence[Name]) -> list[range]:
    """From each head of a column to where the text begins again: at a heading, or a line of full width."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 30) or [80]
    width = lengths[int(len(lengths) * 0.9)]
    found: list[range] = []
    for name in names:
        if found and name.start in found[-1]:
            continue
        at = name.end
        while at < len(lines) and not _is_text(lines[at], width):
            at += 1
        if found and found[-1].stop == name.start:
            found[-1] = range(found[-1].start, at)
        else:
            found.append(range(name.start, at))
    return found


def _is_text(line: Printed, width: int) -> bool:
    mark, rest = split_mark(line.passage)
    if mark and mark.kind != "bullet" and rest:
        return True
    return len(line.text) > 0.75 * width or bool(_AFTER.match(line.text))
