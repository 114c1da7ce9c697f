"""Questions that several public pages ask of the rows of news."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lantoa.news.enums import OfferState
from lantoa.news.models import Article, Category, Offer, SpecialPage
from lantoa.news.models.article import ArticleQuerySet
from lantoa.organisations.models import Unit

FEATURED_FOR = dt.timedelta(days=14)


def running(pages: "QuerySet[SpecialPage]") -> "QuerySet[SpecialPage]":
    """Special pages in use whose time has not passed."""
    today = timezone.localdate()
    return pages.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), is_active=True)


def within(category: Category) -> Q:
    """The condition of articles of a category, those below it counted in."""
    return Q(category=category) | Q(category__parent=category, category__is_active=True)


def featured_first(articles: ArticleQuerySet, unit: Unit) -> "QuerySet[Article]":
    """Those that editors of `unit` marked within two weeks before the others; `is_marked` says which they are."""
    marked = Offer.objects.filter(article=OuterRef("pk"), portal_unit=unit, state=OfferState.ACCEPTED, is_featured=True)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    fresh = Q(published_at__gte=midnight - FEATURED_FOR)
    return articles.annotate(is_marked=Exists(marked) & fresh).order_by("-is_marked", "-published_at", "-pk")
