"""The frame of every page in a real browser: shown by the style guide, which holds every component."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lantoa.accounts.models import Membership, User
from lantoa.organisations.models import Unit
from tests.browser.looking import PHONE, axe, both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GUIDE = "/lam-viec/giao-dien/"


@pytest.fixture
def person(live_server: Any) -> User:
    """An officer of a school who also heads it."""
    user = User.objects.create_user("nu", full_name="Trần Thị Nụ")
    school = Unit.objects.create(name="Trường THPT Nguyễn Du", code="ND", kind="school")
    Membership.objects.create(user=user, unit=school, role="officer")
    Membership.objects.create(user=user, unit=school, role="head")
    return user


def test_every_component_can_be_used_by_everyone_on_phone_and_desk(
    page: Page, sign_in: Callable[..., None], person: User
):
    sign_in(page.context, person)
    page.goto(GUIDE)
    both_widths_and_schemes(page, "ui-guide")


def test_the_menu_and_a_question_open_on_a_phone_without_javascript(
    open_context: Callable[..., BrowserContext], sign_in: Callable[..., None], person: User
):
    context = open_context(viewport=PHONE, java_script_enabled=False)
    sign_in(context, person)
    page = context.new_page()
    page.goto(GUIDE)
    sign_out = page.get_by_role("button", name="Đăng xuất")
    expect(sign_out).to_be_hidden()
    page.get_by_role("button", name="Danh mục").click()
    expect(sign_out).to_be_visible()
    page.get_by_role("button", name="Đóng").click()
    page.get_by_role("button", name="Xóa 3 ảnh").click()
    expect(page.get_by_role("dialog", name="Xóa 3 ảnh này?")).to_be_visible()
    page.get_by_role("button", name="Không, quay lại").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_question_holds_the_keyboard_until_it_is_answered(page: Page, sign_in: Callable[..., None], person: User):
    sign_in(page.context, person)
    page.goto(GUIDE)
    page.get_by_role("button", name="Xóa 3 ảnh").click()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Xóa 3 ảnh")).to_be_focused()


def test_what_was_typed_survives_a_reload(page: Page, sign_in: Callable[..., None], person: User):
    sign_in(page.context, person)
    page.goto(GUIDE)
    page.get_by_label("Tên hoạt động").first.fill("Hội thi Rung chuông vàng")
    page.get_by_label("Học sinh").first.check()
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_label("Tên hoạt động").first).to_have_value("Hội thi Rung chuông vàng")
    expect(page.get_by_label("Học sinh").first).to_be_checked()
    page.get_by_role("button", name="Bỏ, nhập lại từ đầu").click()
    expect(page.get_by_label("Tên hoạt động").first).to_have_value("")


def test_a_lost_line_is_said_on_the_page(page: Page, sign_in: Callable[..., None], person: User):
    sign_in(page.context, person)
    page.goto(GUIDE)
    page.context.set_offline(True)
    expect(page.get_by_text("Đang mất mạng")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Đang mất mạng")).to_be_hidden()


def test_it_prints_without_the_rail(page: Page, sign_in: Callable[..., None], person: User):
    sign_in(page.context, person)
    page.goto(GUIDE)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Danh mục")).to_be_hidden()
    expect(page.get_by_role("heading", name="Sổ tay giao diện")).to_be_visible()


def _sign_out_and_back(page: Page, sign_in: Callable[..., None], person: User) -> None:
    page.context.clear_cookies()
    page.goto(GUIDE)
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    sign_in(page.context, person)
    page.goto(GUIDE)


def test_what_was_typed_survives_a_session_that_ran_out(page: Page, sign_in: Callable[..., None], person: User):
    sign_in(page.context, person)
    page.goto(GUIDE)
    page.get_by_label("Tên hoạt động").first.fill("Ngày hội đọc sách")
    page.wait_for_timeout(500)
    _sign_out_and_back(page, sign_in, person)
    expect(page.get_by_label("Tên hoạt động").first).to_have_value("Ngày hội đọc sách")


def test_what_arrived_is_not_offered_again(page: Page, sign_in: Callable[..., None], person: User):
    sign_in(page.context, person)
    page.goto(GUIDE)
    form = page.locator("form[data-lt-keep]")
    form.get_by_label("Tên hoạt động").fill("Ngày hội đọc sách")
    form.evaluate("form => { form.action = '/lam-viec/'; form.noValidate = true }")
    form.get_by_role("button", name="Gửi báo cáo").click()
    page.wait_for_url("**/lam-viec/?*")
    page.goto(GUIDE)
    expect(page.get_by_label("Tên hoạt động").first).to_have_value("")


def test_everyone_can_use_the_front_page_and_the_way_back_from_nowhere(page: Page, person: User):
    page.goto("/")
    both_widths_and_schemes(page, "portal-home")
    page.goto("/khong-co-trang-nay/")
    both_widths_and_schemes(page, "ui-404")
    page.get_by_role("link", name="Về trang đầu").click()
    expect(page.get_by_role("link", name="Cán bộ, giáo viên đăng nhập")).to_be_visible()


def test_a_refused_activity_speaks_vietnamese_and_keeps_what_was_typed(
    page: Page, sign_in: Callable[..., None], person: User
):
    sign_in(page.context, person)
    page.goto("/lam-viec/hoat-dong/ghi/?loai=flag_salute")
    page.get_by_label("Số lớp").fill("18")
    page.locator("form#ghi").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Ghi hoạt động").click()
    expect(page.get_by_role("link", name="Nội dung: Chưa nhập mục này.")).to_be_visible()
    expect(page.get_by_text("chưa chọn tệp nào")).to_be_visible()
    expect(page.get_by_label("Số lớp")).to_have_value("18")
