"""One Word paragraph as it is printed: its runs, fields, tracked changes and the text boxes that hang on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lantoa.documents.reading.files.docx_numbering import Numbering, bullet
from lantoa.documents.reading.files.docx_package import Element, W, leading
from lantoa.documents.reading.files.docx_styles import VAL, Letters, ParagraphStyle, Styles, drawn, set_by
from lantoa.vietnamese.encodings import decode_for_font, legacy_font

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{W}{name}" for name in ("pPr", "del", "moveFrom", "rPr", "sdtPr", "sdtEndPr")}
_FLOATING = {f"{W}{name}" for name in ("drawing", "pict", "object")} | {f"{MC}AlternateContent"}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_RUN, _TEXT, _SYMBOL, _RUN_MARKS = f"{W}r", f"{W}t", f"{W}sym", f"{W}rPr"
_SOFT_HYPHEN, _PARAGRAPH_MARKS, _STYLE, _RUN_STYLE = f"{W}softHyphen", f"{W}pPr", f"{W}pStyle", f"{W}rStyle"
_BOX = f"{W}txbxContent"


@dataclass(slots=True)
class Printed:
    """A paragraph's text and look; `boxes` are the contents of its text boxes, `goes_on` a deleted paragraph end."""

    text: str = ""
    label: str = ""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    heading: int | None = None
    size: float | None = None
    boxes: list[Element] = field(default_factory=list)
    goes_on: bool = False


@dataclass(slots=True)
class ParagraphReader:
    """Reads the paragraphs of one file, in the file's order (automatic numbers count)."""

    styles: Styles
    numbering: Numbering

    def read(self, paragraph: Element) -> Printed:
        """What the reader of the page sees of `paragraph`; counts its list on."""
        marks = leading(paragraph, _PARAGRAPH_MARKS)
        style_id = _value(marks, _STYLE)
        style = self.styles.paragraph(style_id)
        if marks is not None:
            style = set_by(style, marks)
        printed = Printed(centred=style.centred, heading=style.heading)
        self._letters(paragraph, style, printed)
        number, level = style.number
        if number not in (None, "0"):
            printed.label = self.numbering.label(number, level, style_id)
        printed.goes_on = marks is not None and _ends_deleted(marks)
        return printed

    def _letters(self, paragraph: Element, style: ParagraphStyle, printed: Printed) -> None:
        parts, bold, italic, total = [], 0, 0, 0
        for run in self._runs(paragraph):
            letters = self._drawn(style.letters, run)
            text = self._text(run, letters, printed.boxes)
            if not text or letters.hidden:
                continue
            parts.append(text)
            count = len(text) - text.count(" ") - text.count("\t") - text.count("\n")
            if count and printed.size is None:
                printed.size = letters.size
            total, bold, italic = total + count, bold + count * letters.bold, italic + count * letters.italic
        printed.text = "".join(parts)
        printed.bold, printed.italic = bold > 0.9 * total, italic > 0.9 * total

    def _runs(self, parent: Element) -> Iterator[Element]:
        """The runs below `parent` that are printed, through links, fields, content controls and insertions."""
        for child in parent:
            if child.tag == _RUN:
                yield child
            elif child.tag == f"{MC}AlternateContent":
                yield from self._runs(_choice(child))
            elif child.tag not in _SKIPPED and len(child):
                yield from self._runs(child)

    def _drawn(self, letters: Letters, run: Element) -> Letters:
        marks = leading(run, _RUN_MARKS)
        if marks is None:
            return letters
        style_id = _value(marks, _RUN_STYLE)
        for properties in self.styles.marks(style_id) if style_id else ():
            letters = drawn(letters, properties)
        return drawn(letters, marks)

    def _text(self, run: Element, letters: Letters, boxes: list[Element]) -> str:
        parts = []
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                parts.append(child.text or "")
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag in _FLOATING:
                boxes.extend(_boxes(child))
            elif tag == _SYMBOL:
                parts.append(_symbol(child))
            elif tag == _SOFT_HYPHEN and legacy_font(letters.font) == "tcvn3":
                parts.append("\u00ad")  # the code of ư in that font
        text = "".join(parts)
        if letters.font and legacy_font(letters.font):
            text = decode_for_font(text, letters.font)
        return text.upper() if letters.caps else text


def _value(marks: Element | None, tag: str) -> str | None:
    found = leading(marks, tag) if marks is not None else None
    return found.get(VAL) if found is not None else None


def _ends_deleted(marks: Element) -> bool:
    letters = marks.find(_RUN_MARKS)
    return letters is not None and (letters.find(f"{W}del") is not None or letters.find(f"{W}moveFrom") is not None)


def _symbol(element: Element) -> str:
    """A character of a symbol font: bullets and arrows become what a reader would write."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return bullet(chr(code)) if 0xF000 <= code <= 0xF0FF else chr(min(code, 0xFFFF))


def _choice(alternate: Element) -> Element:
    """The branch that Word itself shows; the others repeat it for older programs."""
    chosen = alternate.find(f"{MC}Choice")
    return chosen if chosen is not None else alternate


def _boxes(floating: Element) -> list[Element]:
    shown = _choice(floating) if floating.tag == f"{MC}AlternateContent" else floating
    found = [box for box in shown.iter(_BOX) if not any(above.tag == _BOX for above in box.iterancestors(_BOX))]
    if found or shown is floating:
        return found
    return list(floating.iter(_BOX))
