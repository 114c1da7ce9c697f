"""The review screen by keyboard alone; text that is being typed there is not lost; nothing is wider than the phone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lantoa.accounts.models import User
from lantoa.plans.models import Plan
from tests.browser.demo import LONG, SignIn, draft, everyone
from tests.browser.looking import PHONE, both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(live_server: Any) -> dict[str, User]:
    return everyone()


@pytest.fixture
def plan(people: dict[str, User]) -> Plan:
    return draft(people)


@pytest.fixture
def review(page: Page, sign_in: SignIn, people: dict[str, User], plan: Plan) -> Page:
    """The review screen of the plan, as the office sees it."""
    sign_in(page.context, people["vanphong"])
    page.goto(f"{plan.get_absolute_url()}soan/")
    return page


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what `selector` says."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def answer_by_keyboard(page: Page) -> None:
    """One answer to the question at hand: a name is looked for, all else stays as the document has it."""
    panel = page.locator("#viec-can-xem")
    if "là đơn vị nào" not in panel.locator(".doubt__question").inner_text():
        page.keyboard.press("Enter")
        return
    page.keyboard.press("/")
    page.keyboard.type("van phong so")
    expect(panel.locator("#tim-thay button").first).to_be_visible()
    tab_to(page, "#tim-thay button")
    page.keyboard.press("Enter")


def test_every_doubt_is_answered_and_the_plan_confirmed_by_keyboard_alone(review: Page, plan: Plan) -> None:
    panel = review.locator("#viec-can-xem")
    for left in range(int(panel.locator(".doubts__count").inner_text()), 0, -1):
        expect(panel.locator(".doubts__count")).to_have_text(str(left))
        answer_by_keyboard(review)
    expect(panel.locator("h2")).to_have_text("Không còn việc nào cần xem")
    tab_to(review, ".doubt__answers button")
    review.keyboard.press("Enter")
    expect(review.get_by_text("Đã xác nhận kế hoạch đọc đúng văn bản")).to_be_visible()
    plan.refresh_from_db()
    assert plan.confirmed_at


def test_next_and_previous_walk_round_the_doubts_by_keyboard(review: Page) -> None:
    question = review.locator(".doubt__question")
    first = question.inner_text()
    review.keyboard.press("n")
    expect(question).not_to_have_text(first)
    review.keyboard.press("p")
    expect(question).to_have_text(first)


def test_the_row_that_the_keyboard_stands_on_is_ringed(review: Page) -> None:
    review.keyboard.press("j")
    ringed = review.locator("[data-lt-row]:focus")
    expect(ringed).to_have_count(1)
    assert ringed.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"


def test_text_typed_in_a_row_survives_a_reload(review: Page, plan: Plan) -> None:
    task = plan.tasks.all()[0]
    review.locator(f"#{task.key} [data-lt-edit]").click()
    words = review.locator(f"#{task.key} textarea").first
    expect(words).to_have_value(task.text)
    words.fill("Dựng 06 video hướng dẫn nộp hồ sơ")
    review.wait_for_timeout(500)  # typing is kept 300 ms after the last key
    review.reload()
    expect(review.get_by_text("Đã khôi phục nội dung đang gõ")).to_be_visible()
    expect(words).to_have_value("Dựng 06 video hướng dẫn nộp hồ sơ")
    review.get_by_role("button", name="Bỏ, nhập lại từ đầu").click()
    expect(words).to_have_value(task.text)
    review.reload()
    expect(review.locator(f"#{task.key} textarea")).to_have_count(0)


def test_a_row_that_was_saved_is_not_opened_again(review: Page, plan: Plan) -> None:
    task = plan.tasks.all()[0]
    review.locator(f"#{task.key} [data-lt-edit]").click()
    review.locator(f"#{task.key} textarea").first.fill("Dựng 06 video hướng dẫn nộp hồ sơ")
    review.wait_for_timeout(500)
    review.locator(f"#{task.key}").get_by_role("button", name="Lưu").click()
    expect(review.locator(f"#{task.key} .task__text")).to_contain_text("Dựng 06 video")
    review.reload()
    expect(review.locator(f"#{task.key} .task__text")).to_contain_text("Dựng 06 video")
    expect(review.get_by_text(re.compile("Đã khôi phục"))).to_have_count(0)


def test_a_word_without_spaces_stays_on_the_screen(review: Page, plan: Plan) -> None:
    task = plan.tasks.all()[0]
    plan.tasks.filter(pk=task.pk).update(text=f"Tuyên truyền {LONG}")
    review.goto(f"{plan.get_absolute_url()}soan/?sua={task.key}")
    both_widths_and_schemes(review, "review-row-of-a-long-word")
    review.goto(f"{plan.get_absolute_url()}soan/")
    both_widths_and_schemes(review, "review-long-word")
    review.set_viewport_size(PHONE)  # type: ignore[arg-type]
    review.get_by_role("link", name="Văn bản gốc").click()
    assert review.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
