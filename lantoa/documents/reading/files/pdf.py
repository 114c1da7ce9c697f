"""Reads PDF files: printed lines with where they stand, ruled tables, columns in reading order; scans through OCR."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import limits
from lantoa.documents.reading.files.builder import Decode, TextBuilder
from lantoa.documents.reading.files.pdf_glyphs import Piece, page_pieces
from lantoa.documents.reading.files.pdf_layout import Flow, PlacedTable, reading_order
from lantoa.documents.reading.files.pdf_rules import page_grids
from lantoa.documents.reading.files.pdf_turning import turn_of
from lantoa.documents.source import SourceDocument

Progress = Callable[[int, int], None]

_LOCKED = "Tệp PDF có mật khẩu mở; hãy gỡ mật khẩu rồi tải lên lại."
_BROKEN = "Tệp PDF này bị hỏng hoặc tải chưa hết; hãy tải lại hoặc xuất lại PDF từ văn bản gốc rồi thử lần nữa."
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?|[-–]\s*\d{1,3}\s*[-–]", re.I)
_EDGE = 0.1  # of the page's height, above and below: where page numbers and running heads stand
_FEWEST_LETTERS = 12  # on a page that has text at all


@dataclass(slots=True)
class Page:
    """One page in reading order, with its size in points."""

    number: int
    width: float
    height: float
    flow: list[Flow]

    @property
    def letters(self) -> int:
        lines = sum(len(part.text) for part in self.flow if isinstance(part, Piece))
        return lines + sum(len(text) for table in self.tables for cell in table.cells for text in cell.paragraphs)

    @property
    def tables(self) -> list[PlacedTable]:
        return [part for part in self.flow if isinstance(part, PlacedTable)]


def read_pdf(path: Path, decode: Decode | None = None, on_progress: Progress | None = None) -> SourceDocument:
    """The printed text of a PDF file; pages without text are recognised where tesseract is installed."""
    with closing(_open(path)) as file:
        if len(file) > limits.MOST_PAGES:
            raise UnreadableDocument(
                f"Tệp PDF có hơn {limits.MOST_PAGES} trang; hãy tách riêng phần kế hoạch rồi tải lên."
            )
        pages = [_read_page(file, number) for number in range(len(file))]
        scanned, warnings = _scanned(file, pages), list[str]()
        if scanned:
            from lantoa.documents.reading.files.scan import recognise_pages

            warnings = recognise_pages(file, pages, scanned, on_progress)
    return build(pages, "scan" if len(scanned) == len(pages) else "pdf", decode, warnings)


def build(pages: list[Page], kind: str, decode: Decode | None, warnings: list[str]) -> SourceDocument:
    """Pages as one document, without their numbers and running heads."""
    builder = TextBuilder(decode, warnings)
    running = _running_heads(pages)
    for page in pages:
        page.flow = [part for part in page.flow if not _is_margin(part, page, running)]
        _add_page(builder, page)
    return builder.document(kind)


def _open(path: Path) -> Any:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        is_whole = b"%%EOF" in (tail := file.read()) or b"startxref" in tail
    try:
        opened = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(_LOCKED if "password" in str(error).lower() else _BROKEN) from error
    if not is_whole or not len(opened):
        opened.close()
        raise UnreadableDocument(_BROKEN)
    return opened


def _read_page(file: Any, number: int) -> Page:
    try:
        page = file[number]
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(_BROKEN) from error
    with closing(page), closing(page.get_textpage()) as textpage:
        turn = turn_of(page, textpage)
        flow = reading_order(page_pieces(textpage, turn), page_grids(page, turn))
        return Page(number + 1, *turn.size, flow)


def _scanned(file: Any, pages: list[Page]) -> list[int]:
    """The numbers of pages that are pictures of text."""
    suspects = [page for page in pages if page.letters < _FEWEST_LETTERS]
    if not suspects:
        return []
    from lantoa.documents.reading.files.scan import needs_recognition

    found = []
    for suspect in suspects:
        with closing(file[suspect.number - 1]) as page:
            if needs_recognition(page):
                found.append(suspect.number)
    return found


def _add_page(builder: TextBuilder, page: Page) -> None:
    lines = [part for part in page.flow if isinstance(part, Piece)]
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=page.width)
    indents = {start for start, times in Counter(round(line.x0 / 2) for line in lines).items() if times > 2}
    before: Piece | None = None
    for part in page.flow:
        if isinstance(part, PlacedTable):
            edges = [round(x / page.width, 3) for x in part.grid.xs]
            builder.table(part.cells, page.number, edges)
            before = None
            continue
        builder.line(
            part.text,
            page=page.number,
            left=round(part.x0 / page.width, 4),
            right=round(part.x1 / page.width, 4),
            gap=_white_above(before, part),
            size=part.size,
            bold=part.bold,
            italic=part.italic,
            centred=round(part.x0 / 2) not in indents and _is_centred(part, left, right),
        )
        before = part


def _white_above(before: Piece | None, line: Piece) -> float | None:
    """In heights of the line; None at the top of a page or of a column."""
    if before is None or before.middle < line.middle:
        return None
    return round(max(0.0, before.y0 - line.y1) / max(line.height, 1.0), 2)


def _is_centred(line: Piece, left: float, right: float) -> bool:
    width = right - left
    off_centre = abs((line.x0 + line.x1) / 2 - (left + right) / 2)
    return off_centre < 0.02 * width and line.x0 - left > 0.06 * width


def _running_heads(pages: list[Page]) -> set[tuple[str, int]]:
    """What stands at one height near the edge of three pages or more, digits aside."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_place(part) for part in page.flow if isinstance(part, Piece) and _is_at_edge(part, page)})
    return {place for place, times in seen.items() if times >= 3}


def _place(line: Piece) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.middle / 4)


def _is_at_edge(line: Piece, page: Page) -> bool:
    return line.middle > (1 - _EDGE) * page.height or line.middle < _EDGE * page.height


def _is_margin(part: Flow, page: Page, running: set[tuple[str, int]]) -> bool:
    if not isinstance(part, Piece) or not _is_at_edge(part, page):
        return False
    return (_PAGE_NUMBER.fullmatch(part.text) is not None and _is_outermost(part, page)) or _place(part) in running


def _is_outermost(line: Piece, page: Page) -> bool:
    """Whether nothing else stands above a line at the head of the page, or below one at its foot."""
    others = [part.top if isinstance(part, PlacedTable) else part.middle for part in page.flow if part is not line]
    if line.middle > page.height / 2:
        return all(middle < line.y0 for middle in others)
    return all(middle > line.y1 for middle in others)
