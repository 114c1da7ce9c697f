"""An article as a head reads it on a one-time link: its pictures come inside the page, since nobody is signed in who
could fetch those of a draft."""

import base64
import re
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from lantoa.ledger.enums import FileKind
from lantoa.news import files
from lantoa.news.models import Article, ArticleFile
from lantoa.review.linkable import Linkable, register

MOST = 12  # pictures; more would make a page too heavy for a phone
_PICTURE = re.compile(r'src="/tin-tuc/anh/([0-9a-f-]{36})/[a-z]+"')


def _context(article: Article) -> dict[str, Any]:
    all_photos = list(article.files.filter(kind=FileKind.PHOTO))
    photos = all_photos[:MOST]
    drawn = {str(photo.key): _inside(photo) for photo in photos}
    body = _PICTURE.sub(lambda found: f'src="{drawn.get(found.group(1), "data:,")}"', article.body)
    rest = [(photo, drawn[str(photo.key)]) for photo in photos if str(photo.key) not in article.body]
    safe: SafeString = mark_safe(body)  # noqa: S308 - made harmless when it came in (`news.cleaning`)
    names = list(article.files.filter(kind=FileKind.DOCUMENT).values_list("name", flat=True))
    unseen = len(all_photos) - len(photos)
    return {"article": article, "body": safe, "photos": rest, "document_names": names, "unseen": unseen}


def _inside(photo: ArticleFile) -> str:
    """The picture itself, as an address."""
    with files.stored(photo, "vua").open("rb") as stored:
        return f"data:{photo.content_type};base64,{base64.b64encode(stored.read()).decode()}"


def _verb(article: Article) -> str:
    return "Duyệt" if article.publish_at else "Duyệt và đăng"


def register_links() -> None:
    how = Linkable(
        "tin, bài",
        "news/_plain.html",
        _context,
        verb=_verb,
        is_with_head=lambda article: article.next_step() is None,
        styles=("news/desk.css",),
    )
    register(Article, how)
