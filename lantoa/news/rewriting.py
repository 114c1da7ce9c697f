"""What was withdrawn, written again: a new draft with its text, files and filing. The address of the old one goes on to
say why it went."""

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger.activities import servable
from lantoa.news import writing
from lantoa.news.models import Article, ArticleFile
from lantoa.news.writing import Around, Text
from lantoa.review.enums import ReviewState

_STORED = ("file", "medium", "thumb")


@transaction.atomic
def write_again(old: Article, *, by: User) -> Article:
    """A new draft made of a withdrawn article. Raises ValidationError where it was not withdrawn."""
    access.demand(by, Power.WRITE, old.unit)
    if old.review_state != ReviewState.WITHDRAWN:
        raise ValidationError("Chỉ soạn lại từ bài đã gỡ. Bài đang đăng thì đính chính.")
    fresh = writing.start(old.unit, title=old.title, by=by, category=old.category)
    keys = {str(row.key): str(_copied(row, fresh, by).key) for row in old.files.all()}
    around = Around(
        category=old.category,
        author_name=old.author_name,
        video_url=old.video_url,
        tags=[tag.name for tag in old.tags.all()],
        special_pages=old.special_pages.filter(is_active=True),
        obligations=servable(old.unit).filter(pk__in=old.obligations.values("pk")),
    )
    text = Text(old.title, old.lead, _with_keys(old.body, keys))
    writing.save(fresh, text, version=fresh.version, by=by, around=around)
    record("article_written_again", by=by, on=fresh, unit=fresh.unit, text=f"Soạn lại từ bài đã gỡ “{old}”")
    return fresh


def _copied(row: ArticleFile, fresh: Article, by: User) -> ArticleFile:
    names = ("kind", "name", "content_type", "sha256", "size", "width", "height", "alt", "is_decorative", "caption")
    given = {name: getattr(row, name) for name in (*names, "is_cover", "order")}
    made = ArticleFile(article=fresh, key=uuid.uuid4(), added_by=by, **given)
    for name in _STORED:
        if stored := getattr(row, name):
            with stored.open("rb") as opened:
                getattr(made, name).save(name, ContentFile(opened.read()), save=False)
    made.save()
    return made


def _with_keys(body: str, keys: Mapping[str, str]) -> str:
    for old, new in keys.items():
        body = body.replace(old, new)
    return body
