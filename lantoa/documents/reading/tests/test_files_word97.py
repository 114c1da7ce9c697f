"""Formats that need an outside program; skipped where it is not installed."""

from pathlib import Path

import docx
import pytest
from PIL import Image

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import limits, tools
from lantoa.documents.reading.opening import open_document

from .made_files import grid, lines, pdf_file, program, tables

pytestmark = pytest.mark.pure


def old_word_file(folder: Path, kind: str, *, ends_in_table: bool = False) -> Path:
    """A .doc or .rtf that LibreOffice made."""
    office = program("soffice")
    made = docx.Document()
    made.add_paragraph("Kế hoạch tuyên truyền của Ủy ban nhân dân xã")
    table = made.add_table(2, 2)
    for place, text in zip(table._cells, ("STT", "Việc", "1", "Đăng bài"), strict=True):
        place.text = text
    for _ in range(20):  # antiword declines very short files
        made.add_paragraph("Trên đây là kế hoạch tuyên truyền của xã.")
    if ends_in_table:
        made.element.body.insert(-1, table._tbl)
    made.save(folder / "made.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / "made.docx")]
    tools.run(command, seconds=60)
    return folder / f"made.{kind}"


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_libreoffice_gives_old_files_with_their_tables(kind: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    document = open_document(old_word_file(tmp_path, kind), None, lambda done, total: told.append((done, total)))
    assert document.kind == "doc"
    assert told
    assert lines(document)[:2] == [
        "Kế hoạch tuyên truyền của Ủy ban nhân dân xã",
        "Trên đây là kế hoạch tuyên truyền của xã.",
    ]
    assert grid(document, tables(document)[0]) == [["STT", "Việc"], ["1", "Đăng bài"]]


def test_a_table_that_ends_an_old_file_keeps_its_cells(tmp_path: Path) -> None:
    program("antiword")
    document = open_document(old_word_file(tmp_path, "doc", ends_in_table=True))
    assert grid(document, tables(document)[0]) == [["STT", "Việc"], ["1", "Đăng bài"]]
    assert lines(document)[-1] == "Trên đây là kế hoạch tuyên truyền của xã."


@pytest.mark.parametrize("name", ["antiword", "catdoc"])
def test_a_text_converter_does_where_there_is_no_libreoffice(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, where = old_word_file(tmp_path, "doc"), program(name)
    monkeypatch.setattr(tools, "find", lambda asked: where if asked == name else None)
    document = open_document(path)
    assert "Kế hoạch tuyên truyền của Ủy ban nhân dân xã" in lines(document)
    assert any("LibreOffice" in warning for warning in document.warnings)


def scanned(folder: Path) -> Path:
    """A PDF whose only page is a picture of text with a ruled table."""
    import pypdfium2

    source = """#set text(size: 14pt)
    Kế hoạch tuyên truyền cải cách hành chính năm 2026

    #table(columns: (2cm, 7cm, 5cm), inset: 8pt, [STT], [Nhiệm vụ], [Chủ trì], [1], [Đăng tin bài], [Văn phòng])"""
    page = pypdfium2.PdfDocument(pdf_file(source))[0]
    path = folder / "scan.pdf"
    page.render(scale=300 / 72, grayscale=True).to_pil().save(path, "PDF", resolution=300)
    return path


def test_tesseract_reads_a_scan_with_its_table_and_tells_how_far_it_is(tmp_path: Path) -> None:
    if b"vie" not in (tools.run([program("tesseract"), "--list-langs"], seconds=10) or b""):
        pytest.skip("tesseract has no Vietnamese data")
    told: list[tuple[int, int]] = []
    document = open_document(scanned(tmp_path), None, lambda done, total: told.append((done, total)))
    assert (document.kind, told[0], told[-1]) == ("scan", (0, 1), (1, 1))
    assert "tuyên truyền" in document.text
    assert [row[-1] for row in grid(document, tables(document)[0])] == ["Chủ trì", "Văn phòng"]
    assert any("nhận dạng" in warning for warning in document.warnings)


def test_an_empty_picture_is_told_to_be_empty(tmp_path: Path) -> None:
    program("tesseract")
    path = tmp_path / "white.png"
    Image.new("L", (800, 1000), 255).save(path)
    with pytest.raises(UnreadableDocument, match="Không tìm thấy chữ"):
        open_document(path)


def photographed(folder: Path, degrees: float) -> Path:
    """A picture of a printed page, turned."""
    import pypdfium2

    if b"vie" not in (tools.run([program("tesseract"), "--list-langs"], seconds=10) or b""):
        pytest.skip("tesseract has no Vietnamese data")
    page = pypdfium2.PdfDocument(pdf_file("Kế hoạch tuyên truyền cải cách hành chính của tỉnh năm 2026.\n\n" * 8))[0]
    picture = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    path = folder / "photo.png"
    picture.rotate(degrees, expand=True, fillcolor=255).save(path)
    return path


@pytest.mark.parametrize("degrees", [90, 180])
def test_a_picture_on_its_side_or_its_head_is_turned_upright(degrees: int, tmp_path: Path) -> None:
    if b"osd" not in (tools.run([program("tesseract"), "--list-langs"], seconds=10) or b""):
        pytest.skip("tesseract has no data on orientation")
    assert "Kế hoạch tuyên truyền cải cách hành chính" in open_document(photographed(tmp_path, degrees)).text


def test_a_picture_whose_letters_cannot_be_made_out_is_refused_and_not_read_as_rubbish(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="hãy quét lại cho thẳng"):
        open_document(photographed(tmp_path, 33))


def scan_of(folder: Path, *pages: Image.Image) -> Path:
    program("tesseract")
    path = folder / "scan.pdf"
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:])
    return path


def test_a_scan_whose_first_two_printed_pages_are_illegible_is_refused_without_trying_the_others(
    tmp_path: Path,
) -> None:
    blank = Image.new("L", (800, 1000), 255)
    rubbish = Image.open(photographed(tmp_path, 33)).convert("L")
    told: list[int] = []
    with pytest.raises(UnreadableDocument, match="hãy quét lại"):
        open_document(scan_of(tmp_path, blank, *[rubbish] * 5), None, lambda done, _total: told.append(done))
    assert max(told) == 2


def test_pages_beyond_the_time_for_a_scan_are_named_in_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Image.open(photographed(tmp_path, 0)).convert("L")
    monkeypatch.setattr(limits, "SECONDS_OF_RECOGNITION", 0.05)
    document = open_document(scan_of(tmp_path, page, page, page))
    assert "Kế hoạch tuyên truyền" in document.text
    assert any("Trang 2, 3 chưa được nhận dạng" in warning for warning in document.warnings)
