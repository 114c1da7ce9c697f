"""What a person may do with a case now: the buttons of its page."""

from dataclasses import dataclass

from lantoa.accounts.models import User
from lantoa.feedback import hops, identity, rights
from lantoa.feedback.enums import CaseState
from lantoa.feedback.extending import days_left
from lantoa.feedback.models import Answer, Case
from lantoa.feedback.publishing import why_not
from lantoa.feedback.triage import ENDED_WITHOUT_ANSWER
from lantoa.review.enums import ReviewState


@dataclass(frozen=True, slots=True)
class Acts:
    work: bool = False  # triage, assign, move, ask …: the case is open
    assign: bool = False
    give_back: bool = False
    extend: bool = False
    ask: bool = False
    stop_waiting: bool = False
    take_back: bool = False  # the letter that waits for the head
    reopen: bool = False
    publish: bool = False
    look: bool = False


def acts_for(user: User, case: Case, answer: Answer | None) -> Acts:
    works = rights.works_on(user, case)
    is_open = works and case.is_open
    waits = case.state == CaseState.WAITING
    return Acts(
        work=is_open,
        assign=is_open and case.holder is not None,
        give_back=is_open and hops.before(case) is not None,
        extend=is_open and not waits and days_left(case) > 0,
        ask=is_open and not waits and case.holder is not None,
        stop_waiting=is_open and waits,
        take_back=works and answer is not None and answer.review_state == ReviewState.SUBMITTED,
        reopen=works and case.state in ENDED_WITHOUT_ANSWER and not case.erased_at,
        publish=rights.publishes(user, case) and not why_not(case),
        look=identity.may_open(case, user),
    )
