"""Articles on channels: which offer themselves, what goes along, what keeps one back."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from lantoa.channels import releasing, sending
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Posting
from lantoa.channels.waiting import waiting
from lantoa.news import events, files
from lantoa.news.models import Article
from lantoa.news.on_channels import find, why_not
from lantoa.news.tests.desk import School, picture, school, written
from lantoa.news.withdrawing import withdraw
from lantoa.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> School:
    return school()


def _live(at: School, **more: Any) -> Article:
    article = written(at, "Ngày hội đọc sách")
    ways = {"review_state": "issued", "published_at": timezone.now(), "published_by": at.head, **more}
    Article.objects.filter(pk=article.pk).update(**ways)
    article.refresh_from_db()
    return article


def test_a_published_article_leads_to_its_channels_and_a_draft_does_not(client: Any, at: School):
    article, draft = _live(at), written(at, "Bản nháp")
    client.force_login(at.teacher)
    address = reverse("channels:compose", args=["tin-bai", article.pk])
    assert address in client.get(article.get_absolute_url()).content.decode()
    assert "Đưa lên kênh" not in client.get(draft.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    assert client.get(reverse("channels:compose", args=["tin-bai", draft.pk])).status_code == 404


def test_text_link_and_pictures_go_along(client: Any, at: School):
    article = _live(at)
    files.add(article, [picture()], by=at.teacher)
    channel = ChannelFactory.make(unit=at.unit, type=ChannelType.FACEBOOK)
    client.force_login(at.teacher)
    client.post(reverse("channels:choose", args=["tin-bai", article.pk]), {"kenh": [channel.pk]})
    posting = Posting.objects.get()
    assert posting.source == article
    assert posting.text.startswith("Ngày hội đọc sách\n\nTóm tắt.")
    assert f"-{article.pk}/" in posting.link
    assert len(posting.pictures) == 1


def test_what_readers_cannot_open_keeps_it_back(at: School):
    article = _live(at)
    assert why_not(article) == ""
    article.review_state = "approved"
    assert "chưa đăng" in why_not(article)
    article.review_state = "withdrawn"
    assert "đã gỡ" in why_not(article)


def test_what_is_over_is_not_called_unpublished(at: School):
    article = _live(at, expires_at=timezone.now() - dt.timedelta(hours=1))
    assert "hết hạn" in why_not(article)


def test_the_post_of_an_article_set_for_sunday_is_released_for_sunday(at: School):
    sunday = timezone.now() + dt.timedelta(days=2)
    article = _live(at, review_state="approved", publish_at=sunday, published_at=None)
    posting = PostingFactory.make(channel=ChannelFactory.make(unit=at.unit), source=article)
    with pytest.raises(ValidationError, match="hẹn đăng lúc"):
        releasing.release(posting, by=at.head, send_at=sunday - dt.timedelta(hours=1))
    assert releasing.release(posting, by=at.head, send_at=sunday).state == PostingState.RELEASED


def test_what_was_to_be_posted_by_hand_is_no_longer_offered_to_copy(client: Any, at: School):
    article = _live(at)
    channel = ChannelFactory.make(unit=at.unit, is_live=True)
    posting = PostingFactory.make(channel=channel, source=article, created_by=at.teacher)
    releasing.release(posting, by=at.head)
    sending.send_due()
    client.force_login(at.teacher)
    assert "Chép nội dung" in client.get(posting.get_absolute_url()).content.decode()
    withdraw(article, note="Sai ngày.", by=at.head)
    page = client.get(posting.get_absolute_url()).content.decode()
    assert "Tin, bài gốc đã gỡ: không đăng nữa." in page
    assert "Chép nội dung" not in page
    assert client.get(reverse("channels:pack", args=[posting.pk])).status_code == 302
    assert [one.verb for one in waiting(at.teacher)] == ["Xem"]


def test_who_withdraws_or_corrects_sees_what_stands_on_other_pages(client: Any, at: School):
    article = _live(at)
    channel = ChannelFactory.make(unit=at.unit, type=ChannelType.FACEBOOK, name="Trang của trường")
    ways = {"state": "sent", "released_by": at.head, "live_url": "https://trang.example.vn/1"}
    posting = PostingFactory.make(channel=channel, source=article, created_by=at.teacher, **ways)
    client.force_login(at.head)
    for name in ("news:withdraw", "news:correct"):
        page = client.get(reverse(name, args=[article.pk])).content.decode()
        assert posting.get_absolute_url() in page
        assert "https://trang.example.vn/1" in page
    assert waiting(at.head) == []
    withdraw(article, note="Sai ngày.", by=at.head)
    assert [(one.why, one.verb) for one in waiting(at.head)] == [
        ("Bài gốc đã gỡ mà còn trên Trang của trường", "Gỡ khỏi kênh")
    ]


def test_a_post_of_what_is_merely_over_may_stay(at: School):
    article = _live(at, expires_at=timezone.now() - dt.timedelta(hours=1))
    channel = ChannelFactory.make(unit=at.unit, type=ChannelType.FACEBOOK)
    PostingFactory.make(channel=channel, source=article, state="sent", released_by=at.head)
    assert waiting(at.head) == []


@pytest.mark.parametrize("state", ["released", "to_paste", "draft"])
def test_a_correction_holds_back_what_was_released_or_asked_for_before_it(at: School, state: str):
    article = _live(at)
    channel, now = ChannelFactory.make(unit=at.unit), timezone.now()
    ways = {"state": state, "released_by": at.head, "released_at": now, "asked_at": now, "asked_by": at.teacher}
    posting = PostingFactory.make(channel=channel, source=article, created_by=at.teacher, **ways)
    events.tell(events.on_changed, article)  # another category: nothing that was written changes
    posting.refresh_from_db()
    assert (posting.state, posting.asked_at) == (state, now)
    article.corrected_at = timezone.now()
    events.tell(events.on_changed, article)
    posting.refresh_from_db()
    assert (posting.state, posting.asked_at) == (PostingState.DRAFT, None)
    assert "đính chính" in posting.return_note
    assert Notice.objects.filter(user=at.teacher, text__contains="vừa đính chính").count() == 1
    releasing.release(posting, by=at.head)
    events.tell(events.on_changed, article)
    posting.refresh_from_db()
    assert posting.state == PostingState.RELEASED


def test_a_school_cannot_carry_what_it_cannot_see(at: School):
    article = _live(at)
    Article.objects.filter(pk=article.pk).update(review_state="approved")
    assert find(school().teacher, article.pk) is None


def test_what_was_released_does_not_leave_after_a_withdrawal(at: School):
    article = _live(at)
    channel = ChannelFactory.make(unit=at.unit)
    posting = PostingFactory.make(channel=channel, source=article, created_by=at.teacher)
    releasing.release(posting, by=at.head, send_at=timezone.now() + dt.timedelta(days=1))
    withdraw(article, note="Sai ngày.", by=at.head)
    posting.refresh_from_db()
    assert posting.state == PostingState.DRAFT
    assert [one.why for one in waiting(at.teacher)] == ["Trả lại: tin, bài gốc đã gỡ hoặc hết hạn"]
