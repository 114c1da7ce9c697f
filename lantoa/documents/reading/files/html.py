"""Reads HTML, also what word processors save as such under the name .doc: paragraphs, lists, tables with spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml import html as lxml_html

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import limits
from lantoa.documents.reading.files.builder import Decode, RawCell, TextBuilder
from lantoa.documents.reading.files.docx_numbering import formatted
from lantoa.documents.reading.files.docx_package import Element
from lantoa.documents.reading.files.list_marks import split_items
from lantoa.documents.source import SourceDocument
from lantoa.vietnamese.encodings import decode_bytes, decode_for_font, legacy_font

_SKIPPED = {"head", "script", "style", "template", "noscript", "title", "meta", "link", "object", "select", "svg"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "figure", "figcaption", "blockquote",
    "ul", "ol", "dl", "dt", "dd", "form", "fieldset", "address", "center", "body", "html", "hr", "pre", "details",
}  # fmt: skip
_HEADING = re.compile(r"h([1-6])$")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;\"',]+)", re.I)
_WIDEST, _TALLEST = 100, 2000
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BROKEN = "Tệp HTML này lồng nhau quá sâu hoặc bị hỏng; hãy mở bằng Word, lưu thành .docx rồi tải lên."


@dataclass(frozen=True, slots=True)
class Look:
    """How text is drawn where the walk stands."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    heading: int | None = None
    font: str = ""
    keeps_white: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph that is being gathered."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0
    look: Look = field(default_factory=Look)

    def add(self, text: str, look: Look) -> None:
        shown = decode_for_font(text, look.font) if legacy_font(look.font) else text
        self.parts.append(shown)
        count = len(_WHITE.sub("", text.replace("\u00a0", "")))
        if count and not self.letters:
            self.look = look
        self.letters += count
        self.bold += count * look.bold
        self.italic += count * look.italic

    @property
    def text(self) -> str:
        joined = re.sub(r" *\n *", "\n", re.sub(" {2,}", " ", "".join(self.parts)))
        return joined.strip(" \n")


def read_html(data: bytes, decode: Decode | None = None) -> SourceDocument:
    """The text of a page as a browser shows it, paragraph by paragraph."""
    limits.refuse_text_size(len(data))
    limits.refuse_elements(data.count(b"<") - data.count(b"</"))
    text = _text_of(data)
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
        walk = _Walk(TextBuilder(decode))
        walk.add(root, Look())
        walk.flush()
    except (etree.ParserError, etree.XMLSyntaxError, RecursionError, ValueError) as error:
        raise UnreadableDocument(_BROKEN) from error
    return walk.builder.document("html")


def _text_of(data: bytes) -> str:
    """The page's characters: its own word on the encoding counts only where the bytes are not plainly UTF-8."""
    named = _CHARSET.search(data[:4096])
    try:
        if named and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-8")
    except UnicodeDecodeError:
        charset = named[1].decode("ascii", "replace").lower() if named else ""
        if charset.startswith(("windows-1258", "cp1258")):
            return data.decode("cp1258", errors="replace")
    return decode_bytes(data)


class _Walk:
    """Goes through the elements in order and gives each finished paragraph to the builder."""

    def __init__(self, builder: TextBuilder) -> None:
        self.builder = builder
        self.paragraph = Paragraph()
        self.label = ""

    def add(self, element: Element, look: Look) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or _is_hidden(element):
            return
        if tag == "table":
            self._add_table(element, look)
            return
        if tag == "br":
            self.paragraph.parts.append("\n")
            return
        inner = _look(element, tag, look)
        is_block = tag in _BLOCKS or tag == "li" or inner.heading != look.heading
        if is_block:
            self.flush()
        self._add_children(element, tag, inner)
        if is_block:
            self.flush()

    def _add_children(self, element: Element, tag: str, look: Look) -> None:
        labels = _labels(element, tag)
        self._add_text(element.text, look)
        for child in element:
            if child.tag == "li":
                self.flush()
                self.label = next(labels, "")
            self.add(child, look)
            self._add_text(child.tail, look)

    def _add_text(self, text: str | None, look: Look) -> None:
        if text:
            self.paragraph.add(text if look.keeps_white else _WHITE.sub(" ", text), look)

    def flush(self) -> None:
        """End the paragraph; the label of a list item waits for the item's first text."""
        paragraph, self.paragraph = self.paragraph, Paragraph()
        if not paragraph.text.strip("\u00a0 \n"):
            return
        label, self.label = self.label, ""
        for text in split_items(label + paragraph.text):
            self.builder.line(
                text,
                whole=True,
                bold=paragraph.bold > 0.9 * paragraph.letters,
                italic=paragraph.italic > 0.9 * paragraph.letters,
                centred=paragraph.look.centred,
                heading=paragraph.look.heading,
            )

    def _add_table(self, table: Element, look: Look) -> None:
        self.flush()
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in row]
        if len(cells) == 1:
            self._add_children(cells[0], "td", look)
            self.flush()
        else:
            self.builder.table(list(_raw_cells(rows, look)))


class _CellText(TextBuilder):
    """Gathers a cell's paragraphs instead of placing them; nested tables become one paragraph a row."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def line(self, text: str, **_marks: object) -> None:
        self.texts.append(text)

    def table(self, cells: object, page: int | None = None, edges: list[float] | None = None) -> None:
        rows: dict[int, list[str]] = {}
        for cell in cells:  # type: ignore[attr-defined]
            rows.setdefault(cell.row, []).extend(cell.paragraphs)
        self.texts.extend(" ".join(texts) for texts in rows.values())


def _raw_cells(rows: list[list[Element]], look: Look) -> Iterator[RawCell]:
    taken: set[tuple[int, int]] = set()
    for place, row in enumerate(rows):
        column = 0
        for element in row:
            while (place, column) in taken:
                column += 1
            tall = min(_span(element, "rowspan", _TALLEST), len(rows) - place)
            wide = _span(element, "colspan", _WIDEST)
            taken.update((place + down, column + right) for down in range(tall) for right in range(wide))
            yield RawCell(place, column, _cell_texts(element, look), tall, wide)
            column += wide


def _cell_texts(cell: Element, look: Look) -> list[str]:
    gathered = _CellText()
    walk = _Walk(gathered)
    walk.add(cell, replace(look, heading=None))
    walk.flush()
    return gathered.texts


def _rows(table: Element) -> Iterator[list[Element]]:
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: Element, name: str, most: int) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def _is_hidden(element: Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "mso-hide:all" in style


def _look(element: Element, tag: str, look: Look) -> Look:
    heading = _HEADING.match(tag)
    if heading:
        look = replace(look, heading=int(heading[1]), bold=True)
    elif tag in ("b", "strong", "th"):
        look = replace(look, bold=True)
    elif tag in ("i", "em"):
        look = replace(look, italic=True)
    elif tag == "center":
        look = replace(look, centred=True)
    elif tag == "pre":
        look = replace(look, keeps_white=True)
    if element.get("align"):
        look = replace(look, centred=element.get("align", "").lower() == "center")
    if element.get("face"):
        look = replace(look, font=element.get("face", ""))
    return _styled(element.get("style"), look)


def _styled(style: str | None, look: Look) -> Look:
    if not style:
        return look
    small = style.lower().replace(" ", "")
    weight = re.search(r"font-weight:(\w+)", small)
    if weight:
        look = replace(look, bold=weight[1] in ("bold", "bolder", "600", "700", "800", "900"))
    align = re.search(r"text-align:(\w+)", small)
    if align:
        look = replace(look, centred=align[1] == "center")
    if "font-style:" in small:
        look = replace(look, italic="font-style:italic" in small)
    font = _FONT.search(style)
    return replace(look, font=font[1].strip()) if font else look


def _labels(element: Element, tag: str) -> Iterator[str]:
    """The printed labels of a list's items."""
    if tag != "ol":
        while tag in ("ul", "menu"):
            yield "- "
        return
    start = element.get("start") or "1"
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    kind = _LIST_FORMATS.get(element.get("type") or "", "decimal")
    while True:
        yield formatted(number, kind) + ". "
        number += 1
