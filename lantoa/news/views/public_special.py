"""Special pages: one occasion or subject with all that belongs to it."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.ledger.enums import FileKind
from lantoa.news.campaign import events_of, result_of, tasks_of
from lantoa.news.models import Article, ArticleFile, SpecialPage
from lantoa.news.portal_page import listed, portal_articles
from lantoa.ui.pages import page_of
from lantoa.ui.short_codes import short_path

PER_PAGE = 12
PICTURES = 12
OTHERS = 12  # of the pages of units


@login_not_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every special page in use, those that run or are to come first."""
    today = timezone.localdate()
    rows = list(SpecialPage.objects.filter(is_active=True))
    context = {
        "running": [row for row in rows if row.ends_on is None or row.ends_on >= today],
        "past": [row for row in rows if row.ends_on is not None and row.ends_on < today],
    }
    return render(request, "news/public/specials.html", context)


@login_not_required
@require_safe
def special(request: HttpRequest, slug: str) -> HttpResponse:
    """Its articles, documents, pictures, and the work of issued plans that it names. What editors took over stands
    first with its pictures; what stands on the pages of units alone is a list of its own."""
    row = get_object_or_404(SpecialPage, slug=slug, is_active=True)
    mine = Article.objects.filter(Q(special_pages=row) | Q(tags__in=row.tags.values("pk"))).order_by().values("pk")
    keys = portal_articles().filter(pk__in=mine).order_by().values("pk")
    others = listed(Article.objects.live().filter(pk__in=mine).exclude(pk__in=keys))
    photos = ArticleFile.objects.filter(kind=FileKind.PHOTO, article__in=keys).select_related("article")
    tasks = tasks_of(row)
    context = {
        "special": row,
        "page": page_of(request, listed(Article.objects.filter(pk__in=keys)), PER_PAGE),
        "others": others[:OTHERS],
        "documents": row.documents.public(),
        "photos": photos.order_by("-article__published_at", "order", "pk")[:PICTURES],
        "tasks": tasks,
        "result": result_of(tasks),
        "events": events_of(tasks),
        "short": short_path("special", row.pk),
    }
    return render(request, "news/public/special.html", context)
