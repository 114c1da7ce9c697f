"""Cases that say much the same: answered ones offered to who drafts, suspected doubles offered to who sorts."""

from collections.abc import Iterable
from typing import TypeVar

from lantoa.accounts.models import User
from lantoa.feedback.models import Case, Publication
from lantoa.vietnamese.text import fold

Thing = TypeVar("Thing")
_LOOKED_AT = 400  # the newest of a kind; older answers are seldom the right ones
_LEAST = 0.25  # of the rarer words in common
_COMMON = {
    "khong",
    "nhung",
    "duoc",
    "trong",
    "cua",
    "cho",
    "cac",
    "voi",
    "nay",
    "mot",
    "toi",
    "con",
    "theo",
    "truong",
    "hoc",
    "sinh",
    "nguoi",
    "phai",
    "lam",
    "viec",
}


def answered_like(case: Case, *, most: int = 3) -> list[Publication]:
    """Published answers nearest in words: these hold nobody's data."""
    rows = Publication.objects.live().exclude(case=case).select_related("unit")
    rows = rows.filter(kind=case.kind) if case.kind else rows
    newest = rows.order_by("-published_at")[:_LOOKED_AT]
    return _nearest(_words(f"{case.subject} {case.text}"), ((row, row.folded) for row in newest), most)


def doubles_of(case: Case, user: User, *, most: int = 5) -> list[Case]:
    """Open cases that the person sees and that are nearest in words, the one that was suspected first."""
    rows = Case.objects.visible_to(user).open().exclude(pk=case.pk).select_related("holder")
    rows = rows.only("code", "subject", "folded", "received_on", "state", "holder", "due_on", "paused_since")
    found = _nearest(_words(f"{case.subject} {case.text}"), ((row, row.folded) for row in rows[:_LOOKED_AT]), most)
    suspected = list(rows.filter(pk=case.suggested_same_id)) if case.suggested_same_id else []
    return [*suspected, *(row for row in found if row.pk != case.suggested_same_id)][:most]


def _nearest(words: frozenset[str], things: Iterable[tuple[Thing, str]], most: int) -> list[Thing]:
    weighed = [(_share(words, frozenset(folded.split())), place, thing) for place, (thing, folded) in enumerate(things)]
    near = sorted((row for row in weighed if row[0] >= _LEAST), key=lambda row: (-row[0], row[1]))
    return [thing for _, _, thing in near[:most]]


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).replace(",", " ").replace(".", " ").split() if _counts(word))


def _counts(word: str) -> bool:
    return len(word) > 2 and word not in _COMMON


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    return len(words & others) / len(words) if words else 0.0
