"""Articles as what channels carry: the text of each, and why one may not go out; those that wait for their hour stand
in the calendar of channels."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.channels import asking, sources
from lantoa.channels.sources import Kind, Mark, Source
from lantoa.ledger.enums import FileKind
from lantoa.news import events
from lantoa.news.in_lines import in_lines
from lantoa.news.models import Article
from lantoa.news.models.article import ArticleQuerySet
from lantoa.news.publishing import public_link
from lantoa.review.enums import ReviewState
from lantoa.ui.short_codes import short_path

NAME = "tin-bai"
_MADE_OF = (ReviewState.APPROVED, ReviewState.ISSUED)


def register() -> None:
    """Let channels carry articles (from `AppConfig.ready`)."""
    sources.register(Kind(NAME, Article, find, why_not, opens_at, Article.objects.live, _recalled))
    sources.calendars.append(scheduled)
    events.on_withdrawn.append(withdraw)
    events.on_changed.append(corrected)


def withdraw(article: Article) -> None:
    """What has not left for a channel does not leave any more."""
    asking.pull_back(article, "tin, bài gốc đã gỡ hoặc hết hạn")


def corrected(article: Article) -> None:
    """A wrong figure that was put right here does not go out elsewhere: whoever wrote the channel's own text looks."""
    if article.corrected_at:
        asking.pull_older(article, article.corrected_at, "tin, bài gốc vừa đính chính. Sửa theo rồi trình lại.")


def is_ready(article: Article) -> bool:
    """Whether versions for channels can be made of it: approved, so that its text stands."""
    return article.review_state in _MADE_OF


def find(user: User, pk: int) -> Source | None:
    """The article of that key, where the person may see it and its text stands."""
    rows = Article.objects.visible_to(user).filter(review_state__in=_MADE_OF)
    article = rows.select_related("unit").filter(pk=pk).first()
    if article is None:
        return None
    photos = article.files.filter(kind=FileKind.PHOTO).order_by("-is_cover", "order", "pk")
    return Source(
        NAME,
        article,
        article.unit,
        article.title,
        article.get_absolute_url(),
        article.lead,
        in_lines(article.body),
        public_link(article),
        f"{settings.SITE_URL}{short_path('article', article.pk)}",
        [{"path": str(photo.file.name), "alt": photo.alt or photo.caption} for photo in photos],
        [tag.name for tag in article.tags.all()],
        list(article.obligations.all()),
    )


def why_not(article: Model) -> str:
    """Readers who follow the link must find it."""
    assert isinstance(article, Article)
    if article.is_live:
        return ""
    if article.review_state == ReviewState.WITHDRAWN:
        return "Tin, bài gốc đã gỡ: không đăng nữa. Hủy bài trên kênh."
    if article.review_state == ReviewState.ISSUED:
        return "Tin, bài gốc đã hết hạn đăng. Lùi ngày hết hạn của bài gốc, hoặc hủy bài trên kênh."
    if at := opens_at(article):
        hour = timezone.localtime(at)
        return f"Tin, bài gốc hẹn đăng lúc {hour:%H:%M} ngày {hour:%d/%m/%Y}. Chọn giờ đăng từ lúc đó trở đi."
    return "Tin, bài gốc chưa đăng: người đọc chưa mở được đường dẫn. Đăng bài gốc trước."


def _recalled() -> ArticleQuerySet:
    return Article.objects.filter(review_state=ReviewState.WITHDRAWN)


def opens_at(article: Model) -> dt.datetime | None:
    """The hour for which an approved article is set."""
    assert isinstance(article, Article)
    return article.publish_at if article.review_state == ReviewState.APPROVED else None


def scheduled(user: User, units: Sequence[int], first: dt.date, last: dt.date) -> Iterable[Mark]:
    """Approved articles that wait for their hour within those days."""
    begin = timezone.make_aware(dt.datetime.combine(first, dt.time()))
    end = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time()))
    rows = Article.objects.visible_to(user).scheduled().filter(unit__in=units)
    rows = (
        rows.filter(publish_at__gte=begin, publish_at__lt=end)
        .select_related("unit")
        .only("title", "publish_at", "unit__name", "unit__short_name")
    )
    for row in rows:
        if at := row.publish_at:
            yield Mark(
                timezone.localdate(at), str(row), row.get_absolute_url(), "Tin, bài hẹn giờ", at, "info", row.unit.label
            )
