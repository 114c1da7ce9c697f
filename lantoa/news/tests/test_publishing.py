"""Before readers: at once or at its hour, put right, withdrawn, over; each on the books once."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import Membership
from lantoa.ledger import counted_in
from lantoa.ledger.counted_in import Counted
from lantoa.ledger.models import Activity
from lantoa.ledger.tests.working import owe
from lantoa.news import events
from lantoa.news.models import Article
from lantoa.news.publishing import publish_due, publish_urgently, reschedule
from lantoa.news.tests.desk import School, school, written
from lantoa.news.withdrawing import expire_due, set_dates, withdraw
from lantoa.notices.models import Notice
from lantoa.organisations.factories import province
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What listeners were told, in order."""
    said: list[str] = []
    added = []
    for name in ("on_published", "on_changed", "on_withdrawn"):
        listeners = getattr(events, name)

        def listener(article: Article, name: str = name) -> None:
            said.append(name)

        listeners.append(listener)
        added.append((listeners, listener))
    yield said
    for listeners, listener in added:
        listeners.remove(listener)


def published(at: School, **around: object) -> Article:
    article = written(at, **around)
    article.submit(by=at.teacher)
    article.approve(by=at.head)
    return article


def test_what_the_head_approves_is_before_readers_and_on_the_books_once(at: School, heard: list[str]):
    article = published(at)
    assert article.is_live
    assert article in Article.objects.live()
    activity = Activity.objects.get()
    assert (activity.source, activity.unit, activity.title) == (article, at.unit, article.title)
    assert activity.link.endswith(f"{article.slug}-{article.pk}/")
    assert heard == ["on_published"]


def test_the_activity_serves_the_work_that_the_article_names():
    tree = province()
    at = school()
    work = owe(tree, at.unit)
    article = published(at, obligations=[work])
    assert list(Activity.objects.get().obligations.all()) == [work]
    assert article.obligations.get() == work


def test_a_scheduled_article_waits_for_its_hour(at: School):
    hour = timezone.now() + HOUR
    article = published(at, publish_at=hour)
    assert article.review_state == ReviewState.APPROVED
    assert publish_due(hour - dt.timedelta(minutes=1)) == 0
    assert publish_due(hour) == 1
    assert publish_due(hour) == 0
    article.refresh_from_db()
    assert article.is_live
    assert article.published_by == at.head


def test_a_scheduled_article_is_published_though_its_author_left(at: School):
    hour = timezone.now() + HOUR
    article = published(at, publish_at=hour)
    Membership.objects.filter(user=at.teacher).delete()
    assert publish_due(hour) == 1
    assert Activity.objects.get().created_by == at.head
    article.refresh_from_db()
    assert article.is_live


def test_a_scheduled_article_waits_where_its_approver_left_and_people_are_told(at: School):
    hour = timezone.now() + HOUR
    article = published(at, publish_at=hour)
    Membership.objects.filter(user=at.head).delete()
    assert publish_due(hour) == 0
    article.refresh_from_db()
    assert (article.review_state, article.publish_at) == (ReviewState.APPROVED, None)
    assert Notice.objects.filter(user=at.teacher, text__startswith="Chưa đăng theo giờ hẹn").exists()


def test_one_article_that_cannot_be_published_does_not_hold_up_the_next(at: School):
    hour = timezone.now() + HOUR
    first, second = published(at, publish_at=hour), published(at, publish_at=hour)
    Article.objects.filter(pk=first.pk).update(title="")
    at.unit.valid_from = timezone.localdate() + dt.timedelta(days=3)
    events.on_published.append(_fails_for(first))
    try:
        assert publish_due(hour) == 1
    finally:
        events.on_published.pop()
    second.refresh_from_db()
    assert second.is_live


def _fails_for(article: Article) -> events.Listener:
    def listener(told: Article) -> None:
        if told.pk == article.pk:
            raise ValidationError("Không đăng được.")

    return listener


def test_the_hour_is_changed_and_dropped(at: School):
    article = published(at, publish_at=timezone.now() + HOUR)
    reschedule(article, publish_at=timezone.now() + 2 * HOUR, by=at.teacher)
    with pytest.raises(ValidationError, match="Giờ hẹn đã qua"):
        reschedule(article, publish_at=timezone.now() - HOUR, by=at.teacher)
    reschedule(article, publish_at=None, by=at.teacher)
    assert publish_due(timezone.now() + 9 * HOUR) == 0


def test_urgent_publishing_needs_a_right_and_a_reason(at: School):
    article = written(at)
    with pytest.raises(PermissionDenied):
        publish_urgently(article, reason="Bão", by=at.teacher)
    with pytest.raises(ValidationError, match="lý do"):
        publish_urgently(article, reason=" ", by=at.head)
    publish_urgently(article, reason="Bão đổ bộ trong đêm", by=at.editor)
    assert article.is_live
    assert article.urgent_reason == "Bão đổ bộ trong đêm"
    assert "Bão đổ bộ" in article.transitions.last().note or "Bão" in article.transitions.all()[1].note
    assert Notice.objects.filter(user=at.head, text__startswith="Đã đăng gấp").exists()


def test_what_is_withdrawn_leaves_a_word_and_goes_off_the_books(at: School, heard: list[str]):
    article = published(at)
    with pytest.raises(ValidationError, match="lý do"):
        withdraw(article, note="", by=at.head)
    assert withdraw(article, note="Thông tin chưa chính xác", by=at.editor) == ""
    assert not article.is_live
    assert article.withdrawn_note == "Thông tin chưa chính xác"
    assert "Thông tin chưa chính xác" in Activity.objects.get().cancel_reason
    assert heard == ["on_published", "on_withdrawn"]


def test_what_an_accepted_report_counts_stays_on_the_books(at: School, monkeypatch: pytest.MonkeyPatch):
    article = published(at)
    monkeypatch.setattr(counted_in, "providers", [lambda activity: [Counted("Báo cáo quý I", "/lam-viec/bao-cao/1/")]])
    assert "Báo cáo quý I" in withdraw(article, note="Sai số liệu", by=at.head)
    assert article.review_state == ReviewState.WITHDRAWN
    assert Activity.objects.get().is_counted


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "https://evil.example/x", "tin-moi"])
def test_readers_are_not_led_just_anywhere(at: School, address: str):
    with pytest.raises(ValidationError, match="Địa chỉ"):
        withdraw(published(at), note="", moved_to=address, by=at.head)


def test_an_article_whose_day_is_over_is_told_once(at: School, heard: list[str]):
    article = published(at, expires_at=timezone.now() + HOUR)
    assert expire_due() == 0
    assert expire_due(timezone.now() + 2 * HOUR) == 1
    assert expire_due(timezone.now() + 2 * HOUR) == 0
    set_dates(article, expires_at=timezone.now() + 9 * HOUR, review_on=None, by=at.head)
    assert heard == ["on_published", "on_withdrawn", "on_published"]


def test_an_article_prolonged_at_the_last_moment_is_not_told_as_over(at: School, monkeypatch: pytest.MonkeyPatch):
    article = published(at, expires_at=timezone.now() + HOUR)
    told: list[Article] = []
    monkeypatch.setattr(events, "on_withdrawn", [told.append])
    monkeypatch.setattr(
        transaction, "atomic", _first(lambda: Article.objects.update(expires_at=timezone.now() + 9 * HOUR))
    )
    assert expire_due(timezone.now() + 2 * HOUR) == 0
    assert not told
    assert Article.objects.get(pk=article.pk).expired_at is None


def _first(act: Callable[[], object]) -> Callable[[], object]:
    """What another does between the question and the change."""

    def begin() -> object:
        act()
        return nullcontext()

    return begin


def test_a_writer_ends_an_article_a_day_ahead_at_the_earliest(at: School):
    article = published(at)
    with pytest.raises(PermissionDenied, match="24 giờ"):
        set_dates(article, expires_at=timezone.now() + HOUR, review_on=None, by=at.teacher)
    set_dates(article, expires_at=timezone.now() + 25 * HOUR, review_on=None, by=at.teacher)
    set_dates(article, expires_at=timezone.now() + HOUR, review_on=None, by=at.head)


def test_a_writer_brings_nothing_back_that_is_over(at: School, client: Client):
    article = published(at, expires_at=timezone.now() + HOUR)
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now() - HOUR)
    client.force_login(at.teacher)
    address = reverse("news:dates", args=[article.pk])
    answer = client.post(address, {"expires_at_0": "01/01/2099", "expires_at_1": "8:00"})
    assert answer.status_code == 422
    assert "Đề nghị thủ trưởng hoặc ban biên tập gia hạn" in answer.content.decode()
    assert client.post(address, {"expires_at_0": "", "expires_at_1": ""}).status_code == 422
    assert not Article.objects.get().is_live
    client.force_login(at.head)
    client.post(address, {"expires_at_0": "01/01/2099", "expires_at_1": "8:00"})
    assert Article.objects.get().is_live


def test_what_is_over_before_the_head_decides_is_not_published(at: School, heard: list[str]):
    article = written(at, expires_at=timezone.now() + HOUR)
    article.submit(by=at.teacher)
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now() - HOUR)
    waiting = Article.objects.get()
    with pytest.raises(ValidationError, match="Hạn đăng của bài đã qua"):
        waiting.approve(by=at.head)
    assert Article.objects.get().review_state == ReviewState.SUBMITTED
    assert not Activity.objects.exists()
    assert not heard


def test_what_is_over_is_not_submitted(at: School):
    article = written(at, expires_at=timezone.now() - HOUR)
    with pytest.raises(ValidationError, match="Hạn đăng của bài đã qua"):
        article.submit(by=at.teacher)


def test_an_hour_of_expiry_before_publication_keeps_it_from_being_submitted(at: School):
    now = timezone.now()
    article = written(at, publish_at=now + 2 * HOUR, expires_at=now + HOUR)
    with pytest.raises(ValidationError, match="hết hạn"):
        article.submit(by=at.teacher)
