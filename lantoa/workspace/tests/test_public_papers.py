"""What the demo's units make public says what the item asks for."""

import datetime as dt

import pypdfium2
import pytest

from lantoa.disclosure.standard import AGENCY, SCHOOL
from lantoa.organisations.models import Unit
from lantoa.workspace.demo.public_papers import page_of, paper_of

TITLES = [title for title, _, _ in AGENCY] + list(SCHOOL)


@pytest.mark.parametrize("title", TITLES)
def test_every_item_of_the_usual_list_has_a_page_or_a_paper_of_its_own(title: str) -> None:
    unit = Unit(pk=7, code="thpt", name="Trường THPT Nguyễn Trung Ngạn")
    if page_of(title, unit):
        return
    pdf = pypdfium2.PdfDocument(paper_of(title, unit, dt.date(2026, 3, 2)))
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert f"{title}, năm 2026" in words
    assert "TRƯỜNG THPT NGUYỄN TRUNG NGẠN" in words
    assert len(words) > len(title) + 200
