"""How a part of a document ends: in a paragraph, which the file format asks for, that never begins a page of its own.

A section break stands in the last paragraph of its section. Where that is an empty one behind a table that fills the
page, it alone would make an empty page; so it takes no room, and the table's last row stays on its page.
"""

from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree

from lantoa.documents.writing import styles
from lantoa.documents.writing.ooxml import element

Element = etree._Element

_AHEAD_OF_KEEP = {qn("w:pStyle")}
_POINT = 20  # twentieths


def unseen_row(table: Table) -> None:
    """A last row of one point, for a table of one row that may not break: LibreOffice keeps no such table with what
    follows it."""
    _keep_row(table.rows[-1]._tr)
    for cell in table.add_row().cells:  # type: ignore[no-untyped-call]
        for paragraph in cell.paragraphs:
            cell._tc.remove(paragraph._p)
        cell._tc.append(_unseen(styles.RULE.style_id))


def end_text(document: Document) -> None:
    """End the text of `document`; a table may not be the last thing in it."""
    last_paragraph(document.element.body, styles.RULE.style_id)


def last_paragraph(body: Element, style_id: str = "") -> Element:
    """The paragraph that ends `body` and may carry its section break: the last one, or a new one behind a table, which
    then has the style `style_id`."""
    blocks = [one for one in body if one.tag in (qn("w:p"), qn("w:tbl"))]
    last = blocks[-1] if blocks else None
    if last is not None and last.tag == qn("w:p") and last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
        ended, before = last, blocks[-2] if len(blocks) > 1 else None
    else:
        ended, before = _unseen(style_id), last
        _append(body, ended)
    if before is not None and before.tag == qn("w:tbl") and (rows := before.findall(qn("w:tr"))):
        _keep_row(rows[-1])
    return ended


def carry(paragraph: Element, section: Element) -> None:
    """Let `paragraph` be the last of `section`."""
    properties = _properties(paragraph)
    changed = properties.find(qn("w:pPrChange"))
    properties.insert(len(properties) if changed is None else properties.index(changed), section)


def _append(body: Element, paragraph: Element) -> None:
    section = body.find(qn("w:sectPr"))
    body.insert(len(body) if section is None else body.index(section), paragraph)


def _unseen(style_id: str) -> Element:
    """An empty paragraph of one point."""
    paragraph, properties, mark = element("p"), element("pPr"), element("rPr")
    if style_id:
        properties.append(element("pStyle", val=style_id))
    properties.append(element("spacing", before=0, after=0, line=_POINT, lineRule="exact"))
    mark.append(element("sz", val=2))
    properties.append(mark)
    paragraph.append(properties)
    return paragraph


def _keep_row(row: Element) -> None:
    """Keep a table's row on the page of what follows it."""
    for paragraph in row.iter(qn("w:p")):
        properties = _properties(paragraph)
        if properties.find(qn("w:keepNext")) is None:
            place = sum(one.tag in _AHEAD_OF_KEEP for one in properties)
            properties.insert(place, element("keepNext"))


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(qn("w:pPr"))
    if found is None:
        found = element("pPr")
        paragraph.insert(0, found)
    return found
