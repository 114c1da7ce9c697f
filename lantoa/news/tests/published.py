"""Rows as they stand once an article is out, for tests of what readers see."""

import datetime as dt
import hashlib
import io
import itertools
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger.enums import FileKind
from lantoa.news.enums import OfferState
from lantoa.news.models import Article, ArticleFile, Category, Offer
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit
from lantoa.review.enums import ReviewState
from lantoa.vietnamese.text import fold

_count = itertools.count(1)


def writer() -> User:
    """Somebody who wrote it."""
    return User.objects.filter(username="nguoiviet").first() or UserFactory.make(username="nguoiviet")


def category(name: str = "Giáo dục phổ thông", **more: Any) -> Category:
    found, _ = Category.objects.get_or_create(
        slug=fold(name).replace(" ", "-"), defaults={"name": name, "order": next(_count), **more}
    )
    return found


def article(title: str = "Trường em mở hội đọc sách", *, unit: Unit | None = None, **more: Any) -> Article:
    """A live article; `hours` ago it was published."""
    hours = more.pop("hours", 2)
    given = {
        "unit": unit or Unit.objects.filter(parent=None).first() or UnitFactory.make(department=True),
        "title": title,
        "lead": "Hơn 300 học sinh cùng đọc và kể lại cuốn sách mình thích.",
        "body": "<p>Sáng nay, sân trường rợp bóng cờ.</p><h2>Đọc để lớn</h2><p>Mỗi lớp góp một tủ sách.</p>",
        "review_state": ReviewState.ISSUED,
        "published_at": timezone.now() - dt.timedelta(hours=hours),
        "created_by": writer(),
        **more,
    }
    row = Article(**given)
    published_at, row.published_at = row.published_at, None
    row.review_state, state = ReviewState.DRAFT, row.review_state
    row.save()  # the address is made from the title while it is a draft
    Article.objects.filter(pk=row.pk).update(published_at=published_at, review_state=state)
    row.refresh_from_db()
    return row


def take_over(row: Article, unit: Unit, **more: Any) -> Offer:
    """Editors of `unit` took the article over to its page."""
    return Offer.objects.create(
        article=row, portal_unit=unit, state=OfferState.ACCEPTED, offered_by=writer(), decided_by=writer(), **more
    )


def jpeg(colour: str = "teal", size: tuple[int, int] = (1600, 1200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", quality=50)
    return out.getvalue()


def photo(row: Article, *, colour: str = "teal", **more: Any) -> ArticleFile:
    """A picture in its three sizes."""
    large = jpeg(colour)
    given = {
        "alt": "Học sinh ngồi đọc sách dưới gốc bàng",
        "caption": "Giờ đọc sách đầu tuần",
        "width": 1600,
        "height": 1200,
        **more,
    }
    return ArticleFile.objects.create(
        article=row,
        kind=FileKind.PHOTO,
        file=ContentFile(large, name="lon"),
        medium=ContentFile(jpeg(colour, (1000, 750)), name="vua"),
        thumb=ContentFile(jpeg(colour, (400, 300)), name="nho"),
        name="doc-sach.jpg",
        content_type="image/jpeg",
        sha256=hashlib.sha256(large).hexdigest(),
        size=len(large),
        added_by=writer(),
        **given,
    )


def document(row: Article, name: str = "Kế hoạch đọc sách.pdf") -> ArticleFile:
    content = b"%PDF-1.4 sach"
    return ArticleFile.objects.create(
        article=row,
        kind=FileKind.DOCUMENT,
        file=ContentFile(content, name="tep"),
        name=name,
        content_type="application/pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        added_by=writer(),
    )
