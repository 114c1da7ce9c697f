"""Which obligations an activity most likely serves: offered first, so that a clerk ticks and need not search."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Q

from lantoa.ledger.activities import servable
from lantoa.ledger.activity_kinds import KindSpec
from lantoa.ledger.enums import ActivityKind, ObligationKind
from lantoa.ledger.fitting import fit
from lantoa.ledger.models import Activity, Obligation
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold

OFFERED = 5
LOOKED_AT = 200
WORK = (ObligationKind.TASK_LEAD, ObligationKind.TASK_COORDINATING, ObligationKind.DUTY, ObligationKind.REMEDY)


@dataclass(slots=True)
class Likely:
    """`named`: what was asked for or chosen already; `first`: the few most likely; `rest`: what else the unit owes;
    each most urgent first."""

    named: list[Obligation] = field(default_factory=list)
    first: list[Obligation] = field(default_factory=list)
    rest: list[Obligation] = field(default_factory=list)

    @property
    def others(self) -> list[Obligation]:
        """Everything beside what was named."""
        return [*self.first, *self.rest]


def likely(unit: Unit, spec: KindSpec, *, today: dt.date, named: Collection[int] = ()) -> Likely:
    """The unit's pending work, what fits the kind of activity first: by the words of the task, then by what the unit
    logged for it lately in this kind, then by urgency; `named` ones (ids) that it can serve stand by themselves."""
    lately = Q(activities__kind=spec.kind, activities__on__gte=today - dt.timedelta(days=120))
    rows = list(
        Obligation.objects.filter(unit=unit, kind__in=WORK)
        .pending()
        .exclude(pk__in=named)
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=today + dt.timedelta(days=31)))
        .annotate(used=Count("activities", filter=lately, distinct=True))
        .most_urgent_first()[:LOOKED_AT]
    )
    scores = [_score(row, spec) for row in rows]
    order = sorted(range(len(rows)), key=lambda place: (-scores[place], place))
    fitting = [place for place in order if scores[place]][:OFFERED]
    first = fitting or order[:OFFERED]
    chosen = list(servable(unit).filter(pk__in=named).most_urgent_first()) if named else []
    return Likely(chosen, [rows[place] for place in first], [rows[place] for place in order if place not in set(first)])


def usual_kind(unit: Unit | None, *, today: dt.date) -> str:
    """The kind that the unit logged most often in the last year; before it logged any, a meeting of its sort."""
    if unit is None:
        return ActivityKind.CONFERENCE
    lately = Activity.objects.counted().filter(unit=unit, on__gte=today - dt.timedelta(days=365))
    counted = lately.order_by().values("kind").annotate(number=Count("pk")).order_by("-number", "kind")
    is_school = unit.kind == UnitKind.SCHOOL
    first = ActivityKind.PARENTS_MEETING if is_school else ActivityKind.CONFERENCE
    return counted.values_list("kind", flat=True).first() or first


def _score(row: Obligation, spec: KindSpec) -> int:
    return fit(row.folded or fold(row.title), spec) * 2 + min(getattr(row, "used", 0), 3)
