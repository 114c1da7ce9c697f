"""The money given for a year is typed once: the later reports of the year offer it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import province
from lantoa.reports import content, filling
from lantoa.reports.factories import Season
from lantoa.reports.models import Indicator, Report
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt)


@pytest.fixture
def money(season: Season) -> Indicator:
    return season.row(code="KP-GIAO", name="Kinh phí được giao", typed=True, measure="đồng", holds_all_year=True)


def later(season: Season) -> Report:
    """The school's report of the next period of the year."""
    days: dict[str, Any] = {"starts_on": dt.date(2026, 6, 15), "ends_on": dt.date(2026, 12, 14)}
    period = season.open(season.tree.thpt, name="Cuối năm 2026", part="2026-H2", **days)
    return Report.objects.get(period=period, unit=season.tree.thpt)


def offered(client: PageClient, season: Season, report: Report) -> list[str]:
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt))
    page = parse(client.get(reverse("reports:report", args=[report.pk])))
    return [words(one) for one in page.findall(".//button[@name='lay']")]


def test_what_was_given_in_a_report_of_the_year_is_taken_over_in_one_press(
    client: PageClient, season: Season, money: Indicator
) -> None:
    first = season.report(season.tree.thpt)
    filling.type_figure(first, money, value=Decimal(35_000_000), version=0, by=season.office)
    report = later(season)
    assert offered(client, season, report) == ["Lấy 35.000.000 cho Kinh phí được giao"]
    key = f"so-{money.pk}"
    client.post(
        reverse("reports:save", args=[report.pk]), {key: "", f"ghi-{key}": "", f"ban-{key}": "0", "lay": money.pk}
    )
    held = content.look(report).values[money.pk]
    assert held.value == 35_000_000
    assert held.note == "Theo báo cáo 6 tháng đầu năm 2026"
    assert offered(client, season, report) == []


def test_a_figure_of_one_period_alone_is_not_offered_in_the_next(client: PageClient, season: Season) -> None:
    first = season.report(season.tree.thpt)
    filling.type_figure(first, season.typed, value=Decimal(3), version=0, by=season.office)
    assert offered(client, season, later(season)) == []
