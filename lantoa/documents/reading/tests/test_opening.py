"""What people really send: every bad file gets one clear sentence, and quickly."""

import io
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading import guard
from lantoa.documents.reading.files import limits, tools
from lantoa.documents.reading.guard import open_guarded
from lantoa.documents.reading.opening import open_document
from lantoa.documents.source import Line

from .made_files import cell, lines, paragraph, pdf_file, row, saved, tables, word_file

pytestmark = pytest.mark.pure

PLANS = Path(__file__).resolve().parents[5] / "shared" / "plans"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(path: Path) -> str:
    """The sentence that a file gets, in this process and in the guarded one alike."""
    with pytest.raises(UnreadableDocument) as caught:
        open_document(path)
    started = time.monotonic()
    with pytest.raises(UnreadableDocument) as guarded:
        open_guarded(path)
    assert time.monotonic() - started < 5
    assert guarded.value.sentence == caught.value.sentence
    sentence = caught.value.sentence
    assert "hãy" in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def packed(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def locked_pdf() -> bytes:
    """A file of RC4 encryption with a password to open: pdfium asks for it before anything else."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj 4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"28" * 32 + b">/U<" + b"17" * 32 + b">>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>\n%%EOF"
    )  # fmt: skip


def locked_word97(magic: bytes) -> bytes:
    """An old Word file with a password: its header lies in the third sector, as its directory says."""
    head = OLE[:30] + b"\x09\0" + bytes(480)
    name = "WordDocument".encode("utf-16-le").ljust(64, b"\0")
    entry = name + b"\x1a\0" + bytes(50) + (2).to_bytes(4, "little") + bytes(8)
    return head + entry.ljust(1024, b"\0") + (magic + bytes(8) + b"\x00\x01").ljust(4096, b"\0")


def many(count: int) -> bytes:
    """A Word file of so many paragraphs, no two alike."""
    return word_file("".join(paragraph(f"{place * 7919 % 104729} chữ", letters="<w:b/>") for place in range(count)))


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.docx": (lambda: b"", "trống"),
    "cut.docx": (lambda: word_file(paragraph("Kế hoạch"))[:400], "hỏng"),
    "cut.pdf": (lambda: pdf_file("Kế hoạch tuyên truyền")[:-900], "hỏng"),
    "locked.docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512), "mật khẩu"),
    "locked.pdf": (locked_pdf, "mật khẩu"),
    "locked.doc": (lambda: locked_word97(b"\xec\xa5"), "mật khẩu"),
    "locked95.doc": (lambda: locked_word97(b"\xdc\xa5"), "mật khẩu"),
    "sheet.doc": (lambda: OLE + "Workbook".encode("utf-16-le") + bytes(512), "bảng tính"),
    "archive.docx": (lambda: packed(**{"a.txt": b"x"}), "không chứa văn bản Word"),
    "entity.docx": (lambda: word_file("&x;", head='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///x">]>'), "thực thể"),
    "blank.docx": (lambda: word_file("<w:p/>"), "Không tìm thấy chữ"),
    "noise.bin": (lambda: bytes(range(256)) * 40, "Không nhận ra"),
    "long.txt": (lambda: b"tuyen truyen\n" * (60 * limits.MEGABYTE // 13), "dài quá"),
    "deep.docx": (lambda: word_file("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), "hỏng"),
    "elements.docx": (lambda: many(60_000), "quá nhiều"),
    "bomb.docx": (lambda: word_file(paragraph("a" * 30 * limits.MEGABYTE)), "bung ra"),
    "media.docx": (
        lambda: packed(**{f"word/media/{place}.png": bytes(90 * limits.MEGABYTE) for place in range(3)}),
        "bung ra",
    ),
    "picture.png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "ảnh"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_its_own_sentence_in_time(name: str, tmp_path: Path) -> None:
    make, words = BAD[name]
    assert words in refusal(saved(tmp_path, name, make()))


MEASURE = """
import resource, sys, time
from contextlib import suppress
from pathlib import Path
from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.guard import open_guarded
started = time.monotonic()
try:
    open_guarded(Path(sys.argv[1]))
except UnreadableDocument:
    pass
seconds = time.monotonic() - started
own = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])  # rusage would count who started us
print((own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024, seconds)
"""


@pytest.mark.parametrize("name", ["most.docx", "cells.docx", "long.txt", "bomb.docx", "elements.docx"])
def test_the_heaviest_files_stay_within_five_seconds_and_300_megabytes(name: str, tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("peaks are read from /proc")
    rows = "".join(row(*(cell(f"{place} {n}") for n in range(20))) for place in range(1200))
    makers = {"most.docx": lambda: many(25_000), "cells.docx": lambda: word_file(f"<w:tbl>{rows}</w:tbl>")}
    path = saved(tmp_path, name, makers[name]() if name in makers else BAD[name][0]())
    told = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True, timeout=30)
    megabytes, seconds = map(float, told.stdout.split())
    assert megabytes < 300
    assert seconds < 5


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.doc", b"<html><body><p>K\xe1\xba\xbf ho\xe1\xba\xa1ch</p></body></html>", "html"),
        ("a.pdf", word_file(paragraph("Kế hoạch")), "docx"),
        ("a.docx", pdf_file("Kế hoạch"), "pdf"),
        ("a", "Kế hoạch".encode(), "text"),
        ("a.docx", "## I. Kế hoạch\n\n**b**\n".encode(), "markdown"),
    ],
)
def test_the_content_says_what_a_file_is_not_its_name(name: str, data: bytes, kind: str, tmp_path: Path) -> None:
    document = open_document(saved(tmp_path, name, data))
    assert document.kind == kind
    assert "Kế hoạch" in document.text


def test_a_text_in_an_old_encoding_is_converted_and_says_so(tmp_path: Path) -> None:
    old = "KÕ ho¹ch tuyªn truyÒn c¶i c¸ch hµnh chÝnh cña tr\u00adêng".encode("latin-1")
    document = open_document(saved(tmp_path, "a.txt", old))
    assert lines(document) == ["Kế hoạch tuyên truyền cải cách hành chính của trường"]
    inside = open_document(saved(tmp_path, "a.docx", word_file(paragraph(old.decode("latin-1")))))
    assert lines(inside) == lines(document)
    assert any("bảng mã cũ" in warning for warning in inside.warnings)


def test_the_guarded_process_gives_back_the_same_document(tmp_path: Path) -> None:
    source = "*KẾ HOẠCH*\n\n#table(columns: 2, table.cell(colspan: 2)[Nhóm], [1], [Đọc\\ viết])\nHết"
    path = saved(tmp_path, "a.pdf", pdf_file(source))
    assert open_guarded(path) == open_document(path)


def test_a_process_that_dies_or_hangs_costs_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, "a.txt", b"Ke hoach")
    monkeypatch.setattr(guard, "SECONDS", 0.0)
    with pytest.raises(UnreadableDocument, match="quá lâu"):
        open_guarded(path)
    monkeypatch.undo()
    monkeypatch.setattr(guard.sys, "executable", "/bin/false")
    with pytest.raises(UnreadableDocument, match="bộ nhớ"):
        open_guarded(path)


def test_without_its_program_a_format_is_refused_by_the_programs_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "find", lambda _name: None)
    scan = io.BytesIO()
    Image.new("L", (300, 400), 255).save(scan, "PDF")
    wanted = {
        "a.doc": (OLE + "WordDocument".encode("utf-16-le"), "LibreOffice, antiword hoặc catdoc"),
        "a.rtf": (b"{\\rtf1 Ke hoach}", "LibreOffice"),
        "a.pdf": (scan.getvalue(), "tesseract"),
        "a.png": (b"\x89PNG\r\n\x1a\n", "tesseract"),
    }
    for name, (data, words) in wanted.items():
        with pytest.raises(UnreadableDocument, match=words):
            open_document(saved(tmp_path, name, data))


def test_a_page_that_is_a_picture_among_pages_of_text_is_named_in_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "find", lambda _name: None)
    scan = io.BytesIO()
    Image.new("L", (300, 400), 255).save(scan, "PDF")
    whole = pypdfium2.PdfDocument(pdf_file("Kế hoạch tuyên truyền cải cách"))
    whole.import_pages(pypdfium2.PdfDocument(scan.getvalue()))
    held = io.BytesIO()
    whole.save(held)
    document = open_document(saved(tmp_path, "a.pdf", held.getvalue()))
    assert lines(document) == ["Kế hoạch tuyên truyền cải cách"]
    assert any("Trang 2" in warning and "tesseract" in warning for warning in document.warnings)


@pytest.mark.shared
@pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not there")
@pytest.mark.parametrize("path", sorted(PLANS.glob("*.txt")), ids=lambda path: path.name)
def test_real_plans_are_read_whole(path: Path) -> None:
    document = open_document(path)
    document.check()
    tables(document)
    written = "".join(char for char in path.read_text() if char.isalnum())
    read = "".join(char for char in document.text if char.isalnum())
    marks = len(written) - len(read)
    assert 0 <= marks < 100  # the letters of <b> and <br>
    assert all(isinstance(block, Line) or block.cells for block in document.blocks)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    assert "đường dẫn" in refusal(tmp_path / "none.docx")
    assert "đường dẫn" in refusal(tmp_path)


def test_damaged_bytes_never_cost_more_than_a_sentence(tmp_path: Path) -> None:
    chance = random.Random(5)
    sources = (word_file(paragraph("Kế hoạch") * 20), pdf_file("Kế hoạch #table(columns: 2, [a], [b])"))
    for turn in range(120):
        data = bytearray(sources[turn % 2])
        for _ in range(chance.choice((1, 4, 30))):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(9)] = chance.randbytes(chance.randrange(9))
        with suppress(UnreadableDocument):
            open_document(saved(tmp_path, "damaged", bytes(data))).check()
