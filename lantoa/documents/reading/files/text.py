"""Reads plain text and Markdown: printed lines with the white above them, tables of tabs or of pipes."""

import re
from collections.abc import Iterator
from itertools import groupby

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import limits
from lantoa.documents.reading.files.builder import Decode, RawCell, TextBuilder
from lantoa.documents.reading.files.inline_marks import Plain, strip_marks
from lantoa.documents.reading.files.kinds import UNKNOWN
from lantoa.documents.reading.files.list_marks import begins_item, is_label
from lantoa.documents.reading.files.text_pages import pages_of
from lantoa.documents.reading.files.text_sides import one_after_the_other
from lantoa.documents.reading.files.text_tables import AlignedTable, TableFinder
from lantoa.documents.source import SourceDocument
from lantoa.vietnamese.encodings import decode_bytes

_MARKDOWN_SIGN = re.compile(r"^(?:\s{0,3}#{1,6}\s+\S|\*\*\S.*\*\*\s*$|\|.*\|\s*$)", re.M)
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_CELL_BREAK = re.compile(r"<br\s{0,9}/?>", re.I)
_HARD_BREAK = re.compile(r"(?<! ) {2,}\n|\\\n|<br\s{0,9}/?>", re.I)
_DRAWN = re.compile(r"\s*(?:[-_=*~]\s?){3,}\s*$")  # a line drawn with characters


def read_text(data: bytes, decode: Decode | None = None) -> SourceDocument:
    """A plain file's lines (`whole` only where it is Markdown) and tables; `kind` is "text" or "markdown"."""
    limits.refuse_text_size(len(data))
    text = decode_bytes(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableDocument("Tệp văn bản này trống; hãy chọn tệp có nội dung kế hoạch.")
    if text.count("\0") > len(text) / 100 or text.count("\ufffd") > len(text) / 20:
        raise UnreadableDocument(UNKNOWN)
    is_markdown = len(_MARKDOWN_SIGN.findall(text)) >= 2
    builder = TextBuilder(decode)
    pages = pages_of(text)
    width = 0 if is_markdown else max(len(line) for page in pages for line in page)
    finder = TableFinder()
    for page in pages:
        for part in [page] if is_markdown else _parts_of(page, finder):
            if isinstance(part, AlignedTable):
                builder.table(part.raw_cells(), edges=part.edges(width))
                continue
            for block in _blocks(part):
                _add(builder, block, markdown=is_markdown)
    return builder.document("markdown" if is_markdown else "text")


def _parts_of(page: list[str], finder: TableFinder) -> Iterator[list[str] | AlignedTable]:
    """A printed page as runs of lines and tables of aligned columns."""
    for is_table, parts in groupby(finder.parts(page), key=lambda part: isinstance(part, AlignedTable)):
        if is_table:
            yield from (part for part in parts if isinstance(part, AlignedTable))
        else:
            yield one_after_the_other([part for part in parts if isinstance(part, str)])


class _Block(list[str]):
    """Lines that stand together, with the number of empty lines above."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.gap = gap


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """Runs of lines: rows of a table (all of one kind) or other lines up to the next empty one."""
    block, gap = _Block(0), 0
    for line in lines:
        if not line.strip() and "\t" not in line.strip(" "):
            gap += 1
            continue
        if gap or (block and _kind(block, line)):
            if block:
                yield block
            block, gap = _Block(gap), 0
        block.append(line)
    if block:
        yield block


def _kind(block: _Block, line: str) -> bool:
    """Whether `line` begins another kind of block than the one it follows."""
    in_table, in_pipes = _is_row(block[-1]), _PIPES.match(block[-1]) is not None
    if in_pipes or _PIPES.match(line):
        return in_pipes != (_PIPES.match(line) is not None) and not _RULE.match(line.strip())
    return in_table != (_is_row(line) or (in_table and "\t" in line))


def _is_row(line: str) -> bool:
    """Whether tabs part `line` into columns (one tab after a number is an item, not a table)."""
    tabs = line.count("\t")
    if not tabs:
        return False
    first = line.split("\t", 1)[0]
    return tabs >= 2 and (bool(first.strip()) or bool(line.strip())) and not (is_label(first) and tabs < 2)


def _add(builder: TextBuilder, block: _Block, *, markdown: bool) -> None:
    if _PIPES.match(block[0]) and len(block) > 1:
        builder.table(_pipe_cells(block))
    elif _is_row(block[0]) and not _is_indent(block):
        builder.table(_tab_cells(block))
    elif markdown:
        for place, paragraph in enumerate(_paragraphs(block)):
            _add_line(builder, paragraph, 0 if place else block.gap, markdown=True)
    else:
        for place, line in enumerate(block):
            _add_line(builder, line, 0 if place else block.gap, markdown=False)


def _is_indent(block: _Block) -> bool:
    """Whether the tabs only push text to the right."""
    return all(len(line.strip().split("\t")) == 1 for line in block)


def _add_line(builder: TextBuilder, line: str, gap: int, *, markdown: bool) -> None:
    if _DRAWN.match(line):
        return
    pieces = _HARD_BREAK.split(line)
    if any(piece.count("**") % 2 for piece in pieces):  # bold goes over the break
        whole = strip_marks(line, markdown=markdown)
        plains = [Plain(text, whole.bold, whole.heading) for text in _HARD_BREAK.split(whole.text)]
    else:
        plains = [strip_marks(piece, markdown=markdown) for piece in pieces]
    for plain in plains:
        builder.line(plain.text, whole=markdown, gap=float(gap), bold=plain.bold, heading=plain.heading)
        gap = 0


def _paragraphs(block: _Block) -> Iterator[str]:
    """Markdown paragraphs of a run of lines: headings and items part them, so do bold lines and hard breaks."""
    held: list[str] = []
    for line in block:
        if held and (_parts(held[-1], line)):
            yield "\n".join(held)
            held = []
        held.append(line)
    if held:
        yield "\n".join(held)


def _parts(before: str, line: str) -> bool:
    if before.lstrip().startswith("#") or line.lstrip().startswith("#"):
        return True
    return begins_item(strip_marks(line, markdown=True).text)


def _tab_cells(block: _Block) -> Iterator[RawCell]:
    for row, line in enumerate(block):
        for column, text in enumerate(line.split("\t")):
            yield _cell(row, column, text, markdown=False)


def _pipe_cells(block: _Block) -> Iterator[RawCell]:
    rows = [line for line in block if not _RULE.match(line.strip())]
    for row, line in enumerate(rows):
        inner = line.strip().strip("|") if line.strip() != "||" else ""
        for column, text in enumerate(re.split(r"(?<!\\)\|", inner)):
            yield _cell(row, column, text, markdown=True)


def _cell(row: int, column: int, text: str, *, markdown: bool) -> RawCell:
    pieces = _CELL_BREAK.split(text)
    return RawCell(row, column, [strip_marks(piece.strip(), markdown=markdown).text for piece in pieces])
