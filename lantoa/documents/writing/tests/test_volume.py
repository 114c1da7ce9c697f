"""Many documents bound into one volume."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image

from lantoa.documents.writing.report import write_report
from lantoa.documents.writing.tests.report_samples import sample_report
from lantoa.documents.writing.volume import Bound, Unbindable, write_volume

pytestmark = pytest.mark.pure
soffice = shutil.which("soffice")


def report(number):
    file = io.BytesIO()
    write_report(sample_report(issuer=f"Trường THPT số {number}"), file)
    return file


def foreign(word, *, size=10, colour="red", lists=2):
    """A document from elsewhere: its own Normal, header, footer, list, picture and a landscape section."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(size)
    document.styles["Normal"].font.name = "Arial"
    document.sections[0].header.paragraphs[0].text = f"Đầu trang {word}"
    document.sections[0].footer.paragraphs[0].text = f"Chân trang {word}"
    document.add_paragraph(f"Lời {word}")
    for number in range(lists):
        document.add_paragraph(f"Mục {number} {word}", style="List Number")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(picture, "png")
    document.add_picture(picture)
    document.add_section().orientation = WD_ORIENT.LANDSCAPE
    document.add_paragraph(f"Hết {word}")
    file = io.BytesIO()
    document.save(file)
    return file


def bound(*files, **options):
    out = io.BytesIO()
    titles = [f"Đơn vị {number}" for number in range(len(files))]
    documents = [Bound(title, file) for title, file in zip(titles, files, strict=True)]
    assert write_volume("Tập báo cáo", documents, titles, out, **options) == len(files)
    return out


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_every_document_is_there_in_its_order_behind_the_contents():
    volume = docx.Document(bound(report(1), report(2)))
    assert texts(volume)[:2] == ["TẬP BÁO CÁO", "MỤC LỤC"]
    links = [link.get(qn("w:anchor")) for link in volume.element.body.iter(qn("w:hyperlink"))]
    marks = {mark.get(qn("w:name")) for mark in volume.element.body.iter(qn("w:bookmarkStart"))}
    assert len(links) == 2
    assert set(links) <= marks
    heads = [table.cell(0, 0).text for table in volume.tables if "CỘNG HÒA" in table.cell(0, 1).text]
    assert ["SỐ 1" in head for head in heads] == [True, False]
    assert "SỐ 2" in heads[1]


def test_documents_keep_their_sections_and_pages_count_on():
    alone = docx.Document(report(1))
    volume = docx.Document(bound(report(1), report(2)))
    assert len(volume.sections) == 1 + 2 * len(alone.sections)
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in volume.sections]
    assert starts == ["1"] + [None] * (len(starts) - 1)
    turned = [section.orientation for section in alone.sections]
    assert [section.orientation for section in volume.sections][1:] == turned * 2


def test_the_contents_give_pages_that_whoever_opens_the_volume_works_out():
    out = bound(report(1), report(2))
    volume = docx.Document(out)
    codes = [code.text for code in volume.element.body.iter(qn("w:instrText")) if "PAGEREF" in code.text]
    assert codes == ["PAGEREF Tap1 \\h", "PAGEREF Tap2 \\h"]
    assert volume.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_headers_and_footers_stay_with_their_document():
    volume = docx.Document(bound(report(1), foreign("A"), report(2), foreign("B")))
    heads = [(section.header.paragraphs[0].text, section.footer.paragraphs[0].text) for section in volume.sections]
    own = len(docx.Document(report(1)).sections)
    assert heads[1 + own] == ("Đầu trang A", "Chân trang A")
    assert heads[2 + own] == ("Đầu trang A", "Chân trang A")
    assert heads[3 + own] == ("1", "")
    assert heads[-1] == ("Đầu trang B", "Chân trang B")


def test_pictures_are_kept_and_the_same_one_once():
    out = bound(foreign("A", colour="red"), foreign("B", colour="blue"), foreign("C", colour="red"))
    volume = docx.Document(out)
    assert len(volume.inline_shapes) == 3
    assert len([name for name in zipfile.ZipFile(out).namelist() if "media" in name]) == 2
    ids = [shape._inline.docPr.get("id") for shape in volume.inline_shapes]
    assert len(set(ids)) == 3


def test_each_document_keeps_its_looks():
    volume = docx.Document(bound(report(1), foreign("A", size=10), foreign("B", size=20)))
    sizes = {
        paragraph.text: paragraph.style.font.size for paragraph in volume.paragraphs if paragraph.text.startswith("Lời")
    }
    assert sizes == {"Lời A": Pt(10), "Lời B": Pt(20)}
    assert volume.styles["Normal"].font.name == "Times New Roman"


def test_lists_begin_anew_in_each_document():
    out = bound(foreign("A"), foreign("B"))
    volume = docx.Document(out)
    numbered = {}
    for paragraph in volume.paragraphs:
        if paragraph.text.startswith("Mục") and paragraph.text != "MỤC LỤC":
            number = paragraph.style.element.find(f".//{qn('w:numId')}").get(qn("w:val"))
            numbered.setdefault(paragraph.text[-1], set()).add(number)
    assert numbered["A"].isdisjoint(numbered["B"])
    names = {one.get(qn("w:numId")) for one in volume.part.numbering_part.element.findall(qn("w:num"))}
    assert numbered["A"] | numbered["B"] <= names


def test_it_says_how_far_it_is():
    told = []
    bound(report(1), report(2), progress=told.append)
    assert told == [1, 2]


def test_a_file_that_is_no_document_is_named(tmp_path):
    target = tmp_path / "volume.docx"
    with pytest.raises(Unbindable, match=re.escape("“Trường A”")):
        write_volume("Tập", [Bound("Trường A", io.BytesIO(b"no"))], ["Trường A"], target)
    assert not target.exists()


def test_links_and_bookmarks_of_one_name_do_not_clash():
    def linked(word):
        document = docx.Document()
        paragraph = document.add_paragraph(word)
        mark = paragraph._p.makeelement(qn("w:bookmarkStart"), {qn("w:id"): "0", qn("w:name"): "dau"})
        end = paragraph._p.makeelement(qn("w:bookmarkEnd"), {qn("w:id"): "0"})
        link = paragraph._p.makeelement(qn("w:hyperlink"), {qn("w:anchor"): "dau"})
        paragraph._p.extend([mark, end, link])
        file = io.BytesIO()
        document.save(file)
        return file

    volume = docx.Document(bound(linked("A"), linked("B")))
    names = [mark.get(qn("w:name")) for mark in volume.element.body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names)) == 4
    assert {link.get(qn("w:anchor")) for link in volume.element.body.iter(qn("w:hyperlink"))} == set(names)


def test_many_documents_take_no_more_memory_than_a_few(tmp_path):
    import tracemalloc

    def peak(count):
        data = report(1).getvalue()
        tracemalloc.start()
        titles = [str(number) for number in range(count)]
        write_volume("Tập", (Bound(one, io.BytesIO(data)) for one in titles), titles, tmp_path / "volume.docx")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(40) < 2 * peak(4)


def test_a_second_program_prints_it(tmp_path):
    if not soffice:
        pytest.skip("LibreOffice (soffice) is not installed: the printed pages were not looked at")
    path = tmp_path / "volume.docx"
    path.write_bytes(bound(report(1), foreign("A"), report(2)).getvalue())
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(tmp_path / "volume.pdf") as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert re.findall(r"\.{9,} *(\d+)\r?$", pages[0], re.MULTILINE) == ["2", "7", "9"]
    appendices = 4
    assert len(pages) == 1 + (1 + appendices) + 2 + (1 + appendices)
    assert "Đầu trang A" in pages[6]
    assert "Chân trang A" in pages[7]
    assert "Đầu trang" not in pages[8]
