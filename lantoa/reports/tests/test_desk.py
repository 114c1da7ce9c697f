"""What reports put on a person's desk."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger.next_steps import step_for
from lantoa.organisations.factories import province
from lantoa.reports import desk, flow
from lantoa.reports.factories import Season
from lantoa.reports.models import Report
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx)


def test_a_submitted_report_lies_on_the_desk_of_the_head_alone(season: Season) -> None:
    unit = season.tree.thpt
    writer = UserFactory.make(role=Role.OFFICER, role__unit=unit)
    head = UserFactory.make(role=Role.HEAD, role__unit=unit)
    report = season.report(unit)
    flow.submit(report, by=writer)
    assert [(one.why, one.url) for one in desk.waiting(head)] == [("Đã trình, chờ duyệt", report.get_absolute_url())]
    assert desk.waiting(writer) == []
    assert desk.waiting(season.head) == []


def test_reports_that_wait_to_be_read_are_one_row_that_leads_to_the_queue(client: PageClient, season: Season) -> None:
    season.send(season.tree.thpt)
    season.send(season.tree.gdtx)
    [row] = desk.waiting(season.office)
    assert row.title == "2 báo cáo chờ xem"
    client.force_login(season.office)
    shown = words(parse(client.get(row.url)))
    assert "Trường THPT Nguyễn Trãi" in shown
    assert "Xem và quyết định" in shown


def test_what_came_back_lies_on_the_desk_of_who_writes_with_its_reason(season: Season) -> None:
    writer = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    flow.send_back(season.send(season.tree.thpt), by=season.office, note="Thiếu ảnh")
    assert [one.why for one in desk.waiting(writer)] == ["Trả lại: Thiếu ảnh"]


def test_the_obligation_leads_on_to_its_report(season: Season) -> None:
    writer = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    report = season.report(season.tree.thpt)
    assert report.obligation is not None
    step = step_for(report.obligation, writer)
    assert step is not None
    assert (step.verb, step.url) == ("Soạn báo cáo", reverse("reports:report", args=[report.pk]))


def test_what_was_sent_again_late_waits_for_the_head_and_is_no_arrears_of_the_writer(
    client: PageClient, season: Season
) -> None:
    writer = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    flow.send_back(season.send(season.tree.thpt), by=season.office, note="Thiếu ảnh")
    client.force_login(writer)
    home = reverse("workspace:home")
    assert "Đã trình, chờ duyệt" not in words(parse(client.get(home)))
    flow.submit(season.report(season.tree.thpt), by=writer)
    assert "Đã trình, chờ duyệt" in words(parse(client.get(home)))


def test_what_is_done_is_listed_newest_first_without_a_word_of_urgency(client: PageClient, season: Season) -> None:
    season.accept(season.tree.thpt)
    days = {"starts_on": dt.date(2025, 1, 1), "ends_on": dt.date(2025, 6, 14)}
    old = season.open(season.tree.thpt, name="Kỳ cũ", part="2025-H1", due_on=dt.date(2025, 6, 10), **days)
    report = Report.objects.get(period=old, unit=season.tree.thpt)
    flow.submit(report, by=season.office)
    flow.approve(report, by=season.head)
    flow.accept(report, by=season.office)
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt))
    page = parse(client.get(reverse("reports:list")))
    titles = [words(one) for one in page.findall(".//a[@class='list-work__title']")]
    assert titles == [season.period.name, "Kỳ cũ"]
    assert "gấp nhất" not in words(page)


def test_the_desk_asks_the_same_few_questions_however_many_came_back(season: Season) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.waiting(season.office)
        return len(found)

    flow.send_back(season.send(season.tree.thpt), by=season.office, note="Thiếu ảnh")
    few = asked()
    flow.send_back(season.send(season.tree.gdtx), by=season.office, note="Thiếu ảnh")
    assert asked() == few


def test_the_day_on_which_a_report_came_is_a_day_in_vietnam(season: Season) -> None:
    report = season.send(season.tree.thpt)
    early = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)  # 06:30 of the next day in Vietnam
    Report.objects.filter(pk=report.pk).update(sent_at=early)
    [row] = desk.waiting(season.office)
    assert row.why == "Lâu nhất gửi ngày 02/07/2026"
