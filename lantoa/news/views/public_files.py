"""Pictures and documents of articles: to everyone while the article is live, before that to those who may see it."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from lantoa.ledger.enums import FileKind
from lantoa.news.files import FIELDS, stored
from lantoa.news.models import Article, ArticleFile
from lantoa.ui.sending import sent

_PUBLIC = "public, max-age=600"  # what was withdrawn is gone from browsers too after that
_PRIVATE = "private, no-cache"


@login_not_required
@require_safe
def picture(request: HttpRequest, key: str, size: str) -> HttpResponseBase:
    """One size of a picture; the whole one where the smaller was not made."""
    if size not in FIELDS:
        raise Http404("Ảnh có cỡ lon, vua, nho.")
    row, caching = _file(request, key, FileKind.PHOTO)
    return _answer(request, row, stored(row, size), size, caching)


@login_not_required
@require_safe
def document(request: HttpRequest, key: str) -> HttpResponseBase:
    """A document to be kept on the reader's device, under its own name."""
    row, caching = _file(request, key, FileKind.DOCUMENT)
    return _answer(request, row, row.file, "tep", caching)


def _file(request: HttpRequest, key: str, kind: str) -> tuple[ArticleFile, str]:
    row = ArticleFile.objects.select_related("article").filter(key=key, kind=kind).first()
    if row is not None and row.article.is_live:
        return row, _PUBLIC
    user = request.user
    if row is None or isinstance(user, AnonymousUser):
        raise Http404("Không có tệp này.")
    if not Article.objects.visible_to(user).filter(pk=row.article_id).exists():
        raise Http404("Không có tệp này.")
    return row, _PRIVATE


def _answer(
    request: HttpRequest, row: ArticleFile, content: "File[bytes]", part: str, caching: str
) -> HttpResponseBase:
    """The bytes, or 304 where the reader has them."""
    etag = f'"{row.sha256[:24]}-{part}"'
    kept = get_conditional_response(request, etag=etag)
    if kept is not None:
        answer: HttpResponseBase = kept
    else:
        is_shown = row.kind != FileKind.DOCUMENT
        answer = sent(content, name=row.name, content_type=row.content_type, is_shown=is_shown)
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["ETag"], answer["Cache-Control"] = etag, caching
    return answer
