import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django import template
from django.utils import timezone

from lantoa.ledger.enums import DONE
from lantoa.ledger.models import Obligation, ObligationEvent
from lantoa.ledger.occurrences import Occurrence, missing_of

register = template.Library()
NAMED = 2


class PeriodStanding(NamedTuple):
    word: str
    tone: str
    icon: str
    is_now: bool = False


class Gap(NamedTuple):
    """Holes of a rhythm in words; `standing`: how the row stands where it was closed in spite of them."""

    words: str
    standing: str = ""


@register.filter
def gaps(rows: Iterable[Obligation]) -> dict[int, Gap]:
    """For each row (by id) whose rhythm left holes, what to say of them; one query a list, one more where rows were
    closed in spite of holes."""
    listed = list(rows)
    found = missing_of(listed, timezone.localdate())
    closed = _closers([row for row in listed if row.pk in found and row.state in DONE])
    return {
        row.pk: _closed(found[row.pk], closed[row.pk]) if row.pk in closed else Gap(_words(found[row.pk]))
        for row in listed
        if row.pk in found
    }


@register.filter
def of_row(found: dict[int, Gap], row: Obligation) -> str:
    """What was found for one row; empty where nothing was."""
    return found[row.pk].words if row.pk in found else ""


@register.filter
def closed_short(found: dict[int, Gap], row: Obligation) -> str:
    """How a row stands that was closed though periods of it lack something; empty for every other."""
    return found[row.pk].standing if row.pk in found else ""


def _closers(rows: list[Obligation]) -> dict[int, str]:
    """Who closed each row, as its history tells; words for "nobody by name" where the program did."""
    if not rows:
        return {}
    told = ObligationEvent.objects.filter(obligation__in=[row.pk for row in rows], what__in=["met", "nil"])
    last = {one.obligation_id: str(one.by or "") for one in told.select_related("by").order_by("pk")}
    return {row.pk: last.get(row.pk, "") for row in rows}


def _closed(missing: list[Occurrence], closer: str) -> Gap:
    named = ", ".join(one.label for one in missing[:NAMED])
    more = f" và {len(missing) - NAMED} kỳ trước" if len(missing) > NAMED else ""
    by = f"; {closer} ghi là xong" if closer else ""
    return Gap(f"Chưa đủ: {named}{more}{by}", f"Đã đóng, thiếu {len(missing)} kỳ")


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
