"""The head of a table that is printed as aligned columns: its columns, also where it has several lines or is split."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lantoa.documents.reading.files.builder import RawCell
from lantoa.documents.reading.files.text_columns import Stretch, stretches

_NUMBER_HEAD = re.compile(r"(?:S\.?T\.?T\.?|T\.?T\.?|Stt|Số TT|Số thứ tự|#|No\.?)(?=\s|$)")
_ROW = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-Z])[.)]?(?:\s|$)")
_NO_HEAD = re.compile(r"nơi nhận|cộng h[òo]|độc lập|(?:kt|tm|tl|tuq|q)\.|số\s*:", re.I)
_MOST_LINES = 6
_LONGEST = 40  # letters of a head's line in one column
_REACH = 3  # characters that a line of a head may stand out from the others


@dataclass(slots=True)
class HeadColumn:
    """A column with its head; `under` are the heads that it is split into."""

    start: int
    end: int
    texts: list[str]
    under: list["HeadColumn"] = field(default_factory=list)

    def holds(self, part: Stretch) -> bool:
        return part.start <= self.end + _REACH and part.end >= self.start - _REACH


@dataclass(slots=True)
class Head:
    """What a table's head says; `lines` are its printed lines, by which it is known again on the next page."""

    columns: list[HeadColumn]
    lines: list[str]
    is_numbered: bool
    length: int

    @property
    def starts(self) -> tuple[int, ...]:
        return tuple(column.start for column in self._leaves())

    @property
    def depth(self) -> int:
        return 2 if any(column.under for column in self.columns) else 1

    def raw_cells(self) -> Iterator[RawCell]:
        place = 0
        for column in self.columns:
            if not column.under:
                yield RawCell(0, place, ["\n".join(column.texts)], self.depth)
                place += 1
                continue
            yield RawCell(0, place, ["\n".join(column.texts)], 1, len(column.under))
            for under in column.under:
                yield RawCell(1, place, ["\n".join(under.texts)])
                place += 1

    def _leaves(self) -> Iterator[HeadColumn]:
        for column in self.columns:
            yield from column.under or [column]


def head_at(page: list[str], place: int, known: Head | None = None) -> Head | None:
    """The head that begins at a line of a page; `known` is the head of the table before, which may be repeated."""
    if "\t" in page[place] or _NO_HEAD.search(page[place]):
        return None
    lines = _lines(page, place, known)
    if not lines:
        return None
    main = max(lines, key=lambda line: (_is_numbered(line), len(_parts(line))))
    parts = _parts(main)
    if len(parts) < 3 or not _may_head(parts, is_numbered=_is_numbered(main)):
        return None
    columns = [HeadColumn(part.start, part.end, []) for part in parts]
    for line in lines:
        _add(columns, _parts(line), is_main=line is main)
    length = _length(page, place, len(lines))
    return Head(columns, [_squeezed(line) for line in lines], _is_numbered(main), length)


def _lines(page: list[str], place: int, known: Head | None) -> list[str]:
    """The printed lines of a head: those of the known one, or all up to the first row."""
    printed = [line for line in page[place : place + 2 * _MOST_LINES] if line.strip()]
    if known and [_squeezed(line) for line in printed[: len(known.lines)]] == known.lines:
        return printed[: len(known.lines)]
    if _is_numbered(printed[0]) or (len(printed) > 1 and _is_numbered(printed[1]) and len(stretches(printed[0])) > 1):
        rows = [at for at, line in enumerate(printed) if at and _ROW.match(line.lstrip())]
        return printed[: rows[0]] if rows and rows[0] <= _MOST_LINES else []
    count = 1
    while count < min(len(printed), _MOST_LINES) and all(part.text[0].islower() for part in stretches(printed[count])):
        count += 1
    return printed[:count] if len(stretches(printed[0])) > 2 else []


def _length(page: list[str], place: int, printed: int) -> int:
    """How many lines of the page so many printed ones take."""
    length = 0
    while printed:
        printed -= bool(page[place + length].strip())
        length += 1
    return length


def _is_numbered(line: str) -> bool:
    return _NUMBER_HEAD.match(line.lstrip()) is not None


def _parts(line: str) -> list[Stretch]:
    """The stretches of a head's line; the head of the numbers, which is narrow, stands for itself."""
    parts = stretches(line)
    first = _NUMBER_HEAD.match(parts[0].text) if parts else None
    if not first or first.end() == len(parts[0].text):
        return parts
    rest = parts[0].text[first.end() :].lstrip()
    return [Stretch(first[0], parts[0].start), Stretch(rest, parts[0].end - len(rest)), *parts[1:]]


def _may_head(parts: list[Stretch], *, is_numbered: bool) -> bool:
    """Whether these are heads: short, each with a capital, none a sentence or a number."""
    begin = all(part.text[0].isupper() or (is_numbered and part.text[0] in "#(") for part in parts)
    return begin and all(len(part.text) <= _LONGEST and part.text[-1] not in ".;:" for part in parts[1:])


def _add(columns: list[HeadColumn], parts: list[Stretch], *, is_main: bool) -> None:
    """Put a line of the head into its columns; two stretches in one split it, one between two is a column more."""
    if is_main:
        for column, part in zip(_leaves_of(columns, len(parts)), parts, strict=True):
            column.texts.append(part.text)
        return
    held: dict[int, list[Stretch]] = {}
    for part in parts:
        place = next((place for place, column in enumerate(columns) if column.holds(part)), None)
        if place is None:
            place = max((at for at, column in enumerate(columns) if column.start <= part.start), default=0)
        held.setdefault(place, []).append(part)
    for place, found in held.items():
        column = columns[place]
        if len(found) == 1 and not column.under:
            column.texts.append(found[0].text)
        elif not column.under:
            column.under = [HeadColumn(part.start, part.end, [part.text]) for part in found]
        else:
            for part in found:
                min(column.under, key=lambda under: abs(under.start - part.start)).texts.append(part.text)


def _leaves_of(columns: list[HeadColumn], count: int) -> list[HeadColumn]:
    return columns[:count]


def _squeezed(line: str) -> str:
    return " ".join(line.split())
