"""Word's automatic numbers and bullets, as they are printed (ECMA-376 part 1, 17.9)."""

import re
from dataclasses import dataclass, field, replace

from lantoa.documents.reading.files.docx_package import Element, W
from lantoa.documents.reading.files.docx_styles import VAL

_HOLE = re.compile(r"%([1-9])")
# Drawn by symbol fonts (private use) or by many a shape; what a reader would write for them.
_BULLETS = {0x2013: "-", 0x2014: "-", 0x2212: "-", 0x2010: "-", 0x2011: "-", 0xF02D: "-", 0xF02B: "+", 0xF02A: "*"}
_PLAIN_BULLETS = "-+*•"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = " "
    style: str | None = None
    restart: int | None = None  # the level whose next number starts this one anew; None: any higher one
    legal: bool = False  # all numbers of it in decimal


@dataclass(slots=True)
class Numbering:
    """The lists of one Word file and how far each has counted."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str | None, level: int | None, style: str | None) -> str:
        """The printed label of the next paragraph of a list, counted on; empty where it has none."""
        instance = self.instances.get(number or "0")
        if instance is None:
            return ""
        levels = self._levels(instance)
        place = level if level is not None else _level_of_style(levels, style)
        if place not in levels:
            return ""
        counts = self._count(number or "0", instance, levels, place)
        return _printed(levels, place, counts)

    def _levels(self, instance: tuple[str, dict[int, Level], dict[int, int]]) -> dict[int, Level]:
        abstract, overrides, _ = instance
        return {**self.abstract.get(abstract, {}), **overrides}

    def _count(
        self, number: str, instance: tuple[str, dict[int, Level], dict[int, int]], levels: dict[int, Level], place: int
    ) -> dict[int, int]:
        """Count on at `place`: lists of one definition go on from each other unless a start is overridden."""
        abstract, _, starts = instance
        counts = self._counts.setdefault(abstract, {})
        for level, start in starts.items():
            if (number, level) not in self._begun and level <= place:
                self._begun.add((number, level))
                counts.pop(level, None)
                if level < place:
                    counts[level] = start
        first = starts.get(place, levels[place].start)
        counts[place] = counts[place] + 1 if place in counts else first
        for level in [level for level in counts if level > place and _restarts(levels.get(level), place)]:
            del counts[level]
        return counts


def read_numbering(root: Element | None) -> Numbering:
    """The lists that numbering.xml defines, those defined through a list style too."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    linked: dict[str, str] = {}
    for element in root.iterchildren(f"{W}abstractNum"):
        key = element.get(f"{W}abstractNumId", "")
        numbering.abstract[key] = _read_levels(element)
        for tag, names in (("numStyleLink", links), ("styleLink", linked)):
            found = element.find(f"{W}{tag}")
            if found is not None:
                names[key] = found.get(VAL, "")
    by_style = {style: key for key, style in linked.items()}
    for key, style in links.items():
        numbering.abstract[key] = numbering.abstract.get(by_style.get(style, ""), {})
    for element in root.iterchildren(f"{W}num"):
        numbering.instances[element.get(f"{W}numId", "")] = _read_instance(element, numbering, links, by_style)
    return numbering


def bullet(text: str) -> str:
    """A bullet as a reader would write it: "-", "+", "*" as printed, every other shape as "•"."""
    mark = text.strip()[:1].translate(_BULLETS)
    return mark if mark in _PLAIN_BULLETS else "•"


def _read_instance(
    element: Element, numbering: Numbering, links: dict[str, str], by_style: dict[str, str]
) -> tuple[str, dict[int, Level], dict[int, int]]:
    pointer = element.find(f"{W}abstractNumId")
    abstract = pointer.get(VAL, "") if pointer is not None else ""
    abstract = by_style.get(links.get(abstract, ""), abstract)
    overrides: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterchildren(f"{W}lvlOverride"):
        place = _integer(override.get(f"{W}ilvl"), 0)
        start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
        if level is not None:
            overrides[place] = _read_level(level)
        if start is not None:
            starts[place] = _integer(start.get(VAL), 1)
    return abstract, overrides, starts


def _read_levels(abstract: Element) -> dict[int, Level]:
    return {_integer(level.get(f"{W}ilvl"), 0): _read_level(level) for level in abstract.iterchildren(f"{W}lvl")}


def _read_level(element: Element) -> Level:
    level = Level()
    for child in element:
        value = child.get(VAL)
        change = _CHANGES.get(child.tag)
        if change:
            level = change(level, value)
    return level


_CHANGES = {
    f"{W}numFmt": lambda level, value: replace(level, format=value or "decimal"),
    f"{W}lvlText": lambda level, value: replace(level, text=value or ""),
    f"{W}start": lambda level, value: replace(level, start=_integer(value, 1)),
    f"{W}suff": lambda level, value: replace(level, suffix="" if value == "nothing" else " "),
    f"{W}pStyle": lambda level, value: replace(level, style=value),
    f"{W}lvlRestart": lambda level, value: replace(level, restart=_integer(value, 0)),
    f"{W}isLgl": lambda level, value: replace(level, legal=value not in ("0", "false", "off")),
}


def _level_of_style(levels: dict[int, Level], style: str | None) -> int:
    return next((place for place, level in levels.items() if style and level.style == style), 0)


def _restarts(level: Level | None, place: int) -> bool:
    """Whether counting at `place` starts a deeper level anew; `lvlRestart` 0 is never, n is after level n - 1."""
    if level is None or level.restart is None:
        return True
    return level.restart > 0 and place <= level.restart - 1


def _printed(levels: dict[int, Level], place: int, counts: dict[int, int]) -> str:
    level = levels[place]
    if level.format == "bullet":
        return bullet(level.text) + " " if level.text.strip() else ""

    def number(hole: re.Match[str]) -> str:
        other = int(hole[1]) - 1
        held = levels.get(other, Level())
        value = counts.get(other, held.start)
        return formatted(value, "decimal" if level.legal and held.format != "none" else held.format)

    text = _HOLE.sub(number, level.text)
    return text + level.suffix if text.strip() else ""


def formatted(value: int, kind: str) -> str:
    """A number in one of Word's number formats; an unknown one as decimal."""
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{value:02}"
    if kind.endswith("Roman"):
        return roman(value) if kind.startswith("upper") else roman(value).lower()
    if kind.endswith("Letter") and 0 < value < 1000:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if kind.startswith("upper") else letter
    return str(value)


def roman(value: int) -> str:
    """A Roman number; decimal outside 1-3999."""
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (value // worth)
        value %= worth
    return written


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
