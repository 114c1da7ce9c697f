"""Articles that say nearly the same: pointed out before a second one is sent.

Words without accents, in threes (shingles); of their hashes the least under each of 32 permutations is the signature,
and two permutations make a band. Articles that share a band are candidates; those are compared in full. So 50,000
articles cost a look into an index, whatever they hold.
"""

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from lantoa.news.cleaning import plain_text
from lantoa.news.models import Article, ArticleBand
from lantoa.vietnamese.text import fold

LIKE = 0.35  # of the threes of words of both articles, how many are common
CANDIDATES = 20
SHOWN = 3
_PRIME = (1 << 61) - 1
_ROWS = 2
_CHANCE = random.Random(20261121)  # noqa: S311 - the same permutations for ever: stored signatures rest on them
_PERMUTATIONS = [(_CHANCE.randrange(1, _PRIME), _CHANCE.randrange(_PRIME)) for _ in range(32)]


@dataclass(frozen=True, slots=True)
class Alike:
    """A live article and how much of both texts is common, 0 to 1."""

    article: Article
    share: float

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def shingles(article: Article) -> frozenset[int]:
    """Hashes of every three words that follow each other in title, lead and body, without accents."""
    words = _words(fold(f"{article.title} {article.lead} {plain_text(article.body)}"))
    threes = zip(words, words[1:], words[2:], strict=False)
    return frozenset(zlib.crc32(" ".join(three).encode()) for three in threes)


def _words(folded: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in folded).split()


def signature(found: frozenset[int]) -> list[int]:
    """The least hash under each permutation; empty of a text too short to compare."""
    if not found:
        return []
    return [min((a * one + b) % _PRIME for one in found) % (1 << 32) for a, b in _PERMUTATIONS]


def _bands(signed: list[int]) -> Iterator[int]:
    for place in range(0, len(signed), _ROWS):
        part = ",".join(map(str, [place, *signed[place : place + _ROWS]]))
        yield zlib.crc32(part.encode()) << 6 | place // _ROWS


@transaction.atomic
def sign(article: Article) -> None:
    """Keep the signature of the text as it is now."""
    signed = signature(shingles(article))
    if signed == article.shingles:
        return
    article.shingles = signed
    Article.objects.filter(pk=article.pk).update(shingles=signed)
    ArticleBand.objects.filter(article=article).delete()
    ArticleBand.objects.bulk_create(ArticleBand(article=article, band=band) for band in _bands(signed))


def alike(article: Article) -> list[Alike]:
    """Live articles, of any unit, that say nearly the same; the likest first."""
    mine = shingles(article)
    shared = ArticleBand.objects.filter(band__in=list(_bands(signature(mine)))).exclude(article_id=article.pk)
    counted = shared.values("article_id").annotate(common=Count("pk")).order_by("-common")
    ids = list(counted.values_list("article_id", flat=True)[: CANDIDATES * 3])
    found = [
        Alike(other, share)
        for other in Article.objects.live().filter(pk__in=ids).select_related("unit")[:CANDIDATES]
        if (share := _common(mine, shingles(other))) >= LIKE
    ]
    return sorted(found, key=lambda one: -one.share)[:SHOWN]


def _common(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
