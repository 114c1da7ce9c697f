"""The letters of a PDF page as pieces of printed lines, with nothing of pdfium's own guesses at spaces and order.

pdfium tells each letter's box. Letters that follow each other in the file on one line make a piece; a wide white
parts pieces (columns), a narrow one is a space. Where the file writes its spaces, only they and clear gaps count:
fonts with ill-measured accents otherwise fall apart ("tr ường").
"""

from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

from lantoa.documents.reading.files.pdf_turning import Turn
from lantoa.vietnamese.encodings import decode_for_font, legacy_font, with_lost_u

_SPACES = frozenset((0x20, 0xA0, 0x09, 0x3000))
_HYPHENS = frozenset((0x02, 0xFFFE))  # pdfium's sign for a hyphen at a line's end
_COLUMN_GAP = 2.0  # ems of white that part pieces
_UNTYPED_GAP = 0.6  # the same where the file writes its spaces and wrote none: the next column, or a tab
_TYPED_GAP = 3.0  # the same where it wrote one: blanks to be filled in, stretched lines
_FORCE_BOLD = 1 << 18
_ITALIC = 1 << 6


@dataclass(slots=True)
class Piece:
    """A stretch of one printed line, in points from the left and the bottom of the page as it is read."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    lefts: list[float] = field(default_factory=list)  # of each character
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    indexes: list[int] = field(default_factory=list)  # of each character in pdfium's page; -1 for a space
    order: int = 0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter where it stands; `space` says who sees a space before it: the file ("written"), pdfium ("guessed")."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    index: int
    space: str
    line: int
    baseline: float


def page_pieces(textpage: Any, turn: Turn) -> list[Piece]:
    """The pieces of printed lines on a page, in the file's order."""
    pieces = _join(*_glyphs(textpage, turn))
    fonts: dict[str, tuple[bool, bool]] = {}
    for order, piece in enumerate(pieces):
        piece.order = order
        _draw(textpage, piece, fonts)
    if any(map(legacy_font, fonts)):
        for piece in pieces:
            _decode(textpage, piece)
    return pieces


def cut(piece: Piece, start: int, end: int) -> Piece | None:
    """The part of a piece between two of its characters; None where it holds no letter."""
    text = piece.text[start:end]
    if not text.strip():
        return None
    first = start + len(text) - len(text.lstrip())
    last = start + len(text.rstrip())
    right = piece.lefts[last] if last < len(piece.lefts) else piece.x1
    return Piece(
        piece.text[first:last], piece.lefts[first], piece.y0, min(right, piece.x1), piece.y1,
        piece.lefts[first:last], piece.size, piece.bold, piece.italic, piece.indexes[first:last], piece.order,
    )  # fmt: skip


def _glyphs(textpage: Any, turn: Turn) -> tuple[list[Glyph], list[bool]]:
    """The letters of a page, and for each of pdfium's lines whether the file writes its spaces."""
    handle, box = textpage.raw, pdfium.FS_RECTF()
    x, y = c_double(), c_double()
    glyphs: list[Glyph] = []
    written, guessed = [0], [0]  # spaces of each line
    space = ""
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = unicode_of(handle, index)
        if code in _SPACES:
            is_guessed = pdfium.FPDFText_IsGenerated(handle, index)
            (guessed if is_guessed else written)[-1] += 1
            space = space or ("guessed" if is_guessed else "written")
            continue
        if code in _HYPHENS:
            code = 0x2D
        if code < 0x20 or code in (0xFFFF, 0xAD) or not box_of(handle, index, box):
            if code == 0x0A:
                space = ""
                written.append(0)
                guessed.append(0)
            continue
        placed = turn.box((box.left, box.bottom, box.right, box.top))
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        baseline = turn.box((x.value, y.value, x.value, y.value))[1]
        glyphs.append(Glyph(chr(code), *placed, index, space, len(written) - 1, baseline))
        space = ""
    is_page_spaced = sum(written) > len(glyphs) * 0.12  # near 0.25 where every space is written
    return _levelled(glyphs), [
        mine > others or (mine == others and is_page_spaced) for mine, others in zip(written, guessed, strict=True)
    ]


def _levelled(glyphs: list[Glyph]) -> list[Glyph]:
    """Neighbours on one baseline as high as the highest of them.

    Fonts that name no ascent (LibreOffice writes 0) give boxes that hug each letter: a comma would then lie nearer to
    the line below than to its own.
    """
    levelled: list[Glyph] = []
    for _, run in groupby(glyphs, key=lambda glyph: (glyph.line, round(glyph.baseline))):
        letters = list(run)
        low, high = min(letter.y0 for letter in letters), max(letter.y1 for letter in letters)
        is_level = all(letter.y0 == low and letter.y1 == high for letter in letters)
        levelled += letters if is_level else [replace(letter, y0=low, y1=high) for letter in letters]
    return levelled


def _join(glyphs: list[Glyph], spaced_lines: list[bool]) -> list[Piece]:
    pieces: list[Piece] = []
    piece: Piece | None = None
    for glyph in glyphs:
        if piece is not None and _is_mark(glyph.char):
            _append(piece, glyph)
            continue
        if piece is not None and glyph.x0 < piece.x1 and _is_drawn(piece, glyph):
            continue
        is_spaced = spaced_lines[glyph.line]
        white = _white(piece, glyph) if piece is not None else None
        if piece is None or white is None or white > _widest(glyph, is_spaced=is_spaced):
            piece = Piece("", glyph.x0, glyph.y0, glyph.x1, glyph.y1)
            pieces.append(piece)
        elif _is_space(glyph, white, is_spaced=is_spaced):
            piece.text += " "
            piece.lefts.append(piece.x1)
            piece.indexes.append(-1)
        _append(piece, glyph)
    return pieces


def _widest(glyph: Glyph, *, is_spaced: bool) -> float:
    """How much white may stand before a letter within one piece."""
    if glyph.space == "written":
        return _TYPED_GAP
    return _UNTYPED_GAP if is_spaced else _COLUMN_GAP


def _is_space(glyph: Glyph, white: float, *, is_spaced: bool) -> bool:
    if glyph.space == "written":
        return True
    if glyph.space == "guessed":
        return white > (0.15 if is_spaced else 0.08)
    return white > (0.22 if is_spaced else 0.16)


def _is_drawn(piece: Piece, glyph: Glyph) -> bool:
    """Whether a letter stands there already: drawn twice to look bold, or in parts that both bear its name."""
    if not piece.y0 - 1 <= (glyph.y0 + glyph.y1) / 2 <= piece.y1 + 1:
        return False
    for place in range(len(piece.text) - 1, max(len(piece.text) - 40, -1), -1):
        right = piece.lefts[place + 1] if place + 1 < len(piece.lefts) else piece.x1
        if piece.text[place] == glyph.char:
            overlap = min(right, glyph.x1) - max(piece.lefts[place], glyph.x0)
            if overlap > 0.35 * (glyph.x1 - glyph.x0):
                return True
    return False


def _is_mark(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _append(piece: Piece, glyph: Glyph) -> None:
    piece.text += glyph.char
    piece.lefts.append(glyph.x0)
    piece.indexes.append(glyph.index)
    if not _is_mark(glyph.char):
        piece.x1 = max(piece.x1, glyph.x1)
        piece.y0, piece.y1 = min(piece.y0, glyph.y0), max(piece.y1, glyph.y1)


def _white(piece: Piece, glyph: Glyph) -> float | None:
    """The white between a piece and the next letter in ems; None where it is not on that line or runs back."""
    height = max(glyph.y1 - glyph.y0, 1.0)
    if abs((glyph.y0 + glyph.y1) / 2 - piece.middle) > 0.45 * max(height, piece.height):
        return None
    white = (glyph.x0 - piece.x1) / (0.87 * min(height, max(piece.height, 1.0)))
    return white if white > -0.8 else None


def _draw(textpage: Any, piece: Piece, fonts: dict[str, tuple[bool, bool]]) -> None:
    """Ask three of a piece's letters how they are drawn."""
    letters = [index for index in piece.indexes if index >= 0]
    asked = [letters[0], letters[len(letters) // 2], letters[-1]]
    looks = [_look(textpage, index, fonts) for index in asked]
    piece.bold = sum(bold for bold, _ in looks) >= 2 and looks[1][0]
    piece.italic = sum(italic for _, italic in looks) >= 2
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage.raw, asked[1], matrix)
    piece.size = round(pdfium.FPDFText_GetFontSize(textpage.raw, asked[1]) * hypot(matrix.c, matrix.d), 1)


def _look(textpage: Any, index: int, fonts: dict[str, tuple[bool, bool]]) -> tuple[bool, bool]:
    name, flags = font_of(textpage, index)
    if name not in fonts:
        small = name.lower()
        heavy = pdfium.FPDFText_GetFontWeight(textpage.raw, index) >= 600
        bold = heavy or bool(flags & _FORCE_BOLD) or any(word in small for word in ("bold", "black", "heavy"))
        fonts[name] = bold, bool(flags & _ITALIC) or "italic" in small or "oblique" in small
    return fonts[name]


def font_of(textpage: Any, index: int) -> tuple[str, int]:
    """The name and the descriptor's flags of a letter's font."""
    buffer, flags = create_string_buffer(128), c_int()
    length = pdfium.FPDFText_GetFontInfo(textpage.raw, index, buffer, 128, flags)
    return buffer.raw[: max(min(length, 128) - 1, 0)].decode("utf-8", "replace"), flags.value


def _decode(textpage: Any, piece: Piece) -> None:
    """Read letters of fonts from before Unicode; VNI writes two for one, so boxes are kept by the first."""
    text, lefts, indexes = "", list[float](), list[int]()
    for start, end, font in _font_runs(textpage, piece):
        codes = piece.text[start:end]
        plain = decode_for_font(with_lost_u(codes) if legacy_font(font) == "tcvn3" else codes, font)
        text += plain
        step = [min(start + place, end - 1) for place in range(len(plain))]
        lefts += [piece.lefts[place] for place in step]
        indexes += [piece.indexes[place] for place in step]
    piece.text, piece.lefts, piece.indexes = text, lefts, indexes


def _font_runs(textpage: Any, piece: Piece) -> list[tuple[int, int, str]]:
    runs: list[tuple[int, int, str]] = []
    for place, index in enumerate(piece.indexes):
        font = font_of(textpage, index)[0] if index >= 0 else (runs[-1][2] if runs else "")
        if runs and runs[-1][2] == font:
            runs[-1] = (runs[-1][0], place + 1, font)
        else:
            runs.append((place, place + 1, font))
    return runs
