"""What the portal does when an article comes before readers, changes there, or goes: the search learns of it, and pages
kept ready are made anew."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from lantoa.news import events
from lantoa.news.cleaning import plain_text
from lantoa.news.models import Article
from lantoa.portal import generation
from lantoa.search import index, sources
from lantoa.search.index import Entry

KIND = "article"


def register() -> None:
    """Hear of what happens to articles, and have them found."""
    sources.register(KIND, "Tin, bài", entries=entries, icon="newspaper", place=10)
    events.on_published.append(entered)
    events.on_changed.append(entered)
    events.on_withdrawn.append(left)


def entries() -> Iterator[Entry]:
    """Every live article."""
    return map(_entry, Article.objects.live().select_related("unit").order_by("pk").iterator(chunk_size=500))


def entered(article: Article) -> None:
    """It is live, or what is live of it changed."""
    if article.is_live:
        index.put_many([_entry(article)])
    transaction.on_commit(generation.bump)


def left(article: Article) -> None:
    """Readers see it no longer."""
    index.remove(KIND, article.pk)
    transaction.on_commit(generation.bump)


def _entry(article: Article) -> Entry:
    day = timezone.localdate(article.published_at) if article.published_at else None
    text = f"{article.lead}\n{plain_text(article.body)}"
    return Entry(KIND, article.pk, article.title, article.public_url, text, article.unit.name, day)
