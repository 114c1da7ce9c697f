"""The ruled tables of a PDF page: from the lines that it draws to cells with their merges."""

from collections.abc import Iterable, Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from lantoa.documents.reading.files.pdf_turning import Box, Turn

_THIN = 3.5  # points: no wider is a rule, not an area
_SHORT = 4.0  # points: no shorter is a rule at all
_NEAR = 3.0  # points: rules this close are one
_MOST_RULES = 4000  # more is a drawing
_MOST_SEGMENTS = 400  # of one path


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` on one axis, from `low` to `high` on the other."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid with its place and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Grid:
    """A table's column edges from left to right, row edges from top to bottom, and its cells."""

    xs: list[float]
    ys: list[float]
    slots: list[Slot]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def slot_at(self, x: float, y: float) -> Slot | None:
        return next((slot for slot in self.slots if slot.x0 <= x <= slot.x1 and slot.y0 <= y <= slot.y1), None)


Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_grids(page: Any, turn: Turn) -> list[Grid]:
    """The ruled tables of a page with two cells or more, from top to bottom."""
    return grids_of(*_rules(page, turn))


def grids_of(across: list[Rule], down: list[Rule]) -> list[Grid]:
    """The tables that rules make; none where there are as many as in a drawing."""
    if not across or not down or len(across) + len(down) > _MOST_RULES:
        return []
    across, down = _merged(across), _merged(down)
    grids = (_grid(*group) for group in _groups(across, down))
    return sorted((grid for grid in grids if grid and len(grid.slots) > 1), key=lambda grid: -grid.ys[0])


def _rules(page: Any, turn: Turn) -> tuple[list[Rule], list[Rule]]:
    across: list[Rule] = []
    down: list[Rule] = []
    for box in _strokes(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _UNMOVED, 0):
        x0, y0, x1, y1 = turn.box(box)
        if y1 - y0 <= _THIN and x1 - x0 >= _SHORT:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= _THIN and y1 - y0 >= _SHORT:
            down.append(Rule((x0 + x1) / 2, y0, y1))
        if len(across) + len(down) > _MOST_RULES:
            break
    return across, down


def _strokes(holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[Box]:
    """The boxes of everything drawn that may be a rule, also inside forms."""
    for place in range(count(holder)):
        drawn = get(holder, place)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path_strokes(drawn, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 4:
            moved = _times(_matrix(drawn), matrix)
            yield from _strokes(drawn, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, moved, depth + 1)


def _path_strokes(path: Any, matrix: Matrix) -> Iterator[Box]:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(path, byref(left), byref(bottom), byref(right), byref(top)):
        return
    box = _moved_box((left.value, bottom.value, right.value, top.value), matrix)
    if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
        yield box
        return
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    for points in _subpaths(path, count, _times(_matrix(path), matrix)):
        yield from _outline(points, is_stroked=bool(stroke.value))


def _outline(points: list[tuple[float, float]], *, is_stroked: bool) -> Iterator[Box]:
    """A thin area is one rule; a stroked one gives its straight sides."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    whole = (min(xs), min(ys), max(xs), max(ys))
    if whole[2] - whole[0] <= _THIN or whole[3] - whole[1] <= _THIN:
        yield whole
    elif is_stroked:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ax - bx) < 0.5 or abs(ay - by) < 0.5:
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _subpaths(path: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for place in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_moved(x.value, y.value, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _matrix(drawn: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, byref(matrix)):
        return _UNMOVED
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    if second == _UNMOVED:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved_box(box: Box, matrix: Matrix) -> Box:
    if matrix == _UNMOVED:
        return box
    ax, ay = _moved(box[0], box[1], matrix)
    bx, by = _moved(box[2], box[3], matrix)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one; word processors draw a border cell by cell."""
    merged: list[Rule] = []
    for at, group in _lines(rules):
        for rule in sorted(group, key=lambda rule: rule.low):
            if merged and merged[-1].at == at and rule.low <= merged[-1].high + _NEAR:
                merged[-1] = Rule(at, merged[-1].low, max(merged[-1].high, rule.high))
            else:
                merged.append(Rule(at, rule.low, rule.high))
    return merged


def _lines(rules: Iterable[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    group: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if group and rule.at - group[-1].at > _NEAR:
            yield group[0].at, group
            group = []
        group.append(rule)
    if group:
        yield group[0].at, group


def _groups(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, directly or through others."""
    left_across, left_down = set(across), set(down)
    while left_across:
        seed = left_across.pop()
        group_across, group_down, fresh = [seed], list[Rule](), [(seed, True)]
        while fresh:
            rule, is_across = fresh.pop()
            others = left_down if is_across else left_across
            touched = [other for other in others if _touch(rule, other)]
            others.difference_update(touched)
            (group_down if is_across else group_across).extend(touched)
            fresh.extend((other, not is_across) for other in touched)
        if len(group_across) > 1 and len(group_down) > 1:
            yield group_across, group_down


def _touch(one: Rule, other: Rule) -> bool:
    return one.low - _NEAR <= other.at <= one.high + _NEAR and other.low - _NEAR <= one.at <= other.high + _NEAR


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    across = across + _open_ends(down, across)
    down = down + _open_ends(across, down)
    xs = [at for at, _ in _lines(down)]
    ys = [at for at, _ in _lines(across)][::-1]
    if len(xs) * len(ys) > 20_000:
        return None
    return Grid(xs, ys, _slots(xs, ys, across, down)) if len(xs) > 1 and len(ys) > 1 else None


def _open_ends(rules: list[Rule], crossing: list[Rule]) -> list[Rule]:
    """A border that is not drawn, where two rules or more run on to one end beyond the last that crosses them."""
    ends: list[Rule] = []
    first, last = min(rule.at for rule in crossing), max(rule.at for rule in crossing)
    for edge, beyond in ((first, [r.low for r in rules]), (last, [r.high for r in rules])):
        outside = [end for end in beyond if abs(end - edge) > 8 and not first <= end <= last]
        if len(outside) > 1 and max(outside) - min(outside) < 2 * _NEAR:
            ends.append(Rule(outside[0], min(rule.at for rule in rules), max(rule.at for rule in rules)))
    return ends


def _slots(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[Slot]:
    """Cells: neighbours in the grid are one where no rule parts them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    for row in range(rows):
        for column in range(columns):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column + 1 < columns and not _covered(down, xs[column + 1], y):
                _unite(owner, (row, column), (row, column + 1))
            if row + 1 < rows and not _covered(across, ys[row + 1], x):
                _unite(owner, (row, column), (row + 1, column))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        members.setdefault(_root(owner, place), []).append(place)
    return [_slot(places, xs, ys) for places in members.values()]


def _covered(rules: list[Rule], at: float, where: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.low - 1 <= where <= rule.high + 1 for rule in rules)


def _root(owner: dict[tuple[int, int], tuple[int, int]], place: tuple[int, int]) -> tuple[int, int]:
    while owner[place] != place:
        place = owner[place]
    return place


def _unite(owner: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = sorted((_root(owner, one), _root(owner, other)))
    owner[second] = first


def _slot(places: list[tuple[int, int]], xs: list[float], ys: list[float]) -> Slot:
    top, bottom = min(row for row, _ in places), max(row for row, _ in places)
    left, right = min(column for _, column in places), max(column for _, column in places)
    return Slot(top, left, bottom - top + 1, right - left + 1, xs[left], ys[bottom + 1], xs[right + 1], ys[top])
