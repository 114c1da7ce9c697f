import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django import template
from django.utils import timezone

from lantoa.ledger.models import Obligation
from lantoa.ledger.occurrences import Occurrence, missing_of

register = template.Library()
NAMED = 2


class PeriodStanding(NamedTuple):
    word: str
    tone: str
    icon: str
    is_now: bool = False


@register.filter
def gaps(rows: Iterable[Obligation]) -> dict[int, str]:
    """For each row (by id) whose rhythm left holes, the latest ones in words: "Tháng 10: 0/1"; one query a list."""
    found = missing_of(rows, timezone.localdate())
    return {pk: _words(missing) for pk, missing in found.items()}


@register.filter
def of_row(found: dict[int, str], row: Obligation) -> str:
    """What was found for one row; empty where nothing was."""
    return found.get(row.pk, "")


def _words(missing: list[Occurrence]) -> str:
    named = ", ".join(f"{one.label}: {one.done}/{one.expected}" for one in missing[:NAMED])
    more = len(missing) - NAMED
    return f"{named} và {more} kỳ trước" if more > 0 else named


@register.filter
def standing_on(one: Occurrence, today: dt.date) -> PeriodStanding:
    """How one period stands: a word, a tone and a shape."""
    if one.is_full:
        return PeriodStanding("Đủ", "positive", "check-circle", one.is_current(today))
    if one.is_missing(today):
        return PeriodStanding("Thiếu", "negative", "exclamation-circle")
    if one.is_current(today):
        return PeriodStanding("Đang trong kỳ", "info", "clock", is_now=True)
    return PeriodStanding("Chưa đến", "neutral", "calendar")
