"""The letter of an answer (công văn) in the form of Nghị định 30/2020/NĐ-CP: numbered, dated, signed by the head."""

from docx.document import Document

from lantoa.documents.writing import body, page, styles
from lantoa.documents.writing.ending import end_text
from lantoa.documents.writing.letterhead import Letterhead, add_letterhead
from lantoa.documents.writing.measure import broken_lines
from lantoa.documents.writing.parts import add_text
from lantoa.documents.writing.signature import add_signature
from lantoa.documents.writing.wording import symbol_of, writable
from lantoa.feedback.identity import Sender
from lantoa.feedback.models import Answer, Case
from lantoa.organisations.letterhead import place, superior_on
from lantoa.organisations.models import Unit
from lantoa.organisations.signing import signer
from lantoa.vietnamese.dates import short_date

_SIDE = 66.0  # mm, the column of the number on the letterhead


def symbol_for(unit: Unit) -> str:
    """What stands behind the number of a unit's letters: "THPTNT-VP" (Phụ lục I, mục II.3: a letter has no type)."""
    own = unit.symbol or symbol_of(unit.name, "").strip("-/")
    return f"{own or 'ĐV'}-VP"


def whole(number: str, unit: Unit) -> str:
    """A running number typed alone, with the symbol that it lacks."""
    return f"{number}/{symbol_for(unit)}" if number.isdecimal() else number


def write(answer: Answer, sender: Sender) -> Document:
    """The letter to the sender; where no name is known, to whoever sent it."""
    case, unit = answer.case, answer.unit
    subject = f"trả lời phản ánh, kiến nghị mã {case.code}"
    document = page.blank_document()
    page.set_properties(document, title=f"V/v {subject}", author=unit.name, subject=subject)
    add_letterhead(document, _head(answer))
    lines = broken_lines(f"V/v {subject}", _SIDE, styles.LETTER_SUBJECT.size)
    add_text(document.tables[0].cell(1, 0), "\n".join(lines), styles.LETTER_SUBJECT)
    add_text(document, f"Kính gửi: {_addressee(sender, case)}", styles.ADDRESSEE)
    for line in _paragraphs(answer):
        body.add_paragraph(document, writable(line))
    body.close_text(document.paragraphs[-1])
    behalf, role = _signing(answer)
    recipients = ["Như trên", "Lưu: VT"]
    add_signature(document, recipients, role=role, on_behalf=behalf or None, name=answer.signer_name or None)
    end_text(document)
    return document


def _head(answer: Answer) -> Letterhead:
    assert answer.issued_on is not None
    unit, day = answer.unit, answer.issued_on
    above = superior_on(unit, day) or None
    return Letterhead(
        issuer=unit.name,
        superior=above,
        number=answer.number,
        place=place(unit),
        date=day.isoformat(),
    )


def _addressee(sender: Sender, case: Case) -> str:
    name = sender.name.strip() or f"Người gửi phản ánh mã {case.code}"
    where = f" ({sender.address.strip()})" if sender.name.strip() and sender.address.strip() else ""
    return writable(f"Ông (Bà) {name}{where}" if sender.name.strip() else name)


def _paragraphs(answer: Answer) -> list[str]:
    """How it begins, and the words of the answer, a paragraph each."""
    case, unit = answer.case, answer.unit
    first = (
        f"{unit.name} nhận được phản ánh, kiến nghị của Ông (Bà) ngày {short_date(case.received_on)}, mã {case.code}, "
        f"về việc: {case.subject.rstrip('.')}. {unit.name} trả lời như sau:"
    )
    return [first, *(line.strip() for line in answer.text.splitlines() if line.strip())]


def _signing(answer: Answer) -> tuple[str, str]:
    typed = f"{answer.signer_on_behalf} {answer.signer_role}".strip()
    behalf, role = signer(answer.unit, typed)
    return behalf, role or "THỦ TRƯỞNG ĐƠN VỊ"
