"""What ends before readers: withdrawn with a word of explanation or a way on, or over by its day."""

import datetime as dt
import re

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger import activities
from lantoa.news import events
from lantoa.news.models import Article
from lantoa.news.publishing import demand_publisher, may_publish
from lantoa.review.enums import ReviewState

SOON = dt.timedelta(hours=24)
_LEADS_ON = re.compile(r"\A/(?![/\\])")  # a page of this site: a short link that people trust leads nowhere else


@transaction.atomic
def withdraw(article: Article, *, note: str, by: User, moved_to: str = "") -> str:
    """Take a published article from readers: its page says why (`note`), or leads on (`moved_to`). Its activity is
    cancelled with the reason; where an accepted report counts it, it stays and the sentence why is the answer."""
    demand_publisher(by, article)
    note, moved_to = note.replace("\0", " ").strip(), moved_to.strip()
    if not note and not moved_to:
        raise ValidationError("Ghi lý do gỡ cho người đọc, hoặc địa chỉ trang thay thế.")
    moved_to = moved_to.removeprefix(settings.SITE_URL)
    if moved_to and not _LEADS_ON.match(moved_to):
        raise ValidationError(
            "Địa chỉ trang thay thế phải là trang của cổng này, như /tin-tuc/…. Trang nơi khác thì ghi trong lý do."
        )
    if note and moved_to:
        raise ValidationError("Chọn một: ghi lý do cho người đọc, hoặc chuyển người đọc đến trang khác.")
    article._locked()
    article._move(ReviewState.WITHDRAWN, by=by, note=note or f"Chuyển đến {moved_to}")
    article.withdrawn_at, article.withdrawn_note, article.moved_to = timezone.now(), note, moved_to
    article.save(update_fields=["withdrawn_at", "withdrawn_note", "moved_to"])
    kept = activities.cancel_of(article, reason=f"Đã gỡ bài: {note or moved_to}", by=by)
    events.tell(events.on_withdrawn, article)
    return kept


@transaction.atomic
def set_dates(article: Article, *, expires_at: dt.datetime | None, review_on: dt.date | None, by: User) -> None:
    """Until when a published article is shown, and when its owner looks at it again. To take it from readers within a
    day, or to bring back one that is over, is for who publishes."""
    access.demand(by, Power.WRITE, article.unit)
    article._locked()
    article.refresh_from_db(fields=["expires_at", "review_on", "expired_at"])
    if article.review_state != ReviewState.ISSUED:
        raise ValidationError("Bài không còn đăng. Tải lại trang để xem bản mới.")
    if expires_at and expires_at <= timezone.now():
        raise ValidationError("Ngày hết hạn đã qua. Chọn ngày sau hôm nay, hoặc gỡ bài kèm lý do.")
    _demand_days(article, expires_at, by)
    was_over = article.expired_at is not None
    article.expires_at, article.review_on, article.expired_at = expires_at, review_on, None
    article.save(update_fields=["expires_at", "review_on", "expired_at"])
    record("article_dates", by=by, on=article, unit=article.unit, text=f"Đổi ngày hết hạn, ngày xem lại: {article}")
    events.tell(events.on_published if was_over else events.on_changed, article)


def _demand_days(article: Article, expires_at: dt.datetime | None, by: User) -> None:
    if expires_at == article.expires_at or may_publish(by, article):
        return
    now = timezone.now()
    if article.expires_at and article.expires_at <= now:
        raise PermissionDenied("Bài đã hết hạn. Đề nghị thủ trưởng hoặc ban biên tập gia hạn để đăng lại.")
    if expires_at and expires_at < now + SOON:
        raise PermissionDenied("Hạn trong vòng 24 giờ do thủ trưởng hoặc ban biên tập đặt. Chọn hạn muộn hơn.")


def expire_due(now: dt.datetime | None = None) -> int:
    """Pass on, once, that the day of an article is over; how many. Readers saw it no longer from its hour on."""
    moment = now or timezone.now()
    over = Article.objects.filter(review_state=ReviewState.ISSUED, expires_at__lte=moment, expired_at__isnull=True)
    done = 0
    for article in over.select_related("unit"):
        with transaction.atomic():
            if over.filter(pk=article.pk).update(expired_at=moment):
                events.tell(events.on_withdrawn, article)
                done += 1
    return done
