"""Charts as SVG: one drawing for the web page and, turned into a picture, for the document.

Looks are presentation attributes, which a page's style sheet may override by class (`chart-bar-1` …) and which need no
inline style; writing is in `currentColor`. Every value is printed at its bar, so that a chart needs no axis and can be
read in black and white. A title and a description say the same in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import typst

from lantoa.documents.writing.measure import broken_lines, text_width
from lantoa.documents.writing.wording import writable
from lantoa.vietnamese.numbers import format_number

Value = Decimal | float | None
PRINTED_WIDTH = 155  # mm
_WIDTH = 640
_SIZE = 15  # of the writing, px
_LINE = 18
_PX_PER_MM = 72 / 25.4  # a width in points, taken as px
_LABEL_SHARE = 0.42
_BAR, _GAP, _ROW_GAP = 16, 3, 12
_FILLS = ("#1f5c99", "#a9c4de", "#c9862b", "#8a8f98", "#4f8a5b")
_FONT = "Libertinus Serif"  # typst brings it along; it has every Vietnamese letter
_DOTS_PER_INCH = 200


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar: a value for every label, none where there is nothing to show."""

    name: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars lying side by side for each label, in `measure`; `key` makes its ids the only ones on a page."""

    key: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    measure: str = ""

    @property
    def description(self) -> str:
        """What the picture shows, in words."""
        told = [
            f"{label}: " + ", ".join(self._said(series, place) for series in self.series)
            for place, label in enumerate(self.labels)
        ]
        return f"{self.title}. " + "; ".join(told) + "."

    def _said(self, series: Series, place: int) -> str:
        value = series.values[place]
        shown = "không có số liệu" if value is None else f"{format_number(value)} {self.measure}".strip()
        return f"{series.name.lower()} {shown}" if len(self.series) > 1 else shown


@dataclass(frozen=True, slots=True)
class Share:
    """Parts of one whole as one bar: (name, how many)."""

    key: str
    title: str
    parts: Sequence[tuple[str, int]]
    measure: str = ""

    @property
    def description(self) -> str:
        told = (f"{name}: {format_number(count)} {self.measure}".strip() for name, count in self.parts)
        return f"{self.title}. " + "; ".join(told) + "."


Drawable = Chart | Share


def svg(chart: Drawable) -> str:
    """The drawing as one `<svg>` element."""
    body, height = _share(chart) if isinstance(chart, Share) else _bars(chart)
    key = escape(chart.key)
    ids = f'aria-labelledby="{key}-title {key}-desc"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" {ids} viewBox="0 0 {_WIDTH} {height:g}" '
        f'font-size="{_SIZE}" fill="currentColor">'
        f'<title id="{key}-title">{_safe(chart.title)}</title>'
        f'<desc id="{key}-desc">{_safe(chart.description)}</desc>{"".join(body)}</svg>'
    )


def png(chart: Drawable) -> bytes:
    """The drawing as a picture for print."""
    drawing = svg(chart).replace("<svg ", f'<svg font-family="{_FONT}" ', 1)
    source = (
        f"#set page(width: {PRINTED_WIDTH}mm, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)'
    )
    made = typst.compile(
        source.encode(),
        format="png",
        ppi=_DOTS_PER_INCH,
        sys_inputs={"drawing": drawing},
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)
    return made


def _safe(text: str) -> str:
    return escape(writable(text))


def _bars(chart: Chart) -> tuple[list[str], float]:
    room = _WIDTH * _LABEL_SHARE
    most = max((float(value) for series in chart.series for value in series.values if value), default=0.0)
    body: list[str] = []
    top = 0.0
    if len(chart.series) > 1:
        body += _legend([series.name for series in chart.series], top)
        top += _LINE + _ROW_GAP
    axis = top
    for place, label in enumerate(chart.labels):
        lines = _lines(label, room - 16)
        bars = len(chart.series) * (_BAR + _GAP) - _GAP
        height = max(len(lines) * _LINE, bars)
        body += _label(lines, room - 10, top + (height - len(lines) * _LINE) / 2)
        at = top + (height - bars) / 2
        for number, series in enumerate(chart.series):
            body += _bar(series.values[place], most, number, room, at + number * (_BAR + _GAP))
        top += height + _ROW_GAP
    body.append(f'<path d="M{room:g} {axis:g}V{top:g}" stroke="currentColor" stroke-width="1" opacity="0.5"/>')
    return body, top


def _bar(value: Value, most: float, number: int, left: float, top: float) -> Iterator[str]:
    text = "–" if value is None else format_number(value)
    reach = _WIDTH - left - text_width(format_number(most), _SIZE) * _PX_PER_MM - 24
    width = reach * float(value) / most if value and most else 0.0
    if width > 0:
        yield (
            f'<rect class="chart-bar-{number + 1}" fill="{_FILLS[number % len(_FILLS)]}" x="{left:g}" y="{top:.1f}" '
            f'width="{max(width, 1):.1f}" height="{_BAR}"/>'
        )
    yield f'<text x="{left + width + 6:.1f}" y="{top + _BAR - 3:.1f}">{text}</text>'


def _share(chart: Share) -> tuple[list[str], float]:
    total = sum(count for _, count in chart.parts)
    body: list[str] = []
    left = 0.0
    for number, (_, count) in enumerate(chart.parts):
        width = _WIDTH * count / total if total else 0.0
        if width:
            body.append(
                f'<rect class="chart-bar-{number + 1}" fill="{_FILLS[number % len(_FILLS)]}" x="{left:.1f}" y="0" '
                f'width="{width:.1f}" height="28"/>'
            )
        left += width
    named = [f"{name}: {format_number(count)}" for name, count in chart.parts]
    body += _legend(named, 40)
    return body, 40 + _LINE * _legend_rows(named) + 4


def _legend(names: Sequence[str], top: float) -> Iterator[str]:
    """Squares with their names, in as many lines as they need."""
    for number, (name, (left, row)) in enumerate(zip(names, _legend_places(names), strict=True)):
        y = top + row * _LINE
        yield (
            f'<rect class="chart-bar-{number + 1}" fill="{_FILLS[number % len(_FILLS)]}" x="{left:.1f}" y="{y:.1f}" '
            f'width="13" height="13"/><text x="{left + 19:.1f}" y="{y + 12:.1f}">{_safe(name)}</text>'
        )


def _legend_places(names: Sequence[str]) -> list[tuple[float, int]]:
    places, left, row = [], 0.0, 0
    for name in names:
        width = text_width(name, _SIZE) * _PX_PER_MM * 1.15 + 44
        if left and left + width > _WIDTH:
            left, row = 0.0, row + 1
        places.append((left, row))
        left += width
    return places


def _legend_rows(names: Sequence[str]) -> int:
    return max((row for _, row in _legend_places(names)), default=0) + 1


def _lines(label: str, room: float) -> list[str]:
    """A label in at most three lines; letters of a screen are wider than those of print."""
    lines = broken_lines(label, room / _PX_PER_MM / 1.15, _SIZE)
    return lines if len(lines) <= 3 else [*lines[:2], lines[2] + "…"]


def _label(lines: Sequence[str], right: float, top: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f'<text x="{right:g}" y="{top + number * _LINE + 13:.1f}" text-anchor="end">{_safe(line)}</text>'
