"""Units offered while one types, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lantoa.accounts.models import Membership, User
from lantoa.organisations.models import Unit
from tests.browser.looking import axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def change(live_server: Any, page: Page, sign_in: Callable[[BrowserContext, Any], None]) -> Page:
    """The form by which a school is merged into another, open before an administrator."""
    top = Unit.objects.create(name="Ủy ban nhân dân tỉnh An Bình", code="UBT", kind="province_committee")
    for code, name in (
        ("DH", "Trường Tiểu học Đông Hải"),
        ("BS", "Trường Tiểu học Bình Sơn"),
        ("ND", "Trường Nguyễn Du"),
    ):
        school = Unit.objects.create(name=name, code=code, kind="school", parent=top)
    admin = User.objects.create_user("quantri", full_name="Vũ Đức Long")
    Membership.objects.create(user=admin, unit=top, role="admin")
    sign_in(page.context, admin)
    page.goto(f"/lam-viec/don-vi/{school.pk}/thay-doi/?hinh-thuc=merge_into")
    return page


def test_typing_without_accents_offers_the_unit_and_the_keyboard_takes_it(change: Page) -> None:
    field = change.get_by_role("combobox", name="Sáp nhập vào")
    field.press_sequentially("dong hai")
    expect(change.get_by_role("option")).to_have_text(
        ["Trường Tiểu học Đông HảiDH, thuộc Ủy ban nhân dân tỉnh An Bình"]
    )
    axe(change)
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("DH – Trường Tiểu học Đông Hải")
    expect(change.get_by_role("option")).to_have_count(0)


def test_a_field_of_several_units_offers_one_for_each_line(change: Page) -> None:
    field = change.get_by_role("textbox", name="Cùng sáp nhập")
    for words in ("dong hai", "binh son"):
        field.press_sequentially(words)
        change.get_by_role("option").click()
        field.press("Enter")
    expect(field).to_have_value("DH – Trường Tiểu học Đông Hải\nBS – Trường Tiểu học Bình Sơn\n")
