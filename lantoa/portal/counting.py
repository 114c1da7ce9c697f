"""Which pages are counted, and which askers are no readers."""

import re

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from lantoa.news.models import Article, Category, SpecialPage
from lantoa.organisations.models import Unit

_ROBOTS = re.compile(
    r"bot|crawl|spider|slurp|preview|scan|monitor|headless|lighthouse|curl|wget|python|http-?client", re.I
)
_PLAIN = ("portal:home", "news_public:index", "news_public:pictures")


def is_reader(request: HttpRequest) -> bool:
    """Whether a person looks at a page of this site: no robot, nothing fetched beforehand, no page of another site, no
    one who works here and checks what stands there."""
    said = request.headers
    if request.user.is_authenticated or not said.get("User-Agent") or _ROBOTS.search(said["User-Agent"]):
        return False
    is_early = "prefetch" in f"{said.get('Sec-Purpose', '')} {said.get('Purpose', '')}"
    return not is_early and said.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def counted_page(path: str) -> str | None:
    """The one address under which views of a public page are kept; None for what is not counted or not there."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return _address(match)


def _address(match: ResolverMatch) -> str | None:
    name, given = match.view_name, match.kwargs
    if name in _PLAIN:
        return reverse(name)
    if name == "news_public:article":
        article = Article.objects.live().only("pk", "slug").filter(pk=min(given["pk"], 2**62)).first()
        return article.public_url if article else None
    if name == "news_public:category":
        return _if(Category.objects.filter(slug=given["slug"], is_active=True).exists(), match)
    if name == "news_public:special":
        return _if(SpecialPage.objects.filter(slug=given["slug"], is_active=True).exists(), match)
    if name == "portal:unit":
        return _if(Unit.objects.filter(pk=min(given["pk"], 2**62)).exists(), match)
    return None


def _if(is_there: bool, match: ResolverMatch) -> str | None:
    return reverse(match.view_name, kwargs=match.kwargs) if is_there else None
