"""The procedures in force nearest to words that none has all of: those with the most of the words."""

from django.db.models import Case, IntegerField, Value, When
from django.db.models.expressions import Combinable

from lantoa.procedures.models import Procedure
from lantoa.vietnamese.text import search_words

MOST = 5
_MOST_WORDS = 12
_LEAST = 2


def nearest(words: str) -> list[int]:
    """Keys, the most words first; only those with at least two of them. Name, code and field are looked at."""
    score: Combinable = Value(0)
    for word in search_words(words)[:_MOST_WORDS]:
        score += Case(When(folded__contains=word, then=Value(1)), default=Value(0), output_field=IntegerField())
    held = Procedure.objects.in_force().annotate(words_held=score).filter(words_held__gte=_LEAST)
    return list(held.order_by("-words_held", "sort_key", "pk").values_list("pk", flat=True)[:MOST])
