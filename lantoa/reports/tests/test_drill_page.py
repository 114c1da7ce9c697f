"""The page behind a number shows what makes it, and leaves what adds nothing one link away."""

import pytest
from django.urls import reverse

from lantoa.organisations.factories import province
from lantoa.reports.enums import Aggregate
from lantoa.reports.factories import Season, log
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


def test_activities_that_cost_nothing_are_one_line_with_a_link(client: PageClient) -> None:
    tree = province()
    season = Season(tree, tree.thpt)
    money = season.row(code="KP", name="Kinh phí", aggregate=Aggregate.COST, measure="đồng")
    log(tree.thpt, 1, title="In tờ rơi", cost=200_000)
    log(tree.thpt, 2, title="Bài trên trang")
    client.force_login(season.office)
    url = reverse("reports:drill", args=[season.report(tree.thpt).pk, money.pk])
    page = parse(client.get(url))
    shown = words(page)
    assert "Hoạt động làm nên số này (1)" in shown
    assert "In tờ rơi" in shown
    assert "Bài trên trang" not in shown
    link = next(one for one in page.findall(".//main//a") if words(one) == "2 hoạt động không có chi phí")
    others = words(parse(client.get(url + link.get("href", "").partition("#")[0])))
    assert "Hoạt động không có chi phí (2)" in others
    assert "Bài trên trang" in others
    assert "0 đồng" not in others.partition("Hoạt động không có chi phí")[2]


def test_a_cost_that_nothing_makes_is_no_heading_over_nothing(client: PageClient) -> None:
    tree = province()
    season = Season(tree, tree.thpt)
    money = season.row(code="KP", name="Kinh phí", aggregate=Aggregate.COST, measure="đồng")
    log(tree.thpt, 2)
    client.force_login(season.office)
    shown = words(parse(client.get(reverse("reports:drill", args=[season.report(tree.thpt).pk, money.pk]))))
    assert "Hoạt động làm nên số này" not in shown
    assert "2 hoạt động không có chi phí" in shown
