"""An article as a head reads it on a one-time link: its pictures and documents come by addresses of the link, since
nobody is signed in who could fetch those of a draft."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from lantoa.ledger.enums import FileKind
from lantoa.news import files
from lantoa.news.cleaning import KEY
from lantoa.news.models import Article, ArticleFile
from lantoa.review.linkable import Linkable, LinkedFile, register

_PICTURE = re.compile(rf'src="/tin-tuc/anh/({KEY})/[a-z]+"')


def _context(article: Article, address: Callable[[object], str]) -> dict[str, Any]:
    rows = list(article.files.all())
    body = _PICTURE.sub(lambda found: f'src="{address(found.group(1))}" loading="lazy"', article.body)
    safe: SafeString = mark_safe(body)  # noqa: S308 - made harmless when it came in (`news.cleaning`)
    photos = [row for row in rows if row.kind == FileKind.PHOTO and str(row.key) not in article.body]
    documents = [row for row in rows if row.kind == FileKind.DOCUMENT]
    return {"article": article, "body": safe, "photos": _with(photos, address), "documents": _with(documents, address)}


def _with(rows: list[ArticleFile], address: Callable[[object], str]) -> list[tuple[ArticleFile, str]]:
    return [(row, address(row.key)) for row in rows]


def _file_of(article: Article, key: UUID) -> LinkedFile | None:
    row = article.files.filter(key=key).first()
    if row is None:
        return None
    is_photo = row.kind == FileKind.PHOTO
    return LinkedFile(row.name, row.content_type, files.stored(row, "vua") if is_photo else row.file, is_photo)


def _verb(article: Article) -> str:
    return "Duyệt" if article.publish_at else "Duyệt và đăng"


def _done(article: Article) -> str:
    if article.is_live:
        return "Đã duyệt và đăng."
    if article.publish_at:
        return f"Đã duyệt. Bài tự đăng lúc {timezone.localtime(article.publish_at):%H:%M %d/%m/%Y}."
    return "Đã duyệt."


def register_links() -> None:
    how = Linkable(
        "tin, bài",
        "news/_plain.html",
        _context,
        verb=_verb,
        is_with_head=lambda article: article.next_step() is None,
        styles=("news/desk.css",),
        file_of=_file_of,
        done=_done,
        public_page=lambda article: article.public_url if article.is_live else "",
    )
    register(Article, how)
