"""Pages of an issued plan and of what it asks: usable by everyone, by thumb and by keyboard, and on paper."""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.accounts.models import User
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.plans.enums import UploadState
from lantoa.plans.models import Plan, PlanUpload
from lantoa.workspace.demo.plans import department_plan
from tests.browser.demo import Opener, SignIn, desk_of, everyone
from tests.browser.looking import PHONE, both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOO_LOW = """() => [...document.querySelectorAll(
    'button, .btn, input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, summary, nav a, .grid a')]
  .filter(one => one.checkVisibility() && one.offsetWidth > 1 && one.getBoundingClientRect().height < 43.5)
  .map(one => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`)"""
UNRINGED = """() => {
  const ringed = one => one && (getComputedStyle(one).outlineStyle !== 'none' || ringed(one.closest('label')));
  const one = document.activeElement;
  return one === document.body || ringed(one) ? '' : one.outerHTML.slice(0, 120); }"""

CUT = """() => [...document.querySelectorAll('.grid-scroll, .table-wrap')]
  .filter(one => getComputedStyle(one).overflowX !== 'visible').length"""


@pytest.fixture
def people(live_server: Any) -> dict[str, User]:
    return everyone()


@pytest.fixture
def plan(people: dict[str, User]) -> Plan:
    """The department's plan of this year, issued."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    return department_plan(timezone.localdate().year, units, people, timezone.localdate())


def addresses(plan: Plan) -> dict[str, str]:
    """Every page of the plan and of what it asks, by the name of its picture."""
    first, home = plan.tasks.all()[0], plan.get_absolute_url()
    return {
        "plan": home,
        "grid": f"{home}giao-viec/",
        "task": f"{home}nhiem-vu/{first.pk}/",
        "duty": f"/lam-viec/viec/{Obligation.objects.about(first)[0].pk}/",
        "obligations": "/lam-viec/viec/",
        "calendar": "/lam-viec/viec/lich/",
        "days": "/lam-viec/viec/lich/ngay/",
        "plans": "/lam-viec/ke-hoach/",
        "new-plan": "/lam-viec/ke-hoach/moi/",
    }


def test_every_page_of_a_running_plan_can_be_used_by_everyone(
    page: Page, sign_in: SignIn, people: dict[str, User], plan: Plan
) -> None:
    sign_in(page.context, people["vanphong"])
    for name in ("task", "duty", "obligations", "calendar", "days"):
        page.goto(addresses(plan)[name])
        both_widths_and_schemes(page, f"running-{name}")


def test_the_reading_of_a_document_can_be_followed_by_everyone(
    page: Page, sign_in: SignIn, people: dict[str, User], plan: Plan
) -> None:
    sign_in(page.context, people["vanphong"])
    upload = PlanUpload.objects.get(plan=plan)
    told = {
        "reading": "Đang nhận dạng chữ trên ảnh",
        "failed": "Chưa đọc được văn bản này",
        "duplicate": "Tệp này đã được đọc rồi",
    }
    for state, words in told.items():
        upload.turn_to(UploadState(state), pages=12, pages_done=5, sentence="Tệp bị khóa bằng mật khẩu.")
        page.goto(upload.get_absolute_url())
        expect(page.get_by_role("heading", name=words)).to_be_visible()
        both_widths_and_schemes(page, f"upload-{state}")


def test_a_thumb_hits_everything_and_the_keyboard_sees_where_it_is(
    open_context: Opener, sign_in: SignIn, people: dict[str, User], plan: Plan
) -> None:
    page = desk_of(open_context, sign_in, people["vanphong"], viewport=PHONE, has_touch=True, is_mobile=True)
    for address in ("/lam-viec/", *addresses(plan).values()):
        page.goto(address)
        assert page.evaluate(TOO_LOW) == [], address
        for _ in range(25):
            page.keyboard.press("Tab")
            assert page.evaluate(UNRINGED) == "", address


def test_a_head_of_the_grid_says_what_it_stands_for_and_leads_back(
    page: Page, sign_in: SignIn, people: dict[str, User], plan: Plan
) -> None:
    sign_in(page.context, people["vanphong"])
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(addresses(plan)["grid"])
    table = page.get_by_role("region", name="Bảng đơn vị và việc")
    table.get_by_role("link", name=re.compile(r"^NV 9")).click()
    line = page.locator(".grid-key div:target")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text(plan.tasks.get(no="9").text)
    line.get_by_role("link", name=re.compile("^NV 9")).click()
    expect(table.get_by_role("link", name=re.compile("^NV 9"))).to_be_in_viewport(ratio=0.9)


def test_lists_plan_and_grid_print_whole_without_what_is_only_for_the_screen(
    page: Page, sign_in: SignIn, people: dict[str, User], plan: Plan
) -> None:
    sign_in(page.context, people["vanphong"])
    for name in ("plan", "grid", "obligations", "plans"):
        page.goto(addresses(plan)[name])
        page.emulate_media(media="print")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for hidden in (".shell__rail", ".crumbs", ".page-head__actions", "form[role=search]", ".tabs"):
            assert not page.locator(hidden).filter(visible=True).count(), f"{hidden} on {name}"
        assert page.evaluate(CUT) == 0, name
        page.emulate_media(media="screen")
