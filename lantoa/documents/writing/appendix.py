"""An appendix: a part on its own page that says what it belongs to (Phụ lục I, mục III.1)."""

from dataclasses import dataclass

from docx.document import Document
from docx.shared import Pt

from lantoa.documents.writing import styles
from lantoa.documents.writing.measure import broken_lines
from lantoa.documents.writing.page import new_part, text_room
from lantoa.documents.writing.parts import add_text
from lantoa.documents.writing.wording import BLANK, full_date

_WIDE = 6  # columns: more do not fit a standing page


@dataclass(slots=True)
class AppendixHead:
    """The three lines at the top: "PHỤ LỤC II", its title, "(Kèm theo …)"."""

    label: str = "Phụ lục"
    title: str = ""
    note: str = ""


def open_appendix(document: Document, head: AppendixHead, *, columns: int = 0, landscape: bool | None = None) -> float:
    """Begin the appendix on a new page, lying where its table is wide (or as `landscape` says); the room between the
    margins in millimetres."""
    section = new_part(document, landscape=columns >= _WIDE if landscape is None else landscape)
    room = text_room(section)
    add_text(document, head.label, styles.APPENDIX)
    if head.title:
        lines = broken_lines(head.title.upper(), room * 0.85, styles.APPENDIX_TITLE.size, bold=True)
        add_text(document, "\n".join(lines), styles.APPENDIX_TITLE)
    lines = broken_lines(head.note, room * 0.95, styles.APPENDIX_NOTE.size)
    note = add_text(document, "\n".join(lines), styles.APPENDIX_NOTE)
    note.paragraph_format.space_after = Pt(8)
    return room


def attached_to(kind: str, number: str | None, date: str | None, issuer: str | None, symbol: str) -> str:
    """ "(Kèm theo Kế hoạch số 07/KH-SGDĐT ngày 04 tháng 01 năm 2022 của …)", with blanks for what is not yet given."""
    of_whom = f" của {issuer}" if issuer else ""
    return f"(Kèm theo {kind} số {number or f'{BLANK}/{symbol}'} {full_date(date or '')}{of_whom})"
