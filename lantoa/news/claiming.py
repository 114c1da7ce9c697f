"""A reviewer says "I have this one": others see who, and by when."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger.working_days import work_calendar
from lantoa.news.models import Article
from lantoa.review.enums import ReviewState

DAYS = 2  # working days that a claim runs where no day is given


def usual_due(today: dt.date | None = None) -> dt.date:
    return work_calendar().add_working_days(today or timezone.localdate(), DAYS)


class Claimed(Protocol):
    """What somebody may say "I have this one" of."""

    claimed_by: Any
    claim_due: dt.date | None


def is_overdue(thing: Claimed) -> bool:
    return thing.claim_due is not None and thing.claim_due < timezone.localdate()


def is_free(thing: Claimed, by: User, *, still_decides: Callable[[User], bool]) -> bool:
    """Whether `by` may claim it: nobody has it, or the claim counts no longer, its day being over or who has it having
    no say any more (`still_decides`, asked last)."""
    holder: User | None = thing.claimed_by
    return holder is None or holder.pk == by.pk or is_overdue(thing) or not still_decides(holder)


def may_claim(article: Article, by: User) -> bool:
    """Whether somebody who decides on the article may take it now."""
    has_it = article.claimed_by_id == by.pk and not is_overdue(article)
    return not has_it and is_free(article, by, still_decides=_still_decides(article))


def _still_decides(article: Article) -> Callable[[User], bool]:
    return lambda holder: article.may_approve(User.objects.get(pk=holder.pk))


@transaction.atomic
def claim(article: Article, *, by: User, due: dt.date | None = None) -> None:
    """Take a submitted article to look at, until a day. Whoever decides sooner may still do so."""
    _demand(article, by)
    row = Article.objects.select_for_update().get(pk=article.pk)
    if row.review_state != ReviewState.SUBMITTED:
        raise ValidationError("Bài không còn chờ duyệt. Tải lại trang để xem bản mới.")
    if not is_free(row, by, still_decides=_still_decides(row)):
        raise ValidationError(f"{row.claimed_by} đã nhận xem bài này, hạn {row.claim_due:%d/%m/%Y}.")
    if due and due < timezone.localdate():
        raise ValidationError("Ngày này đã qua. Chọn từ hôm nay trở đi.")
    article.claimed_by, article.claim_due = by, due or usual_due()
    article.save(update_fields=["claimed_by", "claim_due"])
    text = f"Nhận xem “{article}”, xong trước ngày {article.claim_due:%d/%m/%Y}"
    record("article_claimed", by=by, on=article, unit=article.unit, text=text)


@transaction.atomic
def release(article: Article, *, by: User) -> None:
    """Leave it to others again; asked twice, once is enough."""
    _demand(article, by)
    row = Article.objects.select_for_update().get(pk=article.pk)
    if row.claimed_by_id not in (None, by.pk):
        raise ValidationError(f"Bài do {row.claimed_by} nhận xem.")
    article.claimed_by = article.claim_due = None
    article.save(update_fields=["claimed_by", "claim_due"])


def _demand(article: Article, by: User) -> None:
    if not article.may_approve(by):
        raise PermissionDenied("Chỉ người được duyệt bài này nhận xem được.")
