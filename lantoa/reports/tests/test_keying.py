"""The office types a report in for a unit: a step with a reason, said on the report and to the unit."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.notices.models import Notice
from lantoa.organisations.factories import province
from lantoa.reports import flow
from lantoa.reports.factories import Season
from lantoa.reports.models import Report, ReportingLine
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.mn_dong)


def url(name: str, report: Report) -> str:
    return reverse(f"reports:{name}", args=[report.pk])


def test_a_units_draft_is_not_the_offices_own_to_fill(client: PageClient, season: Season) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(season.office)
    page = parse(client.get(url("report", report)))
    assert page.find(".//form[@id='bao-cao']") is None
    offered = {words(one) for one in page.findall(".//main//*[@class='btn']")}
    assert "Nhập thay cho Trường THPT Nguyễn Trãi" in offered
    assert "Không phát sinh" not in offered
    refused = client.post(url("save", report), {f"so-{season.typed.pk}": "2", f"ban-so-{season.typed.pk}": "0"})
    assert refused.status_code == 403
    assert not report.values.exists()


def test_typing_for_a_unit_takes_a_reason_that_the_unit_reads(client: PageClient, season: Season) -> None:
    clerk = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    report = season.report(season.tree.thpt)
    client.force_login(season.office)
    assert client.post(url("type_for", report), {"reason": " "}).status_code == 422
    for _ in range(2):
        client.post(url("type_for", report), {"reason": "Trường mất mạng, báo qua điện thoại"})
    page = words(parse(client.get(url("report", report))))
    assert "Đang nhập thay cho Trường THPT Nguyễn Trãi" in page
    assert "Sở GDĐT nhập thay: Trường mất mạng, báo qua điện thoại" in page
    told = Notice.objects.get(user=clerk)
    assert "nhập thay" in told.text
    assert told.note == "Trường mất mạng, báo qua điện thoại"
    client.post(url("save", report), {f"so-{season.typed.pk}": "2", f"ban-so-{season.typed.pk}": "0"})
    assert report.values.get(indicator=season.typed).value == 2


def test_for_a_unit_without_accounts_the_reason_is_there_already(client: PageClient, season: Season) -> None:
    client.force_login(season.office)
    page = parse(client.get(url("type_for", season.report(season.tree.mn_dong))))
    field = page.find(".//input[@name='reason']")
    assert field is not None
    assert field.get("value") == "Đơn vị chưa có tài khoản."


def test_a_unit_writes_its_own_report_at_once(client: PageClient, season: Season) -> None:
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt))
    page = parse(client.get(url("report", season.report(season.tree.thpt))))
    assert page.find(".//form[@id='bao-cao']") is not None
    assert "Nhập thay" not in words(page)


def test_who_returned_a_report_from_outside_its_tree_still_reads_it(client: PageClient) -> None:
    tree = province()
    ReportingLine.objects.create(unit=tree.mn_dong, to_unit=tree.xa_tay, valid_from=dt.date(2026, 1, 1))
    season = Season(tree, tree.mn_dong)
    report = season.send(tree.mn_dong)
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.xa_tay))
    client.post(url("send_back", report), {"note": "Thiếu số người dự"})
    page = client.get(url("report", report))
    assert page.status_code == 200
    assert "Báo cáo đã trả lại; đơn vị đang sửa." in words(parse(page))
    assert parse(page).find(".//form[@id='bao-cao']") is None
    listed = words(parse(client.get(f"{reverse('reports:list')}?muc=cho-xem")))
    assert season.report(tree.mn_dong).unit.name in listed


def test_a_draft_that_was_never_sent_is_not_shown_outside_its_tree(client: PageClient) -> None:
    tree = province()
    ReportingLine.objects.create(unit=tree.mn_dong, to_unit=tree.xa_tay, valid_from=dt.date(2026, 1, 1))
    report = Season(tree, tree.mn_dong).report(tree.mn_dong)
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.xa_tay))
    assert client.get(url("report", report)).status_code == 404


def test_an_answer_that_the_office_typed_is_not_shown_as_the_units_own_words(
    client: PageClient, season: Season
) -> None:
    client.force_login(season.office)
    client.post(url("type_for", season.report(season.tree.thpt)), {"reason": "Trường mất mạng"})
    flow.send_back(season.send(season.tree.thpt), by=season.office, note="Rà lại số")
    report = season.report(season.tree.thpt)
    client.post(url("resubmit", report), {"reply": "Đã đối chiếu qua điện thoại"})
    page = words(parse(client.get(url("read", report))))
    assert "(Sở GDĐT nhập thay): Đã đối chiếu qua điện thoại" in page
