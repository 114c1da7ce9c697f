"""What was typed on a page that stood open while the report went on, or while its template gave the field up: it is
kept, or shown with the word that it was not."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import province
from lantoa.reports import flow
from lantoa.reports.factories import HeadingFactory, Season
from lantoa.reports.models import Report, TemplateHeading
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt)


@pytest.fixture
def heading(season: Season) -> TemplateHeading:
    return HeadingFactory.make(template=season.template, title="Khó khăn, hạn chế")


@pytest.fixture
def colleague(season: Season) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)


@pytest.fixture
def report(season: Season, client: PageClient) -> Report:
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt))
    return season.report(season.tree.thpt)


def url(name: str, report: Report, *more: int) -> str:
    return reverse(f"reports:{name}", args=[report.pk, *more])


def opened(client: PageClient, report: Report) -> dict[str, str]:
    """What the form of the page would send as it was opened."""
    found = parse(client.get(url("report", report))).find(".//form[@id='bao-cao']")
    assert found is not None
    sent = {one.get("name") or "": one.get("value") or "" for one in found.findall(".//input")}
    return sent | {one.get("name") or "": (one.text or "").lstrip("\n") for one in found.findall(".//textarea")}


def unkept(answer: Any) -> str:
    box = parse(answer).find(".//div[@data-lt-error-summary]")
    return "" if box is None else words(box)


@pytest.mark.parametrize("press", ["submit", "save", "refill"])
def test_what_was_typed_while_a_colleague_sent_the_report_is_shown_and_not_said_to_be_sent(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report, colleague: User, press: str
) -> None:
    late = opened(client, report)
    flow.submit(season.report(season.tree.thpt), by=colleague)
    late |= {f"so-{season.typed.pk}": "340", f"ghi-so-{season.typed.pk}": "Theo sổ", f"muc-{heading.pk}": "Thiếu loa"}
    answer = client.post(url(press, report), late)
    assert answer.status_code == 422
    said = unkept(answer)
    assert "2 chỗ vừa gõ chưa có trong báo cáo" in said
    for typed in ("Giải thưởng: 340", "Theo sổ", "Thiếu loa", "Rút lại"):
        assert typed in said
    assert "Đã trình." not in words(parse(answer))
    assert not season.report(season.tree.thpt).values.filter(value=340).exists()


def test_after_taking_it_back_what_was_listed_is_typed_and_goes_along(
    client: PageClient, season: Season, report: Report, colleague: User
) -> None:
    late = opened(client, report) | {f"so-{season.typed.pk}": "340"}
    flow.submit(season.report(season.tree.thpt), by=colleague)
    client.post(url("submit", report), late)
    client.post(url("take_back", report))
    client.post(url("submit", report), opened(client, report) | {f"so-{season.typed.pk}": "340"})
    after = season.report(season.tree.thpt)
    assert after.review_state == ReviewState.SUBMITTED
    assert after.values.get(indicator=season.typed).value == 340


def test_who_typed_what_the_report_holds_already_is_told_that_it_was_sent(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report
) -> None:
    late = opened(client, report) | {f"so-{season.typed.pk}": "1.340", f"muc-{heading.pk}": "Thiếu loa"}
    client.post(url("submit", report), late)
    answer = client.post(url("submit", report), late, follow=True)
    assert "Đã trình." in words(parse(answer))
    assert not unkept(answer)


def test_figures_typed_while_a_colleague_said_that_there_was_nothing_are_shown(
    client: PageClient, season: Season, report: Report, colleague: User
) -> None:
    late = opened(client, report) | {f"so-{season.typed.pk}": "340"}
    flow.file_nil(season.report(season.tree.thpt), by=colleague)
    said = unkept(client.post(url("submit", report), late))
    assert "không phát sinh" in said
    assert "340" in said


def test_an_answer_to_a_return_typed_too_late_is_shown(
    client: PageClient, season: Season, report: Report, colleague: User
) -> None:
    flow.send_back(season.send(season.tree.thpt), by=season.office, note="Thiếu số")
    late = opened(client, report) | {"tra-loi": "Đã hỏi lại thư viện"}
    flow.submit(season.report(season.tree.thpt), by=colleague)
    said = unkept(client.post(url("submit", report), late))
    assert "Trả lời, giải trình: Đã hỏi lại thư viện" in said


def give_up(season: Season, heading: TemplateHeading) -> None:
    """The department takes a figure and a heading out of the template."""
    season.template.rows.filter(indicator=season.typed).update(retired_at=timezone.now())
    TemplateHeading.objects.filter(pk=heading.pk).update(retired_at=timezone.now())


def test_what_was_typed_into_parts_that_the_template_gave_up_meanwhile_is_kept_and_said_where(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report
) -> None:
    late = opened(client, report) | {f"so-{season.typed.pk}": "340", f"muc-{heading.pk}": "Thiếu loa"}
    give_up(season, heading)
    page = parse(client.post(url("save", report), late, follow=True))
    assert "Mẫu báo cáo vừa bỏ “Giải thưởng”, “Khó khăn, hạn chế”" in words(page)
    left = page.find(".//section[@aria-labelledby='con-lai']")
    assert left is not None
    assert "340" in words(left)
    assert "Thiếu loa" in words(left)


def test_a_report_is_not_sent_before_one_knows_that_a_part_just_typed_does_not_go_along(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report
) -> None:
    late = opened(client, report) | {f"so-{season.typed.pk}": "340"}
    give_up(season, heading)
    page = words(parse(client.post(url("submit", report), late, follow=True)))
    assert "Mẫu báo cáo vừa bỏ “Giải thưởng”" in page
    assert season.report(season.tree.thpt).review_state == ReviewState.DRAFT
    client.post(url("submit", report), opened(client, report))
    assert season.report(season.tree.thpt).review_state == ReviewState.SUBMITTED


def test_a_figure_that_cannot_be_read_in_a_part_that_is_gone_is_shown_again(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report
) -> None:
    late = opened(client, report) | {f"so-{season.typed.pk}": "ba trăm"}
    give_up(season, heading)
    answer = client.post(url("save", report), late)
    assert answer.status_code == 422
    assert "Giải thưởng: ba trăm" in unkept(answer)


def test_a_field_that_saves_itself_is_kept_too_after_its_part_is_gone(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report
) -> None:
    late = opened(client, report) | {f"so-{season.typed.pk}": "340", f"muc-{heading.pk}": "Thiếu loa"}
    give_up(season, heading)
    for address in (url("figure", report, season.typed.pk), url("narrative", report, heading.pk)):
        answer = client.post(address, late, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert "phần đã gõ giữ ở cuối trang" in words(parse(answer))
    assert report.values.get(indicator=season.typed).value == 340
    assert report.narratives.get(heading=heading).text == "Thiếu loa"
    again = client.post(url("figure", report, season.typed.pk), opened(client, report) | {f"so-{season.typed.pk}": "x"})
    assert again.status_code == 422
    assert "Giải thưởng: x" in unkept(again)


def test_fields_that_nobody_touched_leave_nothing_behind_when_their_part_is_gone(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report
) -> None:
    late = opened(client, report)
    give_up(season, heading)
    page = words(parse(client.post(url("save", report), late, follow=True)))
    assert "Mẫu báo cáo vừa bỏ" not in page
    assert not report.values.exists()
    assert not report.narratives.exists()
