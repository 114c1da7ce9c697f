"""What a unit's documents bear at their head: name and symbol (Nghị định 30/2020/NĐ-CP)."""

import datetime as dt

from lantoa.documents.writing.wording import symbol_of
from lantoa.organisations.models import Unit


def issuer_on(unit: Unit, day: dt.date) -> str:
    """The unit's full name as it was on the day of the document."""
    return unit.name_on(day)


def symbol(unit: Unit, kind: str = "BC") -> str:
    """ "BC-SGDĐT": the unit's own symbol, failing that the initials of its name."""
    return f"{kind}-{unit.symbol}" if unit.symbol else symbol_of(unit.name, kind)
