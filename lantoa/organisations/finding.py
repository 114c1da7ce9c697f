"""A unit typed by code or name."""

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, Value, When

from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import search_words

_MOST_NAMED = 6
_MOST_OFFERED = 12


def option_of(unit: Unit) -> str:
    """How a unit stands in a list of suggestions; `find_unit` reads it back."""
    return f"{unit.code} – {unit.name}"


def find_unit(typed: str, units: UnitQuerySet) -> Unit:
    """The one unit that a code, a name or a suggestion means. Raises ValidationError naming those it could be."""
    typed = typed.strip()
    exact = units.filter(code__iexact=typed.split(" – ")[0].strip()).first()
    if exact:
        return exact
    found = list(units.filter(name_key=name_key(typed))[:_MOST_NAMED]) or list(units.search(typed)[:_MOST_NAMED])
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(f"Không có đơn vị nào là “{typed}”. Ghi mã hoặc tên đơn vị.")
    named = "; ".join(option_of(unit) for unit in found)
    raise ValidationError(f"“{typed}” có thể là nhiều đơn vị. Ghi mã của một đơn vị: {named}.")


def offered(typed: str, units: UnitQuerySet) -> UnitQuerySet:
    """The few of `units` that what is typed so far may mean, whatever accents it has: the code first, then those with
    words that begin so, then those that have it anywhere."""
    words = search_words(typed.replace(" – ", " "))
    if not words:
        return units.none()
    begins = Q()
    for word in words:
        begins &= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    rank = Case(When(code__iexact=typed.strip(), then=Value(0)), When(begins, then=Value(1)), default=Value(2))
    return units.search(" ".join(words)).order_by(rank, "sort_key", "pk")[:_MOST_OFFERED]
