"""What feed readers get: the newest of the portal, of a category, of a unit, each as RSS and as Atom. Addresses are
those of the site, whatever host was asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure

from lantoa.news.models import Article, Category
from lantoa.news.models.article import ArticleQuerySet
from lantoa.news.portal_page import listed, portal_articles
from lantoa.news.public_lists import within
from lantoa.organisations.models import Unit

NEWEST = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What one feed tells of: its name, its page, its own address (`rss` or `atom`), its articles."""

    title: str
    about: str
    page: str
    name: str
    articles: ArticleQuerySet
    args: list[Any] = field(default_factory=list)


class PortalFeed(Feed[Article, Told]):
    """The newest of the portal."""

    language = "vi"
    author_name = "Lan Tỏa"
    login_required = False  # as `login_not_required` marks a view
    form = "rss"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Told:
        return Told(
            "Tin tức", "Tin, bài mới trên cổng thông tin", reverse("news_public:index"), self.form, portal_articles()
        )

    def title(self, told: Told) -> str:
        return f"{told.title} – Lan Tỏa"

    def description(self, told: Told) -> str:
        return told.about

    def subtitle(self, told: Told) -> str:
        return told.about

    def link(self, told: Told) -> str:
        return f"{settings.SITE_URL}{told.page}"

    def feed_url(self, told: Told) -> str:
        return f"{settings.SITE_URL}{reverse(f'portal:{told.name}', args=told.args)}"

    def items(self, told: Told) -> Iterable[Article]:
        return told.articles[:NEWEST]

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.lead

    def item_link(self, item: Article) -> str:
        return f"{settings.SITE_URL}{item.public_url}"

    def item_author_name(self, item: Article) -> str:
        return item.author_name or item.unit.name

    def item_pubdate(self, item: Article) -> dt.datetime | None:
        return item.published_at

    def item_updateddate(self, item: Article) -> dt.datetime | None:
        return item.corrected_at or item.published_at

    def item_categories(self, item: Article) -> list[str]:
        return [item.category.name] if item.category else []

    def item_enclosures(self, item: Article) -> list[Enclosure]:
        photos = item.photos[:1]  # type: ignore[attr-defined]
        base = f"{settings.SITE_URL}/tin-tuc/anh"
        return [Enclosure(f"{base}/{one.key}/lon", str(one.size), one.content_type) for one in photos]


class CategoryFeed(PortalFeed):
    """The newest of one category of the portal."""

    form = "category_rss"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Told:
        row = get_object_or_404(Category, slug=kwargs["slug"], is_active=True)
        found = portal_articles().filter(within(row))
        return Told(row.name, row.description or row.name, row.get_absolute_url(), self.form, found, [row.slug])


class UnitFeed(PortalFeed):
    """The newest on the page of one unit."""

    form = "unit_rss"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Told:
        row = get_object_or_404(Unit, pk=min(kwargs["pk"], 2**62))
        found = listed(Article.objects.live().on_page_of(row))
        page = reverse("portal:unit", args=[row.pk])
        return Told(row.name, f"Tin, bài của {row.name}", page, self.form, found, [row.pk])


class PortalAtom(PortalFeed):
    feed_type = Atom1Feed
    form = "atom"


class CategoryAtom(CategoryFeed):
    feed_type = Atom1Feed
    form = "category_atom"


class UnitAtom(UnitFeed):
    feed_type = Atom1Feed
    form = "unit_atom"
