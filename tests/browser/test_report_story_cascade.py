"""A plan is issued: each unit that must have its own finds a draft of it, and the issuer sees how many have issued."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.organisations.factories import Province, province
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff
from tests.browser.demo import Opener, SignIn, desk_of, phone_of
from tests.browser.looking import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()
DUE = TODAY + dt.timedelta(days=20)


@pytest.fixture
def tree(live_server: Any) -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def plan(tree: Province, staff: Staff) -> Plan:
    """Approved, not yet issued: it asks a commune, one of its schools and an upper secondary school for their own."""
    build = PlanBuilder(tree, staff.office, year=TODAY.year)
    commune = build.mention("UBND xã Đông An", tree.xa_dong)
    schools = build.mention("các trường", tree.mn_dong, tree.thpt)
    build.task("1", "Viết tin, bài về một cửa", schools, commune)
    build.task("2", "Phát thanh trên loa xã", commune)
    build.cascade(commune, schools, due=DUE)
    return build.approved(staff)


def test_an_issued_plan_gives_each_unit_a_draft_and_its_issuer_sees_who_is_missing(
    open_context: Opener, sign_in: SignIn, tree: Province, staff: Staff, plan: Plan
) -> None:
    office = desk_of(open_context, sign_in, staff.office)
    issue(office, plan, "75/KH-SGDĐT")
    school = phone_of(open_context, sign_in, staff.school)
    begins_with_its_share(school, plan)
    sends(school)
    approves(phone_of(open_context, sign_in, staff.principal))
    own = Plan.objects.get(unit=tree.thpt)
    issue(school, own, "08/KH-NT")
    sees_who_is_missing(office, plan, tree)


def issue(page: Page, plan: Plan, number: str) -> None:
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="Ban hành", exact=True).click()
    look(page, f"story-issue-plan-{plan.unit.code}")
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_label("Ngày ban hành").fill(f"{TODAY:%d/%m/%Y}")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("Đã ban hành").first).to_be_visible()


def begins_with_its_share(page: Page, plan: Plan) -> None:
    """The draft holds the school's tasks alone, and rests on the plan above by its number."""
    look(page, "story-desk-with-own-plan")
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="Kế hoạch của đơn vị", exact=True).tap()
    expect(page.get_by_text("75/KH-SGDĐT").first).to_be_visible()
    expect(page.get_by_text("Viết tin, bài về một cửa").first).to_be_visible()
    expect(page.get_by_text("Phát thanh trên loa xã")).to_have_count(0)
    look(page, "story-own-plan")


def sends(page: Page) -> None:
    page.get_by_role("button", name="Trình duyệt").first.tap()
    expect(page.get_by_text("Đã trình, chờ duyệt").first).to_be_visible()


def approves(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Xem và duyệt")).first.tap()
    page.get_by_role("button", name="Duyệt", exact=True).tap()
    expect(page.get_by_text("Đã duyệt").first).to_be_visible()


def sees_who_is_missing(page: Page, plan: Plan, tree: Province) -> None:
    page.goto(plan.get_absolute_url())
    expect(page.locator("#ke-hoach-don-vi")).to_contain_text("1 trên 3")
    page.get_by_role("link", name=re.compile("Kế hoạch của các đơn vị, từng cấp")).click()
    expect(page.get_by_text(f"1 trên 3 đơn vị đã ban hành kế hoạch của mình, hạn {DUE:%d/%m/%Y}")).to_be_visible()
    look(page, "story-cascade")
    units = page.locator("section", has=page.get_by_role("heading", name="Từng đơn vị"))
    for unit in (tree.xa_dong, tree.mn_dong):
        expect(units.get_by_role("row").filter(has_text=unit.name)).to_contain_text("Bản nháp đã sẵn")
    expect(units.get_by_role("row").filter(has_text=tree.thpt.name)).to_have_count(0)
    levels = page.locator("section", has=page.get_by_role("heading", name="Theo cấp"))
    expect(levels).to_contain_text("Cấp 2")
