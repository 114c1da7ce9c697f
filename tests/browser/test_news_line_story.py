"""The whole line of a piece of news, in a real browser: a school writes on a phone, its head returns and approves it,
the department takes it over, four channels carry it once, the report counts it once, and it can be withdrawn."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity
from lantoa.news.founding import found_categories
from lantoa.news.models import Article
from lantoa.organisations.models import Unit
from lantoa.reports import periods
from lantoa.reports.enums import PeriodType
from lantoa.workspace.demo.plans import department_plan
from tests.browser.demo import Opener, SignIn, desk_of, everyone, phone_of, photo_file
from tests.browser.news_carried import (
    adds_a_channel,
    composes_for_four_channels,
    is_rehearsed_and_nothing_leaves,
    is_sent_again_where_it_was_refused,
    is_sent_once_but_for_zalo,
    reach_is_read_back,
    subscribes,
    switches_on,
)
from tests.browser.news_line import CHANNELS, SCHOOL, Line
from tests.browser.news_written import (
    approves,
    claims_mends_and_accepts,
    corrects,
    is_found_without_accents,
    is_gone_for_readers,
    is_withdrawn,
    returns,
    sends_up,
    stands_on_the_page_of_the_school,
    stands_on_the_portal,
    submits,
    writes,
)
from tests.browser.outside import outside

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()
YEAR = TODAY.year + (periods.span(PeriodType.YEAR, TODAY.year, 1).ends_on < TODAY)


@pytest.fixture
def line(live_server: Any, settings: Any, caplog: pytest.LogCaptureFixture) -> Iterator[Line]:
    expect.set_options(timeout=15_000)  # four people and the worker share one machine
    people = everyone()
    units = {unit.code: unit for unit in Unit.objects.all()}
    department_plan(YEAR, units, people, TODAY)
    found_categories()
    with outside(settings, live_server.url) as servers:
        yield Line(people, units, servers, caplog)
    expect.set_options(timeout=5_000)


def test_news_of_a_school_goes_the_whole_way(open_context: Opener, sign_in: SignIn, line: Line, tmp_path: Path) -> None:
    clerk = phone_of(open_context, sign_in, line.people["truong1"])
    head = phone_of(open_context, sign_in, line.people["hieutruong1"])
    editor = desk_of(open_context, sign_in, line.people["bientap"])
    reader = open_context().new_page()
    opens_the_report_of_the_year(desk_of(open_context, sign_in, line.people["vanphong"]))

    writes(clerk, photo_file(tmp_path, "phong-may.jpg", "darkgreen"))
    submits(clerk)
    returns(head)
    corrects(clerk)
    approves(head)
    article = Article.objects.get()
    stands_on_the_page_of_the_school(reader, article, line)

    sends_up(clerk, article)
    claims_mends_and_accepts(editor, article)
    stands_on_the_portal(reader, article)
    is_found_without_accents(reader, article)

    for kind in CHANNELS:
        adds_a_channel(editor, kind, line)
    subscribes(reader, line)
    composes_for_four_channels(editor, article)
    is_rehearsed_and_nothing_leaves(editor, line)
    switches_on(editor, line)
    is_sent_once_but_for_zalo(editor, line)
    is_sent_again_where_it_was_refused(editor, reader, line)
    reach_is_read_back(editor, line)
    is_on_the_books_once(article, line)
    the_report_of_the_school_counts_it_once(clerk)

    is_withdrawn(head, article)
    is_gone_for_readers(reader, article)


def opens_the_report_of_the_year(page: Page) -> None:
    page.goto("/lam-viec/bao-cao/")
    page.get_by_role("link", name="Mở kỳ báo cáo").first.click()
    page.get_by_role("button", name=re.compile(rf"Mở kỳ Năm {YEAR}$")).click()
    expect(page.get_by_text(re.compile("^Đã mở"))).to_be_visible()


def is_on_the_books_once(article: Article, line: Line) -> None:
    """One line for the article, the school's, though two pages show it; one for each channel, the department's."""
    own = Activity.objects.counted().get(kind=ActivityKind.ARTICLE)
    assert own.unit == line.units[SCHOOL]
    assert own.obligations.count() == 1
    posted = Activity.objects.counted().exclude(pk=own.pk)
    assert posted.count() == len(CHANNELS)
    assert {one.unit for one in posted} == {line.units["so"]}


def the_report_of_the_school_counts_it_once(page: Page) -> None:
    page.goto("/lam-viec/bao-cao/")
    page.get_by_role("link", name=re.compile(rf"[Nn]ăm {YEAR}")).first.tap()
    row = page.locator(".figure", has_text="Tin, bài trên cổng, trang thông tin điện tử")
    expect(row.locator(".figure__value")).to_have_text(re.compile(r"^\s*1\b"))
