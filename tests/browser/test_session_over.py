"""A session that runs out, or is begun anew on another tab, while somebody writes: it is said that nothing was saved,
and what was typed comes back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import PASSWORD, UserFactory
from lantoa.accounts.models import User
from lantoa.ledger.models import Activity
from lantoa.news.factories import ArticleFactory
from lantoa.organisations.factories import province
from lantoa.reports.factories import HeadingFactory, Season

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Phiên làm việc đã hết"


def sign_in_by_hand(page: Page, person: User) -> None:
    expect(page.get_by_text(SAID)).to_be_visible(timeout=15_000)
    page.fill("[name=login]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


@pytest.fixture
def season() -> Season:
    return Season((tree := province()), tree.thpt)


@pytest.fixture
def officer(season: Season) -> User:
    person: User = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    return person


def test_an_activity_goes_on_the_books_once_its_writer_is_back(
    page: Page, sign_in: Callable[[BrowserContext, User], None], officer: User
) -> None:
    sign_in(page.context, officer)
    page.goto("/lam-viec/hoat-dong/ghi/?loai=flag_salute")
    page.locator("[name=title]").fill("Chào cờ tuần 12")
    end_session(page)
    page.get_by_role("button", name="Ghi hoạt động").click()
    sign_in_by_hand(page, officer)
    expect(page.get_by_text("Đã ghi").first).to_be_visible(timeout=15_000)
    assert Activity.objects.get().title == "Chào cờ tuần 12"


def test_the_text_of_a_report_is_there_again_and_is_saved(
    page: Page, sign_in: Callable[[BrowserContext, User], None], season: Season, officer: User
) -> None:
    heading = HeadingFactory.make(template=season.template, title="Kết quả")
    sign_in(page.context, officer)
    report = season.report(season.tree.thpt)
    page.goto(report.get_absolute_url())
    end_session(page)
    text = page.locator(f"[name=muc-{heading.pk}]")
    text.fill("Đã họp ba khối lớp.")
    text.blur()
    expect(page.get_by_text(SAID)).to_be_visible(timeout=15_000)
    expect(text).to_have_value("Đã họp ba khối lớp.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    sign_in_by_hand(page, officer)
    expect(text).to_have_value("Đã họp ba khối lớp.", timeout=15_000)
    expect(page.get_by_text("Đã lưu lúc").first).to_be_visible(timeout=15_000)
    assert report.narratives.get().text == "Đã họp ba khối lớp."


def sign_in_on_another_tab(page: Page) -> None:
    """As one who signed out and in there: the form that is open holds a token of before."""
    page.context.clear_cookies(name="csrftoken")
    other = page.context.new_page()
    other.goto("/lam-viec/hoat-dong/ghi/?loai=flag_salute")
    other.close()


def test_an_article_comes_back_from_the_page_that_says_it_was_not_received(
    page: Page, sign_in: Callable[[BrowserContext, User], None], officer: User
) -> None:
    sign_in(page.context, officer)
    article = ArticleFactory.make(unit=officer.memberships.get().unit, created_by=officer)
    page.goto(f"/lam-viec/tin-bai/{article.pk}/soan/")
    sign_in_on_another_tab(page)
    page.locator("[name=lead]").fill("Cả trường cùng đọc.")
    page.locator(".writing__bar button", has_text="Lưu").first.click()
    page.get_by_role("link", name="Mở lại trang vừa gửi").click()
    expect(page.get_by_text("Đã khôi phục nội dung đang gõ")).to_be_visible()
    page.locator(".writing__bar button", has_text="Lưu").first.click()
    expect(page.get_by_text("Đã lưu.", exact=True)).to_be_visible()
    article.refresh_from_db()
    assert article.lead == "Cả trường cùng đọc."


def test_an_activity_goes_on_the_books_after_a_sign_in_on_another_tab(
    page: Page, sign_in: Callable[[BrowserContext, User], None], officer: User
) -> None:
    sign_in(page.context, officer)
    page.goto("/lam-viec/hoat-dong/ghi/?loai=flag_salute")
    page.locator("[name=title]").fill("Chào cờ tuần 13")
    sign_in_on_another_tab(page)
    page.get_by_role("button", name="Ghi hoạt động").click()
    expect(page.get_by_text("Đã ghi").first).to_be_visible(timeout=15_000)
    assert Activity.objects.get().title == "Chào cờ tuần 13"


def test_the_text_of_a_report_comes_back_from_the_page_that_says_it_was_not_received(
    page: Page, sign_in: Callable[[BrowserContext, User], None], season: Season, officer: User
) -> None:
    heading = HeadingFactory.make(template=season.template, title="Kết quả")
    sign_in(page.context, officer)
    report = season.report(season.tree.thpt)
    page.goto(report.get_absolute_url())
    sign_in_on_another_tab(page)
    text = page.locator(f"[name=muc-{heading.pk}]")
    text.fill("Đã họp ba khối lớp.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="Mở lại trang vừa gửi").click()
    expect(text).to_have_value("Đã họp ba khối lớp.")
    expect(page.get_by_text("Đã lưu lúc").first).to_be_visible(timeout=15_000)
    assert report.narratives.get().text == "Đã họp ba khối lớp."
