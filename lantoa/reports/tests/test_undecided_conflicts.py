"""Two at one field of a report, two people or two tabs of one login: the second decides, and nothing is overwritten or
lost before."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import province
from lantoa.reports import filling, flow
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Report, TemplateHeading
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx)


@pytest.fixture
def heading(season: Season) -> TemplateHeading:
    return HeadingFactory.make(template=season.template, title="Khó khăn, hạn chế")


@pytest.fixture
def report(season: Season, client: PageClient) -> Report:
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt))
    return season.report(season.tree.thpt)


def url(name: str, report: Report, *more: int) -> str:
    return reverse(f"reports:{name}", args=[report.pk, *more])


def fields(answer: Any) -> dict[str, str]:
    """What the form in an answer would send; of a fragment: its hidden fields."""
    root = parse(answer)
    found = root.find(".//form[@id='bao-cao']")
    root = root if found is None else found
    sent = {one.get("name"): one.get("value") or "" for one in root.findall(".//input") if one.get("name")}
    texts = {one.get("name"): (one.text or "").lstrip("\n") for one in root.findall(".//textarea")}
    return {name: value for name, value in (sent | texts).items() if name}


def opened(client: PageClient, report: Report) -> dict[str, str]:
    return fields(client.get(url("report", report)))


def decision(answer: Any, name: str) -> dict[str, str]:
    """What pressing the button of a conflict would send."""
    button = parse(answer).find(f".//button[@name='{name}']")
    assert button is not None
    return {name: button.get("value") or ""}


def autosave(client: PageClient, address: str, sent: dict[str, str]) -> Any:
    return client.post(address, sent, headers={"HX-Request": "true"})


def said(report: Report, heading: TemplateHeading) -> str:
    return report.narratives.get(heading=heading).text


def row_of(kind: str, season: Season, heading: TemplateHeading, report: Report) -> tuple[str, str, str, str]:
    """The key of a row, the address that saves it alone, what the first and what the second person types."""
    if kind == "figure":
        return f"so-{season.typed.pk}", url("figure", report, season.typed.pk), "7", "9"
    return f"muc-{heading.pk}", url("narrative", report, heading.pk), "Bản của văn phòng", "Bản của giám đốc"


def stored(kind: str, report: Report, season: Season, heading: TemplateHeading) -> str:
    if kind == "figure":
        value = report.values.get(indicator=season.typed).value
        return "" if value is None else f"{value:.0f}"
    return said(report, heading)


@pytest.mark.parametrize("kind", ["figure", "text"])
@pytest.mark.parametrize("press", ["save", "submit", "refill"])
def test_a_button_pressed_right_after_the_refused_autosave_overwrites_nothing_and_shows_both(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report, kind: str, press: str
) -> None:
    key, address, first, second = row_of(kind, season, heading, report)
    late = opened(client, report)
    client.post(url("save", report), late | {key: first})  # the same login in another tab
    late[key] = second
    refused = autosave(client, address, late)
    assert refused.status_code == 422
    late |= fields(refused)
    for _ in range(2):  # nor when pressed again
        answer = client.post(url(press, report), late)
        assert answer.status_code == 422
        assert stored(kind, report, season, heading) == first
        assert first in words(parse(answer))
        late = fields(answer)
        assert late[key] == second
    assert season.report(season.tree.thpt).review_state == ReviewState.DRAFT
    client.post(url("save", report), late | decision(answer, "thay"))
    assert stored(kind, report, season, heading) == second


@pytest.mark.parametrize("kind", ["figure", "text"])
def test_a_decision_holds_for_what_the_person_saw_and_not_for_what_came_after(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report, kind: str
) -> None:
    key, address, first, second = row_of(kind, season, heading, report)
    late = opened(client, report)
    client.post(url("save", report), late | {key: first})
    late[key] = second
    refused = autosave(client, address, late)
    third = "70" if kind == "figure" else "Bản thứ ba"
    client.post(url("save", report), opened(client, report) | {key: third})
    answer = client.post(url("save", report), late | fields(refused) | decision(refused, "thay"))
    assert answer.status_code == 422
    assert stored(kind, report, season, heading) == third
    assert third in words(parse(answer))


@pytest.mark.parametrize("kind", ["figure", "text"])
def test_taking_the_other_ones_version_saves_the_rest_of_the_page(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report, kind: str
) -> None:
    other = HeadingFactory.make(template=season.template)
    key, address, first, second = row_of(kind, season, heading, report)
    late = opened(client, report)
    client.post(url("save", report), late | {key: first})
    late |= {key: second, f"muc-{other.pk}": "Viết thêm"}
    refused = autosave(client, address, late)
    answer = client.post(url("save", report), late | fields(refused) | decision(refused, "bo"))
    assert answer.status_code == 302
    assert stored(kind, report, season, heading) == first
    assert said(report, other) == "Viết thêm"


def test_a_field_typed_in_and_put_back_again_does_not_undo_what_another_saved(
    client: PageClient, heading: TemplateHeading, report: Report
) -> None:
    key, address = f"muc-{heading.pk}", url("narrative", report, heading.pk)
    client.post(url("save", report), opened(client, report) | {key: "Lời đầu"})
    late = opened(client, report)
    client.post(url("save", report), late | {key: "Lời mới của người kia"})
    late |= fields(autosave(client, address, late))
    client.post(url("save", report), late)
    assert said(report, heading) == "Lời mới của người kia"


def test_a_number_that_cannot_be_read_does_not_hide_that_another_saved_meanwhile(
    client: PageClient, season: Season, heading: TemplateHeading, report: Report
) -> None:
    key, address, first, second = row_of("figure", season, heading, report)
    late = opened(client, report)
    client.post(url("save", report), late | {key: first})
    late[key] = "chín"
    late |= fields(autosave(client, address, late)) | {key: second}
    assert client.post(url("save", report), late).status_code == 422
    assert stored("figure", report, season, heading) == first


def test_the_draft_asked_for_on_an_older_page_does_not_replace_what_another_wrote(
    client: PageClient, heading: TemplateHeading, report: Report
) -> None:
    key = f"muc-{heading.pk}"
    client.post(url("save", report), opened(client, report) | {key: "Lời đầu"})
    late = opened(client, report)
    client.post(url("save", report), late | {key: "Lời mới của người kia"})
    answer = client.post(url("save", report), late | {"ban-nhap": str(heading.pk)})
    assert answer.status_code == 422
    assert said(report, heading) == "Lời mới của người kia"
    client.post(url("save", report), opened(client, report) | {"ban-nhap": str(heading.pk)})
    assert not report.narratives.get(heading=heading).is_edited


def test_the_sum_page_asks_for_a_decision_too(client: PageClient, season: Season, heading: TemplateHeading) -> None:
    top, office = season.report(season.tree.so), season.office
    key, address = f"muc-{heading.pk}", url("take_texts", top, heading.pk)
    client.force_login(office)
    late = {key: "Bản của giám đốc", f"ban-{key}": "0", f"dau-{key}": ""}
    filling.write(top, heading, text="Bản của văn phòng", version=0, by=season.head)
    for _ in range(2):
        answer = client.post(address, late)
        assert answer.status_code == 422
        assert said(top, heading) == "Bản của văn phòng"
        late |= {name: value for name, value in fields(answer).items() if key in name}
    client.post(address, late | decision(answer, "thay"))
    assert said(top, heading) == "Bản của giám đốc"


def test_an_explanation_without_a_number_is_not_overwritten_from_an_unopened_row(
    client: PageClient, season: Season, report: Report
) -> None:
    person: User = season.office
    key = f"so-{season.articles.pk}"
    late = opened(client, report)
    filling.type_figure(report, season.articles, value=None, version=0, by=person, note="Cổng tạm dừng")
    answer = client.post(url("save", report), late | {f"ghi-{key}": "Ít tin"})
    assert answer.status_code == 422
    assert report.values.get(indicator=season.articles).note == "Cổng tạm dừng"
    assert report.values.get(indicator=season.articles).value != Decimal(1)


@pytest.fixture
def returned(season: Season, report: Report) -> Report:
    log(season.tree.thpt, 2)
    season.send(season.tree.thpt)
    flow.send_back(season.report(season.tree.thpt), by=season.office, note="Rà lại số tin, bài", about=[])
    return season.report(season.tree.thpt)


def test_of_two_answers_to_a_return_the_second_is_decided_on(client: PageClient, returned: Report) -> None:
    late = opened(client, returned)
    client.post(url("save", returned), late | {"tra-loi": "Đã rà, số đúng"})
    for press in ("save", "submit"):
        answer = client.post(url(press, returned), late | {"tra-loi": "Đã sửa hai bài"})
        assert answer.status_code == 422
        assert "Đã rà, số đúng" in words(parse(answer))
        assert fields(answer)["tra-loi"] == "Đã sửa hai bài"
        returned.refresh_from_db()
        assert returned.reply == "Đã rà, số đúng"
    assert client.post(url("save", returned), fields(answer)).status_code == 302  # having read both
    returned.refresh_from_db()
    assert returned.reply == "Đã sửa hai bài"


def test_a_page_with_an_older_answer_untouched_keeps_the_newer_one(client: PageClient, returned: Report) -> None:
    late = opened(client, returned)
    client.post(url("save", returned), late | {"tra-loi": "Đã rà, số đúng"})
    assert client.post(url("save", returned), late).status_code == 302
    returned.refresh_from_db()
    assert returned.reply == "Đã rà, số đúng"
