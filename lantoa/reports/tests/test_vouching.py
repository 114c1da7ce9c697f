"""A report that the lead unit typed in and whose head cannot approve here: it says for whom it waits, and goes out on a
signed paper, marked as such."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger.enums import ObligationState
from lantoa.notices.models import Notice
from lantoa.organisations.factories import province
from lantoa.reports import flow, keying
from lantoa.reports.factories import Season
from lantoa.reports.models import Report, ReportPaper
from lantoa.review.enums import ReviewState
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.4 b\xe1\xba\xa3n gi\xe1\xba\xa5y"


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.mn_dong)


@pytest.fixture
def head(season: Season) -> User:
    return UserFactory.make(role=Role.HEAD, role__unit=season.tree.thpt, full_name="Phạm Văn Bình")


def typed_in(season: Season) -> Report:
    report = season.report(season.tree.thpt)
    keying.begin(report, reason="Trường mất mạng", by=season.office)
    return report


def url(name: str, report: Report, *more: int) -> str:
    return reverse(f"reports:{name}", args=[report.pk, *more])


def sent(report: Report, **other: Any) -> dict[str, Any]:
    scan = SimpleUploadedFile("ban-ky.pdf", SCAN, content_type="application/pdf")
    given = {"signed_by": "Phạm Văn Bình", "reason": "Trường mất mạng, ký bản giấy", "paper": scan}
    return {**given, "seen": report.last_step, **other}


@pytest.fixture
def waiting(client: PageClient, season: Season, head: User) -> Report:
    """Typed in by the office and submitted; the office is signed in."""
    report = typed_in(season)
    client.force_login(season.office)
    client.post(url("submit", report))
    return season.report(season.tree.thpt)


def test_the_page_says_before_and_after_for_whom_the_report_waits(
    client: PageClient, season: Season, head: User
) -> None:
    report = typed_in(season)
    client.force_login(season.office)
    before = words(parse(client.get(url("report", report))))
    name = f"Phạm Văn Bình (thủ trưởng {season.tree.thpt.label})"
    assert f"Trình xong, báo cáo chờ {name} duyệt" in before
    assert "bản giấy đã ký" in before
    after = words(parse(client.post(url("submit", report), follow=True)))
    assert f"Đã trình. Chờ {name} duyệt." in after
    assert "Xác nhận thay thủ trưởng" in after
    assert f"Đôn đốc {season.tree.thpt.label}" in after


def test_the_lead_unit_lets_it_go_out_on_a_signed_paper_and_that_is_marked(
    client: PageClient, season: Season, head: User, waiting: Report
) -> None:
    page = parse(client.get(url("vouch", waiting)))
    named = page.find(".//input[@name='signed_by']")
    assert named is not None
    assert named.get("value") == "Phạm Văn Bình"
    answer = client.post(url("vouch", waiting), sent(waiting))
    assert answer.status_code == 302
    again = client.post(url("vouch", waiting), sent(waiting))
    assert (again.status_code, again["Location"]) == (302, waiting.get_absolute_url())
    report = season.report(season.tree.thpt)
    assert report.review_state == ReviewState.APPROVED
    assert report.obligation
    assert report.obligation.state in (ObligationState.MET, ObligationState.MET_LATE)
    mark = f"{season.tree.so.label} xác nhận thay thủ trưởng"
    shown = words(parse(client.get(url("report", report))))
    assert f"{mark}: bản giấy Phạm Văn Bình đã ký" in shown
    assert "Lý do: Trường mất mạng, ký bản giấy" in shown
    assert mark in words(parse(client.get(season.period.get_absolute_url())))
    sheet = client.get(reverse("reports:period_export", args=[season.period.pk]))
    cells = [str(cell) for row in load_workbook(io.BytesIO(sheet.content)).active.values for cell in row]  # type: ignore[union-attr]
    assert any(mark in cell for cell in cells)
    [told] = Notice.objects.filter(user=head, text__contains="xác nhận thay")
    assert "Trường mất mạng" in told.note
    [paper] = ReportPaper.objects.all()
    assert b"".join(client.get(url("paper", report, paper.pk)).streaming_content) == SCAN  # type: ignore[attr-defined]


@pytest.mark.parametrize("lacks", ["signed_by", "reason", "paper"])
def test_without_paper_signer_or_reason_nothing_goes_out(
    client: PageClient, season: Season, waiting: Report, lacks: str
) -> None:
    given = sent(waiting)
    del given[lacks]
    assert client.post(url("vouch", waiting), given).status_code == 422
    assert season.report(season.tree.thpt).review_state == ReviewState.SUBMITTED


def test_what_is_no_paper_is_refused_in_a_sentence(client: PageClient, season: Season, waiting: Report) -> None:
    answer = client.post(url("vouch", waiting), sent(waiting, paper=SimpleUploadedFile("a.pdf", b"MZ lie")))
    assert answer.status_code == 422
    assert season.report(season.tree.thpt).review_state == ReviewState.SUBMITTED


def test_a_report_that_the_unit_submitted_itself_waits_for_its_own_head(
    client: PageClient, season: Season, head: User
) -> None:
    report = season.report(season.tree.thpt)
    flow.submit(report, by=UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt))
    client.force_login(season.office)
    assert client.post(url("vouch", report), sent(report)).status_code == 403
    assert "Xác nhận thay" not in words(parse(client.get(url("report", report))))


@pytest.mark.parametrize("how", ["submitted", "nothing to report"])
def test_what_the_unit_submits_itself_is_its_own_though_the_office_had_begun_to_type(
    client: PageClient, season: Season, head: User, how: str
) -> None:
    report, clerk = typed_in(season), UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    (flow.submit if how == "submitted" else flow.file_nil)(report, by=clerk)
    client.force_login(season.office)
    assert client.post(url("vouch", report), sent(report)).status_code == 403
    client.post(url("take_back", report))
    report = season.report(season.tree.thpt)
    assert report.review_state == ReviewState.SUBMITTED
    page = words(parse(client.get(url("report", report))))
    assert "Xác nhận thay" not in page
    assert "nhập thay" not in page


def test_a_correction_that_the_unit_begins_is_not_marked_as_typed_by_the_office(
    client: PageClient, season: Season, waiting: Report
) -> None:
    client.post(url("vouch", waiting), sent(waiting))
    flow.accept(season.report(season.tree.thpt), by=season.office)
    clerk = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    new = flow.correct(season.report(season.tree.thpt), reason="Nhầm số", by=clerk)
    assert new.keyed_by_unit is None
    assert keying.waits_for(season.office, new) == season.tree.so


def test_who_typed_a_report_in_corrects_it_as_such(client: PageClient, season: Season, waiting: Report) -> None:
    client.post(url("vouch", waiting), sent(waiting))
    flow.accept(season.report(season.tree.thpt), by=season.office)
    new = flow.correct(season.report(season.tree.thpt), reason="Nhầm số", by=season.office)
    assert (new.keyed_by_unit, new.keyed_reason) == (season.tree.so, "Trường mất mạng")


def test_a_report_that_came_back_is_no_longer_confirmed_and_can_be_again(
    client: PageClient, season: Season, waiting: Report
) -> None:
    client.post(url("vouch", waiting), sent(waiting))
    flow.send_back(season.report(season.tree.thpt), by=season.office, note="Thiếu số giải thưởng")
    report = season.report(season.tree.thpt)
    assert "xác nhận thay thủ trưởng:" not in words(parse(client.get(url("report", report))))
    flow.submit(report, by=season.office)
    assert client.post(url("vouch", report), sent(report)).status_code == 302
    assert season.report(season.tree.thpt).vouched_by_unit == season.tree.so


def test_where_the_unit_has_no_head_the_head_above_is_named_and_the_paper_still_does(
    client: PageClient, season: Season
) -> None:
    report = season.report(season.tree.mn_dong)
    keying.begin(report, reason=keying.NO_ACCOUNT, by=season.office)
    client.force_login(season.office)
    page = words(parse(client.post(url("submit", report), follow=True)))
    assert f"Chờ {season.head} (thủ trưởng {season.tree.so.label}) duyệt" in page
    assert client.post(url("vouch", report), sent(report)).status_code == 302


def test_where_nobody_heads_anything_the_page_says_what_to_do(client: PageClient, season: Season) -> None:
    season.head.memberships.update(valid_to=season.head.memberships.get().valid_from.replace(year=2025))
    report = season.report(season.tree.mn_dong)
    keying.begin(report, reason=keying.NO_ACCOUNT, by=season.office)
    client.force_login(season.office)
    page = words(parse(client.post(url("submit", report), follow=True)))
    assert "Đề nghị quản trị viên giao vai trò thủ trưởng" in page
    assert "Xác nhận thay thủ trưởng" in page
