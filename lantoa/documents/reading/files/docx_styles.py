"""What a Word style says of the text that stands in it, its ancestors' words included."""

from dataclasses import dataclass, field, replace

from lantoa.documents.reading.files.docx_package import Element, W

VAL = f"{W}val"
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Letters:
    """How a run of text is drawn."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    font: str = ""
    size: float | None = None


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How a paragraph is set; `number` is (numId, level) of its list."""

    letters: Letters = field(default_factory=Letters)
    centred: bool = False
    heading: int | None = None
    number: tuple[str | None, int | None] = (None, None)


class Styles:
    """The styles of one Word file, each worked out once."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._marks: dict[str, list[Element]] = {}
        self._base = ParagraphStyle()
        if root is not None:
            self._index(root)

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """The style by this id; the file's default where there is none by it."""
        key = style_id if style_id in self._elements else self._default
        if key not in self._paragraphs:
            self._paragraphs[key] = self._resolve(key)
        return self._paragraphs[key]

    def marks(self, style_id: str) -> list[Element]:
        """The run properties that a character style gives, the farthest ancestor's first."""
        if style_id not in self._marks:
            properties = [element.find(f"{W}rPr") for element in self._chain(style_id)]
            self._marks[style_id] = [found for found in properties if found is not None]
        return self._marks[style_id]

    def _index(self, root: Element) -> None:
        for element in root.iterchildren(f"{W}style"):
            style_id = element.get(f"{W}styleId", "")
            self._elements[style_id] = element
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                self._default = style_id
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self._base = ParagraphStyle(drawn(Letters(), defaults))

    def _chain(self, style_id: str | None) -> list[Element]:
        """The style and its ancestors, the farthest first."""
        chain: list[Element] = []
        while style_id in self._elements and len(chain) < 20:
            chain.append(self._elements[style_id])
            based = chain[-1].find(f"{W}basedOn")
            style_id = based.get(VAL, "") if based is not None else None
        return chain[::-1]

    def _resolve(self, style_id: str | None) -> ParagraphStyle:
        style = self._base
        for element in self._chain(style_id):
            properties, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
            if properties is not None:
                style = set_by(style, properties)
            if run is not None:
                style = replace(style, letters=drawn(style.letters, run))
        return style if style.heading else replace(style, heading=self._heading_by_name(style_id))

    def _heading_by_name(self, style_id: str | None) -> int | None:
        name = self._elements[style_id].find(f"{W}name") if style_id in self._elements else None
        words = name.get(VAL, "").lower().split() if name is not None else []
        return int(words[1]) if len(words) == 2 and words[0] == "heading" and words[1].isdigit() else None


def is_on(element: Element) -> bool:
    """Whether a toggle such as <w:b/> switches on."""
    return element.get(VAL, "1") not in _OFF


def drawn(letters: Letters, properties: Element) -> Letters:
    """`letters` after what <w:rPr> says."""
    changes: dict[str, bool | str | float] = {}
    for child in properties:
        name = _TOGGLES.get(child.tag)
        if name:
            changes[name] = is_on(child)
        elif child.tag == _FONTS:
            changes["font"] = child.get(f"{W}ascii") or child.get(f"{W}hAnsi") or letters.font
        elif child.tag == _SIZE:
            changes["size"] = _number(child.get(VAL, ""), 24) / 2
    return replace(letters, **changes) if changes else letters  # type: ignore[arg-type]


def set_by(style: ParagraphStyle, properties: Element) -> ParagraphStyle:
    """`style` after what <w:pPr> says."""
    for child in properties:
        if child.tag == _ALIGN:
            style = replace(style, centred=child.get(VAL) == "center")
        elif child.tag == _OUTLINE:
            level = int(_number(child.get(VAL, ""), 9)) + 1
            style = replace(style, heading=level if level <= 9 else None)
        elif child.tag == _NUMBER:
            style = replace(style, number=_number_of(child, style.number))
    return style


def _number_of(properties: Element, inherited: tuple[str | None, int | None]) -> tuple[str | None, int | None]:
    number, level = inherited
    for child in properties:
        if child.tag == f"{W}numId":
            number = child.get(VAL)
        elif child.tag == f"{W}ilvl":
            level = int(_number(child.get(VAL, ""), 0))
    return number, level


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise


_TOGGLES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}caps": "caps", f"{W}vanish": "hidden"}
_FONTS, _SIZE = f"{W}rFonts", f"{W}sz"
_ALIGN, _OUTLINE, _NUMBER = f"{W}jc", f"{W}outlineLvl", f"{W}numPr"
