"""What a person may do with an article now: the buttons of its page, and nothing else is asked there."""

from dataclasses import dataclass

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.news.claiming import may_claim
from lantoa.news.models import Article
from lantoa.news.on_channels import is_ready
from lantoa.news.publishing import may_publish
from lantoa.review.enums import EDITABLE, ReviewState


@dataclass(frozen=True, slots=True)
class Acts:
    edit: bool = False  # and submit, and throw away
    take_back: bool = False
    decide: bool = False
    claim: bool = False
    release: bool = False
    publish: bool = False
    schedule: bool = False
    urgent: bool = False
    correct: bool = False  # and withdraw
    dates: bool = False
    write_again: bool = False
    spread: bool = False  # make versions of it for channels


def acts_for(user: User, article: Article) -> Acts:
    state = article.review_state
    writes, publishes = access.may(user, Power.WRITE, article.unit), may_publish(user, article)
    is_submitted, is_live = state == ReviewState.SUBMITTED, state == ReviewState.ISSUED
    decides = is_submitted and article.may_approve(user)
    return Acts(
        edit=writes and state in EDITABLE,
        take_back=writes and is_submitted,
        decide=decides,
        claim=decides and may_claim(article, user),
        release=decides and article.claimed_by_id == user.pk,
        publish=publishes and state == ReviewState.APPROVED,
        schedule=writes and state == ReviewState.APPROVED,
        urgent=publishes and (is_submitted or state in EDITABLE),
        correct=publishes and is_live,
        dates=writes and is_live,
        write_again=writes and state == ReviewState.WITHDRAWN,
        spread=writes and is_ready(article),
    )
