"""What machines read of an article: schema.org NewsArticle as JSON-LD, a block of data that no browser runs."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from lantoa.news.models import Article, ArticleFile

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def article_data(article: Article, photos: Sequence[ArticleFile]) -> SafeString:
    """The script element with the article's data."""
    address = settings.SITE_URL + article.public_url
    pictures = [f"{settings.SITE_URL}/tin-tuc/anh/{photo.key}/lon" for photo in photos[:3]]
    unit = {"@type": "GovernmentOrganization", "name": article.unit.name}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.lead,
        "inLanguage": "vi",
        "url": address,
        "mainEntityOfPage": address,
        "datePublished": article.published_at.isoformat() if article.published_at else "",
        "dateModified": (article.corrected_at or article.published_at or article.updated_at).isoformat(),
        "author": {"@type": "Person", "name": article.author_name} if article.author_name else unit,
        "publisher": unit,
        "image": pictures or [f"{address}chia-se.png"],
        "isAccessibleForFree": True,
    }
    return block(data)


def block(data: dict[str, Any]) -> SafeString:
    """`data` as a script element of type `application/ld+json`, in which no tag can be written."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
