"""An office sees who owes a report and urges them in one press; a school that had nothing to report says so."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger.enums import ObligationState
from lantoa.organisations.factories import province
from lantoa.reports.factories import Season
from tests.browser.demo import Opener, SignIn, desk_of, phone_of
from tests.browser.looking import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRID = "/lam-viec/don-doc/?nam=2026"
WORDS = "Đề nghị gửi báo cáo trước 16 giờ ngày mai."


@pytest.fixture
def season(live_server: Any) -> Season:
    """Half a year whose day is past; nobody has sent anything."""
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx, due_on=dt.date(2026, 7, 10))


def test_who_is_late_is_urged_in_one_press_and_says_that_there_was_nothing(
    open_context: Opener, sign_in: SignIn, season: Season
) -> None:
    officer = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    head = UserFactory.make(role=Role.HEAD, role__unit=season.tree.thpt)
    office = desk_of(open_context, sign_in, season.office)
    urges_all_who_are_late(office)
    letters = {address: letter for letter in mail.outbox for address in letter.to}
    assert letters.keys() >= {officer.email}
    assert WORDS in letters[officer.email].body
    the_letter_on_paper_opens(office, season)

    school = phone_of(open_context, sign_in, officer)
    finds_the_notice(school)
    says_there_was_nothing(school)
    confirms(phone_of(open_context, sign_in, head))
    obligation = season.report(season.tree.thpt).obligation
    assert obligation is not None
    assert obligation.state == ObligationState.NIL
    sees_who_is_left(office, season)


def urges_all_who_are_late(page: Page) -> None:
    page.goto(GRID)
    look(page, "story-grid")
    page.get_by_role("button", name="Đôn đốc 2 đơn vị quá hạn").click()
    expect(page.get_by_text("1 đơn vị chưa có tài khoản")).to_be_visible()
    look(page, "story-urge")
    a_mistyped_deadline_gives_no_letter(page)
    page.get_by_label("Lời nhắc").fill(WORDS)
    page.get_by_role("button", name="Gửi đôn đốc").click()
    expect(page.get_by_text("Đã đôn đốc 2 đơn vị.")).to_be_visible()
    look(page, "story-urging")


def a_mistyped_deadline_gives_no_letter(page: Page) -> None:
    """The words typed so far follow to the letter; then back to the urging."""
    page.get_by_label("Lời nhắc").fill(WORDS)
    page.get_by_role("button", name="Soạn công văn").click()
    expect(page.get_by_label("Lời nhắc")).to_have_value(WORDS)
    page.get_by_label("Đề nghị hoàn thành chậm nhất").fill("31/02/2027")
    page.get_by_role("button", name="Tải công văn").click()
    expect(page.get_by_text("tháng 2 năm 2027 chỉ có 28 ngày").first).to_be_visible()
    look(page, "story-letter-refused")
    page.goto(GRID)
    page.get_by_role("button", name="Đôn đốc 2 đơn vị quá hạn").click()


def the_letter_on_paper_opens(page: Page, season: Season) -> None:
    """For the unit that nobody reads for in the system."""
    button = page.get_by_role("button", name=re.compile("công văn", re.IGNORECASE))
    for _ in range(2):  # the page stays, so a second press works
        with page.expect_download() as download:
            button.click()
    opened = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(one.text for one in opened.paragraphs), *cells])
    assert season.tree.gdtx.name in said
    assert WORDS in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said


def finds_the_notice(page: Page) -> None:
    look(page, "story-desk-urged")
    page.get_by_role("link", name=re.compile("[Tt]hông báo")).first.click()
    row = page.get_by_role("listitem").filter(has_text=WORDS)
    expect(row).to_be_visible()
    look(page, "story-notices")
    row.get_by_role("button", name=re.compile("^Mở")).click()
    expect(page.get_by_role("heading", name="Nhắc việc, đôn đốc")).to_be_visible()
    look(page, "story-obligation-urged")


def says_there_was_nothing(page: Page) -> None:
    page.get_by_role("link", name=re.compile("báo cáo", re.IGNORECASE)).and_(page.locator(".next .btn")).click()
    page.get_by_role("link", name="Không phát sinh").click()
    look(page, "story-nil")
    page.get_by_label("Ghi chú").fill("Trường nghỉ để sửa chữa cả kỳ.")
    page.get_by_role("button", name="Báo không phát sinh").click()
    expect(page.get_by_text(re.compile(r"Đã báo không phát sinh\. Chờ .+ duyệt"))).to_be_visible()


def confirms(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Xem và duyệt")).first.tap()
    look(page, "story-nil-to-confirm")
    page.get_by_role("button", name="Xác nhận không phát sinh").tap()
    expect(page.get_by_text(re.compile("^Đã xác nhận không phát sinh"))).to_be_visible()
    look(page, "story-nil-confirmed")


def sees_who_is_left(page: Page, season: Season) -> None:
    page.goto(GRID)
    row = page.get_by_role("row").filter(has_text=season.tree.thpt.label)
    expect(row).to_contain_text("không phát sinh")
    expect(page.get_by_role("button", name="Đôn đốc 1 đơn vị quá hạn")).to_be_visible()
