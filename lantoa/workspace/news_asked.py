"""How many articles a quarter issued plans ask of units: tasks on the portal that come back in a rhythm."""

from collections import defaultdict
from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType

from lantoa.ledger.enums import ChannelKind, Rhythm
from lantoa.ledger.models import Obligation
from lantoa.plans.models import PlanTask
from lantoa.review.enums import ReviewState

# Rhythms of a quarter, in how many times `expected`; half a year asks for half of it each quarter, rounded up.
_TIMES = {Rhythm.MONTHLY: 3.0, Rhythm.QUARTERLY: 1.0, Rhythm.HALF_YEARLY: 0.5}


def articles_asked(units: Collection[int], year: int) -> dict[int, int]:
    """Unit (by id) → articles a quarter; units of which no plan asks any are left out."""
    rows = PlanTask.objects.filter(plan__year=year, plan__review_state=ReviewState.ISSUED, rhythm__in=_TIMES)
    tasks = {
        task.pk: -int(-(task.target or task.expected) * _TIMES[Rhythm(task.rhythm)] // 1)
        for task in rows.only("rhythm", "expected", "target", "channel_kinds")
        if ChannelKind.PORTAL in task.channel_kinds
    }
    owed = Obligation.objects.filter(
        unit__in=units, subject_type=ContentType.objects.get_for_model(PlanTask), subject_id__in=tasks
    )
    found: dict[int, int] = defaultdict(int)
    for unit, task in set(owed.counted().order_by().values_list("unit", "subject_id")):
        found[unit] += tasks[task]
    return {unit: number for unit, number in found.items() if number}
