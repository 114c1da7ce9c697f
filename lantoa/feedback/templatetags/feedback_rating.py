"""What the sender's page asks about an answer."""

from typing import Any

from django import template

from lantoa.feedback import publishing, rating
from lantoa.feedback.models import Answer, Case
from lantoa.vietnamese.private_data import find_private, masked
from lantoa.vietnamese.text import nfc

register = template.Library()


@register.simple_tag
def rating_of(case: Case) -> dict[str, Any]:
    """Whether a rating is asked, of what, and what was given last."""
    given = case.ratings.last()
    return {
        "is_asked": rating.may_rate(case),
        "scores": rating.SCORES,
        "may_reopen": rating.may_reopen(case),
        "rating": given,
        "said": dict(rating.SCORES)[given.score] if given else "",
    }


@register.simple_tag
def shared_answers(case: Case) -> list[tuple[Answer, str]]:
    """The answers to the case that this one was joined to, without the data of the other sender."""
    first = case.duplicate_of
    if first is None:
        return []
    known = publishing.known_of(first)
    rows = first.answers.sent().select_related("unit").order_by("sent_at")
    return [(row, masked(nfc(row.text), find_private(nfc(row.text), known=known))) for row in rows]
