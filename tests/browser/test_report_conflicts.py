"""Two people at one field of a report, at the browser: the second types and presses a button at once."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import province
from lantoa.reports.factories import HeadingFactory, Season
from tests.browser.demo import Opener, SignIn, desk_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENCE = 30_000  # ms: a page with many fields on a busy machine
FIGURE, TEXT = ("Giải thưởng", "7", "9"), ("Khó khăn, hạn chế", "Bản của văn phòng", "Bản của giám đốc")


@pytest.fixture
def season(live_server: Any) -> Season:
    tree = province()
    made = Season(tree, tree.thpt)
    HeadingFactory.make(template=made.template, title=TEXT[0])
    return made


def field(page: Page, name: str) -> Any:
    return page.get_by_role("textbox", name=name, exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def two_at_it(open_context: Opener, sign_in: SignIn, season: Season, *, one_login: bool) -> tuple[Page, Page]:
    """The report open twice: by two people, or by one in two tabs."""
    unit = season.tree.thpt
    people: list[User] = [UserFactory.make(role=Role.OFFICER, role__unit=unit) for _ in range(2)]
    first = desk_of(open_context, sign_in, people[0])
    second = first.context.new_page() if one_login else desk_of(open_context, sign_in, people[1])
    for page in (first, second):
        page.goto(season.report(unit).get_absolute_url())
    return first, second


@pytest.mark.parametrize("one_login", [False, True], ids=["two people", "two tabs"])
def test_typing_and_saving_at_once_over_what_another_saved_lays_both_side_by_side(
    open_context: Opener, sign_in: SignIn, season: Season, one_login: bool
) -> None:
    first, second = two_at_it(open_context, sign_in, season, one_login=one_login)
    for name, theirs, _ in (FIGURE, TEXT):
        field(first, name).fill(theirs)
    press(first, "Lưu")
    expect(first.get_by_text("Đã lưu lúc").first).to_be_visible(timeout=PATIENCE)
    report = season.report(season.tree.thpt)
    for name, _, mine in (FIGURE, TEXT):
        field(second, name).fill(mine)
    press(second, "Lưu")
    expect(second.get_by_text("2 chỗ chưa lưu được")).to_be_visible(timeout=PATIENCE)
    for name, theirs, mine in (FIGURE, TEXT):
        expect(second.locator(".report-conflict", has_text=theirs)).to_be_visible()
        expect(field(second, name)).to_have_value(mine)
    press(second, "Trình duyệt")
    second.wait_for_url("**/trinh/")
    expect(second.get_by_text("2 chỗ chưa lưu được")).to_be_visible()
    assert report.narratives.get().text == TEXT[1]
    assert report.values.get(indicator=season.typed).value == 7
    second.goto(report.get_absolute_url())  # left and come back: still typed, still to decide
    for name, theirs, mine in (FIGURE, TEXT):
        expect(field(second, name)).to_have_value(mine)
        expect(second.locator(".report-conflict", has_text=theirs)).to_be_visible(timeout=PATIENCE)
    press(second, "Lấy số của người kia")
    expect(field(second, FIGURE[0])).to_have_value("7", timeout=PATIENCE)
    press(second, "Vẫn lưu phần đang gõ")
    expect(second.locator(".report-conflict")).to_have_count(0, timeout=PATIENCE)
    assert report.narratives.get().text == TEXT[2]
    assert report.values.get(indicator=season.typed).value == 7


def test_what_was_typed_off_line_into_parts_that_the_template_gave_up_meanwhile_is_laid_at_the_foot(
    open_context: Opener, sign_in: SignIn, season: Season
) -> None:
    report = season.report(season.tree.thpt)
    page = desk_of(open_context, sign_in, UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt))
    page.goto(report.get_absolute_url())
    page.context.set_offline(True)
    for name, _, mine in (FIGURE, TEXT):
        field(page, name).fill(mine)
    season.template.rows.filter(indicator=season.typed).update(retired_at=timezone.now())
    season.template.headings.update(retired_at=timezone.now())
    page.context.set_offline(False)
    page.goto(report.get_absolute_url())
    expect(page.get_by_text("Mẫu báo cáo vừa bỏ")).to_be_visible(timeout=PATIENCE)
    assert report.values.get(indicator=season.typed).value == 9
    assert report.narratives.get().text == TEXT[2]
