"""Every public page, for programs that read the web: an index, and a page of it for each few thousand addresses."""

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.urls import reverse

from lantoa.channels import archive
from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Channel, Episode, Posting
from lantoa.disclosure.models import Disclosed
from lantoa.legal.models import LegalDocument
from lantoa.news.models import Article, Category, SpecialPage
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure

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


class DocumentMap(Sitemap[LegalDocument]):
    """The bookcase."""

    limit = PER_PAGE

    def items(self) -> Any:
        return LegalDocument.objects.public().only("pk").order_by("pk")

    def location(self, item: LegalDocument) -> str:
        return reverse("bookcase:detail", args=[item.pk])


class ProcedureMap(Sitemap[Procedure]):
    """Procedures in force."""

    limit = PER_PAGE

    def items(self) -> Any:
        return Procedure.objects.in_force().only("pk", "name").order_by("pk")

    def location(self, item: Procedure) -> str:
        return item.public_url


class DisclosureMap(Sitemap[Unit]):
    """What units have made public."""

    limit = PER_PAGE

    def items(self) -> Any:
        told = Disclosed.objects.standing().values("unit")
        return Unit.objects.filter(pk__in=told).only("pk").order_by("pk")

    def location(self, item: Unit) -> str:
        return reverse("disclosure_public:unit", args=[item.pk])


class NewsletterMap(Sitemap[Channel]):
    """Where a newsletter is ordered and its issues stand."""

    def items(self) -> Any:
        return Channel.objects.in_use().filter(type=ChannelType.EMAIL).only("pk").order_by("pk")

    def location(self, item: Channel) -> str:
        return reverse("newsletter:archive", args=[item.pk])


class IssueMap(Sitemap[Posting]):
    """Issues of newsletters that stand in their archive."""

    limit = PER_PAGE

    def items(self) -> Any:
        rows = archive.shown().filter(channel__type=ChannelType.EMAIL, channel__in=Channel.objects.in_use())
        return rows.only("pk", "channel_id", "sent_at").order_by("pk")

    def lastmod(self, item: Posting) -> dt.datetime | None:
        return item.sent_at

    def location(self, item: Posting) -> str:
        return reverse("newsletter:issue", args=[item.channel_id, item.pk])


class PodcastMap(Sitemap[Channel]):
    """The feeds of recordings that hold any."""

    def items(self) -> Any:
        heard = Episode.objects.filter(posting__in=archive.shown()).values("posting__channel")
        return Channel.objects.in_use().filter(pk__in=heard).only("pk").order_by("pk")

    def location(self, item: Channel) -> str:
        return reverse("newsletter:podcast", args=[item.pk])


class PlainMap(Sitemap[str]):
    """Pages that there is one of."""

    NAMES = ("portal:home", "news_public:index", "news_public:archive", "news_public:pictures", "portal:units")
    MORE = ("news_public:specials", "portal:data", "bookcase:list", "newsletter:list")
    SERVICE = ("procedures_public:list", "feedback_public:index", "feedback_public:answers", "disclosure_public:index")

    def items(self) -> list[str]:
        return [*self.NAMES, *self.MORE, *self.SERVICE]

    def location(self, item: str) -> str:
        return reverse(item)


SECTIONS: dict[str, type[Sitemap[Any]]] = {
    "trang": PlainMap,
    "tin-bai": ArticleMap,
    "don-vi": UnitMap,
    "chuyen-muc": CategoryMap,
    "chuyen-trang": SpecialMap,
    "tu-sach": DocumentMap,
    "thu-tuc": ProcedureMap,
    "cong-khai": DisclosureMap,
    "ban-tin": NewsletterMap,
    "cac-so": IssueMap,
    "phat-thanh": PodcastMap,
}
