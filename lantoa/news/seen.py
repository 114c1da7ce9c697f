"""How often articles were looked at: the room that counts pages says (`AppConfig.ready`), this room knows it not by
name."""

from collections.abc import Callable, Iterable, Mapping

from django.contrib.contenttypes.models import ContentType

from lantoa.ledger.models import Activity
from lantoa.news.models import Article

Provider = Callable[[list[str]], Mapping[str, int]]
providers: list[Provider] = []  # each gives the views of the addresses that it counts


def views_of(articles: Iterable[Article]) -> dict[int, int]:
    """Views of each article that readers ever saw, by its key; one question for any number."""
    addresses = {row.public_url: row.pk for row in articles if row.published_at and row.slug}
    found = dict.fromkeys(addresses.values(), 0)
    for provider in providers if addresses else ():
        for address, number in provider(list(addresses)).items():
            found[addresses[address]] += number
    return found


def views_of_activities(activities: Iterable[Activity]) -> dict[int, int]:
    """Views of the articles whose publication these activities are, by the activity's key."""
    kind = ContentType.objects.get_for_model(Article).pk
    published = {row.source_id or 0: row.pk for row in activities if row.source_type_id == kind}
    views = views_of(Article.objects.filter(pk__in=published)) if published else {}
    return {published[pk]: number for pk, number in views.items()}
