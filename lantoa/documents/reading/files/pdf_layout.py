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
_MOST_SIDES = 3  # more pieces on one printed line are a row parted by tabs, whose rest wraps to the next line
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
    bands, place = _bands(rows), 0
    while place < len(bands):
        end, gutter = _zone(bands, place)
        if end == place:
            yield from bands[place].pieces
            place += 1
            continue
        zone = [piece for band in bands[place:end] for piece in band.pieces]
        yield from (piece for piece in zone if piece.x1 <= gutter)
        yield from (piece for piece in zone if piece.x1 > gutter)
        place = end


def _bands(rows: list[Row]) -> list[Row]:
    """Rows that reach into each other's height side by side as one: columns whose lines are not level."""
    bands: list[Row] = []
    for row in rows:
        above = bands[-1] if bands else None
        if above and _reaches_into(above, row):
            above.pieces.extend(row.pieces)
        else:
            bands.append(Row(list(row.pieces)))
    return bands


def _reaches_into(above: Row, row: Row) -> bool:
    low = min(piece.y0 for piece in above.pieces)
    is_beside = all(piece.x1 <= other.x0 or piece.x0 >= other.x1 for piece in row.pieces for other in above.pieces)
    return is_beside and max(piece.y1 for piece in row.pieces) - low > 0.3 * row.height


def _zone(bands: list[Row], start: int) -> tuple[int, float]:
    """Where the two columns that begin at `start` end, and an abscissa between them; `start` where none begin."""
    for first in range(start, min(start + 4, len(bands))):
        if _is_tabbed(bands[first]):
            break
        grown = [_grow(bands, first, *gap) for gap in _gaps(bands[first])]
        if grown:
            end, gutter = max(grown)
            is_right = all(piece.x0 >= gutter for band in bands[start:first] for piece in band.pieces)
            return (end, gutter) if is_right else (start, 0.0)
        if first + 1 < len(bands) and not _is_close(bands[first], bands[first + 1], 3.0):
            break
    return start, 0.0


def _is_tabbed(band: Row) -> bool:
    level = [piece for piece in band.pieces if abs(piece.middle - band.middle) < 0.42 * piece.height]
    return len(level) > _MOST_SIDES


def _gaps(band: Row) -> list[tuple[float, float]]:
    """White stripes between the pieces of a band."""
    gaps: list[tuple[float, float]] = []
    pieces = sorted(band.pieces, key=lambda piece: piece.x0)
    reach = pieces[0].x1
    for piece in pieces[1:]:
        if piece.x0 - reach >= _GUTTER:
            gaps.append((reach, piece.x0))
        reach = max(reach, piece.x1)
    return gaps


def _grow(bands: list[Row], first: int, left: float, right: float) -> tuple[int, float]:
    """How far down a gap reaches: to the last band with a right column, or that goes on with the left one's list."""
    end, gutter, low = first + 1, (left + right) / 2, bands[first]
    for place in range(first + 1, len(bands)):
        band, middle = bands[place], (left + right) / 2
        on_left = [piece for piece in band.pieces if (piece.x0 + piece.x1) / 2 < middle]
        left = max([left, *(piece.x1 for piece in on_left)])
        right = min([right, *(piece.x0 for piece in band.pieces if piece not in on_left)])
        if right - left < _GUTTER:
            break
        goes_on = len(on_left) == len(band.pieces) and _is_close(low, band, _CLOSE) and _is_level(low, band)
        if goes_on or len(on_left) < len(band.pieces):
            end, gutter = place + 1, (left + right) / 2
        if on_left:
            low = Row(on_left)
    return end, gutter


def _is_level(above: Row, below: Row) -> bool:
    """Whether two lines begin at one abscissa, as the lines of a list do."""
    return abs(above.pieces[0].x0 - below.pieces[0].x0) < 1.2 * below.height


def _is_close(above: Row, below: Row, heights: float) -> bool:
    return above.middle - below.middle <= heights * max(above.height, below.height)


def _joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        white = (piece.x0 - before.x1) / (0.87 * max(min(before.height, piece.height), 1.0)) if before else 0.0
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
