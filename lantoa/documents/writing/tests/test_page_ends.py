"""No part of a document ends on a page of its own, wherever its text happens to end."""

import io
import shutil
import subprocess

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from lantoa.documents.writing.ending import last_paragraph
from lantoa.documents.writing.report import report_document
from lantoa.documents.writing.tests.report_samples import sample_report
from lantoa.documents.writing.volume import Bound, write_volume

pytestmark = pytest.mark.pure
soffice = shutil.which("soffice")
# Points above the kind of the document: about the middle of them the signature ends at the foot of the page.
HEIGHTS = [150 + number * 0.9 for number in range(44)]


def pushed_down(height):
    """A report without appendices whose text begins `height` points lower."""
    document = report_document(sample_report(charts=[], by_unit=None, not_included=[], groups=[]))
    document.paragraphs[2].paragraph_format.space_before = Pt(height)
    file = io.BytesIO()
    document.save(file)
    return file


def keeps_with_next(row):
    return all(one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in row.iter(qn("w:p")))


def test_a_table_that_ends_a_part_stays_with_the_paragraph_behind_it():
    body = report_document(sample_report()).element.body
    ends = [one for one in body if one.tag == qn("w:p") and one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    tables = [end.getprevious() for end in ends if end.getprevious().tag == qn("w:tbl")]
    assert len(tables) >= 3
    assert all(keeps_with_next(table.findall(qn("w:tr"))[-1]) for table in tables)


def test_a_part_that_ends_with_text_gets_no_paragraph_more():
    document = docx.Document()
    document.add_paragraph("Hết")
    last_paragraph(document.element.body)
    assert [paragraph.text for paragraph in document.paragraphs] == ["Hết"]


def test_a_section_that_ends_the_text_gets_a_paragraph_behind_it():
    document = docx.Document()
    document.add_paragraph("Hết")
    document.add_section()
    last_paragraph(document.element.body)
    assert len(document.paragraphs) == 3


def test_a_volume_has_no_empty_page_wherever_signatures_end(tmp_path):
    if not soffice:
        pytest.skip("LibreOffice (soffice) is not installed: the printed pages were not looked at")
    path = tmp_path / "volume.docx"
    titles = [f"Trường {height:g}" for height in HEIGHTS]
    write_volume(
        "Tập", (Bound(name, pushed_down(one)) for name, one in zip(titles, HEIGHTS, strict=True)), titles, path
    )
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(tmp_path / "volume.pdf") as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    heads = [page for page in pages if "CỘNG HÒA" in page]
    signed = [page for page in pages if "Nguyễn Văn Mẫu" in page]
    assert 0 < sum("Nguyễn Văn Mẫu" in page for page in heads) < len(HEIGHTS)  # the foot was reached on the way
    assert len(signed) == len(HEIGHTS)
    assert all("Lưu: VT" in page for page in signed)
    assert not [number for number, page in enumerate(pages, start=1) if len(page.split()) < 2]
