"""A school writes news with a picture on a phone, the head returns it, it is mended, approved and before readers."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import APIResponse, Browser, BrowserContext, FilePayload, Page, Route, expect

from lantoa.news.models import Article
from lantoa.news.tests.desk import School, school
from tests.browser.looking import PHONE, loads, look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Tối thứ năm mở phòng máy cho cha mẹ học sinh"
FIRST = "Ba mươi gia đình đến nộp hồ sơ, mỗi nhà có một học sinh ngồi cạnh."
MENDED = " Trường giữ phòng mở đến hết tháng."

Opener = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, Any], None]


@pytest.fixture
def at(live_server: Any) -> School:
    return school()


def photo() -> FilePayload:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), "#3a7d5c").save(out, "JPEG")
    return {"name": "IMG_2026.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def phone_of(open_context: Opener, sign_in: SignIn, user: Any) -> Page:
    context = open_context(viewport=PHONE)
    sign_in(context, user)
    return context.new_page()


def begin(page: Page) -> None:
    """From the list to the editor, by a title."""
    page.goto("/lam-viec/tin-bai/")
    page.get_by_role("link", name="Viết tin, bài", exact=True).click()
    page.get_by_label("Tiêu đề").fill(TITLE)
    page.get_by_role("button", name="Viết tiếp").click()
    expect(page.locator(".prose-menubar")).to_be_visible()


def write(page: Page) -> None:
    """The text, and a picture that stands in it; both are kept by themselves."""
    page.locator(".ProseMirror").click()
    page.keyboard.type(FIRST)
    page.locator("#files").set_input_files([photo()])
    page.get_by_role("button", name="Chèn vào bài").click()
    loads(page.locator(".ProseMirror img"))
    expect(page.locator("#luu")).to_contain_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))


def test_without_scripts_the_same_form_writes_and_sends_pictures(
    chromium: Browser, live_server: Any, sign_in: SignIn, at: School
) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    sign_in(context, at.teacher)
    page = context.new_page()
    page.goto("/lam-viec/tin-bai/moi/")
    page.get_by_label("Tiêu đề").fill(TITLE)
    page.get_by_role("button", name="Viết tiếp").click()
    page.locator("#id_body").fill(f"{FIRST}\n\nĐoạn hai.")
    page.locator("#files").set_input_files([photo()])
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(page.get_by_label("Ảnh cho thấy gì?")).to_be_visible()
    assert Article.objects.get().body == f"<p>{FIRST}</p><p>Đoạn hai.</p>"
    context.close()


def test_what_is_sent_while_the_text_is_being_saved_waits_for_that(
    open_context: Opener, sign_in: SignIn, at: School
) -> None:
    page = phone_of(open_context, sign_in, at.teacher)
    begin(page)
    answered: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        """The first is saved, and its answer stays on the way."""
        if answered:
            route.continue_()
        else:
            answered.append((route, route.fetch()))

    page.route("**/luu/", hold)
    page.locator(".ProseMirror").click()
    page.keyboard.type(FIRST)
    expect(page.locator(".writing__main.htmx-request")).to_be_visible()
    while not answered:
        page.wait_for_timeout(50)
    page.keyboard.type(MENDED)
    page.get_by_role("button", name="Lưu, trình duyệt").click()
    page.wait_for_timeout(300)
    assert page.url.endswith("/soan/")
    route, answer = answered[0]
    route.fulfill(response=answer)
    expect(page).to_have_url(re.compile("/trinh/$"))
    assert Article.objects.get().body == f"<p>{FIRST}{MENDED}</p>"


def test_a_line_that_is_lost_after_the_text_was_saved_makes_nobody_of_the_writer(
    open_context: Opener, sign_in: SignIn, at: School
) -> None:
    page = phone_of(open_context, sign_in, at.teacher)
    begin(page)
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    page.route("**/luu/", lose)
    page.locator(".ProseMirror").click()
    page.keyboard.type(FIRST)
    while not lost:
        page.wait_for_timeout(50)
    page.unroute("**/luu/")
    page.keyboard.type(MENDED)
    expect(page.locator("#luu")).to_contain_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))
    assert lost == [200]
    assert Article.objects.get().body == f"<p>{FIRST}{MENDED}</p>"


def test_a_school_writes_with_a_picture_and_it_comes_before_readers(
    open_context: Opener, sign_in: SignIn, at: School
) -> None:
    teacher, head = (phone_of(open_context, sign_in, who) for who in (at.teacher, at.head))
    begin(teacher)
    write(teacher)
    teacher.reload()
    expect(teacher.locator(".ProseMirror")).to_contain_text(FIRST)
    look(teacher, "news-editor")

    teacher.get_by_role("button", name="Lưu, trình duyệt").click()
    expect(teacher.get_by_text("chưa có mô tả cho người không nhìn thấy")).to_be_visible()
    teacher.get_by_role("link", name="Soạn tiếp").first.click()
    teacher.get_by_label("Ảnh cho thấy gì?").fill("Phụ huynh ngồi trước máy tính")
    teacher.get_by_role("button", name="Lưu, trình duyệt").click()
    teacher.get_by_role("button", name="Trình duyệt").click()
    expect(teacher.locator(".notices")).to_contain_text("Đã trình duyệt")

    head.goto("/lam-viec/")
    head.get_by_role("link", name="Xem và duyệt").click()
    look(head, "news-to-approve")
    head.get_by_role("link", name="Trả lại").click()
    head.get_by_label("Cần sửa gì").fill("Ghi thêm trường mở phòng đến khi nào.")
    head.get_by_role("button", name="Trả lại").click()

    article = Article.objects.get()
    teacher.goto(article.get_absolute_url())
    expect(teacher.locator("main")).to_contain_text("mở phòng đến khi nào")
    teacher.get_by_role("link", name="Soạn", exact=True).click()
    paragraph = teacher.locator(".ProseMirror p").first
    expect(paragraph).to_contain_text(FIRST)
    paragraph.click()
    teacher.keyboard.press("End")
    teacher.keyboard.type(MENDED)
    teacher.get_by_role("button", name="Lưu, trình duyệt").click()
    teacher.get_by_role("button", name="Trình duyệt").click()

    head.goto(article.get_absolute_url())
    head.get_by_role("button", name="Duyệt và đăng").click()
    expect(head.locator(".notices")).to_contain_text("Đã duyệt và đăng")
    article.refresh_from_db()
    assert article.is_live

    reader = open_context(viewport=PHONE).new_page()
    reader.goto(article.public_url)
    expect(reader.locator("h1")).to_have_text(TITLE)
    expect(reader.locator("article").first).to_contain_text(MENDED.strip())
    loads(reader.locator("article img").first)
