"""Pictures and documents of an article in the workspace: sent, shown, taken away."""

from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.ledger.enums import FileKind
from lantoa.news import files
from lantoa.news.models import Article, ArticleFile
from lantoa.news.views.getting import editable_article
from lantoa.ui.sending import sent

FILE_POLICY = {"default-src": [NONE], "script-src": [NONE], "style-src": [UNSAFE_INLINE]}


def _visible(request: PersonRequest, key: object, kind: FileKind) -> ArticleFile:
    rows = ArticleFile.objects.filter(article__in=Article.objects.visible_to(request.user))
    return get_object_or_404(rows, key=key, kind=kind)


@require_GET
@csp_replace(FILE_POLICY)  # type: ignore[arg-type]  # who is signed in is a PersonRequest
def picture(request: PersonRequest, key: object, size: str) -> FileResponse:
    """A picture, for those who may see its article."""
    row = _visible(request, key, FileKind.PHOTO)
    return _sent(row, files.stored(row, size), is_shown=True)


@require_GET
@csp_replace(FILE_POLICY)  # type: ignore[arg-type]
def document(request: PersonRequest, key: object) -> FileResponse:
    """A document, downloaded."""
    row = _visible(request, key, FileKind.DOCUMENT)
    return _sent(row, row.file)


def _sent(row: ArticleFile, stored: Any, *, is_shown: bool = False) -> FileResponse:
    response = sent(stored, name=row.name, content_type=row.content_type, is_shown=is_shown)
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


@require_POST
def upload(request: PersonRequest, pk: int) -> HttpResponse:
    """Pictures and documents chosen while writing; each that cannot be used gives one sentence."""
    article = editable_article(request, pk)
    rows, faults = files.add(article, request.FILES.getlist("files"), by=request.user)
    if not request.htmx:
        for words in faults:
            messages.error(request, words)
        return redirect("news:edit", article.pk)
    context = {"article": article, "files": article.files.all(), "faults": faults, "fresh": [row.pk for row in rows]}
    return render(request, "news/_files.html", context)


@require_POST
def drop(request: PersonRequest, pk: int, file_pk: int) -> HttpResponse:
    """Take a picture or document away, out of the text too."""
    article = editable_article(request, pk)
    row = get_object_or_404(ArticleFile, pk=file_pk, article=article)
    files.remove(row, by=request.user)
    if not request.htmx:
        messages.success(request, f"Đã bỏ “{row.name}”.")
        return redirect("news:edit", article.pk)
    return render(request, "news/_files.html", {"article": article, "files": article.files.all()})
