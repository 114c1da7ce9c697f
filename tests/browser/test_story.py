"""The whole way of a plan in a real browser: a document goes in, a school sees what it owes, a document comes out."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lantoa.accounts.models import User
from lantoa.ledger.models import Obligation
from lantoa.plans.models import Plan
from lantoa.workspace.demo.people import make_people
from lantoa.workspace.demo.plans import as_docx, filled_text
from lantoa.workspace.demo.units import make_units
from tests.browser.looking import PHONE, axe, both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()
UNKNOWN = "Tổ Truyền thông giáo dục số"


@pytest.fixture
def people(live_server: Any) -> dict[str, User]:
    """The people of An Bình, before any plan."""
    with override_settings(DEMO=True):
        return make_people(make_units())


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A plan as a Word file; one of the units that it names is not in the tree."""
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(as_docx(filled_text("chuyen-doi-so", year=2026, month=11)))
    return path


Opener = Callable[..., BrowserContext]
SignIn = Callable[[BrowserContext, Any], None]


def desk_of(open_context: Opener, sign_in: SignIn, user: User, **options: Any) -> Page:
    """A browser in which `user` is signed in, with the desk open."""
    context = open_context(**options)
    sign_in(context, user)
    page = context.new_page()
    page.goto("/lam-viec/")
    return page


def settle_everything(page: Page) -> None:
    """Answer every question of the review screen: the unknown unit is the department's office, holes stay holes."""
    panel = page.locator("#viec-can-xem")
    for _ in range(20):
        left = panel.locator(".doubts__count")
        if left.count() == 0:
            return
        before = left.inner_text()
        question = panel.locator(".doubt__question").inner_text()
        if UNKNOWN in question:
            panel.get_by_label("Tìm đơn vị hoặc nhóm khác").fill("van phong so")
            panel.locator("#tim-thay button").first.click()
        elif "là đơn vị nào" in question:
            panel.get_by_role("button", name="Cơ quan ngoài hệ thống").click()
        else:
            panel.locator("[data-lt-accept]").first.click()
        expect(panel.locator("h2")).not_to_contain_text(f"Còn {before} việc")
    raise AssertionError("the questions never end")


def test_a_plan_goes_in_as_a_word_file_and_a_school_sees_what_it_owes(
    open_context: Opener, sign_in: SignIn, people: dict[str, User], document: Path
) -> None:
    office = desk_of(open_context, sign_in, people["vanphong"])
    upload(office, document)
    expect(office.get_by_role("heading", level=1)).to_have_text("Kế hoạch này đọc đúng chưa?")
    expect(office.locator("#viec-can-xem")).to_contain_text(f"“{UNKNOWN}” là đơn vị nào?")
    settle_everything(office)
    office.get_by_role("button", name="Đúng như văn bản").click()
    office.get_by_role("button", name="Trình duyệt").first.click()
    expect(office.get_by_text("Đã trình, chờ duyệt").first).to_be_visible()

    approve(desk_of(open_context, sign_in, people["thutruong"]))
    office.goto("/lam-viec/")
    issue(office)

    plan = Plan.objects.get()
    assert Obligation.objects.of(plan).filter(unit__code="thpt-ntn").exists()
    school = desk_of(open_context, sign_in, people["truong1"], viewport=PHONE)
    row = school.get_by_role("link", name=re.compile("In và phát tờ rơi có mã QR")).first
    expect(row).to_be_visible()
    axe(school)
    row.click()
    expect(school.get_by_text("Kế hoạch số 120/KH-SGDĐT, dòng 2 của bảng nhiệm vụ")).to_be_visible()
    the_document_downloads_and_opens(office, plan)


def upload(page: Page, document: Path) -> None:
    page.goto("/lam-viec/ke-hoach/moi/")
    page.locator("input[type=file]").set_input_files(document)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url(re.compile(r"/soan/"), timeout=30_000)


def approve(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Xem và duyệt")).first.click()
    page.get_by_role("button", name="Duyệt").click()
    expect(page.get_by_text("Đã duyệt").first).to_be_visible()


def issue(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Ban hành")).first.click()
    page.get_by_role("link", name="Ban hành").click()
    page.get_by_label(re.compile("Số, ký hiệu")).fill("120/KH-SGDĐT")
    page.get_by_label(re.compile("Ngày ban hành")).fill("21/11/2026")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("Đã ban hành").first).to_be_visible()


def the_document_downloads_and_opens(page: Page, plan: Plan) -> None:
    page.goto(plan.get_absolute_url())
    page.get_by_text("Tải về").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Văn bản .docx").click()
    opened = docx.Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    texts = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert any("120/KH-SGDĐT" in text for text in texts)
    assert "Dựng 05 video hướng dẫn nộp hồ sơ" in texts


PAGES = (
    ("vanphong", "/lam-viec/", "desk"),
    ("vanphong", "/lam-viec/viec/", "obligations"),
    ("vanphong", "/lam-viec/viec/lich/", "calendar"),
    ("vanphong", "/lam-viec/ke-hoach/", "plans"),
    ("vanphong", "/lam-viec/ke-hoach/moi/", "new-plan"),
    ("quantri", "/lam-viec/", "desk-of-the-keeper"),
)


@pytest.mark.parametrize(("username", "address", "name"), PAGES)
def test_pages_can_be_used_by_everyone_on_phone_and_desk(
    page: Page, sign_in: SignIn, people: dict[str, User], username: str, address: str, name: str
) -> None:
    sign_in(page.context, people[username])
    page.goto(address)
    both_widths_and_schemes(page, name)


def test_an_issued_plan_and_its_grid_can_be_used_by_everyone(
    page: Page, sign_in: SignIn, people: dict[str, User]
) -> None:
    from lantoa.organisations.models import Unit
    from lantoa.workspace.demo.plans import department_plan

    units = {unit.code: unit for unit in Unit.objects.all()}
    plan = department_plan(TODAY.year, units, people, TODAY)
    sign_in(page.context, people["vanphong"])
    for address, name in ((plan.get_absolute_url(), "plan"), (f"{plan.get_absolute_url()}giao-viec/", "grid")):
        page.goto(address)
        both_widths_and_schemes(page, name)


def test_signing_in_by_the_form_opens_the_desk(page: Page, people: dict[str, User], chromium: Browser) -> None:
    with override_settings(DEMO=True):
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill("truong1")
        page.get_by_label("Mật khẩu", exact=True).fill("lantoa-demo")
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần làm")
