"""A parent scans the QR code at the school's gate and sends what is wrong, on a good line and on a bad one."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from lantoa.feedback.models import Case
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit
from tests.browser.looking import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Cổng trường ngập sau mưa, các cháu phải lội nước vào lớp."


@pytest.fixture
def school(live_server: Any) -> Unit:
    department = UnitFactory.make(department=True)
    return UnitFactory.make(primary=True, parent=department)


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


def photo() -> dict[str, Any]:
    out = io.BytesIO()
    Image.effect_noise((2600, 1800), 60).convert("RGB").save(out, "JPEG")
    return {"name": "cong-truong.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def fill(page: Page, school: Unit) -> None:
    page.goto(f"/phan-anh/gui/?dv={school.pk}")
    expect(page.get_by_text(f"Gửi tới {school.name}")).to_be_visible()
    page.get_by_label("Chuyện gì đã xảy ra?").fill(TEXT)
    page.get_by_role("button", name="Tiếp tục").click()
    page.locator("input[name=photos]").set_input_files(photo())
    expect(page.get_by_role("button", name="Bỏ cong-truong.jpg")).to_be_visible()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Điện thoại").fill("0912 345 678")


def test_from_the_qr_code_of_a_school_to_the_page_that_follows_it(phone: Page, school: Unit) -> None:
    fill(phone, school)
    phone.get_by_role("button", name="Gửi phản ánh").click()
    phone.wait_for_url("**/theo-doi/**")
    case = Case.objects.get()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(case.code)
    expect(phone.get_by_text("Đã nhận phản ánh.")).to_be_visible()
    assert (case.addressed_unit, case.text, case.source) == (school, TEXT, "qr")
    assert case.files.get().size < 2_000_000
    phone.reload()
    expect(phone.get_by_text(TEXT)).to_be_visible()
    phone.goto("/phan-anh/tra-cuu/")
    phone.get_by_label("Mã phản ánh").fill(case.code.lower())
    phone.get_by_label("Điện thoại hoặc thư điện tử").fill("+84 912345678")
    phone.get_by_role("button", name="Xem phản ánh").click()
    phone.wait_for_url("**/theo-doi/**")


def test_sent_without_a_line_it_waits_and_goes_by_itself_once(phone: Page, school: Unit) -> None:
    fill(phone, school)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Gửi phản ánh").click()
    expect(phone.get_by_text("Chưa gửi được vì mất mạng.")).to_be_visible()
    expect(phone.get_by_label("Điện thoại")).to_have_value("0912 345 678")
    assert not Case.objects.exists()
    phone.context.set_offline(False)
    phone.wait_for_url("**/theo-doi/**")
    assert Case.objects.get().files.count() == 1


def test_what_was_typed_is_there_again_after_a_reload(phone: Page, school: Unit) -> None:
    phone.goto(f"/phan-anh/gui/?dv={school.pk}")
    phone.get_by_label("Chuyện gì đã xảy ra?").fill(TEXT)
    phone.wait_for_timeout(500)
    phone.reload()
    expect(phone.get_by_label("Chuyện gì đã xảy ra?")).to_have_value(TEXT)


def test_the_back_button_of_the_phone_leads_to_the_step_before(phone: Page, school: Unit) -> None:
    phone.goto("/phan-anh/")
    fill(phone, school)
    for step in ("Bước 2 trong 3", "Bước 1 trong 3"):
        phone.go_back()
        expect(phone.get_by_text(step)).to_be_visible()
    expect(phone.get_by_label("Chuyện gì đã xảy ra?")).to_have_value(TEXT)
    phone.go_forward()
    expect(phone.get_by_role("button", name="Bỏ cong-truong.jpg")).to_be_visible()
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.get_by_label("Điện thoại")).to_have_value("0912 345 678")
    for step in ("Bước 2 trong 3", "Bước 1 trong 3"):
        phone.get_by_role("button", name="Quay lại").click()
        expect(phone.get_by_text(step)).to_be_visible()
    phone.go_back()
    phone.wait_for_url("**/phan-anh/")


def test_a_text_that_is_too_long_is_told_while_it_is_typed(phone: Page, school: Unit) -> None:
    phone.goto(f"/phan-anh/gui/?dv={school.pk}")
    text, room = phone.get_by_label("Chuyện gì đã xảy ra?"), phone.locator("[data-lt-room]")
    text.fill("Cổng trường ngập.\n" * 10 + "ngập " * 3700)
    expect(room).to_have_text("Còn 1.321 ký tự.")
    text.fill("ngập " * 4010)
    expect(room).to_contain_text("bớt 49 ký tự")
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.get_by_text("Bước 1 trong 3")).to_be_visible()
    text.fill(TEXT)
    expect(room).to_be_empty()
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.get_by_text("Bước 2 trong 3")).to_be_visible()


def test_a_fault_opens_its_step_and_keeps_the_photo(phone: Page, school: Unit) -> None:
    fill(phone, school)
    phone.get_by_label("Điện thoại").fill("12")
    phone.get_by_role("button", name="Gửi phản ánh").click()
    expect(phone.get_by_text("Số điện thoại chưa đúng.").first).to_be_visible()
    phone.get_by_label("Điện thoại").fill("0912345678")
    phone.get_by_role("button", name="Gửi phản ánh").click()
    phone.wait_for_url("**/theo-doi/**")
    assert Case.objects.get().files.count() == 1


def test_only_the_file_at_fault_goes(phone: Page, school: Unit) -> None:
    fill(phone, school)
    phone.get_by_role("button", name="Quay lại").click()
    wrong = {"name": "don.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.4 nothing"}
    phone.locator("input[name=photos]").set_input_files(wrong)
    phone.get_by_role("button", name="Tiếp tục").click()
    phone.get_by_role("button", name="Gửi phản ánh").click()
    expect(phone.locator(".error-summary")).to_contain_text("“don.jpg” không phải ảnh")
    expect(phone.get_by_role("button", name="Bỏ cong-truong.jpg")).to_be_visible()
    expect(phone.get_by_role("button", name="Bỏ don.jpg")).to_have_count(0)


def test_without_scripts_a_plain_question_lets_a_person_in(
    open_context: Callable[..., BrowserContext], school: Unit
) -> None:
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"/phan-anh/gui/?dv={school.pk}")
    page.get_by_label("Chuyện gì đã xảy ra?").fill(TEXT)
    question = page.locator("label", has_text="bằng mấy?").inner_text()
    numbers = [("một", "hai", "ba", "bốn", "năm").index(word) + 1 for word in question.lower().split()[0:3:2]]
    page.get_by_label("bằng mấy?").fill(str(sum(numbers)))
    page.wait_for_timeout(5000)
    page.get_by_role("button", name="Gửi phản ánh").click()
    page.wait_for_url("**/theo-doi/**")
    assert Case.objects.count() == 1
