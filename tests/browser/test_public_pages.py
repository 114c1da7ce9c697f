"""Every kind of public page of the portal, as readers have it: phone and desk, light and dark, without scripts too."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from lantoa.legal.factories import LegalDocumentFactory
from lantoa.news.models import Article, ArticleCorrection, SpecialPage, Tag
from lantoa.news.tests import published
from lantoa.organisations.factories import province
from lantoa.portal.models import PageView
from lantoa.review.enums import ReviewState
from tests.browser.looking import PHONE, axe, both_widths_and_schemes, loads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = """<p>Sáng nay, sân trường rợp bóng cờ. Mỗi lớp góp một gian sách do chính các em chọn.</p>
<h2>Đọc để lớn</h2><ul><li>Tủ sách mở cả giờ ra chơi.</li><li>Cha mẹ mượn sách về đọc cùng con.</li></ul>
<blockquote><p>Đọc sách để hiểu bạn hơn.</p></blockquote>
<table><caption>Số liệu</caption><thead><tr><th>Nội dung</th><th>Số lượng</th></tr></thead>
<tbody><tr><td>Học sinh dự</td><td>312</td></tr></tbody></table>
<p>Xem thêm tại <a href="https://moet.gov.vn/" rel="noopener noreferrer">trang của Bộ</a>.</p>"""


@pytest.fixture
def article(live_server: Any) -> Article:
    """An article with all that an article may have, in a small province."""
    tree = province()
    tree.so.hotline, tree.so.email = "0203 3 800 000", "so@anbinh.example.vn"
    tree.so.save()
    category = published.category("Tin hoạt động")
    row = published.article(
        unit=tree.thpt, body=BODY, category=category, author_name="Lê Thị Mận", corrected_at=timezone.now()
    )
    ArticleCorrection.objects.create(article=row, text="Có 312 học sinh, không phải 321.", by=published.writer())
    published.take_over(row, tree.so, is_featured=True)
    published.photo(row, is_cover=True)
    for colour in ("olive", "maroon"):
        published.photo(row, colour=colour)
    published.document(row)
    tag = Tag.objects.create(name="pháp luật", slug="phap-luat")
    row.tags.add(tag)
    special = SpecialPage.objects.create(name="Ngày Pháp luật", slug="ngay-phap-luat", lead="Cả ngành cùng tìm hiểu.")
    special.tags.add(tag)
    special.documents.add(LegalDocumentFactory.make())
    row.special_pages.add(special)
    for number in range(3):
        published.photo(published.article(f"Tin thứ {number} của sở", unit=tree.so, category=category))
    return row


def test_every_page_kind_can_be_used_by_everyone(page: Page, article: Article):
    gone = published.article(
        "Đã gỡ", unit=article.unit, review_state=ReviewState.WITHDRAWN, withdrawn_note="Ảnh chưa xin phép."
    )
    over = published.article("Hết hạn", unit=article.unit, expires_at=timezone.now() - dt.timedelta(hours=1))
    film = published.article("Có video", unit=article.unit, video_url="https://www.youtube.com/watch?v=abc")
    kinds = {
        "home": "/",
        "news": "/tin-tuc/",
        "category": "/tin-tuc/chuyen-muc/tin-hoat-dong/",
        "tag": "/tin-tuc/tu-khoa/phap-luat/",
        "archive": "/tin-tuc/luu-tru/",
        "month": f"/tin-tuc/luu-tru/{timezone.localdate().year}/{timezone.localdate().month}/",
        "pictures": "/tin-tuc/hinh-anh/",
        "specials": "/tin-tuc/chuyen-trang/",
        "special": "/tin-tuc/chuyen-trang/ngay-phap-luat/",
        "article": article.public_url,
        "video": film.public_url,
        "withdrawn": gone.public_url,
        "expired": over.public_url,
        "fault": f"{article.public_url}bao-loi/",
        "units": "/don-vi/",
        "unit": f"/don-vi/{article.unit_id}/",
        "department": f"/don-vi/{article.unit.parent_id}/",
        "data": "/du-lieu/",
    }
    for name, address in kinds.items():
        page.goto(address)
        both_widths_and_schemes(page, f"public-{name}")


def test_an_article_is_read_on_a_phone_without_scripts(open_context: Callable[..., BrowserContext], article: Article):
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("heading", level=3).get_by_role("link", name=article.title).click()
    expect(page.get_by_role("heading", name=article.title)).to_be_visible()
    expect(page.get_by_text("Có 312 học sinh, không phải 321.")).to_be_visible()
    expect(page.get_by_role("button", name="In trang")).to_be_hidden()
    page.get_by_role("link", name="Báo lỗi trong bài").click()
    page.get_by_label("Chỗ sai trong bài").fill("Đoạn 2 ghi sai ngày.")
    page.get_by_role("button", name="Gửi lời báo").click()
    expect(page.get_by_role("heading", name="Đã nhận lời báo")).to_be_visible()
    assert article.faults.count() == 1


def test_nothing_is_asked_of_other_sites_and_one_view_is_counted(page: Page, article: Article, live_server: Any):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_extra_http_headers({"User-Agent": "Mozilla/5.0 (Linux; Android 9; Mobile) Chrome/120.0"})
    with page.expect_response(lambda answer: answer.url.endswith("/xem/")):
        page.goto(article.public_url)
    loads(page.get_by_role("img", name="Học sinh ngồi đọc sách dưới gốc bàng").first)
    loads(page.get_by_role("img", name="Mã QR"))
    assert all(url.startswith((live_server.url, "data:")) for url in asked)
    assert PageView.objects.total(article.public_url) == 1
    assert page.context.cookies() == []


def test_an_article_prints_without_what_only_a_screen_needs(page: Page, article: Article):
    page.goto(article.public_url)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=article.title)).to_be_visible()
    expect(page.get_by_role("navigation", name="Chính")).to_be_hidden()
    expect(page.get_by_role("heading", name="Chia sẻ")).to_be_hidden()


def test_the_first_key_leads_to_the_text(page: Page, article: Article):
    page.goto(article.public_url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()
    axe(page)
