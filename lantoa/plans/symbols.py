"""The symbol that stands behind the running number of a plan: "KH-SGDĐT" of "75/KH-SGDĐT"."""

import re

from lantoa.documents.writing.wording import symbol_of
from lantoa.plans.models import Plan

_LETTERHEAD = 1500  # characters in which the letterhead stands
_BLANK_NUMBER = re.compile(r"\bSố\s*:[\s.…_]*/[ \t]*(?P<symbol>KH[^\W\d_]*(?:[-/&.][^\W_]+)*)")
_NUMBER = re.compile(r"\d{1,5}[^\W\d_]?\s?/\s?(?P<symbol>\S.*)")
_BARE = re.compile(r"\d{1,5}[^\W\d_]?")


def symbol_for(plan: Plan) -> str:
    """The symbol that the document prints beside its blank number; failing that the one of the unit's last issued
    plan, the one that the unit has set, the usual one of its name (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    own = plan.unit.symbol and f"KH-{plan.unit.symbol}"
    return _printed(plan) or _of_last_issued(plan) or own or symbol_of(plan.issuer_text or plan.unit.name)


def whole(number: str, plan: Plan) -> str:
    """A running number typed alone, with the symbol it lacks; any other as it is."""
    return f"{number}/{symbol_for(plan)}" if _BARE.fullmatch(number) else number


def _printed(plan: Plan) -> str:
    found = _BLANK_NUMBER.search(plan.source.text[:_LETTERHEAD]) if plan.source else None
    return found["symbol"] if found else ""


def _of_last_issued(plan: Plan) -> str:
    last = Plan.objects.issued().filter(unit=plan.unit).exclude(pk=plan.pk).order_by("-issued_at", "-pk").first()
    found = _NUMBER.fullmatch(last.number) if last else None
    return found["symbol"] if found else ""
