"""What a person may not do, or has not read, is not done by knowing an address."""

import datetime as dt

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.jobs.models import LongJob
from lantoa.organisations.factories import province
from lantoa.reports import flow, line_keeping
from lantoa.reports.factories import IndicatorFactory, Season
from lantoa.reports.models import Report, ReportingLine
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.th_dong)


@pytest.fixture
def head(season: Season) -> User:
    return UserFactory.make(role=Role.HEAD, role__unit=season.tree.thpt)


def approval(client: PageClient, report: Report) -> dict[str, str]:
    """What the button of approving sends as the page stands."""
    address = reverse("reports:approve", args=[report.pk])
    form = parse(client.get(report.get_absolute_url())).find(f".//form[@action='{address}']")
    assert form is not None
    return {one.get("name") or "": one.get("value") or "" for one in form.findall(".//input")}


def test_a_head_does_not_approve_what_was_changed_since_they_read_it(
    client: PageClient, season: Season, head: User
) -> None:
    report = season.report(season.tree.thpt)
    flow.submit(report, by=season.office)
    client.force_login(head)
    as_read = approval(client, report)
    flow.take_back(report, by=season.office)
    flow.submit(report, by=season.office)
    address = reverse("reports:approve", args=[report.pk])
    client.post(address, as_read)
    assert season.report(season.tree.thpt).review_state == ReviewState.SUBMITTED
    client.post(address, approval(client, report))
    assert season.report(season.tree.thpt).review_state == ReviewState.APPROVED


def test_who_only_receives_a_report_does_not_get_the_reports_below_its_unit(client: PageClient, season: Season) -> None:
    tree = season.tree
    line = ReportingLine(unit=tree.xa_dong, to_unit=tree.xa_tay, valid_from=dt.date(2026, 1, 1), reason="Công văn 12")
    season.accept(tree.th_dong)
    line_keeping.add(line, by=season.office)
    season.period.reports.filter(unit=tree.xa_dong).update(receiver=tree.xa_tay)
    report = season.send(tree.xa_dong)
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.xa_tay))
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.post(reverse("reports:bind", args=[report.pk])).status_code == 403
    assert not LongJob.objects.exists()


def test_an_indicator_that_is_not_in_the_report_opens_nothing(client: PageClient, season: Season, head: User) -> None:
    stranger = IndicatorFactory.make(unit=season.tree.xa_dong, name="Chỉ tiêu nội bộ của xã")
    client.force_login(head)
    report = season.report(season.tree.thpt)
    assert client.get(reverse("reports:drill", args=[report.pk, season.articles.pk])).status_code == 200
    assert client.get(reverse("reports:drill", args=[report.pk, stranger.pk])).status_code == 404


def offers(client: PageClient, report: Report) -> set[str]:
    page = parse(client.get(report.get_absolute_url()))
    return {words(one) for one in [*page.iter("button"), *page.iter("a")]}


def test_a_head_is_offered_to_approve_or_return_and_the_writer_to_take_back(
    client: PageClient, season: Season, head: User
) -> None:
    writer = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    report = season.report(season.tree.thpt)
    flow.submit(report, by=writer)
    client.force_login(head)
    seen = offers(client, report)
    assert {"Duyệt và gửi", "Trả lại"} <= seen
    assert "Rút lại" not in seen
    client.force_login(writer)
    assert "Rút lại" in offers(client, report)
    assert "Trả lại" not in offers(client, report)


def test_a_head_who_submitted_it_takes_it_back_and_does_not_return_it_to_themselves(
    client: PageClient, season: Season, head: User
) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(head)
    said = words(parse(client.post(reverse("reports:submit", args=[report.pk]), follow=True)))
    assert "Đã trình. Việc còn lại: duyệt và gửi." in said
    seen = offers(client, report)
    assert {"Duyệt và gửi", "Rút lại"} <= seen
    assert "Trả lại" not in seen
