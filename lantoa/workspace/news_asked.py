"""How many articles a quarter issued plans ask of units: tasks on the portal that come back in a rhythm."""

import math
from collections import defaultdict
from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from lantoa.ledger.enums import ChannelKind, Rhythm
from lantoa.ledger.models import Obligation
from lantoa.plans.models import PlanTask
from lantoa.review.enums import ReviewState

# Rhythms in how many times `expected` they ask in a quarter.
_TIMES = {Rhythm.MONTHLY: 3.0, Rhythm.QUARTERLY: 1.0, Rhythm.HALF_YEARLY: 0.5}
_QUARTERS = 4


def articles_asked(units: Collection[int], year: int) -> dict[int, int]:
    """Unit (by id) → articles a quarter; units of which no plan asks any are left out."""
    rows = PlanTask.objects.filter(plan__year=year, plan__review_state=ReviewState.ISSUED)
    rows = rows.filter(Q(rhythm__in=_TIMES) | Q(target__gt=0))
    found = {task.pk: _a_quarter(task) for task in rows if ChannelKind.PORTAL in task.channel_kinds}
    kind = ContentType.objects.get_for_model(PlanTask)
    owed = Obligation.objects.filter(unit__in=units, subject_type=kind, subject_id__in=found).counted().order_by()
    asked: dict[int, int] = defaultdict(int)
    for unit, task in set(owed.values_list("unit", "subject_id")):
        asked[unit] += found[task]
    return {unit: number for unit, number in asked.items() if number}


def _a_quarter(task: PlanTask) -> int:
    """The more of what its rhythm asks and of its target for the year; a part of an article is a whole one."""
    in_rhythm = task.expected * _TIMES.get(Rhythm(task.rhythm), 0)
    return math.ceil(max(in_rhythm, (task.target or 0) / _QUARTERS))
