"""Lists that readers open: newest news, a category, a keyword, a month, pictures. Live articles alone."""

import datetime as dt

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.ledger.enums import FileKind
from lantoa.news.models import Article, ArticleFile, Category, SpecialPage, Tag
from lantoa.news.portal_page import listed, portal_articles, portal_unit
from lantoa.news.public_lists import running, within
from lantoa.ui.pages import page_of

PER_PAGE = 20
PICTURES = 36


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest on the portal, with the ways into it."""
    unit = portal_unit()
    context = {
        "page": page_of(request, portal_articles(unit), PER_PAGE),
        "unit": unit,
        "categories": Category.objects.filter(is_active=True, parent=None),
        "specials": running(SpecialPage.objects.all())[:6],
    }
    return render(request, "news/public/index.html", context)


@login_not_required
@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """One category of the portal, those below it counted in."""
    rows = Category.objects.select_related("parent")
    chosen = get_object_or_404(rows, slug=slug, is_active=True)
    context = {
        "category": chosen,
        "below": chosen.children.filter(is_active=True),
        "page": page_of(request, portal_articles().filter(within(chosen)), PER_PAGE),
    }
    return render(request, "news/public/category.html", context)


@login_not_required
@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Every live article with the keyword, of whatever unit."""
    chosen = get_object_or_404(Tag, slug=slug)
    page = page_of(request, listed(Article.objects.live().filter(tags=chosen)), PER_PAGE)
    return render(request, "news/public/tag.html", {"tag": chosen, "page": page})


@login_not_required
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The months that have news on the portal, newest first."""
    counted = (
        portal_articles()
        .order_by()
        .annotate(month=TruncMonth("published_at"))
        .values("month")
        .annotate(count=Count("pk"))
    )
    months = list(counted.order_by("-month"))
    return render(request, "news/public/archive.html", {"months": months})


@login_not_required
@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """What the portal published in one month."""
    first = _first_of(year, month)
    after = _first_of(year + month // 12, month % 12 + 1)
    rows = portal_articles().filter(published_at__gte=first, published_at__lt=after)
    return render(request, "news/public/month.html", {"month": first, "page": page_of(request, rows, PER_PAGE)})


@login_not_required
@require_safe
def pictures(request: HttpRequest) -> HttpResponse:
    """Pictures of the portal's articles, newest first, each leading to its article."""
    rows = (
        ArticleFile.objects.filter(kind=FileKind.PHOTO, article__in=portal_articles().order_by().values("pk"))
        .select_related("article__unit")
        .order_by("-article__published_at", "-article_id", "order", "pk")
    )
    return render(request, "news/public/pictures.html", {"page": page_of(request, rows, PICTURES)})


def _first_of(year: int, month: int) -> dt.datetime:
    try:
        return timezone.make_aware(dt.datetime(year, month, 1))
    except (ValueError, OverflowError) as error:
        raise Http404("Không có tháng này.") from error
