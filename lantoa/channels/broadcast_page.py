"""What people read before a broadcast is spent: how many are really left, and why a text stands where it stands."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from lantoa.channels import limits
from lantoa.channels.broadcasts import candidates, left_this_month
from lantoa.channels.enums import ON_THE_WAY
from lantoa.channels.models import Channel, Posting
from lantoa.ledger.enums import PENDING


@dataclass(frozen=True, slots=True)
class Remaining:
    """`left` counts what is planned as spent and believes the channel where it says less than the books.

    `said`: the channel's own figure, where it gave one this month; `is_used_today`: followers get one a day at most.
    """

    left: int
    most: int
    used: int
    planned: int
    is_used_today: bool
    said: int | None
    said_at: dt.datetime | None


def remaining(channel: Channel, now: dt.datetime | None = None) -> Remaining:
    """What may still be chosen this month."""
    moment = timezone.localtime(now)
    known = left_this_month(channel, now)
    planned = Posting.objects.filter(channel=channel, state__in=sorted(ON_THE_WAY), options__broadcast=True)
    count = sum(1 for steps in planned.values_list("progress", flat=True) if steps.get("broadcast") != "asked")
    asked_at = known.asked_at
    is_fresh = asked_at is not None and timezone.localtime(asked_at) >= moment.replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    said = _number(known.by_zalo) if is_fresh else None
    left = known.by_package if said is None else min(known.by_package, said)
    most = limits.limit(channel, "broadcasts_a_month")
    return Remaining(
        max(left - count, 0), most, known.used, count, known.used_today, said, asked_at if said is not None else None
    )


def _number(said: object) -> int | None:
    return int(str(said)) if str(said).isdecimal() else None


@dataclass(frozen=True, slots=True)
class Candidate:
    posting: Posting
    reasons: list[str]


def ranked(channel: Channel, today: dt.date | None = None) -> list[Candidate]:
    """The candidates in their order, each with its reasons in words."""
    day = today or timezone.localdate()
    return [Candidate(one, _reasons(one, day)) for one in candidates(channel)]


def _reasons(posting: Posting, day: dt.date) -> list[str]:
    served = [one for one in posting.obligations.all() if one.state in PENDING]
    if not served:
        return ["không gắn với việc được giao nào đang làm"]
    found = [f"phục vụ {len(served)} việc được giao đang làm"]
    dues = [one.due_on for one in served if one.due_on]
    if dues:
        first = min(dues)
        found.append(f"{'quá hạn từ' if first < day else 'hạn gần nhất'} {first:%d/%m/%Y}")
    return found
