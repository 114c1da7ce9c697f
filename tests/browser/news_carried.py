"""Steps of the story of a piece of news: four channels carry it, once."""

import re

from playwright.sync_api import Page, expect

from lantoa.channels.enums import PostingState
from lantoa.channels.models import Attempt, Posting
from lantoa.channels.tests.servers import graph as graph_server
from lantoa.channels.tests.servers import receiver as hook_server
from lantoa.channels.tests.servers import zalo as zalo_server
from lantoa.news.models import Article
from tests.browser.looking import look
from tests.browser.news_line import CHANNELS, TITLE, Line
from tests.browser.outside import link_in

READER = "phu.huynh@hop-thu.example.vn"
REFUSED = "Official account tier does not support this api"


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
