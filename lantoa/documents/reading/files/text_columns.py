"""The columns of lines that are printed with spaces: where each begins, and which of them a line's stretches stand in.

A converter that keeps the layout rounds points to characters, so a column wanders by a few characters from row to row,
and a cell that fills its column is one space away from the next. Hence a stretch goes to the column whose start it
is nearest to, in order, and one that runs on into a free column is cut at the word that begins there.
"""

import re
from dataclasses import dataclass, replace

_STRETCH = re.compile(r"\S+(?: \S+)*")
_DRIFT = 6  # characters that a column may wander
_BEHIND = 0.5  # what a character to the right of a column's start counts: short cells are often centred
_TOO_LONG = 0.6  # what a character counts that makes a cell longer than its column ever is
_SMALL = 3.0  # what a small letter counts where cells begin
_FAR = 1e6
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a line with one space between them, and where they begin."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


Cells = list[Stretch | None]


def stretches(line: str) -> list[Stretch]:
    """What two spaces or more part."""
    return [Stretch(found[0], found.start()) for found in _STRETCH.finditer(line)]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column begins, and how long its longest text is; `is_row`: as one row has it."""

    starts: tuple[int, ...]
    widths: tuple[int, ...] = ()
    is_row: bool = False

    def fit(self, line: str) -> Cells | None:
        """The cells of a line; None where its text does not keep to the columns."""
        parts = stretches(line)
        if len(parts) > len(self.starts):
            return None
        places = self._places(parts)
        cells: Cells = [None] * len(self.starts)
        for place, part in zip(places, parts, strict=True):
            cells[place] = part
        for place, part in zip(places, parts, strict=True):
            rest: Stretch | None = part
            while rest and self._reaches_on(rest, place):
                halves = self._cut(rest, place) if cells[place + 1] is None else None
                if halves is None:
                    if rest.end > self.starts[place + 1] + _DRIFT:
                        return None
                    break
                cells[place], rest = halves
                place += 1  # noqa: PLW2901 - the rest stands in the next column
                cells[place] = rest
        return cells if self._are_near(cells) else None

    def moved_to(self, cells: Cells) -> "Columns":
        """The columns as this row has them."""
        starts = [cell.start if cell else start for cell, start in zip(cells, self.starts, strict=True)]
        return replace(self, starts=tuple(starts), is_row=True)

    def learnt_from(self, firsts: list[str], lines: list[str]) -> "Columns":
        """The columns where the full ones among the first lines of rows have them; how wide, all lines say."""
        full = [parts for line in firsts if len(parts := stretches(line)) == len(self.starts)]
        middle = len(full) // 2
        starts = [sorted(parts[place].start for parts in full)[middle] for place in range(len(self.starts)) if full]
        columns = Columns(tuple(starts) or self.starts)
        widths = [0] * len(self.starts)
        for parts in map(stretches, lines):
            if len(parts) > len(widths):
                continue
            for place, part in zip(columns._places(parts), parts, strict=True):
                if place + 1 == len(widths) or part.end < columns.starts[place + 1] - 1:
                    widths[place] = max(widths[place], len(part.text))
        return replace(columns, widths=tuple(widths))

    def _places(self, parts: list[Stretch]) -> list[int]:
        """The columns of stretches, each further right than the one before, as near as can be."""
        count = len(self.starts)
        best: list[tuple[float, list[int]]] = [(0.0, [])] * (count + 1)  # with the first so many columns
        for part in parts:
            before, best = best, [(_FAR, [])]
            for place, start in enumerate(self.starts):
                white = part.start - start
                cost = before[place][0] + (white * _BEHIND if white > 0 else -white)
                best.append(min(best[place], (cost, [*before[place][1], place]), key=lambda way: way[0]))
        return best[count][1]

    def _reaches_on(self, part: Stretch, place: int) -> bool:
        if place + 1 == len(self.starts):
            return False
        beyond = part.end - self.starts[place + 1]
        return beyond > 1 or (beyond >= 0 and bool(self.widths) and len(part.text) > self.widths[place] > 0)

    def _cut(self, part: Stretch, place: int) -> tuple[Stretch, Stretch] | None:
        """A stretch of two columns as its two; None where no word begins near the second."""
        wanted, width = self.starts[place + 1], self.widths[place] if self.widths else len(part.text)
        ats = [found.end() for found in re.finditer(" ", part.text)]
        begins = [at for at in ats if abs(part.start + at - wanted) <= _DRIFT]
        if not begins:
            return None

        def cost(at: int) -> float:
            away = abs(part.start + at - wanted) + _TOO_LONG * max(0, at - 1 - width)
            return away if self.is_row or not part.text[at].islower() else away + _SMALL

        at = min(begins, key=cost)
        return Stretch(part.text[: at - 1], part.start), Stretch(part.text[at:], part.start + at)

    def _are_near(self, cells: Cells) -> bool:
        """Whether no cell begins far to the left of its column."""
        before = (0, *self.starts)
        return all(
            cell.start >= start - max(_DRIFT, 0.4 * (start - left))
            for cell, start, left in zip(cells, self.starts, before, strict=False)
            if cell
        )
