"""Pages whose text runs up, down or upside down in the file: printers turn landscape pages so."""

from collections import Counter
from dataclasses import dataclass
from math import pi
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Turn:
    """Turns boxes of the file into boxes of the page as it is read; `quarters` counts against the clock."""

    quarters: int
    left: float  # of the page in the file's points
    bottom: float
    wide: float
    high: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        return (self.high, self.wide) if self.quarters % 2 else (self.wide, self.high)

    def box(self, box: Box) -> Box:
        """Left, bottom, right, top as they are read."""
        x0, y0, x1, y1 = box[0] - self.left, box[1] - self.bottom, box[2] - self.left, box[3] - self.bottom
        if self.quarters == 0:
            return x0, y0, x1, y1
        if self.quarters == 1:
            return y0, self.wide - x1, y1, self.wide - x0
        if self.quarters == 2:
            return self.wide - x1, self.high - y1, self.wide - x0, self.high - y0
        return self.high - y1, x0, self.high - y0, x1


def turn_of(page: Any, textpage: Any) -> Turn:
    """How a page's text runs, by the angle of most of twenty of its letters; the page's own flag does not say."""
    left, bottom, right, top = page.get_bbox()
    count = pdfium.FPDFText_CountChars(textpage.raw)
    angles = Counter(
        -round(pdfium.FPDFText_GetCharAngle(textpage.raw, place) / (pi / 2)) % 4  # pdfium counts with the clock
        for place in range(0, count, max(count // 20, 1))
        if pdfium.FPDFText_GetUnicode(textpage.raw, place) > 0x20
    )
    quarters = angles.most_common(1)[0][0] if angles else 0
    return Turn(quarters, left, bottom, right - left, top - bottom)
