"""Files for the tests of readers: Word packages from raw XML, PDFs from Typst, and a look at what was read."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
import typst

from lantoa.documents.source import Line, SourceDocument, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def word_file(body: str, numbering: str = "", styles: str = "", *, head: str = "") -> bytes:
    """A .docx of this body, numbering and styles, each raw XML without its root."""
    relations = "".join(
        f'<Relationship Id="{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{kind}.xml"/>'
        for kind in ("styles", "numbering")
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELS.format(kind="officeDocument", target="word/document.xml"))
        packed.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>",
        )
        packed.writestr("word/document.xml", f"{head}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>")
        packed.writestr("word/numbering.xml", f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>")
        packed.writestr("word/styles.xml", f"<w:styles {_NAMESPACES}>{styles}</w:styles>")
    return held.getvalue()


def paragraph(text: str, marks: str = "", letters: str = "") -> str:
    """A Word paragraph of one run."""
    return f'<w:p><w:pPr>{marks}</w:pPr><w:r><w:rPr>{letters}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, number: int, level: int = 0) -> str:
    """A Word paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(text: str, marks: str = "") -> str:
    """A Word table cell of one paragraph."""
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str, marks: str = "") -> str:
    """A Word table row."""
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def pdf_file(source: str) -> bytes:
    """A PDF of Typst mark-up, in a font that the wheel brings along."""
    head = '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Libertinus Serif", size: 13pt, lang: "vi")\n'
    made, warnings = typst.compile_with_warnings((head + source).encode(), ignore_system_fonts=True)
    assert not warnings
    return made


def lines(document: SourceDocument) -> list[str]:
    """The texts of all lines, in order."""
    document.check()
    return [document[block.span] for block in document.blocks if isinstance(block, Line)]


def tables(document: SourceDocument) -> list[Table]:
    """All tables; each cell's span must be its paragraphs' and lie within its table."""
    document.check()
    found = [block for block in document.blocks if isinstance(block, Table)]
    for table in found:
        for place in table.cells:
            assert table.start <= place.start <= place.end <= table.end
            if place.paragraphs:
                assert (place.start, place.end) == (place.paragraphs[0].start, place.paragraphs[-1].end)
            else:
                assert place.start == place.end
    return found


def grid(document: SourceDocument, table: Table) -> list[list[str | None]]:
    """A table as texts, merged cells at every place that they cover; printed lines joined by spaces."""
    return [
        [None if place is None else " ".join(document[place.span].split()) for place in places]
        for places in table.grid()
    ]


def program(name: str) -> str:
    """An optional program, or a skip that names it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def saved(folder: Path, name: str, data: bytes) -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def old_pdf_file(font: str, codes: bytes) -> bytes:
    """A PDF of one line in a font from before Unicode: the file holds its codes, and nothing that explains them."""
    return raw_pdf_file(font, b"BT /F 14 Tf 60 700 Td (" + codes + b") Tj ET")


def raw_pdf_file(font: str, stream: bytes) -> bytes:
    """A PDF of one page that this stream draws, with one font that is not in the file."""
    widths = b" ".join([b"550"] * 224)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%s]>>"
        % (font.encode(), widths),
    )
    made, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj%s endobj\n" % (number, written)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places)
    return made + table + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % len(made)
