"""What a report bears when it is issued: its number with the symbol of the unit's reports, and who signs."""

import re

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership
from lantoa.organisations.models import Unit
from lantoa.organisations.signing import head_role
from lantoa.reports.models import Report
from lantoa.reports.writing import letterhead
from lantoa.vietnamese.text import fold

_BARE = re.compile(r"\d{1,5}[^\W\d_]?")
_NUMBER = re.compile(r"\d{1,5}[^\W\d_]?\s?/\s?(?P<symbol>\S.*)")


def symbol_for(unit: Unit) -> str:
    """The symbol of the unit's last issued report; failing that its own, or the usual one of its name (Nghị định
    30/2020/NĐ-CP, Phụ lục I)."""
    last = Report.objects.filter(unit=unit).exclude(number="").order_by("-dated", "-pk").first()
    found = _NUMBER.fullmatch(last.number) if last else None
    own = letterhead.symbol(unit)
    return found["symbol"] if found and _fits(found["symbol"], own) else own


def whole(number: str, unit: Unit) -> str:
    """A running number typed alone, with the symbol that it lacks; any other as it is."""
    return f"{number}/{symbol_for(unit)}" if _BARE.fullmatch(number) else number


def doubt_of(number: str, unit: Unit) -> str:
    """What is odd about a number for a report of the unit, in a sentence; empty where nothing is."""
    symbol, found = symbol_for(unit), _NUMBER.fullmatch(number)
    if found and _fits(found["symbol"], symbol):
        return ""
    return f"“{number}” không mang ký hiệu báo cáo của {unit.label} ({symbol}), như 45/{symbol}."


def signer_of(unit: Unit) -> tuple[str, str]:
    """Title and name of the head, where the unit has just one; failing that the usual title of such a head."""
    held = Membership.objects.current().filter(unit=unit, role=Role.HEAD, user__is_active=True).select_related("user")
    heads = list(held[:2])
    usual = head_role(unit).capitalize()
    return (heads[0].title or usual, str(heads[0].user)) if len(heads) == 1 else (usual, "")


def _fits(symbol: str, expected: str) -> bool:
    """Whether the symbol is the expected one, with or without marks and signs, or goes on from it (-VP)."""
    return _letters(symbol).startswith(_letters(expected))


def _letters(symbol: str) -> str:
    return re.sub(r"\W", "", fold(symbol))
