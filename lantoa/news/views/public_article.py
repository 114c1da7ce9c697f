"""The page of one article, and what is said where it stands no longer."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lantoa.ledger.enums import FileKind
from lantoa.news.cards import card_of
from lantoa.news.models import Article, ArticleCorrection, ArticleFile
from lantoa.news.reading import related_to, safe_target, shown_of
from lantoa.news.structured import article_data
from lantoa.review.enums import ReviewState
from lantoa.ui.short_codes import short_path


@login_not_required
@require_safe
def article(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The article while it is live; a word of explanation (410), or the way on, once it was withdrawn or expired."""
    row = _published(pk)
    if not row.is_live:
        return _gone(request, row)
    if slug != row.slug:
        return HttpResponsePermanentRedirect(row.public_url)
    context = {
        **shown_of(row),
        "related": related_to(row),
        "specials": [one for one in row.special_pages.all() if one.is_active],
        "data": article_data(row, [file for file in row.files.all() if file.kind == FileKind.PHOTO]),
        "short": short_path("article", row.pk),
    }
    return render(request, "news/public/article.html", context)


@login_not_required
@require_safe
def card(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The picture that is shown where the article's address is shared."""
    row = _published(pk)
    if not row.is_live:
        raise Http404("Bài không còn đăng.")
    answer = HttpResponse(card_of(row), content_type="image/png")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


def _published(pk: int) -> Article:
    """The article with that key if readers ever saw it; what was never published is 404 to everyone here."""
    corrections = ArticleCorrection.objects.order_by("-at", "-pk")
    files = ArticleFile.objects.order_by("order", "pk")
    rows = Article.objects.select_related("unit", "category__parent").prefetch_related(
        "tags", "special_pages", Prefetch("corrections", queryset=corrections), Prefetch("files", queryset=files)
    )
    row = rows.filter(pk=min(pk, 2**62), published_at__isnull=False).first()
    if row is None or row.review_state not in (ReviewState.ISSUED, ReviewState.WITHDRAWN):
        raise Http404("Không có bài này.")
    return row


def _gone(request: HttpRequest, row: Article) -> HttpResponse:
    is_withdrawn = row.review_state == ReviewState.WITHDRAWN
    if is_withdrawn and row.moved_to and safe_target(row.moved_to):
        return redirect(row.moved_to)
    if not is_withdrawn and row.expires_at is None:
        raise Http404("Bài chưa đến giờ đăng.")
    return render(request, "news/public/gone.html", {"article": row, "is_withdrawn": is_withdrawn}, status=410)
