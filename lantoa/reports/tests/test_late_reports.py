"""What is said of a report whose day has passed: while it is written, while it waits for the head, once it is in."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import province
from lantoa.reports import flow
from lantoa.reports.factories import Season
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db

DUE = dt.date(2026, 6, 19)


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, due_on=DUE, gap_days=0)


def test_a_report_that_came_back_and_is_in_again_is_told_as_handed_in_late(client: PageClient, season: Season) -> None:
    unit = season.tree.thpt
    flow.send_back(season.send(unit), by=season.office, note="Thiếu số giải thưởng")
    late = (timezone.localdate() - DUE).days
    clerk = UserFactory.make(role=Role.OFFICER, role__unit=unit)
    client.force_login(clerk)
    listed = reverse("reports:list")
    assert f"quá hạn {late} ngày" in words(parse(client.get(listed)))
    flow.submit(season.report(unit), by=clerk)
    page = words(parse(client.get(listed)))
    assert f"đã muộn {late} ngày" in page
    assert "quá hạn" not in page
    flow.approve(season.report(unit), by=season.head, on=DUE + dt.timedelta(days=4))
    for address in (listed, season.report(unit).get_absolute_url()):
        page = words(parse(client.get(address)))
        assert "gửi muộn 4 ngày" in page.lower()
        assert "quá hạn" not in page.lower()
    client.force_login(season.office)
    assert "gửi muộn 4 ngày" in words(parse(client.get(season.period.get_absolute_url())))


def test_a_report_that_came_in_time_is_not_called_late(client: PageClient, season: Season) -> None:
    report = season.report(season.tree.thpt)
    flow.submit(report, by=season.office)
    flow.approve(report, by=season.head, on=DUE)
    client.force_login(season.office)
    assert "muộn" not in words(parse(client.get(season.period.get_absolute_url())))
