"""How often articles were looked at: the room that counts pages says (`AppConfig.ready`), this room knows it not by
name."""

from collections.abc import Callable, Iterable, Mapping

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
