"""How an obligation stands, in one word, a tone and a shape: the same everywhere."""

import datetime as dt
from dataclasses import dataclass

from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Obligation
from lantoa.vietnamese.dates import due_phrase

SOON = 7  # days ahead that count as near


@dataclass(frozen=True, slots=True)
class Standing:
    word: str
    tone: str  # positive | warning | negative | info | neutral
    icon: str


_FIXED = {
    ObligationState.WAITING: Standing("Chờ ấn định ngày", "neutral", "pause-circle"),
    ObligationState.MET: Standing("Đã xong", "positive", "check-circle"),
    ObligationState.MET_LATE: Standing("Đã xong, muộn", "warning", "check-circle"),
    ObligationState.NIL: Standing("Không phát sinh", "neutral", "minus-circle"),
    ObligationState.EXCLUDED: Standing("Không phải làm", "neutral", "minus-circle"),
}


def standing(row: Obligation, today: dt.date) -> Standing:
    """The standing of `row` on `today`."""
    fixed = _FIXED.get(ObligationState(row.state))
    if fixed:
        return fixed
    if row.due_on is None:
        return Standing("Không ghi hạn", "neutral", "minus-circle")
    days = (row.due_on - today).days
    word = due_phrase(row.due_on, today)
    if days < 0:
        return Standing(word, "negative", "exclamation-circle")
    return Standing(word, "warning", "clock") if days <= SOON else Standing(word, "info", "calendar")
