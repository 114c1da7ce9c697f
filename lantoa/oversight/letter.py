"""The urging letter (công văn đôn đốc) in the form of Nghị định 30/2020/NĐ-CP: number left blank, the units that owe
as addressees, or in an appendix where they are many."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Cm

from lantoa.documents.writing import body, page, styles
from lantoa.documents.writing.appendix import AppendixHead, attached_to, open_appendix
from lantoa.documents.writing.ending import end_text
from lantoa.documents.writing.letterhead import Letterhead, add_letterhead
from lantoa.documents.writing.measure import broken_lines
from lantoa.documents.writing.parts import add_text
from lantoa.documents.writing.signature import add_signature
from lantoa.documents.writing.tables import PrintedColumn, PrintedRow, add_table
from lantoa.documents.writing.wording import full_date, lower_first
from lantoa.ledger.models import Obligation
from lantoa.organisations.letterhead import place, superior_on
from lantoa.organisations.models import Unit
from lantoa.organisations.signing import signer

FEW = 5  # addressees that fit under "Kính gửi"
_SIDE = 66.0  # mm, the column of the number on the letterhead


@dataclass(frozen=True, slots=True)
class LetterText:
    """What stands in the letter beside what is owed; without a signer's title a general one is printed."""

    subject: str
    words: str
    by_day: dt.date | None
    signer_title: str = ""
    signer_name: str = ""


def write(unit: Unit, owed: Sequence[Obligation], text: LetterText, today: dt.date) -> Document:
    """The letter of `unit` to the units that owe `owed` (with their units loaded)."""
    document = page.blank_document()
    page.set_properties(document, title=f"V/v {text.subject}", author=unit.name, subject=text.subject)
    symbol = f"{unit.symbol or 'ĐV'}-VP"
    add_letterhead(document, _head(unit, symbol, today))
    _subject_line(document, text.subject)
    units = list({row.unit_id: row.unit for row in owed}.values())
    _addressees(document, units)
    for line in _paragraphs(unit, owed, text):
        body.add_paragraph(document, line)
    body.close_text(document.paragraphs[-1])
    behalf, role = signer(unit, text.signer_title)
    title = role or "THỦ TRƯỞNG ĐƠN VỊ"
    add_signature(
        document, ["Như trên", "Lưu: VT"], role=title, on_behalf=behalf or None, name=text.signer_name or None
    )
    if len(units) > FEW or len(owed) > FEW:
        _appendix(document, unit, owed, today, symbol)
    end_text(document)
    return document


def _head(unit: Unit, symbol: str, today: dt.date) -> Letterhead:
    """The day stays blank with the number: both are given when the letter goes out."""
    above = superior_on(unit, today) or None
    return Letterhead(issuer=unit.name, superior=above, symbol=symbol, place=place(unit), date=f"{today:%Y-%m}")


def _subject_line(document: Document, subject: str) -> None:
    """ "V/v …" stands under the number (Phụ lục I, ô 5b), in regular letters of size 12 to 13."""
    cell = document.tables[0].cell(1, 0)
    lines = broken_lines(f"V/v {lower_first(subject)}", _SIDE, styles.LETTER_SUBJECT.size)
    add_text(cell, "\n".join(lines), styles.LETTER_SUBJECT)


def _addressees(document: Document, units: Sequence[Unit]) -> None:
    head = "Kính gửi:"
    if len(units) == 1:
        paragraph = add_text(document, f"{head} {units[0].name}", styles.ADDRESSEE)
    elif len(units) > FEW:
        paragraph = add_text(document, f"{head} Các đơn vị theo danh sách kèm theo", styles.ADDRESSEE)
    else:
        lines = [f"- {unit.name}{'.' if unit == units[-1] else ';'}" for unit in units]
        paragraph = add_text(document, head, styles.ADDRESSEE)
        paragraph.alignment = styles.LEFT
        paragraph.paragraph_format.left_indent = Cm(4)
        for line in lines:
            listed = add_text(document, line, styles.ADDRESSEE)
            listed.alignment = styles.LEFT
            listed.paragraph_format.left_indent, listed.paragraph_format.space_before = Cm(5), Cm(0)
        return
    paragraph.paragraph_format.space_after = Cm(0.3)


def _paragraphs(unit: Unit, owed: Sequence[Obligation], text: LetterText) -> list[str]:
    titles = list(dict.fromkeys(row.title for row in owed))
    what = f"“{titles[0]}”" if len(titles) == 1 else f"{len(owed):02d} việc"
    dues = sorted({row.due_on for row in owed if row.due_on})
    when = f", hạn {dues[0]:%d/%m/%Y}" if len(dues) == 1 else ""
    count = len({row.unit_id for row in owed})
    many = count > FEW or len(owed) > FEW
    where = " (danh sách kèm theo)" if many else ""
    lines = [f"Qua theo dõi, đến nay còn {count:02d} đơn vị chưa hoàn thành {what}{when}{where}."]
    if len(titles) > 1 and not many:
        lines += [f"- {row.unit.name}: {row.title}{_due(row)};" for row in owed]
    lines += [part.strip() for part in text.words.splitlines() if part.strip()]
    if text.by_day and f"{text.by_day:%d/%m/%Y}" not in text.words:
        day = full_date(text.by_day.isoformat())
        lines.append(f"Đề nghị các đơn vị hoàn thành và gửi kết quả về {unit.name} chậm nhất {day}.")
    lines.append(f"{unit.name} đề nghị thủ trưởng các đơn vị quan tâm chỉ đạo thực hiện.")
    return lines


def _due(row: Obligation) -> str:
    return f" (hạn {row.due_on:%d/%m/%Y})" if row.due_on else ""


def _appendix(document: Document, unit: Unit, owed: Sequence[Obligation], today: dt.date, symbol: str) -> None:
    note = attached_to("Công văn", None, f"{today:%Y-%m}", unit.name, symbol)
    head = AppendixHead(label="Danh sách", title="Đơn vị chưa hoàn thành", note=note)
    columns = [
        PrintedColumn("STT", centred=True),
        PrintedColumn("Đơn vị"),
        PrintedColumn("Nội dung"),
        PrintedColumn("Hạn", centred=True),
        PrintedColumn("Quá hạn (ngày)", centred=True),
    ]
    room = open_appendix(document, head, columns=len(columns))
    rows = [PrintedRow([[cell] for cell in _cells(number, row, today)]) for number, row in enumerate(owed, start=1)]
    add_table(document, columns, rows, room)


def _cells(number: int, row: Obligation, today: dt.date) -> list[str]:
    due = f"{row.due_on:%d/%m/%Y}" if row.due_on else ""
    late = str((today - row.due_on).days) if row.due_on and row.due_on < today else ""
    return [str(number), row.unit.name, row.title, due, late]
