import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.notices import digests, mail
from lantoa.notices.models import Digest, MailChoice, Notice, NoticeKind
from lantoa.notices.telling import LONGEST, Telling, settle, tell, tell_all
from lantoa.notices.tests.smtp import Mailbox, server

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def person() -> User:
    return UserFactory.make()


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", box.port, False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.SITE_URL = "https://lantoa.example.vn"
        yield box


def test_the_same_key_tells_a_person_once(person: User) -> None:
    assert tell([person], "Có việc mới", kind=NoticeKind.ASSIGNED, key="plan-1") == 1
    assert tell([person, UserFactory.make()], "Có việc mới", kind=NoticeKind.ASSIGNED, key="plan-1") == 1
    assert Notice.objects.filter(user=person).count() == 1


def test_people_who_left_are_not_told(person: User) -> None:
    person.is_active = False
    person.save()
    assert tell([person], "Có việc mới", kind=NoticeKind.ASSIGNED) == 0


def test_a_long_sentence_is_cut_at_a_word(person: User) -> None:
    tell([person], "việc " * 100, kind=NoticeKind.OTHER)
    text = Notice.objects.get().text
    assert len(text) <= LONGEST
    assert text.endswith("việc …")


def test_many_people_are_told_in_a_few_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    people = UserFactory.create_batch(12)
    tellings = [Telling(one.pk, f"Việc {one.pk}", NoticeKind.REMINDER, key=f"k-{one.pk}") for one in people]
    with django_assert_num_queries(6):
        assert len(tell_all(tellings)) == 12


def test_what_was_decided_waits_for_nobody(person: User) -> None:
    tell([person], "Chờ duyệt", kind=NoticeKind.TO_DECIDE, url="/lam-viec/ke-hoach/1/")
    assert settle("/lam-viec/ke-hoach/1/", NoticeKind.TO_DECIDE) == 1
    assert settle("", NoticeKind.TO_DECIDE) == 0


def test_an_urgent_notice_is_mailed_at_once_with_a_whole_address(
    person: User, mailbox: Mailbox, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell([person], "Đôn đốc: báo cáo quý III", kind=NoticeKind.URGING, url="/lam-viec/viec/7/", urgent=True)
    message = mailbox.to(person.email)[0]
    assert message["Subject"] == "Đôn đốc: báo cáo quý III"
    assert "https://lantoa.example.vn/lam-viec/viec/7/" in message.get_content()
    assert Notice.objects.get().mailed_at
    assert mail.send_waiting(timezone.now() + dt.timedelta(days=2)) == 0


def test_others_go_in_one_digest_a_day_with_what_was_not_read(
    person: User, mailbox: Mailbox, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    for text in ("Báo cáo quý III còn 5 ngày", "Kế hoạch bị trả lại", "Đã đọc rồi"):
        tell([person], text, kind=NoticeKind.REMINDER, url="/lam-viec/")
    Notice.objects.filter(text="Đã đọc rồi").update(read_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert digests.make(DAY) == 1
    tell([person], "Đến sau thư", kind=NoticeKind.OTHER)
    with django_capture_on_commit_callbacks(execute=True):
        assert digests.make(DAY) == 0
    (message,) = mailbox.to(person.email)
    text = message.get_content()
    assert "Báo cáo quý III còn 5 ngày" in text
    assert "Kế hoạch bị trả lại" in text
    assert "Đã đọc rồi" not in text
    assert "https://lantoa.example.vn/lam-viec/thong-bao/thu/" in text
    with django_capture_on_commit_callbacks(execute=True):
        assert digests.make(DAY + dt.timedelta(days=1)) == 1
    assert "Đến sau thư" in mailbox.to(person.email)[1].get_content()


def test_nobody_is_mailed_who_has_no_address_or_turned_the_digest_off(
    mailbox: Mailbox, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    nowhere, unwilling = UserFactory.make(email=""), UserFactory.make()
    MailChoice.objects.create(user=unwilling, wants_digest=False)
    tell([nowhere, unwilling], "Việc mới", kind=NoticeKind.ASSIGNED)
    with django_capture_on_commit_callbacks(execute=True):
        tell([nowhere], "Đôn đốc", kind=NoticeKind.URGING, urgent=True)
        assert digests.make(DAY) == 0
    assert not mailbox.received
    assert mail.send_waiting(timezone.now() + dt.timedelta(hours=1)) == 0


def test_a_refused_message_is_tried_again_later_and_its_trouble_shown(
    person: User, mailbox: Mailbox, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    mailbox.refused.add(person.email)
    with django_capture_on_commit_callbacks(execute=True):
        tell([person], "Đôn đốc", kind=NoticeKind.URGING, urgent=True)
    notice = Notice.objects.get()
    assert "không nhận địa chỉ này" in notice.trouble
    now = timezone.now()
    assert mail.send_waiting(now + dt.timedelta(minutes=1)) == 0  # too early
    mailbox.refused.clear()
    assert mail.send_waiting(now + dt.timedelta(minutes=3)) == 1
    notice.refresh_from_db()
    assert notice.mailed_at
    assert not notice.trouble


def test_a_server_that_is_away_is_asked_a_few_times_and_then_no_more(person: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    tell([person], "Đôn đốc", kind=NoticeKind.URGING, urgent=True)
    later = timezone.now() + dt.timedelta(days=3)
    for _ in range(len(mail.BACK_OFF) + 3):
        mail.send_waiting(later)
    notice = Notice.objects.get()
    assert notice.tries == len(mail.BACK_OFF)
    assert notice.trouble == "Chưa nối được với máy chủ thư."


def test_a_digest_whose_worker_was_killed_is_sent_by_the_next_round(
    person: User, mailbox: Mailbox, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    tell([person], "Việc mới", kind=NoticeKind.ASSIGNED)
    with django_capture_on_commit_callbacks(execute=False):
        digests.make(DAY)
    assert mail.send_waiting(timezone.now() + dt.timedelta(minutes=3)) == 1
    assert Digest.objects.get().sent_at
    assert Notice.objects.get().mailed_at
