"""An approval that nobody decides: after so many hours of working days the heads of the next unit above hear of it,
after twice as many those above them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import timezone

from lantoa.accounts.models import Membership
from lantoa.ledger.working_days import work_calendar
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.organisations.models import Unit
from lantoa.review.enums import ReviewState
from lantoa.review.models import Reviewed, Transition, approvers_for, last_steps
from lantoa.vietnamese.calendar import WorkCalendar


def escalate_idle(now: dt.datetime | None = None) -> int:
    """Tell heads above of approvals that wait too long; how many were told now."""
    moment, calendar = timezone.localtime(now), work_calendar()
    return sum(
        _tell_above(thing, step, idle_hours(timezone.localtime(step.at), moment, calendar) // settings.APPROVAL_HOURS)
        for thing, step in _waiting()
    )


def idle_hours(since: dt.datetime, until: dt.datetime, calendar: WorkCalendar) -> int:
    """Hours between two moments, the days off left out."""
    days = (since.date() + dt.timedelta(days=number) for number in range((until.date() - since.date()).days + 1))
    idle = dt.timedelta()
    for day in days:
        if calendar.is_working_day(day):
            midnight = dt.datetime.combine(day, dt.time(), tzinfo=since.tzinfo)
            idle += min(until, midnight + dt.timedelta(days=1)) - max(since, midnight)
    return int(idle.total_seconds() // 3600)


def _waiting() -> Iterator[tuple[Reviewed, Transition]]:
    """Everything that was submitted and not decided, whichever room it is of, with the step that submitted it."""
    for model in apps.get_models():
        if issubclass(model, Reviewed):
            rows: Any = model._default_manager
            things: list[Reviewed] = list(rows.filter(review_state=ReviewState.SUBMITTED).select_related("unit"))
            steps = last_steps(things, ReviewState.SUBMITTED)
            yield from ((thing, steps[thing.pk]) for thing in things if thing.pk in steps)


def _tell_above(thing: Reviewed, step: Transition, level: int) -> int:
    _, unit = thing.approvers()
    heads: list[Membership] = []
    for _ in range(min(level, 5)):
        over = _parent(unit)
        if over is None:
            break
        heads, unit = approvers_for(over)
    if not heads:
        return 0
    text = f"Chờ duyệt quá {level * settings.APPROVAL_HOURS} giờ làm việc: {thing}"
    note = f"{thing.unit.label}, {step.by} trình ngày {timezone.localtime(step.at):%d/%m/%Y}."
    url = thing.get_absolute_url() if hasattr(thing, "get_absolute_url") else ""
    people = [head.user for head in heads]
    return tell(people, text, kind=NoticeKind.TO_DECIDE, url=url, unit=unit, note=note, key=f"idle-{step.pk}-{level}")


def _parent(unit: Unit | None) -> Unit | None:
    return Unit.objects.filter(pk=unit.parent_id).first() if unit and unit.parent_id else None
