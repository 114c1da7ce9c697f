"""The time that a case spends in one hand: one hop is open while the case is."""

import datetime as dt

from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback.models import Case, Hop
from lantoa.ledger.working_days import work_calendar


def open_hop(case: Case) -> Hop | None:
    return case.hops.filter(until__isnull=True).select_related("unit", "handler").first()


def end(case: Case) -> int:
    """End the open hop; how many working days it took (0: the same day)."""
    hop, now = open_hop(case), timezone.now()
    if hop is None:
        return 0
    hop.until = max(now, hop.since)
    hop.save(update_fields=["until"])
    return days_of(hop)


def begin(case: Case, *, by: User | None, reason: str = "", handler: User | None = None) -> Hop | None:
    """The case is with its holder from now on; the hop before has ended."""
    if case.holder is None:
        return None
    end(case)
    return Hop.objects.create(case=case, unit=case.holder, handler=handler, reason=reason, by=by)


def give(case: Case, handler: User, *, by: User) -> None:
    """From now on a person of the unit has it: the time until somebody took it up stays in the same hop."""
    hop = open_hop(case)
    if hop is None or (hop.handler_id not in (None, handler.pk)):
        begin(case, by=by, handler=handler)
    elif hop.handler_id is None:
        hop.handler = handler
        hop.save(update_fields=["handler"])


def days_of(hop: Hop, now: dt.datetime | None = None) -> int:
    """Working days from the day on which the case came to the day on which it left (or today)."""
    first = timezone.localdate(hop.since)
    last = timezone.localdate(hop.until or now or timezone.now())
    return work_calendar().working_days_between(first, last)


def before(case: Case) -> Hop | None:
    """The last hop at another unit, where the case may be given back to."""
    return case.hops.exclude(unit=case.holder_id).select_related("unit").last()
