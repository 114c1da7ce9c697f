"""Every public page, for programs that read the web: an index, and a page of it for each few thousand addresses."""

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.urls import reverse

from lantoa.news.models import Article, Category, SpecialPage
from lantoa.organisations.models import Unit

PER_PAGE = 2000


class ArticleMap(Sitemap[Article]):
    limit = PER_PAGE

    def items(self) -> Any:
        fields = ("pk", "slug", "published_at", "corrected_at")
        return Article.objects.live().only(*fields).order_by("pk")

    def lastmod(self, item: Article) -> dt.datetime | None:
        return item.corrected_at or item.published_at

    def location(self, item: Article) -> str:
        return item.public_url

    def get_latest_lastmod(self) -> dt.datetime | None:
        """In one question; Django's would read every article."""
        newest = Article.objects.live().aggregate(at=Max(Coalesce("corrected_at", "published_at")))
        at: dt.datetime | None = newest["at"]
        return at


class UnitMap(Sitemap[Unit]):
    limit = PER_PAGE

    def items(self) -> Any:
        return Unit.objects.current().only("pk").order_by("pk")

    def location(self, item: Unit) -> str:
        return reverse("portal:unit", args=[item.pk])


class CategoryMap(Sitemap[Category]):
    def items(self) -> Any:
        return Category.objects.filter(is_active=True).order_by("pk")


class SpecialMap(Sitemap[SpecialPage]):
    def items(self) -> Any:
        return SpecialPage.objects.filter(is_active=True).order_by("pk")


class PlainMap(Sitemap[str]):
    """Pages that there is one of; those that a room has not got yet are left out."""

    NAMES = ("portal:home", "news_public:index", "news_public:archive", "news_public:pictures", "portal:units")

    def items(self) -> list[str]:
        return [*self.NAMES, "news_public:specials", "portal:data"]

    def location(self, item: str) -> str:
        return reverse(item)


SECTIONS: dict[str, type[Sitemap[Any]]] = {
    "trang": PlainMap,
    "tin-bai": ArticleMap,
    "don-vi": UnitMap,
    "chuyen-muc": CategoryMap,
    "chuyen-trang": SpecialMap,
}
