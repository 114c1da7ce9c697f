"""Before a sum goes on although much is missing, one plain question is asked; a second press goes on."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import province
from lantoa.reports import consolidating, doubting, filling, flow
from lantoa.reports.factories import Season
from lantoa.reports.models import Report
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    season = Season(tree, tree.thpt, tree.gdtx)
    season.accept(tree.thpt)
    return season


def url(name: str, report: Report) -> str:
    return reverse(f"reports:{name}", args=[report.pk])


def test_writer_and_head_are_asked_once_each_and_go_on_by_a_second_press(client: PageClient, season: Season) -> None:
    top = season.report(season.tree.so)
    consolidating.start(top, by=season.office)
    for user, act, verb in ((season.office, "submit", "Vẫn trình duyệt"), (season.head, "approve", "Vẫn duyệt")):
        client.force_login(user)
        before = season.report(season.tree.so).review_state
        asked = parse(client.post(url(act, top), follow=True))
        assert "Mới có 1 trong 2 đơn vị trong tổng hợp." in words(asked)
        assert season.report(season.tree.so).review_state == before
        form = next(one for one in asked.findall(".//form") if one.get("action") == url(act, top))
        assert verb in words(form)
        client.post(url(act, top), sent_by(asked, url(act, top)))
    assert season.report(season.tree.so).review_state == ReviewState.APPROVED


def sent_by(page: Any, action: str) -> dict[str, str]:
    """What the page's form for this act carries."""
    form = next(one for one in page.findall(".//form") if one.get("action") == action)
    return {one.get("name"): one.get("value") or "" for one in form.findall(".//input") if one.get("name")}


def change_under_the_head(season: Season) -> None:
    """The office takes the sum back, types another figure and submits it again."""
    top = season.report(season.tree.so)
    flow.take_back(top, by=season.office)
    value = top.values.get(indicator=season.typed)
    filling.type_figure(top, season.typed, value=Decimal(99), version=value.version, by=season.office)
    flow.submit(top, by=season.office)


@pytest.mark.parametrize("changed", ["before the question", "while it is asked"])
def test_a_head_who_goes_on_after_the_question_approves_only_what_they_had_read(
    client: PageClient, season: Season, changed: str
) -> None:
    top = season.report(season.tree.so)
    consolidating.start(top, by=season.office)
    flow.submit(top, by=season.office)
    client.force_login(season.head)
    read = sent_by(parse(client.get(url("report", top))), url("approve", top))
    if changed == "before the question":
        change_under_the_head(season)
    answer = client.post(url("approve", top), read, follow=True)
    address = answer.redirect_chain[-1][0]
    if changed == "while it is asked":
        change_under_the_head(season)
        answer = client.post(url("approve", top), sent_by(parse(client.get(address)), url("approve", top)), follow=True)
    assert "Đọc lại bản mới rồi hãy quyết định" in words(parse(answer))
    assert season.report(season.tree.so).review_state == ReviewState.SUBMITTED


def test_a_whole_sum_is_not_asked_about(client: PageClient, season: Season) -> None:
    season.accept(season.tree.gdtx)
    top = season.report(season.tree.so)
    consolidating.start(top, by=season.office)
    client.force_login(season.office)
    client.post(url("submit", top))
    assert season.report(season.tree.so).review_state == ReviewState.SUBMITTED


def test_a_school_that_adds_nothing_up_is_not_asked(client: PageClient, season: Season) -> None:
    report = season.report(season.tree.gdtx)
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=season.tree.gdtx))
    client.post(url("submit", report))
    assert season.report(season.tree.gdtx).review_state == ReviewState.SUBMITTED


@pytest.mark.parametrize(("due", "is_asked"), [(12, True), (10, False), (None, True)])
def test_data_that_are_still_to_come_are_asked_about_unless_the_report_is_due_before(
    season: Season, due: int | None, is_asked: bool
) -> None:
    today, top = timezone.localdate(), season.report(season.tree.so)
    top.period.ends_on = today + dt.timedelta(days=11)
    assert top.obligation is None or top.obligation.due_on is None
    top.asked_due_on = today + dt.timedelta(days=due) if due else None
    top.obligation = None
    said = " ".join(doubting.doubts(top))
    assert ("còn 11 ngày" in said) is is_asked


def test_the_question_is_no_page_of_a_report_that_is_out(client: PageClient, season: Season) -> None:
    client.force_login(season.office)
    assert client.get(url("ask_first", season.report(season.tree.thpt))).status_code == 403
    top = season.report(season.tree.so)
    flow.submit(top, by=season.office)
    assert client.get(url("ask_first", top)).status_code == 403
