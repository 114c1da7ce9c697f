"""Reading a plan in process, its meaning included, against the bare extraction of the same file's text."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pdfplumber

from benchmarks.harness import Result, compare
from benchmarks.reading_samples import pdf_plan, word_plan
from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan


def bare_word(path: Path) -> int:
    """What python-docx needs for the text of all paragraphs and cells."""
    made = docx.Document(str(path))
    texts = [paragraph.text for paragraph in made.paragraphs]
    texts += [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return sum(map(len, texts))


def bare_pdf(path: Path) -> int:
    """What pdfplumber needs for the text and the tables of all pages."""
    with pdfplumber.open(path) as file:
        return sum(len(page.extract_text()) + len(page.extract_tables()) for page in file.pages)


def run() -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder:
        word, pdf = word_plan(Path(folder)), pdf_plan(Path(folder))
        yield compare("read .docx", lambda: read_plan(open_document(word)), lambda: bare_word(word), 3.0)
        yield compare("read .pdf", lambda: read_plan(open_document(pdf)), lambda: bare_pdf(pdf), 1.5, rounds=3)
