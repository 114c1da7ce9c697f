"""A table of which only the words are left, one cell after the other. Reads printed lines, writes Grids.

The head gives the columns; the numbers in sequence give the rows, and where there are none the columns' own order does.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from lantoa.documents.reading.columns import role_of, roles_of
from lantoa.documents.reading.lines import Grid, GridCell, Piece, Printed
from lantoa.documents.reading.lost_columns import debris
from lantoa.documents.reading.marks import split_mark
from lantoa.documents.reading.passage import Passage, join
from lantoa.documents.reading.regions import is_appendix
from lantoa.documents.reading.shredded_cells import Habits, divide, divide_into_rows
from lantoa.documents.reading.shredded_head import find_head
from lantoa.documents.reading.shredded_rows import numbered_rows
from lantoa.documents.reading.shredded_words import Word, words_of

_MOST_WORDS = 12_000  # of one table: far above any plan's, so that no text can keep the division busy
_NUMBER_HEAD = re.compile(r"(?:s\.?t\.?t|tt|số (?:tt|thứ tự))(?!\w)", re.IGNORECASE)
_AFTER_TABLE = re.compile(r"(?:Trên đây|Nơi nhận|Ghi chú\s*:|Kinh phí\b.*\.$)")


def with_grids(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the lines of shredded tables as Grids; as they are where the file itself knows a table.

    Each appendix may have one. A table whose columns are lost is a Grid without rows.
    """
    lines = [piece for piece in pieces if isinstance(piece, Printed)]
    if len(lines) < len(pieces):
        return list(pieces)
    bounds = [0, *(at for at, line in enumerate(lines) if at and is_appendix(line)), len(lines)]
    return [piece for start, end in pairwise(bounds) for piece in _with_grid(lines[start:end])]


def _with_grid(lines: list[Printed]) -> list[Piece]:
    if not _may_hold_table(lines):
        return list(lines)
    words = words_of(lines)
    found = find_head(words)
    end = _end_of_table(lines, words, found[1]) if found else len(words)
    after = words[end].line if end < len(words) else len(lines)
    first, start, heads = found or (0, 0, [])
    head = [word.text.casefold() for word in words[first:start]]
    body = _without_heads(words[start:end][:_MOST_WORDS], head)
    if not any(line.relined for line in lines):
        kept = {word.line for word in body}
        lost = debris(lines, words[start].line if found else None, after, set(range(after)) - kept)
        if lost:
            return _without_columns(lines, lost)
    if found is None:
        return list(lines)
    roles = roles_of([one.text for one in heads])
    rows = _numbered(body, roles) if roles[0] == "no" else divide_into_rows(body, roles)
    return [*lines[: words[first].line], _grid(heads, rows), *lines[after:]] if rows else list(lines)


def _without_columns(lines: Sequence[Printed], lost: Sequence[range]) -> list[Piece]:
    """The lines with each stretch of debris as a Grid without rows."""
    found: list[Piece] = []
    at = 0
    for stretch in lost:
        passages = [lines[place].passage for place in stretch]
        found += [*lines[at : stretch.start], Grid([], passages[0].start, 0, debris=passages)]
        at = stretch.stop
    return [*found, *lines[at:]]


def _may_hold_table(lines: Sequence[Printed]) -> bool:
    """A cheap look ahead: a line that opens with "TT", or several that are heads of columns."""
    if any(line.relined or _NUMBER_HEAD.match(line.text) for line in lines):
        return True
    return sum(_may_head_column(line.text) for line in lines) >= 3


def _may_head_column(text: str) -> bool:
    return len(text) < 40 and text[0].isupper() and text[-1] not in ".,;:" and role_of(text) is not None


def _end_of_table(lines: Sequence[Printed], words: Sequence[Word], start: int) -> int:
    """The first word after the table: of the line that opens the next section or the plan's closing words."""
    for at in range(start, len(words)):
        if at and words[at].line == words[at - 1].line:
            continue
        line = lines[words[at].line]
        mark, rest = split_mark(line.passage)
        heading = mark is not None and mark.kind == "roman" and rest.text.isupper() and len(rest.text) > 6
        if heading or _AFTER_TABLE.match(line.text):
            return at
    return len(words)


def _without_heads(words: list[Word], head: list[str]) -> list[Word]:
    """The words without the head that each page repeats."""
    found: list[Word] = []
    at, broken = 0, False
    while head and at < len(words):
        if words[at].text.casefold() == head[0] and _texts(words[at : at + len(head)]) == head:
            at, broken = at + len(head), True
            continue
        words[at].broken, broken = broken, False
        found.append(words[at])
        at += 1
    return found


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text.casefold() for word in words]


def _numbered(words: list[Word], roles: Sequence[str]) -> list[list[list[Word]]]:
    """Rows by their numbers: divided once, then again with what the columns were found to open with."""
    rows = numbered_rows(words)
    wanted = list(roles[1:])
    habits: Habits = Counter()
    for row in rows:
        if not row.group:
            for role, cell in zip(wanted, divide(row.words, wanted, habits), strict=True):
                habits[(role, " ".join(word.text for word in cell[:2]))] += bool(cell)
    found: list[list[list[Word]]] = []
    for row in rows:
        if row.group:
            cells = [row.words if role == "task" else [] for role in wanted]
        else:
            cells = divide(row.words, wanted, habits)
        found.append([[row.number], *cells])
    return found


def _grid(heads: list[Passage], found: list[list[list[Word]]]) -> Grid:
    rows: list[list[GridCell | None]] = [[GridCell([head], 0, column) for column, head in enumerate(heads)]]
    for cells in found:
        passages = [join(word.passage for word in cell) for cell in cells]
        rows.append([GridCell([one] if one else [], len(rows), column) for column, one in enumerate(passages)])
    return Grid(rows, heads[0].start, len(heads), guessed=any(_runs_together(cells) for cells in found))


def _runs_together(cells: Sequence[Sequence[Word]]) -> bool:
    """Whether a cell begins within a line; the first text of a row may well stand behind its number."""
    filled = [cell for cell in cells if cell]
    numbered = bool(filled) and len(filled[0]) == 1 and filled[0][0].text[:1].isdigit()
    return any(cell[0].at > 0 for cell in filled[2 if numbered else 1 :])
