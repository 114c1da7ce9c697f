"""How a paragraph of a Word file really looks: its own properties, its styles', and the document's defaults."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

_DEFAULT_SIZE = 10.0  # points, where a file says nothing
_TWIPS_PER_CM = 1440 / 2.54
_OFF = ("0", "false", "off", "none")


class Formatting:
    """Answers for one document; style chains are followed once."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._styles = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}
        self._default = next((key for key, style in self._styles.items() if _is_default(style)), None)
        self._defaults = root.find(qn("w:docDefaults"))

    def size(self, paragraph: Any) -> float:
        """Points that most letters of the paragraph have."""
        return float(self._most(paragraph, lambda run: _half_points(self._run_value(run, paragraph, "sz"))))

    def is_bold(self, paragraph: Any) -> bool:
        return bool(self._most(paragraph, lambda run: _is_on(self._run_value(run, paragraph, "b"))))

    def is_italic(self, paragraph: Any) -> bool:
        return bool(self._most(paragraph, lambda run: _is_on(self._run_value(run, paragraph, "i"))))

    def is_caps(self, paragraph: Any) -> bool:
        return bool(self._most(paragraph, lambda run: _is_on(self._run_value(run, paragraph, "caps"))))

    def fonts(self, paragraph: Any) -> set[str]:
        """The fonts of its letters; "" where only a theme names one."""
        return {self._font(run, paragraph) for run, _ in _runs(paragraph)}

    def colours(self, paragraph: Any) -> set[str]:
        values = (self._run_value(run, paragraph, "color") for run, _ in _runs(paragraph))
        return {"auto" if value is None else str(value.get(qn("w:val"), "auto")) for value in values}

    def alignment(self, paragraph: Any) -> str:
        value = self._paragraph_value(paragraph, "jc")
        return "left" if value is None else str(value.get(qn("w:val")))

    def first_indent(self, paragraph: Any) -> float:
        """Centimetres that the first line stands in from the other lines."""
        for indent in self._paragraph_values(paragraph, "ind"):
            for name, sign in (("w:firstLine", 1), ("w:hanging", -1)):
                if (value := indent.get(qn(name))) is not None:
                    return sign * int(float(value)) / _TWIPS_PER_CM
        return 0.0

    def gap(self, paragraph: Any) -> float:
        """Points of white before and after it together."""
        return self._spacing(paragraph, "before") + self._spacing(paragraph, "after")

    def line_spacing(self, paragraph: Any) -> float | None:
        """Lines; None where the height is given in points."""
        for spacing in self._paragraph_values(paragraph, "spacing"):
            if (value := spacing.get(qn("w:line"))) is not None:
                return int(float(value)) / 240 if spacing.get(qn("w:lineRule"), "auto") == "auto" else None
        return 1.0

    def _spacing(self, paragraph: Any, side: str) -> float:
        for spacing in self._paragraph_values(paragraph, "spacing"):
            if _is_set(spacing.get(qn(f"w:{side}Autospacing"))):
                return 14.0  # what Word makes of "auto"
            if (value := spacing.get(qn(f"w:{side}"))) is not None:
                return int(float(value)) / 20
        return 0.0

    def _font(self, run: Any, paragraph: Any) -> str:
        fonts = self._run_value(run, paragraph, "rFonts")
        return "" if fonts is None else str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")

    def _most(self, paragraph: Any, value: Any) -> Any:
        """The value that most letters have."""
        counts: Counter[Any] = Counter()
        for run, letters in _runs(paragraph):
            counts[value(run)] += letters
        return counts.most_common(1)[0][0] if counts else value(None)

    def _run_value(self, run: Any, paragraph: Any, tag: str) -> Any:
        """The property of a run: its own, its character style's, the paragraph style's, the default."""
        own = [run.find(qn("w:rPr"))] if run is not None else []
        styles = [*self._chain(_style_of(own[0] if own else None, "rStyle")), *self._chain(self._style(paragraph))]
        default = None if self._defaults is None else self._defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
        for holder in [*own, *(style.find(qn("w:rPr")) for style in styles), default]:
            if holder is not None and (found := holder.find(qn(f"w:{tag}"))) is not None:
                return found
        return None

    def _paragraph_value(self, paragraph: Any, tag: str) -> Any:
        return next(self._paragraph_values(paragraph, tag), None)

    def _paragraph_values(self, paragraph: Any, tag: str) -> Iterator[Any]:
        """The property as the paragraph, its styles and the defaults give it, nearest first."""
        styles = (style.find(qn("w:pPr")) for style in self._chain(self._style(paragraph)))
        default = None if self._defaults is None else self._defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
        for holder in [paragraph.find(qn("w:pPr")), *styles, default]:
            if holder is not None and (found := holder.find(qn(f"w:{tag}"))) is not None:
                yield found

    def _style(self, paragraph: Any) -> str | None:
        return _style_of(paragraph.find(qn("w:pPr")), "pStyle") or self._default

    def _chain(self, key: str | None) -> list[Any]:
        """A style and those that it is based on."""
        chain: list[Any] = []
        while key in self._styles and self._styles[key] not in chain:
            chain.append(self._styles[key])
            based = chain[-1].find(qn("w:basedOn"))
            key = None if based is None else based.get(qn("w:val"))
        return chain


def _runs(paragraph: Any) -> Iterator[tuple[Any, int]]:
    """The runs that print letters, with how many."""
    for run in paragraph.iter(qn("w:r")):
        letters = sum(len((text.text or "").strip()) for text in run.findall(qn("w:t")))
        if letters:
            yield run, letters


def _style_of(properties: Any, tag: str) -> str | None:
    found = None if properties is None else properties.find(qn(f"w:{tag}"))
    return None if found is None else found.get(qn("w:val"))


def _is_default(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and _is_set(style.get(qn("w:default")))


def _is_on(value: Any) -> bool:
    return value is not None and value.get(qn("w:val"), "1") not in _OFF


def _is_set(value: str | None) -> bool:
    return value is not None and value not in _OFF


def _half_points(value: Any) -> float:
    return _DEFAULT_SIZE if value is None else float(value.get(qn("w:val"), 20)) / 2
