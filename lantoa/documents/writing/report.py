"""A report as an official document in the form of Nghị định 30/2020/NĐ-CP: narrative, signature, figures as appendices.

A part of another body's report (`is_section`) comes without letterhead, opening and signature.
"""

from collections import Counter
from pathlib import Path
from typing import IO

from docx.document import Document
from docx.text.paragraph import Paragraph

from lantoa.documents.writing import body, page, report_appendices, styles
from lantoa.documents.writing.ending import end_text
from lantoa.documents.writing.files import save_whole
from lantoa.documents.writing.letterhead import Letterhead, add_letterhead
from lantoa.documents.writing.parts import add_text, highlight
from lantoa.documents.writing.report_changes import Changes, paragraphs_of
from lantoa.documents.writing.report_content import Narrative, ReportContent
from lantoa.documents.writing.signature import add_signature
from lantoa.documents.writing.wording import ended

KIND = "Báo cáo"
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # of the Vietnamese alphabet, as points are lettered
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BLANK_LINE = "…" * 40


def write_report(
    report: ReportContent, out: Path | str | IO[bytes], *, changes: Changes | None = None, shows_origin: bool = False
) -> None:
    """Write `report` to `out` as .docx; what `changes` names is highlighted and listed in a last appendix.

    `shows_origin` prints "tự động" or "nhập tay" beside every figure.
    """
    save_whole(report_document(report, changes=changes, shows_origin=shows_origin).save, out)


def report_document(report: ReportContent, *, changes: Changes | None = None, shows_origin: bool = False) -> Document:
    """The report as a python-docx document."""
    changes = changes or Changes()
    document = page.blank_document()
    page.set_properties(document, title=f"{KIND} {report.subject}".strip(), author=report.issuer)
    if report.is_section:
        _add_section_title(document, report.subject)
    else:
        _open(document, report)
    _add_narratives(document, report.narratives, changes)
    if not report.is_section:
        _close(document, report)
    report_appendices.add_appendices(document, report, changes, shows_origin=shows_origin)
    end_text(document)
    return document


def _open(document: Document, report: ReportContent) -> None:
    head = Letterhead(
        issuer=report.issuer or None,
        superior=report.superior or None,
        number=report.number or None,
        place=report.place or None,
        date=report.date or None,
        symbol=report.symbol or None,
        is_draft=report.is_draft,
    )
    add_letterhead(document, head)
    body.add_kind_and_subject(document, KIND, report.subject or None)
    if len(report.addressees) == 1:
        add_text(document, f"Kính gửi: {ended(report.addressees[0], '.')}", styles.ADDRESSEE)
    elif report.addressees:
        lines = [ended(name, ";") for name in report.addressees[:-1]] + [ended(report.addressees[-1])]
        add_text(document, "Kính gửi:\n" + "\n".join(f"- {line}" for line in lines), styles.ADDRESSEE)
    for text in paragraphs_of(report.opening):
        body.add_paragraph(document, text)


def _add_section_title(document: Document, subject: str) -> None:
    if subject:
        add_text(document, subject.upper(), styles.SUBJECT)


def _add_narratives(document: Document, narratives: list[Narrative], changes: Changes) -> None:
    """Headings numbered by depth. One that has neither text nor anything below it is left out, unless it must be
    filled: then a dotted line stands there."""
    numbers = [0] * 8
    for place, part in enumerate(narratives):
        if not _has_words(narratives, place):
            continue
        depth = max(1, min(part.depth, 3))
        numbers[depth] += 1
        numbers[depth + 1 :] = [0] * (len(numbers) - depth - 1)
        _add_heading(document, depth, numbers[depth], part.title)
        _add_narrative(document, part, changes)


def _has_words(narratives: list[Narrative], place: int) -> bool:
    """Whether the heading, or one below it, has text or must have it."""
    part = narratives[place]
    if part.text.strip() or part.is_required:
        return True
    for below in narratives[place + 1 :]:
        if below.depth <= part.depth:
            return False
        if below.text.strip() or below.is_required:
            return True
    return False


def _add_heading(document: Document, depth: int, number: int, title: str) -> None:
    if depth == 1:
        add_text(document, f"{roman(number)}. {title.upper()}", styles.HEADING_1)
    elif depth == 2:
        add_text(document, f"{number}. {title}", styles.HEADING_2)
    else:
        add_text(document, f"{_LETTERS[(number - 1) % len(_LETTERS)]}) {title}", styles.HEADING_3)


def _add_narrative(document: Document, part: Narrative, changes: Changes) -> None:
    new = Counter(changes.added.get(part.key, ()))
    paragraphs = paragraphs_of(part.text)
    if not paragraphs and part.is_required:
        body.add_paragraph(document, _BLANK_LINE)
    for text in paragraphs:
        added: Paragraph = body.add_paragraph(document, text)
        if new[text] > 0:
            new[text] -= 1
            highlight(added)


def _close(document: Document, report: ReportContent) -> None:
    """The last sentence ends with "./." and stays with the signature."""
    if report.closing:
        body.close_text(body.add_paragraph(document, report.closing))
    add_signature(
        document,
        report.recipients,
        role=report.signer_role or None,
        on_behalf=report.signer_on_behalf or None,
        name=report.signer_name or None,
    )


def roman(number: int) -> str:
    """1 as "I", 4 as "IV"."""
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text
