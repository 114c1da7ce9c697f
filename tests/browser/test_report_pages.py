"""Filling a report and adding reports up, at the browser: saved while one types, usable by everyone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.factories import province
from lantoa.reports import consolidating, filling
from lantoa.reports.factories import HeadingFactory, Season, log
from tests.browser.demo import Opener, SignIn, desk_of
from tests.browser.looking import PHONE, both_widths_and_schemes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def season(live_server: Any) -> Season:
    """Half a year: a school that has logged something, a centre whose report was accepted late."""
    tree = province()
    made = Season(tree, tree.thpt, tree.gdtx, tree.xa_dong)
    made.row(code="TRUYEN", name="Buổi chào cờ", filter={"kinds": [ActivityKind.FLAG_SALUTE]}, required=True)
    heading = HeadingFactory.make(template=made.template, title="Khó khăn, hạn chế")
    for unit in (tree.thpt, tree.gdtx):
        log(unit, 3)
        log(unit, 2, kind=ActivityKind.FLAG_SALUTE)
        filling.write(made.report(unit), heading, text="Đường truyền chưa ổn định.", version=0, by=made.office)
    made.accept(tree.gdtx)
    consolidating.start(made.report(tree.so), by=made.office)
    made.accept(tree.thpt)
    return made


def test_a_figure_is_saved_while_one_types_and_survives_a_reload(page: Page, sign_in: SignIn, season: Season) -> None:
    unit = season.tree.xa_dong
    sign_in(page.context, UserFactory.make(role=Role.OFFICER, role__unit=unit))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(season.report(unit).get_absolute_url())
    page.get_by_label("Giải thưởng", exact=True).fill("1.200")
    page.get_by_label("Giải thưởng", exact=True).blur()
    expect(page.locator(f"#so-{season.typed.pk}")).to_contain_text("Đã lưu lúc")
    expect(page.locator(f"#so-{season.typed.pk}-hien")).to_contain_text("1.200")
    page.get_by_role("textbox", name="Khó khăn, hạn chế").fill("Chưa có mạng ở điểm lẻ.")
    page.get_by_role("textbox", name="Khó khăn, hạn chế").blur()
    expect(page.locator(".text").first).to_contain_text("Đã lưu lúc")
    page.reload()
    expect(page.get_by_label("Giải thưởng", exact=True)).to_have_value("1.200")
    expect(page.get_by_role("textbox", name="Khó khăn, hạn chế")).to_have_value("Chưa có mạng ở điểm lẻ.")


def test_two_changes_of_one_person_are_no_conflict_and_a_lost_line_loses_nothing(
    open_context: Opener, sign_in: SignIn, season: Season
) -> None:
    unit = season.tree.xa_dong
    page = desk_of(open_context, sign_in, UserFactory.make(role=Role.OFFICER, role__unit=unit))
    page.goto(season.report(unit).get_absolute_url())
    field, row = page.get_by_label("Giải thưởng", exact=True), page.locator(f"#so-{season.typed.pk}")
    for number in ("1", "2", "3"):
        field.fill(number)
        field.blur()
        expect(page.locator(f"#so-{season.typed.pk}-hien")).to_contain_text(number)
    expect(row).not_to_contain_text("Có người vừa sửa")
    page.context.set_offline(True)
    field.fill("44")
    field.blur()
    expect(page.get_by_text("Mất kết nối").or_(page.get_by_text("Đang mất mạng")).first).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(field).to_have_value("44")
    expect(row).to_contain_text("Đã lưu lúc")


def test_pages_of_a_report_can_be_used_by_everyone(page: Page, sign_in: SignIn, season: Season) -> None:
    sign_in(page.context, season.office)
    top, child = season.report(season.tree.so), season.report(season.tree.thpt)
    home, heading = top.get_absolute_url(), season.template.headings.get()
    addresses = {
        "list": "/lam-viec/bao-cao/",
        "queue": "/lam-viec/bao-cao/?muc=cho-xem",
        "form": season.report(season.tree.xa_dong).get_absolute_url(),
        "top": home,
        "read": f"{child.get_absolute_url()}doc/",
        "sum": f"{home}tong-hop/?noi_dung={heading.pk}",
        "drill": f"{home}gom-tu/{season.articles.pk}/",
        "correct": f"{child.get_absolute_url()}dinh-chinh/",
    }
    for name, address in addresses.items():
        page.goto(address)
        both_widths_and_schemes(page, f"report-{name}")


def test_nothing_is_sent_into_a_lost_line_and_it_goes_when_the_line_is_back(
    open_context: Opener, sign_in: SignIn, season: Season
) -> None:
    unit = season.tree.xa_dong
    page = desk_of(open_context, sign_in, UserFactory.make(role=Role.OFFICER, role__unit=unit))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    address = season.report(unit).get_absolute_url()
    page.goto(address)
    log(unit, 1, kind=ActivityKind.FLAG_SALUTE)  # nothing is missing: the report may go
    text, sends = page.get_by_role("textbox", name="Khó khăn, hạn chế"), page.get_by_role("button", name="Trình duyệt")
    page.context.set_offline(True)
    text.fill("Chưa có mạng ở điểm lẻ.")
    sends.click()
    expect(page.get_by_text("Đang mất mạng nên chưa gửi")).to_be_in_viewport()
    assert page.url.endswith(address)
    expect(text).to_have_value("Chưa có mạng ở điểm lẻ.")
    page.context.set_offline(False)
    sends.click()
    expect(page.get_by_text("Đã trình. Chờ")).to_be_visible()
    expect(page.get_by_text("Chưa có mạng ở điểm lẻ.").first).to_be_visible()


def test_a_line_that_only_seems_to_be_there_does_not_lead_to_an_error_page(
    open_context: Opener, sign_in: SignIn, season: Season
) -> None:
    unit = season.tree.xa_dong
    page = desk_of(open_context, sign_in, UserFactory.make(role=Role.OFFICER, role__unit=unit))
    page.goto(season.report(unit).get_absolute_url())
    page.context.route("**/*", lambda route: route.abort())  # the browser believes itself on-line
    field = page.get_by_label("Giải thưởng", exact=True)
    field.fill("44")
    field.blur()
    expect(page.get_by_text("Mất kết nối").first).to_be_visible()
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(page.get_by_text("Đang mất mạng nên chưa gửi")).to_be_visible()
    page.context.unroute("**/*")
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    expect(page.get_by_text("Đã lưu lúc").first).to_be_visible()
    expect(field).to_have_value("44")
