"""The work of plans that a special page gathers, with how far it is and what came of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet, Sum

from lantoa.ledger.enums import DONE, ActivityKind, ObligationState
from lantoa.ledger.models import Activity, Obligation, Served
from lantoa.news.models import SpecialPage
from lantoa.news.portal_page import portal_unit
from lantoa.plans.models import Plan, PlanTask
from lantoa.vietnamese.text import fold, search_words

MOST = 20
EVENTS = 12
HELD = (  # what people came to or took part in
    ActivityKind.CONTEST,
    ActivityKind.CONFERENCE,
    ActivityKind.TRAINING,
    ActivityKind.DIALOGUE,
    ActivityKind.STAGE_PLAY,
    ActivityKind.FLAG_SALUTE,
    ActivityKind.PARENTS_MEETING,
)


@dataclass(frozen=True, slots=True)
class CampaignResult:
    """What units did for the tasks, in figures: their own words stay in the books, nobody released them to readers.
    `kinds`: name of a kind of activity (conferences, contests …) and how many, the most first."""

    activities: int
    units: int
    people: int
    kinds: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class CampaignEvent:
    """An event or a contest that was held: what kind, by whom, on which day. Its title is the unit's own word."""

    kind: str
    unit_id: int
    unit: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class CampaignTask:
    """A task of an issued plan: `done` of `total` units are through with it."""

    pk: int
    text: str
    timing: str
    plan: str
    done: int
    total: int


def tasks_of(page: SpecialPage) -> list[CampaignTask]:
    """The tasks whose words hold `page.plan_words`, of the portal unit's issued plans of the page's years (the
    latest year with a plan where it has no days), in the plans' order."""
    unit, words = portal_unit(), search_words(page.plan_words)
    if unit is None or not words:
        return []
    found = [task for task in _tasks(unit.pk, page) if _holds(task, words)][:MOST]
    progress = _progress([task.pk for task in found])
    return [
        CampaignTask(task.pk, task.text, task.timing_raw, task.plan.label, *progress.get(task.pk, (0, 0)))
        for task in found
    ]


def result_of(tasks: Iterable[CampaignTask]) -> CampaignResult | None:
    """What was done for the tasks by all units, each activity once; None where nothing was. Two queries."""
    rows = _done_for(tasks)
    whole = rows.aggregate(activities=Count("pk"), units=Count("unit", distinct=True), people=Sum("people"))
    if not whole["activities"]:
        return None
    kinds = rows.values("kind").annotate(number=Count("pk")).order_by("-number", "kind")
    named = [(ActivityKind(row["kind"]).label, row["number"]) for row in kinds]
    return CampaignResult(whole["activities"], whole["units"], whole["people"] or 0, named)


def events_of(tasks: Iterable[CampaignTask]) -> list[CampaignEvent]:
    """The events and contests held for the tasks, the newest first, `EVENTS` at most. One query."""
    rows = _done_for(tasks).filter(kind__in=HELD).select_related("unit").order_by("-on", "-pk")[:EVENTS]
    return [CampaignEvent(ActivityKind(row.kind).label, row.unit_id, row.unit.label, row.on) for row in rows]


def _done_for(tasks: Iterable[CampaignTask]) -> QuerySet[Activity]:
    kind = ContentType.objects.get_for_model(PlanTask)
    keys = [task.pk for task in tasks]
    served = Served.objects.filter(obligation__subject_type=kind, obligation__subject_id__in=keys)
    return Activity.objects.counted().filter(pk__in=served.values("activity")).order_by()


def _tasks(unit: int, page: SpecialPage) -> list[PlanTask]:
    plans = Plan.objects.issued().filter(unit=unit)
    if page.starts_on and page.ends_on:
        plans = plans.filter(year__range=(page.starts_on.year, page.ends_on.year))
    elif latest := plans.order_by("-year").values_list("year", flat=True).first():
        plans = plans.filter(year=latest)
    rows = PlanTask.objects.filter(plan__in=plans.values("pk")).select_related("plan")
    return list(rows.order_by("-plan__year", "plan", "order", "pk"))


def _holds(task: PlanTask, words: list[str]) -> bool:
    said = fold(f"{task.group_title} {task.text}")
    return all(word in said for word in words)


def _progress(tasks: list[int]) -> dict[int, tuple[int, int]]:
    """Done and asked of each task, over all units, one query."""
    kind = ContentType.objects.get_for_model(PlanTask)
    rows = (
        Obligation.objects.filter(subject_type=kind, subject_id__in=tasks)
        .exclude(state=ObligationState.EXCLUDED)
        .order_by()
        .values("subject_id")
        .annotate(total=Count("pk"), done=Count("pk", filter=Q(state__in=DONE)))
    )
    return {row["subject_id"]: (row["done"], row["total"]) for row in rows}
