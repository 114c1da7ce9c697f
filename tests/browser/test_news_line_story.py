"""The whole line of a piece of news, in a real browser: a school writes on a phone, its head returns and approves it,
the department takes it over, four channels carry it once, the report counts it once, and it can be withdrawn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.accounts.models import User
from lantoa.channels.enums import PostingState
from lantoa.channels.models import Attempt, Posting
from lantoa.channels.tests.servers import graph as graph_server
from lantoa.channels.tests.servers import receiver as hook_server
from lantoa.channels.tests.servers import zalo as zalo_server
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity
from lantoa.news.founding import found_categories
from lantoa.news.models import Article
from lantoa.organisations.models import Unit
from lantoa.reports import periods
from lantoa.reports.enums import PeriodType
from lantoa.workspace.demo.plans import department_plan
from tests.browser.demo import Opener, SignIn, desk_of, everyone, phone_of, photo_file
from tests.browser.looking import DESK, loads, look
from tests.browser.outside import Outside, link_in, outside, worker_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()
YEAR = TODAY.year + (periods.span(PeriodType.YEAR, TODAY.year, 1).ends_on < TODAY)
SCHOOL = "thpt-ntn"
TITLE = "Nhà trường làm thủ tục hành chính cùng phụ huynh ngay tại lớp"
LEAD = "Ba mươi gia đình nộp hồ sơ trực tuyến, mỗi nhà có một học sinh ngồi cạnh giúp."
ALT = "Phụ huynh và học sinh ngồi trước máy tính"
NOTE = "Ghi thêm phòng máy mở đến khi nào."
MENDED = " Phòng máy mở cửa đến hết tháng."
EDITED = " Các trường khác có thể làm theo."
GONE = "Ảnh chưa được phụ huynh đồng ý."
READER = "phu.huynh@hop-thu.example.vn"
REFUSED = "Official account tier does not support this api"
CHANNELS = {
    "facebook": "Trang Facebook của Sở",
    "zalo": "Zalo của Sở",
    "email": "Bản tin của Sở",
    "webhook": "Cổng của tỉnh",
}
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


@dataclass(frozen=True, slots=True)
class Line:
    """An Bình with the department's plan of the year issued, and the servers of its channels."""

    people: dict[str, User]
    units: dict[str, Unit]
    servers: Outside
    caplog: pytest.LogCaptureFixture

    def round(self) -> None:
        worker_round(self.caplog)

    def on(self, channel: str) -> Posting:
        return Posting.objects.get(channel__name=CHANNELS[channel])

    def received(self) -> tuple[int, ...]:
        """What each of the four has been given so far."""
        servers = self.servers
        return (
            len(servers.graph.posts),
            len(servers.zalo.articles),
            sum(str(one.message["Subject"]).strip() == TITLE for one in servers.mail.received),
            len(servers.receiver.taken),
        )


@pytest.fixture
def line(live_server: Any, settings: Any, caplog: pytest.LogCaptureFixture) -> Iterator[Line]:
    expect.set_options(timeout=15_000)  # four people and the worker share one machine
    people = everyone()
    units = {unit.code: unit for unit in Unit.objects.all()}
    department_plan(YEAR, units, people, TODAY)
    found_categories()
    with outside(settings, live_server.url) as servers:
        yield Line(people, units, servers, caplog)
    expect.set_options(timeout=5_000)


def test_news_of_a_school_goes_the_whole_way(open_context: Opener, sign_in: SignIn, line: Line, tmp_path: Path) -> None:
    clerk = phone_of(open_context, sign_in, line.people["truong1"])
    head = phone_of(open_context, sign_in, line.people["hieutruong1"])
    editor = desk_of(open_context, sign_in, line.people["bientap"])
    reader = open_context().new_page()
    opens_the_report_of_the_year(desk_of(open_context, sign_in, line.people["vanphong"]))

    writes(clerk, photo_file(tmp_path, "phong-may.jpg", "darkgreen"))
    submits(clerk)
    returns(head)
    corrects(clerk)
    approves(head)
    article = Article.objects.get()
    stands_on_the_page_of_the_school(reader, article, line)

    sends_up(clerk, article)
    claims_mends_and_accepts(editor, article)
    stands_on_the_portal(reader, article)
    is_found_without_accents(reader, article)

    for kind in CHANNELS:
        adds_a_channel(editor, kind, line)
    subscribes(reader, line)
    composes_for_four_channels(editor, article)
    is_rehearsed_and_nothing_leaves(editor, line)
    switches_on(editor, line)
    is_sent_once_but_for_zalo(editor, line)
    is_sent_again_where_it_was_refused(editor, reader, line)
    reach_is_read_back(editor, line)
    is_on_the_books_once(article, line)
    the_report_of_the_school_counts_it_once(clerk)

    is_withdrawn(head, article)
    is_gone_for_readers(reader, article)


def opens_the_report_of_the_year(page: Page) -> None:
    page.goto("/lam-viec/bao-cao/")
    page.get_by_role("link", name="Mở kỳ báo cáo").first.click()
    page.get_by_role("button", name=re.compile(rf"Mở kỳ Năm {YEAR}$")).click()
    expect(page.get_by_text(re.compile("^Đã mở"))).to_be_visible()


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


def adds_a_channel(page: Page, kind: str, line: Line) -> None:
    """With the tokens that its servers take."""
    zalo, given = line.servers.zalo, {"Tên kênh": CHANNELS[kind]}
    if kind == "facebook":
        given |= {"Mã số trang": graph_server.PAGE, "Mã truy cập trang": graph_server.TOKEN}
    elif kind == "zalo":
        given |= {"Mã ứng dụng": zalo_server.APP, "Mã bí mật ứng dụng": zalo_server.APP_SECRET}
        given |= {"Mã truy cập": zalo.token, "Mã gia hạn": zalo.refresh}
    elif kind == "webhook":
        given |= {"Địa chỉ nhận": f"{line.servers.receiver.url}/in", "Khóa ký (whsec_…)": hook_server.SECRET}
    page.goto(f"/lam-viec/kenh/cac-kenh/moi/{kind}/")
    for label, value in given.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Thêm kênh").click()
    expect(page.locator(".notices")).to_contain_text("Đã thêm kênh. Kênh đang ở chế độ gửi thử")


def subscribes(page: Page, line: Line) -> None:
    """Asked on the page, confirmed from the mail."""
    page.goto("/ban-tin/")
    page.get_by_role("link", name="Đăng ký").first.click()
    page.get_by_label("Thư điện tử").fill(READER)
    page.get_by_role("button", name="Đăng ký nhận").click()
    line.round()
    page.goto(link_in(line.servers.mail, READER, "/ban-tin/xac-nhan/"))
    page.get_by_role("button", name="Xác nhận nhận bản tin").click()
    expect(page.get_by_text("Đã xác nhận.")).to_be_visible()


def composes_for_four_channels(page: Page, article: Article) -> None:
    """Each channel has its version, its limits and what its readers will see."""
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Đưa lên kênh").click()
    for name in CHANNELS.values():
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Soạn cho kênh đã chọn").click()
    zalo = page.locator(".version", has=page.get_by_role("heading", name=CHANNELS["zalo"]))
    title = zalo.get_by_label("Tiêu đề")
    title.fill("dài " * 40)
    expect(zalo.locator(".count--over").first).to_contain_text("quá")
    title.fill(f"{TITLE} (Zalo)")
    expect(zalo.locator(".version__preview")).to_contain_text("(Zalo)")
    expect(zalo.locator(".count--over")).to_have_count(0)
    look(page, "line-compose")


def is_rehearsed_and_nothing_leaves(page: Page, line: Line) -> None:
    """The channels are not switched on: what would go out can be read, call by call."""
    page.get_by_role("button", name="Lưu và duyệt phát").click()
    expect(page.locator(".notices")).to_contain_text("Đã duyệt phát 4 bài.")
    line.round()
    assert line.received() == (0, 0, 0, 0)
    assert {one.state for one in Posting.objects.all()} == {PostingState.REHEARSED}
    page.goto(line.on("facebook").get_absolute_url())
    page.get_by_role("link", name="Nội dung đã gửi thử").click()
    expect(page.locator("main")).to_contain_text(TITLE)
    expect(page.locator("main")).not_to_contain_text(graph_server.TOKEN)
    look(page, "line-rehearsal")


def switches_on(page: Page, line: Line) -> None:
    """A person tries each channel and switches it on; nothing that was rehearsed goes out by that."""
    for kind, name in CHANNELS.items():
        page.goto("/lam-viec/kenh/cac-kenh/")
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("button", name="Thử kết nối").click()
        page.get_by_role("link", name="Bật gửi thật").click()
        page.get_by_role("button", name="Bật gửi thật").click()
        expect(page.locator(".notices")).to_contain_text("Đã bật gửi thật.")
        look(page, f"line-channel-{kind}")
    line.round()
    assert line.received() == (0, 0, 0, 0)


def is_sent_once_but_for_zalo(page: Page, line: Line) -> None:
    """Released again, now for real; Zalo refuses with HTTP 200, and the panel says it in Zalo's words."""
    line.servers.zalo.refuse("/create", -224, REFUSED)
    for kind in CHANNELS:
        page.goto(line.on(kind).get_absolute_url())
        page.get_by_role("button", name="Duyệt phát").click()
        expect(page.locator(".notices")).to_contain_text("Đã duyệt phát.")
    line.round()
    line.round()
    assert line.received() == (1, 0, 1, 1)
    page.goto("/lam-viec/kenh/")
    page.get_by_role("link", name="Gửi không được 1").click()
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=re.compile("Xem và gửi lại")))
    expect(row).to_contain_text(f"{REFUSED} (mã -224)")
    look(page, "line-refused")
    row.get_by_role("link", name=re.compile("Xem và gửi lại")).click()
    expect(page.get_by_text(f"Kênh trả lời: {REFUSED} (mã -224)")).to_be_visible()


def is_sent_again_where_it_was_refused(page: Page, reader: Page, line: Line) -> None:
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.locator(".notices")).to_contain_text("Đang gửi lại.")
    for _ in range(3):  # Zalo makes the article, then looks through it
        line.round()
    assert line.received() == (1, 1, 1, 1)
    assert {one.state for one in Posting.objects.all()} == {PostingState.SENT}
    before = Attempt.objects.count()
    line.round()
    assert (line.received(), Attempt.objects.count()) == ((1, 1, 1, 1), before)
    made = line.servers.zalo.articles[0]
    assert made["title"] == f"{TITLE} (Zalo)"
    assert TITLE in line.servers.graph.posts[0]["message"]
    assert reader.request.get(made["cover"]["photo_url"]).body().startswith(b"\xff\xd8")


def reach_is_read_back(page: Page, line: Line) -> None:
    posting = line.on("facebook")
    page.goto(posting.get_absolute_url())
    page.get_by_role("button", name="Đọc số liệu").click()
    expect(page.locator(".facts")).to_contain_text("980")
    look(page, "line-sent")
    posting.refresh_from_db()
    assert posting.activity is not None
    assert posting.activity.people == 980


def is_on_the_books_once(article: Article, line: Line) -> None:
    """One line for the article, the school's, though two pages show it; one for each channel, the department's."""
    own = Activity.objects.counted().get(kind=ActivityKind.ARTICLE)
    assert own.unit == line.units[SCHOOL]
    assert own.obligations.count() == 1
    posted = Activity.objects.counted().exclude(pk=own.pk)
    assert posted.count() == len(CHANNELS)
    assert {one.unit for one in posted} == {line.units["so"]}


def the_report_of_the_school_counts_it_once(page: Page) -> None:
    page.goto("/lam-viec/bao-cao/")
    page.get_by_role("link", name=re.compile(rf"[Nn]ăm {YEAR}")).first.tap()
    row = page.locator(".figure", has_text="Tin, bài trên cổng, trang thông tin điện tử")
    expect(row.locator(".figure__value")).to_have_text(re.compile(r"^\s*1\b"))


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
