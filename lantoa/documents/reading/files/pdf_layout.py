"""From pieces of printed lines to reading order: rows, columns that stand side by side, tables with their cells.

Vietnamese official documents have two places of two columns: the letterhead (issuer and number on the left, motto and
date on the right) and the end (recipients on the left, signature on the right). They are read column by column; a
line of one never runs into a line of the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lantoa.documents.reading.files.builder import RawCell
from lantoa.documents.reading.files.list_marks import begins_item, is_label
from lantoa.documents.reading.files.pdf_glyphs import Piece, cut
from lantoa.documents.reading.files.pdf_rules import Grid, Slot

_GUTTER = 3.5  # points: narrower is no space between columns
_CLOSE = 2.2  # line heights: nearer lines of a column go together
_LABEL_GAP = 5.0  # ems that a tab may leave after an item's number
_BLANK_ENDS = ("số", "ngày", "tháng", "năm")  # a blank left to be filled by hand follows them
_BLANK_STARTS = ("/", "tháng", "năm", "ngày")


@dataclass(slots=True)
class PlacedTable:
    """A ruled table with its text, ready for the builder."""

    grid: Grid
    cells: list[RawCell]

    @property
    def top(self) -> float:
        return self.grid.ys[0]


@dataclass(slots=True)
class Row:
    """Pieces that stand on one printed line, from left to right."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.pieces[0].middle

    @property
    def height(self) -> float:
        return max(piece.height for piece in self.pieces)


Flow = Piece | PlacedTable


def reading_order(pieces: list[Piece], grids: list[Grid]) -> list[Flow]:
    """A page's lines and tables as they are read."""
    free, tables = _into_tables(pieces, grids)
    flow: list[Flow] = []
    tables.sort(key=lambda table: -table.top)
    for table in tables:
        above = [piece for piece in free if piece.middle > table.top]
        flow.extend(columns_in_order(rows_of(above)))
        flow.append(table)
        free = [piece for piece in free if piece.middle <= table.top]
    flow.extend(columns_in_order(rows_of(free)))
    return flow


def rows_of(pieces: list[Piece]) -> list[Row]:
    """Printed lines from top to bottom, pieces without a clear gap between them joined."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.middle, piece.x0)):
        row = rows[-1] if rows else None
        if row and abs(row.middle - piece.middle) < 0.42 * min(row.height, piece.height):
            row.pieces.append(piece)
        else:
            rows.append(Row([piece]))
    for row in rows:
        row.pieces = _joined(sorted(row.pieces, key=lambda piece: piece.x0))
    return rows


def columns_in_order(rows: list[Row]) -> Iterator[Piece]:
    """The lines of rows; where rows stand in two columns, the left column's lines and then the right one's."""
    place = 0
    while place < len(rows):
        end, gutter = _zone(rows, place)
        if end == place:
            yield from rows[place].pieces
            place += 1
            continue
        zone = [piece for row in rows[place:end] for piece in row.pieces]
        yield from (piece for piece in zone if piece.x1 <= gutter)
        yield from (piece for piece in zone if piece.x1 > gutter)
        place = end


def _zone(rows: list[Row], start: int) -> tuple[int, float]:
    """Where the two columns that begin at `start` end, and an abscissa between them; `start` where none begin."""
    first = _first_split(rows, start)
    if first is None:
        return start, 0.0
    best, gutter = start, 0.0
    for left, right in _gaps(rows[first]):
        end, middle = _grow(rows, start, first, left, right)
        if end > best:
            best, gutter = end, middle
    return best, gutter


def _first_split(rows: list[Row], start: int) -> int | None:
    """The first row of two pieces at or shortly below `start`, with nothing but pieces on its right before."""
    for place in range(start, min(start + 4, len(rows))):
        if _gaps(rows[place]):
            right = max(before.pieces[0].x0 for before in rows[start : place + 1])
            ok = all(row.pieces[0].x0 >= _gaps(rows[place])[0][0] for row in rows[start:place])
            return place if ok and right else None
        if place and place > start and not _is_close(rows[place - 1], rows[place], 3.0):
            return None
    return None


def _gaps(row: Row) -> list[tuple[float, float]]:
    return [(left.x1, right.x0) for left, right in pairwise(row.pieces) if right.x0 - left.x1 >= _GUTTER]


def _grow(rows: list[Row], start: int, first: int, left: float, right: float) -> tuple[int, float]:
    """Extend a gap downwards as long as no line crosses it."""
    end, low = first + 1, rows[first]
    for place in range(first + 1, len(rows)):
        row = rows[place]
        middle = (left + right) / 2
        new_left = max([left, *(piece.x1 for piece in row.pieces if (piece.x0 + piece.x1) / 2 < middle)])
        new_right = min([right, *(piece.x0 for piece in row.pieces if (piece.x0 + piece.x1) / 2 >= middle)])
        if new_right - new_left < _GUTTER:
            break
        if new_left > left or any(piece.x1 <= middle for piece in row.pieces):
            if not _is_close(low, row, _CLOSE) and len(row.pieces) < 2:
                break
            low = row
        left, right, end = new_left, new_right, place + 1
    return end, (left + right) / 2


def _is_close(above: Row, below: Row, heights: float) -> bool:
    return above.middle - below.middle <= heights * max(above.height, below.height)


def _joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        white = (piece.x0 - before.x1) / (0.87 * min(before.height, piece.height)) if before else 0.0
        if before and (white < 0.5 or _belongs(before, piece, white)):
            is_one_word = white <= 0.16 and piece.order - before.order == 1
            joined[-1] = replace(_together(before, piece, "" if is_one_word else " "), order=piece.order)
        else:
            joined.append(piece)
    return joined


def _belongs(before: Piece, piece: Piece, white: float) -> bool:
    """Whether a wide gap is a tab after a number, or a blank to be filled in by hand."""
    if is_label(before.text):
        return white < _LABEL_GAP
    words = before.text.lower().rstrip(" :").rsplit(" ", 1)
    blank = words[-1] in _BLANK_ENDS and piece.text.lower().startswith(_BLANK_STARTS)
    return blank and white < 12


def _together(before: Piece, piece: Piece, between: str) -> Piece:
    return replace(
        before,
        text=before.text + between + piece.text,
        x1=max(before.x1, piece.x1),
        y0=min(before.y0, piece.y0),
        y1=max(before.y1, piece.y1),
        lefts=before.lefts + [before.x1] * len(between) + piece.lefts,
        indexes=before.indexes + [-1] * len(between) + piece.indexes,
        bold=before.bold and piece.bold,
        italic=before.italic and piece.italic,
    )


def _into_tables(pieces: list[Piece], grids: list[Grid]) -> tuple[list[Piece], list[PlacedTable]]:
    """Pieces outside all tables, and the tables with theirs."""
    if not grids:
        return pieces, []
    free: list[Piece] = []
    held: dict[tuple[int, int, int], list[Piece]] = {}
    for piece in pieces:
        place = next((place for place, grid in enumerate(grids) if _is_inside(piece, grid)), None)
        if place is None:
            free.append(piece)
            continue
        for slot, part in _cut_at_borders(piece, grids[place]):
            held.setdefault((place, slot.row, slot.column), []).append(part)
    tables = []
    for place, grid in enumerate(grids):
        cells = [_cell(slot, held.get((place, slot.row, slot.column), [])) for slot in grid.slots]
        tables.append(PlacedTable(grid, cells))
    return free, tables


def _is_inside(piece: Piece, grid: Grid) -> bool:
    return any(grid.holds(x, piece.middle) for x in (piece.x0 + 1, (piece.x0 + piece.x1) / 2, piece.x1 - 1))


def _cut_at_borders(piece: Piece, grid: Grid) -> Iterator[tuple[Slot, Piece]]:
    """The parts of a piece in each cell that it runs through; text over the edge belongs to the nearest cell."""
    start, held = 0, None
    for place, left in enumerate(piece.lefts):
        if piece.text[place] == " " and held:
            continue
        right = piece.lefts[place + 1] if place + 1 < len(piece.lefts) else piece.x1
        x = min(max((left + right) / 2, grid.xs[0]), grid.xs[-1])
        slot = grid.slot_at(x, piece.middle) or held
        if held and slot is not held and (part := cut(piece, start, place)):
            yield held, part
            start = place
        held = slot
    if held and (part := cut(piece, start, len(piece.text))):
        yield held, part


def _cell(slot: Slot, pieces: list[Piece]) -> RawCell:
    lines = [_together_all(row.pieces) for row in rows_of(pieces)]
    paragraphs: list[str] = []
    pitch = _pitch(lines)
    for place, line in enumerate(lines):
        drop = lines[place - 1].middle - line.middle if place else 0.0
        if not place or begins_item(line.text) or drop > 1.6 * pitch:
            paragraphs.append(line.text)
        else:
            paragraphs[-1] += "\n" + line.text
    return RawCell(slot.row, slot.column, paragraphs, slot.row_span, slot.column_span)


def _together_all(pieces: list[Piece]) -> Piece:
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = _together(whole, piece, " ")
    return whole


def _pitch(lines: list[Piece]) -> float:
    """The usual distance between the lines of a cell."""
    drops = sorted(above.middle - below.middle for above, below in pairwise(lines))
    return drops[len(drops) // 2] if len(drops) > 1 else float("inf")
