"""The end of an official document: Nơi nhận on the left, the signer on the right (Phụ lục I, ô 7a, 7b, 9b)."""

import re
from collections.abc import Sequence

from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import _Cell

from lantoa.documents.writing import styles
from lantoa.documents.writing.ending import unseen_row
from lantoa.documents.writing.measure import broken_lines
from lantoa.documents.writing.page import text_room
from lantoa.documents.writing.parts import add_text, borderless_table, empty_cell
from lantoa.documents.writing.wording import ended

_SIGNING_SPACE = 72  # points left for the signature and the seal, whether the name is known or not
_SPACE_ABOVE = 12
_GAP = 5  # mm between the recipients and the signer
_ON_BEHALF = re.compile(r"\s+(?=(?:TM|KT|TL|TUQ|Q)\.)")


def add_signature(
    document: Document,
    recipients: Sequence[str],
    *,
    role: str | None = None,
    on_behalf: str | None = None,
    name: str | None = None,
) -> None:
    """Recipients and signer side by side, kept together on one page; "Nơi nhận:" stands even while it is empty."""
    room = text_room(document.sections[-1])
    table = borderless_table(document, (room / 2, room / 2))
    _recipients(empty_cell(table, 0, 0), recipients)
    _signer(empty_cell(table, 0, 1), room / 2, role, on_behalf, name)
    unseen_row(table)
    for column in (0, 1):
        table.cell(0, column).paragraphs[0].paragraph_format.space_before = Pt(_SPACE_ABOVE)


def _recipients(cell: _Cell, recipients: Sequence[str]) -> None:
    add_text(cell, "Nơi nhận:", styles.RECIPIENTS_HEAD)
    for place, line in enumerate(recipients, start=1):
        text = "- " + ended(line, "." if place == len(recipients) else ";")
        add_text(cell, text, styles.RECIPIENT).paragraph_format.right_indent = Mm(_GAP)


def _signer(cell: _Cell, room: float, role: str | None, on_behalf: str | None, name: str | None) -> None:
    lines = [*(_ON_BEHALF.split(on_behalf) if on_behalf else []), *([role] if role else [])]
    for line in lines or [""]:
        broken = broken_lines(line, room, styles.ROLE.size, bold=True)
        add_text(cell, "\n".join(broken), styles.ROLE)
    add_text(cell, name or "", styles.SIGNER).paragraph_format.space_before = Pt(_SIGNING_SPACE)
