"""A unit typed by code or name."""

from django.core.exceptions import ValidationError

from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.vietnamese.names import name_key

_MOST_NAMED = 6


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
