"""A Word file taken apart for checking: its paragraphs in order, and which of them is which element of the form."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from lantoa.documents.checking.formatting import Formatting
from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files.docx_package import open_package
from lantoa.vietnamese.text import fold, squeeze

_HEAD_LENGTH = 40  # paragraphs: the letterhead, name and subject stand in them
_KINDS = (
    "quy chế|quy định|thông cáo|thông báo|hướng dẫn|chương trình|kế hoạch|phương án|đề án|dự án|báo cáo|biên bản|"
    "tờ trình|công điện|bản ghi nhớ|bản thỏa thuận|giấy ủy quyền|giấy mời|giấy giới thiệu|quyết định|nghị quyết|chỉ thị"
)
_KIND = re.compile(f"(?:{fold(_KINDS)})")
_NUMBER = re.compile(r"Số\s*:", re.IGNORECASE)
_DATE = re.compile(r"[,\s]ngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
_SUBJECT_OF_LETTER = re.compile(r"V/v\b", re.IGNORECASE)
_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị)\s")
_MAYBE_BASIS = re.compile(r"(?:Thực hiện|Thi hành|Xét|Tiếp theo)\s")  # or the sentence that leads into section I
_HEADING = re.compile(r"(?:[IVX]+\.\s|Điều\s+\d+\.|Chương\s+[IVX]+)")
_ASIDE = re.compile(r"[(\[]|\W+$|dự thảo\b", re.IGNORECASE)  # "(Đã ký)", a rule of signs, "DỰ THẢO"
_RECIPIENTS = re.compile(r"Nơi nhận\s*:?\s*$", re.IGNORECASE)
_APPENDIX = re.compile(r"Phụ lục(?:\s+[IVXLC\d]+)?\s*:?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class Text:
    """A printed paragraph: its element of the file, and its text on one line."""

    element: Any
    text: str
    in_table: bool


@dataclass(slots=True)
class Opened:
    """The elements of the form that were found; what is missing is None or empty."""

    document: Document
    look: Formatting
    texts: list[Text]
    units: list[Text] = field(default_factory=list)  # the lines of the superior's and the issuer's names
    nation: Text | None = None
    motto: Text | None = None
    number: Text | None = None
    date: Text | None = None
    kind: Text | None = None
    subject: Text | None = None
    bases: list[Text] = field(default_factory=list)
    body: list[Text] = field(default_factory=list)
    recipients: list[Text] = field(default_factory=list)  # "Nơi nhận:" and its lines
    signing: list[Text] = field(default_factory=list)  # the signer's side: on whose behalf, role, name
    appendices: list[Text] = field(default_factory=list)


def open_for_checking(path: Path) -> Opened:
    """The file with its elements found; UnreadableDocument where it is no Word file that can be used."""
    open_package(path)  # refuses what would hurt to open
    try:
        document = docx.Document(str(path))
    except Exception as error:
        raise UnreadableDocument("Tệp không phải văn bản Word (.docx) đọc được; hãy lưu lại rồi thử lại.") from error
    texts = _texts(document)
    opened = Opened(document, Formatting(document), texts)
    _find_head(opened)
    _find_body(opened)
    _find_sides(opened)
    return opened


def _texts(document: Document) -> list[Text]:
    found = []
    for element in document.element.body.iter(qn("w:p")):
        text = squeeze(_printed(element))
        if text:
            found.append(Text(element, text, _in_table(element)))
    return found


def _printed(paragraph: Any) -> str:
    parts = []
    for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        parts.append(node.text or "" if node.tag == qn("w:t") else " ")
    return "".join(parts)


def _in_table(element: Any) -> bool:
    return any(parent.tag == qn("w:tc") for parent in element.iterancestors())


def _find_head(opened: Opened) -> None:
    for place, text in enumerate(opened.texts[:_HEAD_LENGTH]):
        bare = fold(text.text)
        if "cong hoa xa hoi" in bare and opened.nation is None:
            opened.nation = text
        elif re.match(r"doc lap\W+tu do\W+hanh phuc", bare) and opened.motto is None:
            opened.motto = text
        elif _NUMBER.match(text.text) and opened.number is None:
            opened.number = text
        elif _DATE.search(text.text) and opened.date is None and len(text.text) < 80 and opened.kind is None:
            opened.date = text
        elif _SUBJECT_OF_LETTER.match(text.text) and opened.subject is None:
            opened.subject = text
        elif opened.kind is None and not text.in_table and _KIND.fullmatch(bare):
            opened.kind = text
            opened.subject = opened.texts[place + 1] if place + 1 < len(opened.texts) else None


def _find_sides(opened: Opened) -> None:
    """What stands beside Quốc hiệu and beside "Nơi nhận:"; only a table tells the sides apart for sure."""
    nation = opened.nation
    if nation and nation.in_table:
        before = opened.texts[: _place(opened, nation)]
        opened.units = [text for text in before if _beside(text, nation) and not _ASIDE.match(text.text)]
    head = opened.recipients[0] if opened.recipients else None
    if head and head.in_table:
        opened.signing = [text for text in opened.texts if _beside(text, head) and not _ASIDE.match(text.text)]


def _beside(text: Text, other: Text) -> bool:
    """In another cell of the same table."""
    cells = [next(item.element.iterancestors(qn("w:tc")), None) for item in (text, other)]
    if cells[0] is None or cells[1] is None or cells[0] is cells[1]:
        return False
    return next(cells[0].iterancestors(qn("w:tbl"))) is next(cells[1].iterancestors(qn("w:tbl")))


def _find_body(opened: Opened) -> None:
    """Bases and paragraphs between the subject and "Nơi nhận", and what comes after."""
    start = max((_place(opened, item) for item in (opened.kind, opened.subject, opened.date)), default=-1) + 1
    state = "bases"
    for text in opened.texts[start:]:
        if _RECIPIENTS.match(text.text):
            state = "recipients"
        if _APPENDIX.fullmatch(text.text):
            opened.appendices.append(text)
            state = "appendix"
        if state == "bases" and not _is_basis(opened, text):
            state = "body"
        _keep(opened, state, text)


def _is_basis(opened: Opened, text: Text) -> bool:
    if text.text.endswith(":"):
        return False
    if _MAYBE_BASIS.match(text.text):
        return text.text.endswith(";") or opened.look.is_italic(text.element)
    return _BASIS.match(text.text) is not None


def _keep(opened: Opened, state: str, text: Text) -> None:
    if state == "bases":
        opened.bases.append(text)
    elif state == "body" and not text.in_table and not _HEADING.match(text.text):
        opened.body.append(text)
    elif state == "recipients" and (text.text.startswith(("-", "–")) or _RECIPIENTS.match(text.text)):
        opened.recipients.append(text)


def _place(opened: Opened, item: Text | None) -> int:
    return opened.texts.index(item) if item is not None else -1
