"""How a report stands, in one word, a tone and a shape: the same wherever it is listed."""

import datetime as dt

from lantoa.ledger.enums import ObligationState
from lantoa.ledger.standing import SOON, Standing
from lantoa.reports import enums
from lantoa.reports.models import Report
from lantoa.reports.models.report import SENT
from lantoa.review.enums import ReviewState
from lantoa.vietnamese.dates import due_phrase

EXCUSED = Standing(enums.EXCUSED, "neutral", "minus-circle")
NIL = Standing(enums.NOTHING, "neutral", "minus-circle")
_BY_STATE = {
    ReviewState.SUBMITTED: Standing(enums.SUBMITTED, "info", "paper-airplane"),
    ReviewState.APPROVED: Standing(enums.SENT_UP, "info", "inbox-arrow-down"),
    ReviewState.RECEIVED: Standing(enums.RECEIVED, "info", "eye"),
    ReviewState.ACCEPTED: Standing(enums.ACCEPTED, "positive", "check-circle"),
    ReviewState.ISSUED: Standing(str(ReviewState.ISSUED.label), "positive", "check-badge"),
    ReviewState.RETURNED: Standing(enums.RETURNED, "warning", "arrow-uturn-left"),
}
_TO_ISSUE = Standing(enums.TO_ISSUE, "info", "check")
_CORRECTING = Standing(enums.CORRECTING, "info", "pencil-square")
_NO_DUE = Standing(enums.WRITING, "neutral", "pencil-square")


def due_of(report: Report) -> dt.date | None:
    """By when the unit sends: what stands on its obligation, failing that what the plan itself asks."""
    return report.obligation.due_on if report.obligation else report.asked_due_on


def standing_of(report: Report, today: dt.date) -> Standing:
    """The standing of `report` on `today`; while it is being written, how near its due day is."""
    if report.obligation and report.obligation.state == ObligationState.EXCLUDED:
        return EXCUSED
    if report.is_nil and report.review_state in SENT:
        return NIL
    if report.review_state == ReviewState.APPROVED and report.receiver_id is None:
        return _TO_ISSUE
    if report.review_state in _BY_STATE:
        return _BY_STATE[ReviewState(report.review_state)]
    return _CORRECTING if report.edition > 1 else _by_due(due_of(report), today)


def due_note(report: Report, today: dt.date) -> str:
    """Beside a word that does not say it: how late what is still to be sent is, or that it was sent late. What waits
    for the head is the unit's no more to write: it is late, not lying about."""
    debt = report.obligation
    if debt is None or debt.met_on:
        return late_words(report)
    due = due_of(report)
    if not due or due >= today or debt.state != ObligationState.OPEN:
        return ""
    if report.review_state == ReviewState.SUBMITTED:
        return f"đã muộn {(today - due).days} ngày"
    # Of a draft the word itself says how near its day is.
    return due_phrase(due, today).lower() if report.review_state == ReviewState.RETURNED else ""


def late_words(report: Report) -> str:
    """How late a report that is in came; empty where it came in time."""
    debt = report.obligation
    if debt is None or not debt.met_on or not debt.due_on or debt.met_on <= debt.due_on:
        return ""
    verb = "gửi" if report.receiver_id else "ban hành"
    return f"{verb} muộn {(debt.met_on - debt.due_on).days} ngày"


def _by_due(due: dt.date | None, today: dt.date) -> Standing:
    if due is None:
        return _NO_DUE
    days = (due - today).days
    word = due_phrase(due, today)
    if days < 0:
        return Standing(word, "negative", "exclamation-circle")
    return Standing(word, "warning", "clock") if days <= SOON else Standing(word, "info", "calendar")
