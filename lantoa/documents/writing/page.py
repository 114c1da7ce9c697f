"""The page of an official document: A4, the decree's margins, the page number at the top (Phụ lục I, mục I)."""

import io
from datetime import datetime
from functools import cache

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from lantoa.documents.writing import styles
from lantoa.documents.writing.ending import carry, last_paragraph
from lantoa.documents.writing.ooxml import element, remove_all
from lantoa.documents.writing.wording import writable

LONG_SIDE, SHORT_SIDE = 297, 210  # A4, mm
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
NUMBER_HEIGHT = 10  # of the page number, from the top edge


def blank_document() -> Document:
    """An empty document with the styles and the first page of the form."""
    return docx.Document(io.BytesIO(_blank()))


@cache
def _blank() -> bytes:
    """The empty document as a file: opening it takes a tenth of the time that defining its styles takes."""
    document = docx.Document()
    styles.define_styles(document)
    _modern(document)
    _drop_thumbnail(document)
    set_page(document.sections[0])
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def text_room(section: Section) -> float:
    """Millimetres between the margins of `section`."""
    width, left, right = section.page_width, section.left_margin, section.right_margin
    assert width is not None
    assert left is not None
    assert right is not None
    return float((width - left - right) / 36000)


def set_page(section: Section, *, landscape: bool = False) -> None:
    """Size, margins and page number; the number is hidden on the section's first page and starts at 1."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(NUMBER_HEIGHT)
    section.different_first_page_header_footer = True
    _restart_numbering(section)
    _number_pages(section)


def new_part(document: Document, *, landscape: bool) -> Section:
    """A part on a new page with page numbers of its own, as an appendix has."""
    ended = last_paragraph(document.element.body, styles.RULE.style_id)
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    carrier = document.element.body.p_lst[-1]  # an empty paragraph of its own would begin one more page
    carry(ended, carrier.pPr.find(qn("w:sectPr")))
    document.element.body.remove(carrier)
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    set_page(section, landscape=landscape)
    return section


def set_properties(document: Document, *, title: str, author: str, subject: str = "") -> None:
    """What the file says about itself."""
    properties = document.core_properties
    title, author, subject = (writable(text)[:255] for text in (title, author, subject))
    properties.title, properties.author, properties.subject = title, author, subject
    properties.last_modified_by = author
    properties.language = styles.LANGUAGE
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = datetime.now()


def _restart_numbering(section: Section) -> None:
    properties = section._sectPr
    remove_all(properties, "pgNumType")
    properties.insert_element_before(element("pgNumType", start=1), "w:cols", "w:titlePg", "w:docGrid")


def _number_pages(section: Section) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.style = styles.PAGE_NUMBER.name
    for run in paragraph.runs:
        run._r.getparent().remove(run._r)
    _add_field(paragraph, "PAGE")


def _add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out: begin, code, a first result, end."""
    for kind in ("begin", None, "separate", "1", "end"):
        run = paragraph.add_run("1" if kind == "1" else "")
        if kind is None:
            instruction = element("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind != "1":
            run._r.append(element("fldChar", fldCharType=kind))


def _modern(document: Document) -> None:
    """Say that the file is of today's Word, else it opens in compatibility mode, and that it is Vietnamese."""
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = element("compat")
        settings.append(compat)
    language = settings.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:val"), styles.LANGUAGE)
    remove_all(compat, "compatSetting")
    uri = "http://schemas.microsoft.com/office/word"
    compat.append(element("compatSetting", name="compatibilityMode", uri=uri, val=15))


def _drop_thumbnail(document: Document) -> None:
    """The template carries a picture of somebody else's page; a file manager would show it as this document."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)
