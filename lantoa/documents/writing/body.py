"""The middle of an official document: its kind and subject, bases, headings, paragraphs (Phụ lục I, ô 5a, 6)."""

import re
from collections.abc import Sequence

from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from lantoa.documents.writing import styles
from lantoa.documents.writing.measure import broken_lines, text_width
from lantoa.documents.writing.page import text_room
from lantoa.documents.writing.parts import add_rule, add_text
from lantoa.documents.writing.styles import Look
from lantoa.documents.writing.wording import ended

_SHORT_RULE = 0.4  # of the text: the decree says 1/3 to 1/2
_SUBJECT_SHARE = 0.85  # of the page: a subject that runs from margin to margin reads badly
_ROMAN = re.compile(r"[IVXLCDM]+")
_ARABIC = re.compile(r"\d+")
_DOTTED = re.compile(r"\d+(?:\.\d+)+")


def add_kind_and_subject(document: Document, kind: str, subject: str | None) -> None:
    """ "KẾ HOẠCH", what it is about, and the short rule under both."""
    add_text(document, kind.upper(), styles.KIND)
    room = text_room(document.sections[-1])
    last = kind
    if subject:
        lines = broken_lines(subject, room * _SUBJECT_SHARE, styles.SUBJECT.size, bold=True)
        add_text(document, "\n".join(lines), styles.SUBJECT)
        last = lines[-1]
    width = text_width(last, styles.SUBJECT.size, bold=True) * _SHORT_RULE
    add_rule(document, width, room).paragraph_format.space_after = Pt(6)


def add_bases(document: Document, bases: Sequence[str]) -> None:
    """One basis a line, in italics, each ending with ";", the last with "."."""
    for place, text in enumerate(bases, start=1):
        bare = text.rstrip(" ;,.") if not text.endswith("...") else text
        add_text(document, ended(bare, "." if place == len(bases) else ";"), styles.BASIS)


def heading_look(label: str) -> Look:
    """Roman labels stand above Arabic ones, these above dotted ones and letters."""
    if _ROMAN.fullmatch(label):
        return styles.HEADING_1
    return styles.HEADING_2 if _ARABIC.fullmatch(label) else styles.HEADING_3


def add_heading(document: Document, label: str, title: str) -> Paragraph:
    """A heading with its label as it is printed: "I.", "1.", "1.1.", "a)"."""
    return add_text(document, f"{printed_label(label)} {title}".strip(), heading_look(label))


def printed_label(label: str) -> str:
    if not label:
        return ""
    numbered = _ROMAN.fullmatch(label) or _ARABIC.fullmatch(label) or _DOTTED.fullmatch(label)
    return f"{label}." if numbered or len(label) > 2 else f"{label})"


def add_paragraph(document: Document, text: str, mark: str = "") -> Paragraph:
    """A paragraph of the body with the bullet, letter or number that it stands under."""
    return add_text(document, f"{mark} {text}".strip(), styles.BODY)


def close_text(paragraph: Paragraph) -> None:
    """End the text of the document with "./." and keep the signature with it."""
    text = paragraph.text
    if not text.endswith("./."):
        paragraph.text = text.rstrip(" .;,") + "./."
    paragraph.paragraph_format.keep_with_next = True
