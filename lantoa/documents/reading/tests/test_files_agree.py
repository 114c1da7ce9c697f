"""A plan says the same whatever file it comes in: the plans of `plans/` as Word files against their plain text."""

import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document

from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan

pytestmark = pytest.mark.pure

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))


def word_file(plan: Path, folder: Path) -> Path:
    """The plan as offices type it: letterhead and signature in tables without borders, the rest as paragraphs."""
    texts = [text for text in plan.read_text().splitlines() if text.strip()]
    made = docx.Document()
    while texts:
        texts = texts[_add_next(made, texts) :]
    made.save(str(folder / "plan.docx"))
    return folder / "plan.docx"


def _add_next(made: Document, texts: list[str]) -> int:
    """Add what begins the texts; how many of them that took."""
    motto = next((place for place, text in enumerate(texts[:6]) if text.startswith("CỘNG HÒA")), 0)
    if motto:
        end = texts.index("KẾ HOẠCH")
        _add_columns(made, texts[:motto], texts[motto:end])
        return end
    if texts[0].startswith("Nơi nhận"):
        left = 1 + _count(texts[1:], "-")
        end = left + _count(texts[left:], r"(?!PHỤ LỤC|.*\t)")
        _add_columns(made, texts[:left], texts[left:end])
        return end
    rows = _count(texts, r".*\t.*\t")
    if not rows:
        made.add_paragraph(texts[0])
        return 1
    cells = [text.split("\t") for text in texts[:rows]]
    table = made.add_table(rows, max(map(len, cells)))
    for row, written in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, written, strict=False):
            cell.text = text
    return rows


def _count(texts: list[str], pattern: str) -> int:
    """How many texts in a row begin so."""
    return next((place for place, text in enumerate(texts) if not re.match(pattern, text)), len(texts))


def _add_columns(made: Document, left: list[str], right: list[str]) -> None:
    for cell, texts in zip(made.add_table(1, 2).rows[0].cells, (left, right), strict=True):
        cell.text = texts[0]
        for text in texts[1:]:
            cell.add_paragraph(text)


def contract(path: Path) -> dict[str, Any]:
    reading = read_plan(open_document(path)).to_contract()
    return {name: value for name, value in reading.items() if name != "warnings"}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_a_plan_as_a_word_file_is_read_as_its_text_is(plan: Path, tmp_path: Path) -> None:
    assert contract(word_file(plan, tmp_path)) == contract(plan)
