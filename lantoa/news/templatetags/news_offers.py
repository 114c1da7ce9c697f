from typing import Any

from django import template
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.news import offering, targets
from lantoa.news.models import Article

register = template.Library()


@register.inclusion_tag("news/_offers.html", takes_context=True)
def offers_of(context: Any, article: Article) -> dict[str, Any]:
    """Where a published article was sent up to, and where the person may send it now."""
    if article.published_at is None:
        return {"offers": [], "send_to": None, "article": article}
    writes = access.may(context["request"].user, Power.WRITE, article.unit)
    return {
        "offers": list(article.offers.select_related("portal_unit")),
        "send_to": offering.next_page(article) if writes else None,
        "article": article,
    }


@register.inclusion_tag("news/_own_targets.html", takes_context=True)
def own_targets(context: Any) -> dict[str, Any]:
    """“x trong y bài quý này”, by theme, of the units that the person writes for."""
    quarter = targets.quarter_of(timezone.localdate())
    found = targets.own_lines(context["request"].user)
    return {"lines": [(line, words, line.is_behind(quarter)) for line, words in found[:6]]}
