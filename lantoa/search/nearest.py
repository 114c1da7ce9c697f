"""What comes nearest to words that nothing has all of: what has most of them in its name."""

from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from lantoa.search.models import SearchEntry
from lantoa.search.synonyms import Phrase
from lantoa.search.words import asked
from lantoa.vietnamese.text import fold

_LEAST = 2  # words in common
# What people say around a thing that they look for.
_AROUND = frozenset(
    fold(
        "xin cho con cháu em tôi mình nhà muốn cần được bị phải làm như thế nào thì là ở đâu khi và với giấy tờ gì để"
    ).split(" ")
)


def nearest(typed: str, kind: str, *, most: int = 5) -> list[str]:
    """Keys of things of the kind, those with most of the words first; none where fewer than two are in common (one, if
    there is only one). What people call otherwise counts as the words that they use for it, and a little less."""
    told = [term for term in asked(typed, wide=True).terms if term.others or term.pieces[0][0] not in _AROUND]
    score: Combinable = Value(0)
    for term in told:
        words = 2 * len(term.pieces)
        cases = [
            When(_all(term.pieces), then=Value(words)),
            *(When(_holds(one), then=Value(words - 1)) for one in term.others),
        ]
        score += Case(*cases, default=Value(0), output_field=IntegerField())
    least = 2 * min(_LEAST, sum(len(term.pieces) for term in told)) - 1
    padded = SearchEntry.objects.filter(kind=kind).annotate(name=Concat(Value(" "), "title_folded", Value(" ")))
    held = padded.annotate(words_held=score).filter(words_held__gte=max(least, 1))
    return list(held.order_by("-words_held", "title_folded", "pk").values_list("key", flat=True)[:most])


def _all(phrases: Iterable[Phrase]) -> Q:
    return reduce(and_, map(_holds, phrases))


def _holds(phrase: Phrase) -> Q:
    return Q(("name__contains", f" {' '.join(phrase)} "))
