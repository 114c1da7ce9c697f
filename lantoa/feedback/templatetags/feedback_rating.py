"""What the sender's page asks about an answer."""

from typing import Any

from django import template

from lantoa.feedback import rating
from lantoa.feedback.models import Case

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
