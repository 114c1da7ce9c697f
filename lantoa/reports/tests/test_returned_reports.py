"""A report that came back: the reason leads to what it concerns, and sending it again unchanged is asked once."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import province
from lantoa.reports import flow, returning, typed
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Report
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt)


@pytest.fixture
def clerk(season: Season) -> User:
    return UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)


@pytest.fixture
def returned(client: PageClient, season: Season) -> Report:
    """The school's report, sent back by the office for a figure and a heading."""
    heading = HeadingFactory.make(template=season.template)
    report = season.send(season.tree.thpt)
    client.force_login(season.office)
    about = [f"so-{season.people.pk}", f"muc-{heading.pk}"]
    client.post(url("send_back", report), {"note": "Số người dự cao bất thường", "about": about})
    return season.report(season.tree.thpt)


def url(name: str, report: Report, *more: int) -> str:
    return reverse(f"reports:{name}", args=[report.pk, *more])


def form(client: PageClient, report: Report) -> dict[str, str]:
    found = parse(client.get(url("report", report))).find(".//form[@id='bao-cao']")
    assert found is not None
    sent = {one.get("name") or "": one.get("value") or "" for one in found.findall(".//input")}
    return sent | {one.get("name") or "": (one.text or "").lstrip() for one in found.findall(".//textarea")}


def state(season: Season) -> str:
    return season.report(season.tree.thpt).review_state


def test_the_reason_leads_to_the_figure_and_the_heading_it_concerns(
    client: PageClient, season: Season, clerk: User, returned: Report
) -> None:
    client.force_login(clerk)
    page = parse(client.get(url("report", returned)))
    links = page.findall(".//ul[@class='report-about']//a")
    assert [words(one) for one in links][:1] == ["Người dự hội nghị"]
    ids = {one.get("id") for one in page.iter() if one.get("id")}
    assert len(links) == 2
    assert {(one.get("href") or "#").lstrip("#") for one in links} <= ids


def test_sending_again_unchanged_asks_for_an_answer_once_and_the_office_reads_it(
    client: PageClient, season: Season, clerk: User, returned: Report
) -> None:
    client.force_login(clerk)
    asked = client.post(url("submit", returned), form(client, returned), follow=True)
    assert "Chưa sửa gì sau khi bị trả lại" in words(parse(asked))
    assert state(season) == ReviewState.RETURNED
    assert client.post(url("resubmit", returned), {"reply": ""}).status_code == 422
    client.post(url("resubmit", returned), {"reply": "Hội nghị họp trực tuyến, 900 người dự là đúng"})
    assert state(season) == ReviewState.SUBMITTED
    client.force_login(season.office)
    page = words(parse(client.get(url("report", returned))))
    assert "Hội nghị họp trực tuyến, 900 người dự là đúng" in page
    assert "Số người dự cao bất thường" in page


@pytest.mark.parametrize("change", ["typed", "logged"])
def test_what_was_mended_is_sent_without_a_question(
    client: PageClient, season: Season, clerk: User, returned: Report, change: str
) -> None:
    client.force_login(clerk)
    sent: dict[str, Any] = form(client, returned)
    if change == "logged":
        log(season.tree.thpt, 2)
    else:
        sent |= {f"so-{season.typed.pk}": "3"}
    client.post(url("submit", returned), sent)
    assert state(season) == ReviewState.SUBMITTED


def test_an_answer_is_kept_while_the_report_is_mended(client: PageClient, clerk: User, returned: Report) -> None:
    client.force_login(clerk)
    client.post(url("save", returned), form(client, returned) | {"tra-loi": "Đang đối chiếu danh sách"})
    assert form(client, returned)["tra-loi"] == "Đang đối chiếu danh sách"


def test_an_answer_that_arrives_after_the_report_was_sent_is_refused_and_changes_nothing(
    client: PageClient, season: Season, clerk: User, returned: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    returning.keep_reply(returned, "Họp trực tuyến")

    def colleague_sends(*_: object, **__: object) -> dict[str, typed.Typed]:
        flow.submit(season.report(season.tree.thpt), by=season.office)
        return {}

    monkeypatch.setattr(typed, "save_all", colleague_sends)
    client.force_login(clerk)
    page = client.post(url("submit", returned), {"tra-loi": "Câu trả lời khác"}, follow=True)
    assert "Báo cáo đã gửi nên không sửa phần trả lời được nữa" in words(parse(page))
    assert season.report(season.tree.thpt).reply == "Họp trực tuyến"


def test_the_same_answer_sent_twice_at_once_is_no_fault(season: Season, returned: Report) -> None:
    first, second = season.report(season.tree.thpt), season.report(season.tree.thpt)
    returning.keep_reply(first, "Họp trực tuyến")
    flow.submit(first, by=season.office)
    returning.keep_reply(second, "Họp trực tuyến")
    assert season.report(season.tree.thpt).reply == "Họp trực tuyến"


def test_what_was_sent_again_meanwhile_is_not_accepted_unread(client: PageClient, season: Season, clerk: User) -> None:
    report = season.send(season.tree.thpt)
    client.force_login(season.office)
    address = url("accept", report)
    button = parse(client.get(url("report", report))).find(f".//form[@action='{address}']")
    assert button is not None
    read = {one.get("name") or "": one.get("value") or "" for one in button.findall(".//input")}
    client.post(url("send_back", report), {"note": "Thiếu số"})
    season.send(season.tree.thpt)
    client.post(address, read)
    assert state(season) == ReviewState.APPROVED


def test_faults_far_down_are_listed_on_top_with_the_way_to_each(
    client: PageClient, season: Season, clerk: User
) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(clerk)
    answer = client.post(url("save", report), form(client, report) | {f"so-{season.typed.pk}": "12abc"})
    summary = parse(answer).find(".//div[@data-lt-error-summary]")
    assert summary is not None
    link = summary.find(".//a")
    assert link is not None
    assert link.get("href") == f"#o-so-{season.typed.pk}"
    assert "Giải thưởng" in words(link)


def test_reopening_the_address_of_a_refused_save_leads_to_the_report(
    client: PageClient, season: Season, clerk: User
) -> None:
    report = season.report(season.tree.thpt)
    client.force_login(clerk)
    for name in ("save", "submit", "refill"):
        assert client.get(url(name, report))["Location"] == report.get_absolute_url()


def test_there_is_one_button_to_send_and_one_to_save(client: PageClient, season: Season, clerk: User) -> None:
    client.force_login(clerk)
    page = parse(client.get(url("report", season.report(season.tree.thpt))))
    shown = [words(one) for one in page.findall(".//main//button") if one.get("aria-hidden") is None]
    assert (shown.count("Trình duyệt"), shown.count("Lưu")) == (1, 1)


def test_submitting_and_taking_back_leaves_the_return_to_be_answered(
    client: PageClient, season: Season, clerk: User, returned: Report
) -> None:
    client.force_login(clerk)
    client.post(url("submit", returned), form(client, returned) | {f"so-{season.typed.pk}": "3"})
    client.post(url("take_back", returned))
    assert state(season) == ReviewState.DRAFT
    client.post(url("save", returned), form(client, returned) | {f"so-{season.typed.pk}": ""})
    assert "Số người dự cao bất thường" in words(parse(client.get(url("nil", returned))))
    assert client.post(url("nil", returned), {"note": ""}).status_code == 422
    with pytest.raises(ValidationError, match="vì sao vẫn báo không phát sinh"):
        flow.file_nil(season.report(season.tree.thpt), by=clerk)
    client.post(url("nil", returned), {"note": "Cả kỳ không họp"})
    report = season.report(season.tree.thpt)
    assert (report.review_state, report.reply) == (ReviewState.SUBMITTED, "Cả kỳ không họp")


def test_nothing_to_report_again_after_a_return_takes_an_answer_to_the_reason(
    client: PageClient, season: Season, clerk: User
) -> None:
    report = season.report(season.tree.thpt)
    flow.file_nil(report, by=clerk)
    flow.send_back(report, by=season.head, note="Đã có hội nghị tháng 3")
    client.force_login(clerk)
    page = words(parse(client.get(url("nil", report))))
    assert "Đã có hội nghị tháng 3" in page
    assert "Trả lời nơi đã trả lại" in page
    answer = client.post(url("nil", report), {"note": ""})
    assert answer.status_code == 422
    assert "vì sao vẫn báo không phát sinh" in words(parse(answer))
    assert client.post(url("nil", report), {"note": "Hội nghị do xã tổ chức"}).status_code == 302
    report = season.report(season.tree.thpt)
    assert report.review_state == ReviewState.SUBMITTED
    client.force_login(season.head)
    assert "Hội nghị do xã tổ chức" in words(parse(client.get(url("report", report))))


def asked_page(client: PageClient, name: str, report: Report) -> dict[str, str]:
    """What the form of a step would send, opened now."""
    found = parse(client.get(url(name, report))).find(".//main//form[@method='post']")
    assert found is not None
    sent = {one.get("name") or "": one.get("value") or "" for one in found.findall(".//input")}
    return sent | {one.get("name") or "": (one.text or "").lstrip() for one in found.findall(".//textarea")}


@pytest.mark.parametrize(("name", "field"), [("resubmit", "reply"), ("nil", "note")])
def test_an_answer_saved_after_the_page_of_a_step_was_opened_is_not_overwritten_unseen(
    client: PageClient, season: Season, clerk: User, returned: Report, name: str, field: str
) -> None:
    client.force_login(clerk)
    late = asked_page(client, name, returned)
    returning.keep_reply(season.report(season.tree.thpt), "Đã gọi điện báo Sở")
    answer = client.post(url(name, returned), late | {field: "Họp trực tuyến"})
    assert answer.status_code == 422
    assert "Đã gọi điện báo Sở" in words(parse(answer))
    assert "Họp trực tuyến" in words(parse(answer))
    report = season.report(season.tree.thpt)
    assert (report.review_state, report.reply) == (ReviewState.RETURNED, "Đã gọi điện báo Sở")
    both = {one.get("name") or "": one.get("value") or "" for one in parse(answer).findall(".//main//form//input")}
    client.post(url(name, returned), both | {field: "Đã gọi điện báo Sở: họp trực tuyến"})
    report = season.report(season.tree.thpt)
    assert (report.review_state, report.reply) == (ReviewState.SUBMITTED, "Đã gọi điện báo Sở: họp trực tuyến")


def test_an_answer_typed_on_the_form_stands_on_the_page_of_a_step(
    client: PageClient, season: Season, clerk: User, returned: Report
) -> None:
    returning.keep_reply(season.report(season.tree.thpt), "Họp trực tuyến")
    client.force_login(clerk)
    assert asked_page(client, "resubmit", returned)["reply"] == "Họp trực tuyến"
    assert asked_page(client, "nil", returned)["note"] == "Họp trực tuyến"


def test_still_sending_pressed_twice_sends_once(
    client: PageClient, season: Season, clerk: User, returned: Report
) -> None:
    client.force_login(clerk)
    sent = asked_page(client, "resubmit", returned) | {"reply": "Họp trực tuyến"}
    for _ in range(2):
        assert client.post(url("resubmit", returned), sent).status_code == 302
    report = season.report(season.tree.thpt)
    assert (report.review_state, report.reply) == (ReviewState.SUBMITTED, "Họp trực tuyến")
    assert report.transitions.filter(to_state=ReviewState.SUBMITTED).count() == 2  # before the return, and after it
