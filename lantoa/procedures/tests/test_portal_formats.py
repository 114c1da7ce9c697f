"""The portal calls its file .doc whatever it is: .docx in truth, as its exports are today, HTML, RTF, old Word."""

import html
import io
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import tools
from lantoa.documents.reading.opening import open_document
from lantoa.procedures.portal_file import NotAProcedure, PortalRecord, read_portal_file
from lantoa.procedures.tests import portal_samples as samples

pytestmark = pytest.mark.pure
NAME = "ChiTietTTHC_2.002481.doc"


def read(data: bytes, folder: Path) -> PortalRecord:
    path = folder / NAME
    path.write_bytes(data)
    return read_portal_file(open_document(path))


def as_html(data: bytes) -> bytes:
    """The same words as a web page under the name of a Word file."""
    pieces = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            rows = [
                "".join(f"<td>{html.escape(cell.text).replace(chr(10), '<br>')}</td>" for cell in row.cells)
                for row in block.rows
            ]
            pieces.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            pieces.append(f"<p>{html.escape(block.text)}</p>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(pieces)}</body></html>".encode()


def converted(data: bytes, kind: str, folder: Path) -> bytes:
    """The same words in another format, by LibreOffice."""
    office = tools.find("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "made.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / "made.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"made.{kind}").read_bytes()


def test_a_web_page_called_doc_says_the_same(tmp_path: Path):
    assert read(as_html(samples.usual()), tmp_path) == read(samples.usual(), tmp_path)


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_old_word_and_rtf_say_the_same(kind: str, tmp_path: Path):
    assert read(converted(samples.usual(), kind, tmp_path), tmp_path) == read(samples.usual(), tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04 broken", id="half a .docx"),
        pytest.param(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, id="an old file of something else"),
        pytest.param(b"\x7fELF\x02\x01\x01" + b"\0" * 64, id="a program"),
        pytest.param(b"<html><body><p>502 Bad Gateway</p></body></html>", id="the portal's page of a fault"),
        pytest.param(samples.a_letter(), id="a letter"),
    ],
)
def test_what_is_none_is_refused_in_one_sentence(data: bytes, tmp_path: Path):
    with pytest.raises((UnreadableDocument, NotAProcedure)) as fault:
        read(data, tmp_path)
    sentence = fault.value.sentence  # type: ignore[attr-defined]
    assert sentence.endswith(".")
    assert "\n" not in sentence
