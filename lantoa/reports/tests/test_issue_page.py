"""The page on which the topmost report gets its number and day: what stands there already, what is asked once more."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import province
from lantoa.reports import flow
from lantoa.reports.factories import Season
from lantoa.reports.models import Report
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    tree.so.symbol = "SGDĐT"
    tree.so.save()
    season = Season(tree, tree.thpt)
    season.head.memberships.update(title="Giám đốc")
    User.objects.filter(pk=season.head.pk).update(full_name="Đỗ Thị Lan")
    return season


@pytest.fixture
def top(season: Season) -> Report:
    report = season.report(season.tree.so)
    flow.submit(report, by=season.office)
    flow.approve(report, by=season.head)
    return report


def send(client: PageClient, report: Report, number: str, **other: str) -> Any:
    day = f"{dt.date.today():%d/%m/%Y}"
    return client.post(reverse("reports:issue", args=[report.pk]), {"number": number, "dated": day, **other})


def value(answer: Any, name: str) -> str:
    field = parse(answer).find(f".//input[@name='{name}']")
    assert field is not None
    return field.get("value") or ""


def again(answer: Any) -> dict[str, str]:
    """What the page sends where its button is pressed once more as it stands."""
    names = ("number", "shown", "signer_role", "signer_name")
    return {name: value(answer, name) for name in names}


def test_the_signer_is_the_units_head(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)
    page = client.get(reverse("reports:issue", args=[top.pk]))
    assert value(page, "signer_role") == "Giám đốc"
    assert value(page, "signer_name") == "Đỗ Thị Lan"


def test_of_two_heads_none_is_taken_for_the_signer(client: PageClient, season: Season, top: Report) -> None:
    MembershipFactory.make(user=UserFactory.make(), unit=season.tree.so, role=Role.HEAD)
    client.force_login(season.office)
    assert value(client.get(reverse("reports:issue", args=[top.pk])), "signer_name") == ""


def test_a_number_alone_takes_the_symbol_and_is_shown_before_it_is_final(
    client: PageClient, season: Season, top: Report
) -> None:
    client.force_login(season.office)
    answer = send(client, top, "45")
    assert "Số, ký hiệu đủ là 45/BC-SGDĐT" in words(parse(answer))
    assert season.report(season.tree.so).review_state == ReviewState.APPROVED
    assert send(client, top, **again(answer)).status_code == 302
    assert season.report(season.tree.so).number == "45/BC-SGDĐT"


@pytest.mark.parametrize("odd", ["45/KH-XYZ", "45/BC-XYZ", "bốn lăm"])
def test_a_number_of_another_make_is_asked_once_and_taken_when_pressed_again(
    client: PageClient, season: Season, top: Report, odd: str
) -> None:
    client.force_login(season.office)
    answer = send(client, top, odd)
    assert f"“{odd}” không mang ký hiệu báo cáo của {season.tree.so.label} (BC-SGDĐT)" in words(parse(answer))
    assert season.report(season.tree.so).review_state == ReviewState.APPROVED
    assert send(client, top, **again(answer)).status_code == 302
    assert season.report(season.tree.so).number == odd


@pytest.mark.parametrize("number", ["45/BC-SGDĐT", "45/BC-SGD&ĐT", "45/BC-SGDĐT-VP"])
def test_a_number_of_the_units_reports_goes_at_once(
    client: PageClient, season: Season, top: Report, number: str
) -> None:
    client.force_login(season.office)
    assert send(client, top, number).status_code == 302
    assert season.report(season.tree.so).number == number


def test_another_odd_number_is_asked_anew(client: PageClient, season: Season, top: Report) -> None:
    client.force_login(season.office)
    given = again(send(client, top, "45/KH-XYZ")) | {"number": "46/KH-XYZ"}
    assert send(client, top, **given).status_code == 422
