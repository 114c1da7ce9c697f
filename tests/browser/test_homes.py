"""Each person of the demo: what their desk offers first leads to where it can be done."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.workspace.demo.plans import make_plans
from tests.browser.demo import Opener, SignIn, desk_of, everyone
from tests.browser.looking import both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def goes_on(page: Page, name: str) -> None:
    """Follow the first link of that name."""
    page.get_by_role("link", name=re.compile(name)).first.click()
    page.wait_for_load_state()


def office(page: Page) -> None:
    goes_on(page, "^Soạn tiếp")
    goes_on(page, "^Soát, sửa")
    expect(page.locator("#viec-can-xem")).to_be_visible()


def school(page: Page) -> None:
    """Its own plan waits for the head already: that is what the page shows, not a refusal."""
    goes_on(page, "^Xem kế hoạch")
    expect(page.get_by_text("Đã trình, chờ duyệt").first).to_be_visible()


def head_of_school(page: Page) -> None:
    goes_on(page, "^Xem và duyệt")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Việc tiếp theo: ghi số, ngày và ban hành")).to_be_visible()


def director(page: Page) -> None:
    goes_on(page, "^Xem và duyệt")
    goes_on(page, "^Trả lại")
    both_widths_and_schemes(page, "plan-return")
    page.get_by_label("Cần sửa gì").fill("Thiếu phụ lục phân công")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Thiếu phụ lục phân công").first).to_be_visible()


def leader(page: Page) -> None:
    goes_on(page, "đơn vị có việc quá hạn")
    expect(page.locator(".obligation").first).to_contain_text("Quá hạn")


def editor(page: Page) -> None:
    goes_on(page, "^Xem")
    expect(page.get_by_text("Kế hoạch số").first).to_be_visible()


def keeper(page: Page) -> None:
    goes_on(page, "^Bổ sung")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sửa thông tin đơn vị")


STEPS = {
    "vanphong": office,
    "truong1": school,
    "hieutruong1": head_of_school,
    "thutruong": director,
    "lanhdao": leader,
    "bientap": editor,
    "quantri": keeper,
}


@pytest.fixture
def people(live_server: Any) -> dict[str, User]:
    """An Bình as the demo loads it."""
    people = everyone()
    make_plans({unit.code: unit for unit in Unit.objects.all()}, people, timezone.localdate())
    return people


def test_every_desk_leads_to_its_next_step(open_context: Opener, sign_in: SignIn, people: dict[str, User]) -> None:
    for username, step in STEPS.items():
        page = desk_of(open_context, sign_in, people[username])
        expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần làm")
        both_widths_and_schemes(page, f"desk-{username}")
        step(page)
        page.context.close()
