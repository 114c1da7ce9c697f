"""Who is told of a step of the approval flow: who must decide now, and who worked on it before."""

from typing import TYPE_CHECKING

from lantoa.accounts.models import User
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import settle, tell
from lantoa.review.enums import ReviewState

if TYPE_CHECKING:
    from lantoa.review.models import Reviewed, Transition

_DECIDED = frozenset({ReviewState.APPROVED, ReviewState.ACCEPTED})


def tell_of(thing: "Reviewed", step: "Transition") -> None:
    """Submitted: the approvers. Returned: the author and every earlier reviewer, with the note. Decided: those who
    worked on it. What waited for a decision until now waits no longer."""
    url = _address(thing)
    settle(url, NoticeKind.TO_DECIDE)
    if step.to_state == ReviewState.SUBMITTED:
        heads, _ = thing.approvers()
        people = {head.user for head in heads} - {step.by}
        _tell(thing, step, people, f"Chờ duyệt: {thing}", NoticeKind.TO_DECIDE)
    elif step.to_state == ReviewState.RETURNED:
        _tell(thing, step, _involved(thing) - {step.by}, f"Trả lại: {thing}", NoticeKind.RETURNED)
    elif step.to_state in _DECIDED:
        word = ReviewState(step.to_state).label
        _tell(thing, step, _involved(thing) - {step.by}, f"{word}: {thing}", NoticeKind.DECIDED)


def _tell(thing: "Reviewed", step: "Transition", people: set[User], text: str, kind: NoticeKind) -> None:
    note = step.note
    if kind == NoticeKind.TO_DECIDE:
        note = f"{step.by} trình ngày {step.at:%d/%m/%Y}. {note}".strip()
    url, key = _address(thing), f"review-{step.pk}"
    tell(people, text, kind=kind, url=url, unit=thing.unit, note=note, key=key, by=step.by)


def _involved(thing: "Reviewed") -> set[User]:
    """Everyone who took a step of it, and who made it."""
    people = {step.by for step in thing.transitions.select_related("by")}
    author = getattr(thing, "created_by", None)
    return people | ({author} if author else set())


def _address(thing: "Reviewed") -> str:
    return str(thing.get_absolute_url()) if hasattr(thing, "get_absolute_url") else ""
