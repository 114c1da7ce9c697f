"""Which unit's page is the sector portal, and what stands on public lists."""

from django.db.models import Prefetch

from lantoa.ledger.enums import FileKind
from lantoa.news.models import Article, ArticleFile
from lantoa.news.models.article import ArticleQuerySet
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit


def portal_unit() -> Unit | None:
    """The department of today's tree, whose page is the portal; where there is none, the unit at the top."""
    units = Unit.objects.current().order_by("path")
    return units.filter(kind=UnitKind.DEPARTMENT).first() or units.filter(parent=None).first()


def portal_articles(unit: Unit | None = None) -> ArticleQuerySet:
    """What readers of the portal find, newest first: articles of the department and those that it took over."""
    page = unit or portal_unit()
    found = Article.objects.live()
    return listed(found.on_page_of(page) if page else found.none())


def listed(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With all that a list shows of each: its unit, category, and pictures (`photos`, the cover first)."""
    photos = ArticleFile.objects.filter(kind=FileKind.PHOTO).order_by("-is_cover", "order", "pk")
    return (
        articles.select_related("unit", "category")
        .defer("body", "shingles", "folded")
        .prefetch_related(Prefetch("files", queryset=photos, to_attr="photos"))
        .order_by("-published_at", "-pk")
    )
