"""Looking for something as a visitor does: typing without accents, keyboard alone; and reading a document that was
found."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from lantoa.legal import bookcase
from lantoa.legal.factories import DocumentFileFactory
from lantoa.search import index
from tests.browser.looking import axe, both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shelf(page: Page) -> Iterator[Page]:
    """A document with its text and a leaflet, both public."""
    document = DocumentFileFactory.make(
        document__number="61/2018/NĐ-CP",
        document__title="Về thực hiện cơ chế một cửa trong giải quyết thủ tục hành chính",
    ).document
    leaflet = DocumentFileFactory.make(document__leaflet=True, document__title="Thủ tục chuyển trường").document
    for one in (document, leaflet):
        bookcase.keep(one)
    yield page
    index.remove("legal", document.pk)
    index.remove("legal", leaflet.pk)


def test_a_visitor_types_without_accents_and_the_keyboard_leads_to_the_document(shelf: Page) -> None:
    shelf.goto("/tim-kiem/")
    box = shelf.get_by_role("combobox", name="Cần tìm gì?")
    box.press_sequentially("thu tuc h")
    expect(shelf.get_by_role("option")).to_have_count(1)
    axe(shelf)
    box.press("Escape")
    expect(shelf.get_by_role("option")).to_have_count(0)
    box.press_sequentially("anh")
    expect(shelf.get_by_role("option")).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    expect(shelf.get_by_role("heading", level=1)).to_contain_text("61/2018/NĐ-CP")


def test_results_read_well_on_every_screen_and_lead_to_reading(shelf: Page) -> None:
    shelf.goto("/tim-kiem/")
    shelf.get_by_role("combobox").fill("thu tuc")
    shelf.keyboard.press("Enter")
    expect(shelf.get_by_role("heading", level=2)).to_have_count(2)
    both_widths_and_schemes(shelf, "search")
    shelf.get_by_role("link", name="chuyển trường").click()
    both_widths_and_schemes(shelf, "bookcase-document")
    shelf.get_by_role("link", name="Đọc trên trang").click()
    both_widths_and_schemes(shelf, "bookcase-reading")
    shelf.goto("/tu-sach/")
    both_widths_and_schemes(shelf, "bookcase")


def test_where_nothing_is_found_the_page_helps(shelf: Page) -> None:
    shelf.goto("/tim-kiem/?q=chuyeen+truongf")
    both_widths_and_schemes(shelf, "search-nothing")
    shelf.get_by_role("link", name="chuyển trường").click()
    expect(shelf.get_by_role("link", name="Thủ tục chuyển trường")).to_be_visible()
