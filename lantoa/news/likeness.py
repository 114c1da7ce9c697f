"""Articles that say nearly the same: pointed out before a second one is sent, be it by their text or by their title.

Words without accents, in threes (shingles); of their hashes the least under each of 32 permutations is the signature,
and two permutations make a band. Articles that share a band are candidates; those are compared in full. So 50,000
articles cost a look into an index, whatever they hold.
"""

import datetime as dt
import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from lantoa.news.cleaning import plain_text
from lantoa.news.models import Article, ArticleBand
from lantoa.vietnamese.text import fold

LIKE = 0.35  # of the threes of words of both articles, how many are common
LIKE_TITLE = 0.85  # of the words of both titles, how many are common, in their order
LATELY = dt.timedelta(days=60)  # a title that comes again next year is another event
CANDIDATES = 20
SHOWN = 3
_PRIME = (1 << 61) - 1
_ROWS = 2
_CHANCE = random.Random(20261121)  # noqa: S311 - the same permutations for ever: stored signatures rest on them
_PERMUTATIONS = [(_CHANCE.randrange(1, _PRIME), _CHANCE.randrange(_PRIME)) for _ in range(32)]


@dataclass(frozen=True, slots=True)
class Alike:
    """A live article and how much of both texts is common, 0 to 1; `is_by_title`: of both titles."""

    article: Article
    share: float
    is_by_title: bool = False

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
    """Live articles that say nearly the same, of any unit, the likest first; then those of the own unit that are
    titled nearly the same."""
    by_text = _alike_by_text(article)
    known = {one.article.pk for one in by_text}
    return [*by_text, *(one for one in _alike_by_title(article) if one.article.pk not in known)][:SHOWN]


def _alike_by_title(article: Article) -> list[Alike]:
    """Published lately by the same unit, titled nearly the same; other figures are another month, class or prize."""
    mine = _words(fold(article.title))
    rows = Article.objects.live().filter(unit=article.unit_id, published_at__gte=timezone.now() - LATELY)
    titles = rows.exclude(pk=article.pk).order_by("-published_at", "-pk").values_list("pk", "title")
    shares = {pk: _share_of_titles(mine, _words(fold(title))) for pk, title in titles}
    like = sorted((pk for pk, share in shares.items() if share >= LIKE_TITLE), key=lambda pk: -shares[pk])[:SHOWN]
    found = Article.objects.select_related("unit").in_bulk(like) if like else {}
    return [Alike(found[pk], shares[pk], is_by_title=True) for pk in like if pk in found]


def _share_of_titles(one: list[str], other: list[str]) -> float:
    figures = [sorted(word for word in words if re.search(r"\d", word)) for words in (one, other)]
    if not one or not other or figures[0] != figures[1]:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _alike_by_text(article: Article) -> list[Alike]:
    mine = shingles(article)
    shared = ArticleBand.objects.filter(band__in=list(_bands(signature(mine)))).exclude(article_id=article.pk)
    counted = shared.values("article_id").annotate(common=Count("pk")).order_by("-common")
    ids = list(counted.values_list("article_id", flat=True)[: CANDIDATES * 3])
    live = Article.objects.live().select_related("unit").in_bulk(ids) if ids else {}
    likest = [live[pk] for pk in ids if pk in live][:CANDIDATES]
    found = [Alike(other, share) for other in likest if (share := _common(mine, shingles(other))) >= LIKE]
    return sorted(found, key=lambda one: -one.share)[:SHOWN]


def _common(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
