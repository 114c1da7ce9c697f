"""An article before readers: published at once or at its hour. Every act here is one
transaction with the books and with those who listen (`news.events`)."""

import datetime as dt
import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger import activities
from lantoa.ledger.activities import Deed
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity
from lantoa.news import events
from lantoa.news.missing import OVER, is_over
from lantoa.news.models import Article
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.review.enums import ReviewState

log = logging.getLogger("lantoa.news")


def may_publish(user: User, article: Article) -> bool:
    """Whether the person may put before readers, put right and withdraw: heads and editors over the unit."""
    return any(access.may(user, power, article.unit) for power in (Power.APPROVE, Power.EDIT_NEWS))


def demand_publisher(user: User, article: Article) -> None:
    if not may_publish(user, article):
        raise PermissionDenied("Chỉ thủ trưởng hoặc ban biên tập được đăng, đính chính, gỡ bài.")


def publish_if_time(article: Article, *, by: User, now: dt.datetime | None = None) -> None:
    """What follows the head's approval: it is published now, or waits for the hour that it was given."""
    if article.publish_at is None or article.publish_at <= (now or timezone.now()):
        publish(article, by=by)


@transaction.atomic
def publish(article: Article, *, by: User) -> Activity:
    """Put an approved article before readers and on the books, once, for the obligations that it serves. `by` answers
    for it: the approver. Raises ValidationError with what stands against it."""
    demand_publisher(by, article)
    article._locked()
    if is_over(article):
        raise ValidationError(OVER)
    article.published_at, article.published_by, article.publish_at = timezone.now(), by, None
    article.save(update_fields=["slug", "published_at", "published_by", "publish_at"])
    article._move(ReviewState.ISSUED, by=by)
    logged = _log(article, by=by)
    events.tell(events.on_published, article)
    return logged


def _log(article: Article, *, by: User) -> Activity:
    chosen = article.obligations.values_list("pk", flat=True)
    return activities.log(
        article.unit,
        Deed(ActivityKind.ARTICLE, article.title, timezone.localdate(), {"link": public_link(article)}),
        by=by,
        obligations=activities.servable(article.unit).filter(pk__in=chosen),
        source=article,
    )


def public_link(article: Article) -> str:
    """The whole address at which readers find it."""
    return f"{settings.SITE_URL}{article.public_url}"


@transaction.atomic
def publish_urgently(article: Article, *, reason: str, by: User) -> Activity:
    """Publish without review: a right of heads and editors, with a written reason that stays on record. The heads are
    told."""
    demand_publisher(by, article)
    reason = reason.replace("\0", " ").strip()
    if not reason:
        raise ValidationError("Ghi lý do đăng gấp không qua duyệt.")
    article._locked()
    if article.review_state not in (ReviewState.DRAFT, ReviewState.RETURNED, ReviewState.SUBMITTED):
        raise ValidationError("Bài không còn ở bước soạn hoặc chờ duyệt. Tải lại trang để xem bản mới.")
    if missing := article.what_is_missing():
        raise ValidationError(missing)
    said = f"Đăng gấp, không qua duyệt: {reason}"
    if article.review_state != ReviewState.SUBMITTED:
        article._move(ReviewState.SUBMITTED, by=by, note=said)
    article._move(ReviewState.APPROVED, by=by, note=said)
    article.urgent_reason, article.passed_steps = reason, []
    article.save(update_fields=["urgent_reason", "passed_steps"])
    logged = publish(article, by=by)
    record("article_urgent", by=by, on=article, unit=article.unit, text=f"{said} ({article})")
    heads = {held.user for held in article.approvers()[0]} - {by}
    _tell(article, heads, f"Đã đăng gấp: {article}", f"{by} đăng không qua duyệt. Lý do: {reason}", by=by)
    return logged


def _tell(article: Article, people: set[User], text: str, note: str, *, by: User | None, kind: str = "") -> None:
    tell(
        people,
        text,
        kind=NoticeKind(kind or NoticeKind.DECIDED),
        url=article.get_absolute_url(),
        unit=article.unit,
        note=note,
        by=by,
    )


def publish_due(now: dt.datetime | None = None) -> int:
    """Publish what is approved and whose hour has come; how many. What cannot be published waits, and people are
    told."""
    moment, done = now or timezone.now(), 0
    due = Article.objects.scheduled().filter(publish_at__lte=moment).select_related("unit", "category")
    for article in due.order_by("publish_at"):
        try:
            done += _publish_due(article)
        except (PermissionDenied, ValidationError) as fault:
            words = " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
            _hold(article, words)
        except Exception:
            log.exception("article %s was not published", article.pk)
    return done


def _publish_due(article: Article) -> int:
    """The approval stands whoever wrote the article, as long as who gave it may still give it."""
    with transaction.atomic():
        row = Article.objects.select_for_update().get(pk=article.pk)
        if row.review_state != ReviewState.APPROVED or row.publish_at is None:
            return 0
        approval = article.transitions.filter(to_state=ReviewState.APPROVED).last()
        if approval is None or not may_publish(approval.by, article):
            _hold(article, "Người đã duyệt không còn giữ vai trò được duyệt. Người duyệt hiện nay xem lại và bấm Đăng.")
            return 0
        publish(article, by=approval.by)
        return 1


def _hold(article: Article, words: str) -> None:
    """Not published: the hour goes, who may publish and who wrote it are told."""
    Article.objects.filter(pk=article.pk).update(publish_at=None)
    heads = {held.user for held in article.approvers()[0]}
    text = f"Chưa đăng theo giờ hẹn: {article}"
    _tell(article, heads | {article.created_by}, text, words, by=None, kind=NoticeKind.TO_DECIDE)


@transaction.atomic
def reschedule(article: Article, *, publish_at: dt.datetime | None, by: User) -> None:
    """Another hour for an approved article; None: it waits for a press of the button."""
    access.demand(by, Power.WRITE, article.unit)
    article._locked()
    if article.review_state != ReviewState.APPROVED:
        raise ValidationError("Chỉ đổi giờ đăng của bài đã duyệt, chưa đăng. Tải lại trang để xem bản mới.")
    if publish_at is not None and publish_at <= timezone.now():
        raise ValidationError("Giờ hẹn đã qua. Chọn giờ sau lúc này, hoặc bấm Đăng ngay.")
    article.publish_at = publish_at
    article.save(update_fields=["publish_at"])
    when = f"hẹn đăng lúc {timezone.localtime(publish_at):%H:%M %d/%m/%Y}" if publish_at else "bỏ giờ hẹn đăng"
    record("article_rescheduled", by=by, on=article, unit=article.unit, text=f"{article}: {when}")
