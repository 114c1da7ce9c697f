"""A plan as an official document in the form of Nghị định 30/2020/NĐ-CP, its task table as an appendix."""

import re
from pathlib import Path
from typing import IO

from docx.document import Document

from lantoa.documents.plan import BodyText, PlanReading, Section, TaskColumn
from lantoa.documents.writing import body, page, styles, task_table
from lantoa.documents.writing.appendix import AppendixHead, attached_to, open_appendix
from lantoa.documents.writing.ending import end_text
from lantoa.documents.writing.files import save_whole
from lantoa.documents.writing.letterhead import Letterhead, add_letterhead
from lantoa.documents.writing.pointing import bare_heading, sentence
from lantoa.documents.writing.signature import add_signature
from lantoa.documents.writing.tables import PrintedColumn, PrintedRow, add_table
from lantoa.documents.writing.wording import ended, symbol_of

KIND = "Kế hoạch"
_BETWEEN_BASES = re.compile(r"(?<=;)\s+(?=(?:Căn cứ|Thực hiện|Theo đề nghị|Xét)\s)|(?<=\w\.)\s+(?=[^\W\da-z_].*:\s*$)")
_BASIS_STARTS = ("Căn cứ", "Thực hiện", "Theo đề nghị", "Xét", "Tiếp theo")


def write_plan(plan: PlanReading, out: Path | str | IO[bytes], *, symbol: str | None = None) -> None:
    """Write `plan` to `out` as .docx. `symbol` ("KH-SGDĐT") is printed where the number is still blank."""
    document = plan_document(plan, symbol=symbol)
    save_whole(document.save, out)


def plan_document(plan: PlanReading, *, symbol: str | None = None) -> Document:
    """The plan as a python-docx document."""
    document = page.blank_document()
    title = _value(plan.title) or ""
    page.set_properties(document, title=f"{KIND} {title}".strip(), author=_value(plan.issuer) or "", subject=title)
    symbol = symbol or symbol_of(_value(plan.issuer))
    add_letterhead(document, _letterhead(plan, symbol))
    body.add_kind_and_subject(document, KIND, title or None)
    _add_preamble(document, plan.preamble)
    bare = bare_heading(plan)
    for section in plan.sections:
        _add_section(document, section, bare, sentence(plan))
    _add_closing(document, plan)
    _add_signature(document, plan)
    if plan.tasks:
        _add_appendix(document, plan, symbol)
    end_text(document)
    return document


def _letterhead(plan: PlanReading, symbol: str) -> Letterhead:
    return Letterhead(
        issuer=_value(plan.issuer),
        superior=_value(plan.superior),
        number=_value(plan.number),
        place=_value(plan.place),
        date=_value(plan.date),
        symbol=symbol,
    )


def _value(found: object) -> str | None:
    value = getattr(found, "value", None)
    return str(value) if value else None


def _add_preamble(document: Document, preamble: list[BodyText]) -> None:
    """Bases in italics, one a line; the sentence that leads into section I is upright."""
    parts = [part for paragraph in preamble for part in _one_basis_each(paragraph)]
    count = 0
    while count < len(parts) and parts[count].text.startswith(_BASIS_STARTS) and not _leads_in(parts[count]):
        count += 1
    body.add_bases(document, [paragraph.text for paragraph in parts[:count]])
    for paragraph in parts[count:]:
        _add_text(document, paragraph)


def _one_basis_each(paragraph: BodyText) -> list[BodyText]:
    """Bases that stand in one paragraph, each by itself, and the sentence after them too."""
    if not paragraph.text.startswith(_BASIS_STARTS):
        return [paragraph]
    return [BodyText(text, paragraph.mark) for text in _BETWEEN_BASES.split(paragraph.text)]


def _leads_in(paragraph: BodyText) -> bool:
    return paragraph.text.rstrip().endswith(":")


def _add_section(document: Document, section: Section, bare: Section | None, pointing: str) -> None:
    """The heading with what stands below it; under the `bare` one the sentence that points to the appendix."""
    body.add_heading(document, section.label, section.title)
    if section is bare:
        body.add_paragraph(document, pointing)
    for paragraph in section.paragraphs:
        _add_text(document, paragraph)
    for child in section.children:
        _add_section(document, child, bare, pointing)


def _add_text(document: Document, paragraph: BodyText) -> None:
    body.add_paragraph(document, ended(paragraph.text), paragraph.mark)


def _add_closing(document: Document, plan: PlanReading) -> None:
    for paragraph in plan.closing:
        _add_text(document, paragraph)
    last = document.paragraphs[-1]
    if plan.closing or (last.style and last.style.name == styles.BODY.name):
        body.close_text(last)


def _add_signature(document: Document, plan: PlanReading) -> None:
    signer = plan.signatory
    add_signature(
        document,
        [line.value for line in plan.recipients],
        role=signer.role if signer else None,
        on_behalf=signer.on_behalf if signer else None,
        name=signer.name if signer else None,
    )


def _add_appendix(document: Document, plan: PlanReading, symbol: str) -> None:
    columns = task_table.columns_of(plan)
    number, date, issuer = _value(plan.number), _value(plan.date), _value(plan.issuer)
    note = plan.appendix.note or attached_to(KIND, number, date, issuer, symbol)
    title = plan.appendix.title or f"Danh mục nhiệm vụ {_value(plan.title) or ''}".strip()
    head = AppendixHead(plan.appendix.label.upper() or "PHỤ LỤC", title, note)
    room = open_appendix(document, head, columns=len(columns))
    printed = [PrintedColumn(column.header, centred=column.key in task_table.CENTRED) for column in columns]
    add_table(document, printed, _rows(plan, columns), room)


def _rows(plan: PlanReading, columns: list[TaskColumn]) -> list[PrintedRow]:
    rows: list[PrintedRow] = []
    group = None
    for task in plan.tasks:
        if task.group and task.group != group:
            rows.append(PrintedRow(group=task.group))
        group = task.group
        rows.append(PrintedRow([task_table.cell_in(task, column) for column in columns]))
    return rows
