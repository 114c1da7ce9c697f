"""Feedback from the school's QR code to the public answer, in a real browser: sent with a photo, sorted, assigned,
answered, returned once, approved, sent as a letter, published without the sender's name, rated by the sender."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lantoa.accounts.models import User
from lantoa.feedback import settling, tokens
from lantoa.feedback.enums import Source
from lantoa.feedback.models import Answer, Case, LookLog, Publication, Rating
from lantoa.ledger.enums import DONE, ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations import public_pages
from lantoa.organisations.models import Unit
from tests.browser.demo import Opener, SignIn, desk_of, everyone
from tests.browser.looking import DESK, axe, look
from tests.browser.looking import PHONE as PHONE_SIZE
from tests.browser.test_feedback_sending import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCHOOL = "thpt-ntn"
NAME, PHONE = "Nguyễn Thị Mẫu", "0900000001"
TEXT = f"Tôi là {NAME}, điện thoại {PHONE}. Nhà trường thu tiền đồng phục cao hơn thông báo đầu năm."
REPLY = f"Nhà trường cảm ơn bà {NAME}. Phần thu vượt đã trả lại ngày hôm nay."
NOTE = "Ghi rõ ngày trả lại."


@pytest.fixture
def people(live_server: Any, settings: Any) -> dict[str, User]:
    settings.SITE_URL = live_server.url
    return everyone()


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_feedback_is_sorted_answered_and_published_without_the_sender(
    open_context: Opener, sign_in: SignIn, people: dict[str, User]
) -> None:
    officer, head = (desk_of(open_context, sign_in, people[name]) for name in ("truong1", "hieutruong1"))
    sender = open_context(viewport=PHONE_SIZE, has_touch=True, is_mobile=True).new_page()
    case = _scan_and_send(sender)
    _sort_and_take_up(officer, head, case, people)
    _draft(officer, case, REPLY.replace(" ngày hôm nay", ""))
    _decide(head, case)
    _draft(officer, case, REPLY)
    _approve(head, case)
    _send(officer, case)
    _publish(officer, case)
    _read(open_context(viewport=DESK).new_page(), case)
    _rate(sender, case)


def _scan_and_send(sender: Page) -> Case:
    """The address in the school's code leads to the form with the school in it; the worker settles what was sent."""
    school = Unit.objects.get(code=SCHOOL)
    sender.goto(public_pages.feedback_form(school.pk))
    expect(sender.get_by_text(f"Gửi tới {school.name}")).to_be_visible()
    sender.get_by_label("Chuyện gì đã xảy ra?").fill(TEXT)
    axe(sender)
    _press(sender, "Tiếp tục")
    sender.locator("input[name=photos]").set_input_files(photo())
    expect(sender.get_by_role("button", name="Bỏ cong-truong.jpg")).to_be_visible()
    axe(sender)
    _press(sender, "Tiếp tục")
    sender.get_by_label("Họ và tên").fill(NAME)
    sender.get_by_label("Điện thoại").fill(PHONE)
    sender.get_by_label("Đồng ý công khai").check()
    axe(sender)
    _press(sender, "Gửi phản ánh")
    sender.wait_for_url("**/theo-doi/**")
    settling.settle_new()
    case = Case.objects.get()
    expect(sender.get_by_role("heading", level=1)).to_contain_text(case.code)
    assert tokens.token_for(case) in sender.url
    assert (case.holder, case.source, case.files.count()) == (school, Source.QR, 1)
    look(sender, "phan-anh-da-gui")
    for address in ("/phan-anh/", "/phan-anh/tra-cuu/"):
        reader = sender.context.new_page()
        reader.goto(address)
        axe(reader)
        reader.close()
    return case


def _sort_and_take_up(officer: Page, head: Page, case: Case, people: dict[str, User]) -> None:
    head.goto("/lam-viec/phan-anh/")
    look(head, "phan-anh-danh-sach")
    head.get_by_role("link", name=case.code).click()
    look(head, "phan-anh-moi")
    head.get_by_role("main").get_by_role("link", name="Phân loại", exact=True).first.click()
    look(head, "phan-anh-phan-loai")
    head.get_by_label("Chậm trễ, không thực hiện đúng").check()
    _press(head, "Lưu phân loại")
    expect(head.get_by_text("Đã phân loại và tính lại hạn trả lời.")).to_be_visible()
    head.get_by_role("link", name="Giao người xử lý").click()
    head.get_by_label(str(people["truong1"])).check()
    _press(head, "Giao")
    expect(head.get_by_text("Đã giao.")).to_be_visible()
    officer.goto(case.get_absolute_url())
    expect(officer.get_by_role("definition").filter(has_text=PHONE)).to_have_count(0)
    officer.get_by_role("button", name="Xem người gửi").click()
    expect(officer.get_by_role("definition").filter(has_text=NAME)).to_be_visible()
    assert LookLog.objects.filter(case=case, user=people["truong1"]).exists()
    look(officer, "phan-anh-nguoi-gui")
    officer.goto(case.get_absolute_url())
    _press(officer, "Soạn trả lời")
    look(officer, "phan-anh-soan")


def _draft(officer: Page, case: Case, words: str) -> None:
    """Typing is kept by itself before it is sent to the head."""
    officer.goto(f"{case.get_absolute_url()}soan/")
    officer.get_by_label("Nội dung trả lời").fill(words)
    expect(officer.get_by_text("Đã lưu lúc")).to_be_visible()
    assert Answer.objects.get().text == words
    _press(officer, "Lưu, trình thủ trưởng")
    expect(officer.get_by_text("Đã trình thủ trưởng duyệt.")).to_be_visible()


def _decide(head: Page, case: Case) -> None:
    """Returned once, with a note that the officer reads."""
    head.goto("/lam-viec/")
    head.get_by_role("link", name="Xem và duyệt").first.click()
    look(head, "phan-anh-duyet")
    head.get_by_text("Trả lại để sửa").click()
    head.get_by_label("Lý do trả lại").fill(NOTE)
    _press(head, "Trả lại")
    expect(head.get_by_text("Đã trả lại để sửa.")).to_be_visible()
    assert Answer.objects.get().return_note == NOTE


def _approve(head: Page, case: Case) -> None:
    head.goto(f"{case.get_absolute_url()}duyet/")
    _press(head, "Duyệt")
    expect(head.get_by_text("Đã duyệt thư trả lời.")).to_be_visible()


def _send(officer: Page, case: Case) -> None:
    officer.goto(case.get_absolute_url())
    officer.get_by_role("link", name="Ghi số và gửi").click()
    look(officer, "phan-anh-gui")
    officer.get_by_label("Số", exact=True).fill("125")
    officer.get_by_label("Người ký", exact=True).fill("Trần Văn Hiệu")
    _press(officer, "Gửi thư")
    expect(officer.get_by_role("heading", name="Trả lời số 125/")).to_be_visible()
    assert Obligation.objects.get(kind=ObligationKind.ANSWER).state in DONE
    with officer.expect_download() as letter:
        officer.get_by_role("button", name="Tải thư .docx").click()
    assert letter.value.suggested_filename == f"Tra-loi-{case.code}.docx"


def _publish(officer: Page, case: Case) -> None:
    """Names are taken out; one that is written back in is said once more."""
    officer.goto(case.get_absolute_url())
    officer.get_by_role("main").get_by_role("link", name="Công khai", exact=True).first.click()
    look(officer, "phan-anh-cong-khai")
    question = officer.get_by_label("Câu hỏi")
    assert NAME not in question.input_value()
    kept = question.input_value()
    question.fill(f"{NAME} hỏi")
    _press(officer, "Đã đọc, công khai")
    expect(officer.get_by_text("Còn giống dữ liệu cá nhân")).to_be_visible()
    officer.get_by_label("Câu hỏi").fill(kept)
    _press(officer, "Đã đọc, công khai")
    expect(officer.get_by_text("Đã công khai câu hỏi và trả lời.")).to_be_visible()


def _read(reader: Page, case: Case) -> None:
    """Anybody reads question and answer and no name."""
    row = Publication.objects.live().get()
    reader.goto("/phan-anh/hoi-dap/?q=dong+phuc")
    look(reader, "hoi-dap")
    reader.get_by_role("link", name=row.title).click()
    words = reader.get_by_role("main").inner_text()
    assert NAME not in words
    assert PHONE not in words
    assert "Phần thu vượt đã trả lại" in words
    look(reader, "hoi-dap-mot")
    reader.goto("/phan-anh/thong-ke/")
    look(reader, "phan-anh-thong-ke")


def _rate(sender: Page, case: Case) -> None:
    """The sender reads the letter under the link they were given, and rates it."""
    sender.reload()
    look(sender, "phan-anh-theo-doi-thu")
    sender.get_by_label("Rất hài lòng", exact=True).check()
    _press(sender, "Gửi đánh giá")
    expect(sender.get_by_text("Đã ghi đánh giá.")).to_be_visible()
    assert Rating.objects.get(case=case).score == 5
