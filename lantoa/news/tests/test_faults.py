"""Readers tell of errors: who hears, who answers, what the reader gets."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.news import faulting, offering
from lantoa.news.enums import FaultState
from lantoa.news.factories import ArticleFactory
from lantoa.news.models import ReportedFault
from lantoa.news.tests.desk import School, school
from lantoa.news.waiting_beside import waiting
from lantoa.notices.models import Notice
from tests.html import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def fault(at: School) -> ReportedFault:
    article = ArticleFactory.make(unit=at.unit, created_by=at.teacher, published=True, slug="bai")
    return faulting.report(article, text="Số học sinh là 320", email="ban.doc@example.vn")


def test_the_author_and_the_head_hear_at_once(at: School, fault: ReportedFault):
    assert {one.user for one in Notice.objects.filter(text__startswith="Người đọc báo lỗi")} == {at.teacher, at.head}
    assert [one.title for one in waiting(at.teacher)] == ["1 lời báo lỗi của người đọc"]


def test_who_left_an_address_gets_the_answer_and_the_address_is_forgotten(
    at: School, fault: ReportedFault, django_capture_on_commit_callbacks: Any
):
    with django_capture_on_commit_callbacks(execute=True):
        faulting.answer(fault, state=FaultState.MENDED, words="Đã sửa thành 320.", by=at.teacher)
    assert mail.outbox[0].to == ["ban.doc@example.vn"]
    assert "Đã sửa thành 320." in str(mail.outbox[0].body)
    assert ReportedFault.objects.get().email == ""
    assert waiting(at.teacher) == []


def test_it_is_answered_once_and_with_words(at: School, fault: ReportedFault):
    with pytest.raises(ValidationError, match="Ghi kết quả"):
        faulting.answer(fault, state=FaultState.DISMISSED, words=" ", by=at.teacher)
    faulting.answer(fault, state=FaultState.DISMISSED, words="Số đã đúng.", by=at.teacher)
    with pytest.raises(ValidationError, match="đã có người trả lời"):
        faulting.answer(fault, state=FaultState.MENDED, words="Sửa", by=at.head)


def test_another_school_neither_sees_nor_answers(at: School, fault: ReportedFault, client: PageClient):
    stranger = UserFactory.make(role=Role.OFFICER)
    with pytest.raises(PermissionDenied):
        faulting.answer(fault, state=FaultState.MENDED, words="Sửa", by=stranger)
    client.force_login(stranger)
    assert client.get(faulting.address(fault)).status_code == 404


def test_the_page_leads_a_head_to_the_correction(at: School, fault: ReportedFault, client: PageClient):
    client.force_login(at.head)
    assert f"/lam-viec/tin-bai/{fault.article_id}/dinh-chinh/" in client.get(faulting.address(fault)).content.decode()
    client.post(faulting.address(fault), {"state": "mended", "answer": "Đã đính chính."})
    assert ReportedFault.objects.get().state == FaultState.MENDED
    assert "Đã đính chính." in client.get(faulting.address(fault)).content.decode()
    assert str(fault.article) in client.get("/lam-viec/tin-bai/loi-bao/?muc=xong").content.decode()


def test_articles_sent_up_stand_on_the_editors_desk(at: School):
    article = ArticleFactory.make(unit=at.unit, created_by=at.teacher, published=True, slug="bai")
    offering.offer(article, by=at.teacher)
    assert [one.title for one in waiting(at.editor)] == ["1 bài gửi lên cổng chờ biên tập"]


def test_an_answer_that_the_mail_server_did_not_take_goes_out_the_next_day(
    at: School, fault: ReportedFault, monkeypatch: pytest.MonkeyPatch
):
    ways = {"state": FaultState.MENDED, "answer": "Đã sửa.", "answered_at": timezone.now() - dt.timedelta(hours=20)}
    ReportedFault.objects.filter(pk=fault.pk).update(**ways)
    with monkeypatch.context() as broken:
        broken.setattr(faulting.EmailMessage, "send", _no_server)
        faulting.send_answer.func(fault.pk)
    fault.refresh_from_db()
    assert (fault.email, mail.outbox) == ("ban.doc@example.vn", [])
    faulting.send_late()
    faulting.send_late()
    fault.refresh_from_db()
    assert (fault.email, len(mail.outbox)) == ("", 1)


def _no_server(_: object) -> None:
    raise OSError


def test_an_address_is_forgotten_though_nobody_answered(fault: ReportedFault):
    ReportedFault.objects.filter(pk=fault.pk).update(at=timezone.now() - dt.timedelta(days=91))
    faulting.send_late()
    fault.refresh_from_db()
    assert (fault.email, mail.outbox) == ("", [])
