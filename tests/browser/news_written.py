"""Steps of the story of a piece of news: written on a phone, returned, approved, taken over, withdrawn; what readers
find of it."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from lantoa.news.models import Article
from tests.browser.looking import DESK, loads, look
from tests.browser.news_line import ALT, SCHOOL, TITLE, Line

LEAD = "Ba mươi gia đình nộp hồ sơ trực tuyến, mỗi nhà có một học sinh ngồi cạnh giúp."
NOTE = "Ghi thêm phòng máy mở đến khi nào."
MENDED = " Phòng máy mở cửa đến hết tháng."
EDITED = " Các trường khác có thể làm theo."
GONE = "Ảnh chưa được phụ huynh đồng ý."
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style></head>
<body lang=VI><!--StartFragment-->
<p class=MsoNormal style='text-align:justify'><span style='font-size:14.0pt;font-family:"Times New Roman",serif'>Buổi
tối thứ năm, <b style='mso-bidi-font-weight:normal'>phòng máy</b> sáng đèn.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New
Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Khai hồ sơ nhập học<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New
Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Nộp học phí trực tuyến<o:p></o:p></p>
<!--EndFragment--></body></html>"""
PASTE = """(node, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def writes(page: Page, file: Path) -> None:
    """A title, text from Word, a picture that is described, where it is filed and what it serves."""
    page.goto("/lam-viec/tin-bai/")
    page.get_by_role("link", name="Viết tin, bài", exact=True).tap()
    page.get_by_label("Tiêu đề").fill(TITLE)
    page.get_by_role("button", name="Viết tiếp").tap()
    page.get_by_label("Tóm tắt").fill(LEAD)
    text = page.locator(".ProseMirror")
    text.tap()
    text.evaluate(PASTE, WORD)
    expect(text.locator("strong")).to_have_text("phòng máy")
    page.get_by_label("Thêm ảnh, tài liệu").set_input_files(file)
    page.get_by_label("Ảnh cho thấy gì?").fill(ALT)
    page.get_by_label("Chuyên mục").select_option(label="Cải cách hành chính › Thủ tục hành chính")
    page.get_by_role("group", name="Bài này phục vụ việc nào").get_by_role("checkbox").first.check()
    expect(page.locator("#luu")).to_contain_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))
    look(page, "line-writing")


def submits(page: Page) -> None:
    page.get_by_role("button", name="Lưu, trình duyệt").tap()
    page.get_by_role("button", name="Trình duyệt").tap()
    expect(page.locator(".notices")).to_contain_text("Đã trình duyệt")
    body = Article.objects.get().body
    assert "<ul><li>" in body.replace("<p>", ""), body
    assert not re.search(r"mso|style=|class=|<o:|<span|·", body, re.IGNORECASE), body


def returns(page: Page) -> None:
    page.goto("/lam-viec/")
    page.get_by_role("link", name=re.compile("Xem và duyệt")).first.tap()
    loads(page.get_by_role("img", name=ALT))
    page.get_by_role("link", name="Trả lại").tap()
    page.get_by_label("Cần sửa gì").fill(NOTE)
    page.get_by_role("button", name="Trả lại").tap()
    expect(page.locator(".notices")).to_contain_text("Đã trả lại")


def corrects(page: Page) -> None:
    page.goto(Article.objects.get().get_absolute_url())
    expect(page.locator("main")).to_contain_text(NOTE)
    page.get_by_role("link", name="Soạn", exact=True).tap()
    last = page.locator(".ProseMirror li").last
    expect(last).to_contain_text("Nộp học phí trực tuyến")
    last.tap()
    page.keyboard.press("End")
    page.keyboard.type(MENDED)
    page.get_by_role("button", name="Lưu, trình duyệt").tap()
    page.get_by_role("button", name="Trình duyệt").tap()
    expect(page.locator(".notices")).to_contain_text("Đã trình duyệt")


def approves(page: Page) -> None:
    page.goto(Article.objects.get().get_absolute_url())
    expect(page.locator("article, main").first).to_contain_text(MENDED.strip())
    page.get_by_role("button", name="Duyệt và đăng").tap()
    expect(page.locator(".notices")).to_contain_text("Đã duyệt và đăng")


def stands_on_the_page_of_the_school(page: Page, article: Article, line: Line) -> None:
    unit = line.units[SCHOOL]
    page.goto(f"/don-vi/{unit.pk}/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    loads(page.get_by_role("img", name=ALT).first)
    assert TITLE in page.request.get(f"/rss/don-vi/{unit.pk}/").text()
    assert TITLE not in page.request.get("/rss/").text()  # not before the department takes it over


def sends_up(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name=re.compile("^Gửi lên cổng của")).tap()
    page.get_by_label("Lời nhắn cho ban biên tập").fill("Bài của tuần.")
    page.get_by_role("button", name="Gửi lên").tap()
    expect(page.locator(".notices")).to_contain_text("Ban biên tập được báo")


def claims_mends_and_accepts(page: Page, article: Article) -> None:
    page.goto("/lam-viec/tin-bai/gui-len/")
    page.get_by_role("link", name=re.compile("^Xem và quyết định")).click()
    page.get_by_role("button", name="Tôi nhận xem").click()
    expect(page.locator(".notices")).to_contain_text("Đã nhận xem")
    look(page, "line-offer")
    page.get_by_role("link", name="Sửa chữ").click()
    last = page.locator(".ProseMirror li").last
    last.click()
    page.keyboard.press("End")
    page.keyboard.type(EDITED)
    page.get_by_label("Nội dung đính chính").fill("Ban biên tập thêm một câu.")
    page.get_by_role("button", name="Lưu bản sửa").click()
    expect(page.locator(".notices")).to_contain_text("Đơn vị được báo")
    page.get_by_role("button", name="Đăng lên cổng").click()
    expect(page.locator(".notices")).to_contain_text("Đã đăng lên cổng")


def stands_on_the_portal(page: Page, article: Article) -> None:
    """Home, category, feeds and sitemap, under the school's name and with the editor's words."""
    for address in ("/", "/tin-tuc/", "/tin-tuc/chuyen-muc/thu-tuc-hanh-chinh/"):
        page.goto(address)
        expect(page.get_by_role("link", name=TITLE).first).to_be_visible()
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator(".article__body")).to_contain_text(EDITED.strip())
    expect(page.locator(".article__credit")).to_contain_text(article.unit.name)
    for address in ("/rss/", "/atom/", "/rss/chuyen-muc/thu-tuc-hanh-chinh/", "/atom/chuyen-muc/thu-tuc-hanh-chinh/"):
        assert page.request.get(address).text().count(article.public_url) >= 1, address
    assert page.request.get("/sitemap-tin-bai.xml").text().count(f"{article.public_url}</loc>") == 1


def is_found_without_accents(page: Page, article: Article) -> None:
    page.goto("/")
    page.get_by_role("searchbox").first.fill("thu tuc hanh chinh")
    page.keyboard.press("Enter")
    hit = page.locator(".hit", has=page.get_by_role("link", name=TITLE))
    expect(hit.locator("mark").first).to_have_text(re.compile("thủ tục hành chính", re.IGNORECASE))
    look(page, "line-found")


def is_withdrawn(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.get_by_text("Việc khác").tap()
    page.get_by_role("link", name="Gỡ bài").tap()
    page.get_by_label(re.compile("Lý do")).fill(GONE)
    page.get_by_role("button", name="Gỡ bài").tap()
    expect(page.locator("main")).to_contain_text(GONE)


def is_gone_for_readers(page: Page, article: Article) -> None:
    """Its page says why; lists, feeds, search and sitemap know it no more."""
    answer = page.goto(article.public_url)
    assert answer is not None
    assert answer.status == 410
    expect(page.get_by_text(GONE)).to_be_visible()
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    look(page, "line-gone")
    for address in ("/", "/tin-tuc/", f"/don-vi/{article.unit_id}/", "/tim-kiem/?q=thu+tuc+hanh+chinh"):
        page.goto(address)
        expect(page.get_by_role("link", name=TITLE)).to_have_count(0)
    for address in ("/rss/", "/atom/", f"/rss/don-vi/{article.unit_id}/", "/sitemap-tin-bai.xml"):
        assert article.public_url not in page.request.get(address).text(), address
