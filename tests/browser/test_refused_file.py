"""A file that is refused goes from the list by itself; what was typed and the other files stay."""

import pytest
from playwright.sync_api import Page, expect

from lantoa.ledger.models import Activity
from tests.browser.demo import Opener, SignIn, desk_of, everyone, photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_refused_file_does_not_block_the_form(open_context: Opener, sign_in: SignIn) -> None:
    page = desk_of(open_context, sign_in, everyone()["truong1"])
    page.goto("/lam-viec/hoat-dong/ghi/?loai=other")
    page.get_by_label("Nội dung").fill("Treo pa nô ở cổng trường")
    page.locator("input[name=files]").set_input_files(
        [
            {"name": "x.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
            {"name": "cong-truong.jpg", "mimeType": "image/jpeg", "buffer": photo("navy")},
        ]
    )
    page.get_by_role("button", name="Bỏ cong-truong.jpg").wait_for()
    page.get_by_role("button", name="Ghi hoạt động").click()
    page.get_by_text("Tệp không nhận đã được bỏ khỏi danh sách. 1 tệp còn lại vẫn giữ.").wait_for()
    assert page.get_by_role("button", name="Bỏ x.exe").count() == 0
    page.get_by_role("button", name="Ghi hoạt động").click()
    page.wait_for_url("**/hoat-dong/*/?vua-ghi=1")
    assert [file.name for file in Activity.objects.get(title="Treo pa nô ở cổng trường").files.all()] == [
        "cong-truong.jpg"
    ]


def kept_without_a_line(page: Page, title: str) -> None:
    """An activity with a file that will be refused, sent while the line is down."""
    page.goto("/lam-viec/hoat-dong/ghi/?loai=other")
    page.get_by_label("Nội dung").fill(title)
    files = [
        {"name": "x.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
        {"name": "cong-truong.jpg", "mimeType": "image/jpeg", "buffer": photo("navy")},
    ]
    page.locator("input[name=files]").set_input_files(files)
    page.get_by_role("button", name="Bỏ cong-truong.jpg").wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="Ghi hoạt động").click()
    page.get_by_text("1 hoạt động chờ gửi").wait_for()
    page.context.set_offline(False)
    expect(page.locator("[data-lt-refused-box]")).to_contain_text("x.exe")
    expect(page.get_by_text("hoạt động chờ gửi")).to_be_hidden()


def test_what_waited_and_was_refused_is_opened_mended_and_goes(open_context: Opener, sign_in: SignIn) -> None:
    page = desk_of(open_context, sign_in, everyone()["truong1"])
    kept_without_a_line(page, "Treo pa nô khi mất mạng")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto("/lam-viec/hoat-dong/")
    page.get_by_role("link", name="Mở để sửa: Treo pa nô khi mất mạng").wait_for()
    assert not [url for url in sent if "/ghi/" in url], "what was refused is not sent again by itself"
    page.get_by_role("link", name="Mở để sửa: Treo pa nô khi mất mạng").click()
    page.get_by_text("Tệp không nhận đã được bỏ khỏi danh sách. 1 tệp còn lại vẫn giữ.").wait_for()
    expect(page.get_by_label("Nội dung")).to_have_value("Treo pa nô khi mất mạng")
    page.get_by_role("button", name="Ghi hoạt động").click()
    page.wait_for_url("**/hoat-dong/*/?vua-ghi=1")
    assert Activity.objects.get(title="Treo pa nô khi mất mạng").files.get().name == "cong-truong.jpg"
    page.goto("/lam-viec/hoat-dong/")
    expect(page.locator("[data-lt-refused-box]")).to_be_hidden()


def test_what_waited_and_was_refused_can_be_dropped(open_context: Opener, sign_in: SignIn) -> None:
    page = desk_of(open_context, sign_in, everyone()["truong1"])
    kept_without_a_line(page, "Ghi nhầm")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Bỏ: Ghi nhầm").click()
    expect(page.locator("[data-lt-refused-box]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-lt-refused-box]")).to_be_hidden()
    assert not Activity.objects.filter(title="Ghi nhầm").exists()


def test_what_the_server_will_not_take_at_all_stays_here(open_context: Opener, sign_in: SignIn) -> None:
    page = desk_of(open_context, sign_in, everyone()["truong1"])
    page.goto("/lam-viec/hoat-dong/ghi/?loai=other")
    page.get_by_label("Nội dung").fill("Nhiều ảnh quá lớn")
    page.route("**/hoat-dong/ghi/", lambda route: route.fulfill(status=413, body="<h1>Nội dung gửi quá lớn</h1>"))
    page.get_by_role("button", name="Ghi hoạt động").click()
    expect(page.locator("[data-lt-refused-box]")).to_contain_text("Nhiều ảnh quá lớn: Nội dung gửi quá lớn")
