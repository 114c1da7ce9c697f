"""A file that is refused goes from the list by itself; what was typed and the other files stay."""

import pytest

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
