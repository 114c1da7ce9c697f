"""The course of a case as the desk reads it: hops with their time, steps in order."""

from dataclasses import dataclass

from django.utils import timezone

from lantoa.feedback.hops import days_of
from lantoa.feedback.models import Answer, Case, Hop, Rating


@dataclass(frozen=True, slots=True)
class TimedHop:
    """A hop and the working days that it took so far."""

    hop: Hop
    days: int

    @property
    def is_open(self) -> bool:
        return self.hop.until is None

    @property
    def said(self) -> str:
        """How long, in words."""
        if self.days == 0:
            return "trong ngày"
        return f"{self.days} ngày làm việc"


def hops_of(case: Case) -> list[TimedHop]:
    now = timezone.now()
    rows = case.hops.select_related("unit", "handler").order_by("since", "pk")
    return [TimedHop(hop, days_of(hop, now)) for hop in rows]


def letters_of(case: Case) -> list[tuple[Answer, Rating | None]]:
    """The answers that were sent, each with what the sender thought of it."""
    ratings = {one.answer_id: one for one in case.ratings.all()}
    return [(answer, ratings.get(answer.pk)) for answer in case.answers.sent().select_related("unit")]
