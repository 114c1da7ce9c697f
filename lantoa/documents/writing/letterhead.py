"""The head of an official document: issuer, Quốc hiệu and Tiêu ngữ, number, place and date (Phụ lục I, ô 1 to 4)."""

import re
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Pt
from docx.table import _Cell

from lantoa.documents.writing import styles
from lantoa.documents.writing.measure import broken_lines, text_width
from lantoa.documents.writing.page import text_room
from lantoa.documents.writing.parts import add_rule, add_text, borderless_table, empty_cell
from lantoa.documents.writing.wording import BLANK, PLACE, full_date, symbol_of

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
_RIGHT_SHARE = 0.6  # Quốc hiệu must fit on one line
_LEAST_BLANK = 2  # signs of the blank before the symbol
_SHORT_RULE = 0.4  # of the text: the decree says 1/3 to 1/2
# Bodies whose own name does not hold the place: the superior's line above says it.
_GENERIC = re.compile(r"^(?:Sở|Ban|Phòng|Thanh tra|Văn phòng)\b", re.IGNORECASE)


@dataclass(slots=True)
class Letterhead:
    """What stands at the top of page 1; what is not known is left blank to be filled in.

    `symbol` is the ký hiệu to print with a blank number; none: the initials of the issuer's name.
    """

    issuer: str | None = None
    superior: str | None = None
    number: str | None = None
    place: str | None = None
    date: str | None = None  # ISO; "2023-02" leaves the day blank
    symbol: str | None = None
    is_draft: bool = False  # "DỰ THẢO" stands under the number


def add_letterhead(document: Document, head: Letterhead) -> None:
    """A table of two columns without borders: the issuer's side and the nation's."""
    room = text_room(document.sections[0])
    right = room * _RIGHT_SHARE
    left = room - right
    table = borderless_table(document, (left, right), rows=2)
    _issuer_side(empty_cell(table, 0, 0), head, left)
    _nation_side(empty_cell(table, 0, 1), right)
    side = empty_cell(table, 1, 0)
    number = add_text(side, _number(head, left), styles.NUMBER)
    date = add_text(empty_cell(table, 1, 1), _place_and_date(head), styles.PLACE_DATE)
    for paragraph in (number, date):
        paragraph.paragraph_format.space_before = Pt(6)
    if head.is_draft:
        add_text(side, DRAFT, styles.DRAFT)


def _issuer_side(cell: _Cell, head: Letterhead, room: float) -> None:
    if head.superior:
        add_text(cell, _fitted(head.superior, room, bold=False), styles.SUPERIOR)
    name = printed_issuer(head.issuer, head.superior)
    if not name:
        add_text(cell, "", styles.ISSUER)
        return
    lines = _fitted(name, room, bold=True)
    add_text(cell, lines, styles.ISSUER)
    last = lines.rsplit("\n", maxsplit=1)[-1]
    add_rule(cell, text_width(last, styles.HEAD_SIZE, bold=True) * _SHORT_RULE, room)


def _nation_side(cell: _Cell, room: float) -> None:
    add_text(cell, NATION, styles.NATION)
    add_text(cell, MOTTO, styles.MOTTO)
    add_rule(cell, text_width(MOTTO, styles.MOTTO_SIZE, bold=True), room)


def printed_issuer(issuer: str | None, superior: str | None) -> str | None:
    """The issuer's name on the letterhead: without the place that the superior's line right above it names."""
    if not issuer or not superior or not _GENERIC.match(issuer):
        return issuer
    above = PLACE.search(superior)
    place = superior[above.start() :] if above else ""
    return issuer[: -len(place)] if place and issuer.endswith(place) else issuer


def _fitted(name: str, room: float, *, bold: bool) -> str:
    """The name in capitals, in as many lines as the column needs, broken ahead of the place if it can be."""
    if text_width(name.upper(), styles.HEAD_SIZE, bold=bold) <= room:
        return name.upper()
    place = PLACE.search(name)
    parts = [name[: place.start()], name[place.end() :]] if place else [name]
    lines = [line for part in parts for line in broken_lines(part.upper(), room, styles.HEAD_SIZE, bold=bold)]
    return "\n".join(lines)


def _number(head: Letterhead, room: float) -> str:
    """On one line: beside a long symbol the blank is shorter, else the line would break at a hyphen of the symbol."""
    if head.number:
        return f"Số: {head.number}"
    symbol = head.symbol or symbol_of(head.issuer)
    lines = [f"Số:{BLANK[:signs]}/{symbol}" for signs in range(len(BLANK), _LEAST_BLANK - 1, -1)]
    return next((line for line in lines if text_width(line, styles.HEAD_SIZE) <= room), lines[0])


def _place_and_date(head: Letterhead) -> str:
    return f"{head.place or '…………'}, {full_date(head.date or '')}"
