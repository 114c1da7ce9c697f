"""The cascade of an issued plan: each unit that must issue its own finds a draft of it, made from the plan above.

A unit that has begun or issued its own keeps it. One that has an untouched draft from a plan further above gets one
from the nearer plan, which rests on both. Run again, it makes what is missing (docs/decisions/0016).
"""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.organisations.models import Unit
from lantoa.plans.chain import plans_above, resting_on
from lantoa.plans.models import Plan
from lantoa.plans.obligations import Asked
from lantoa.plans.own_drafts import OwnDrafts
from lantoa.plans.telling import tell_units
from lantoa.review.enums import ReviewState

BATCH = 100  # drafts made in one transaction
AT_ONCE = 60  # drafts that a request makes by itself


def targets(plan: Plan) -> list[Unit]:
    """The units of the plan's cascade that exist today, those higher in the tree first."""
    ids = {pk for _, units in Asked(plan).cascades() for pk in units}
    return sorted(Unit.objects.current().filter(pk__in=ids), key=lambda unit: (len(unit.ancestor_ids()), unit.path))


def named_below(plan: Plan, units: Iterable[Unit], found: Sequence[Unit] | None = None) -> dict[int, set[int]]:
    """For each unit (by id) the units below it that the plan's cascade names too."""
    wanted = {unit.pk: set[int]() for unit in units}
    for target in targets(plan) if found is None else found:
        for above in target.ancestor_ids():
            if above in wanted:
                wanted[above].add(target.pk)
    return wanted


def without_draft(plan: Plan, units: Sequence[Unit]) -> list[Unit]:
    """Those of `units` that have nothing of their own for this plan, or for one above it, that they began or issued."""
    nearer = Plan.objects.filter(parent=plan)
    begun = Plan.objects.filter(is_prepared=False).filter(_of_the_chain(plan))
    have = set((nearer | begun).exclude(review_state=ReviewState.WITHDRAWN).values_list("unit_id", flat=True))
    return [unit for unit in units if unit.pk not in have]


def prepare(plan: Plan, *, by: User, tell: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Make the drafts that are missing, a batch a transaction; how many were made."""
    everyone = targets(plan)
    lacking = without_draft(plan, everyone)
    drafts = OwnDrafts(plan) if lacking else None
    below = named_below(plan, lacking, everyone)
    made = 0
    for start in range(0, len(lacking), BATCH):
        tell(start, len(lacking))
        made += _prepare_batch(plan, drafts, lacking[start : start + BATCH], below, by=by)  # type: ignore[arg-type]
    if made:
        record("plans_prepared", by=by, on=plan, unit=plan.unit, text=f"Lập sẵn bản nháp kế hoạch cho {made} đơn vị")
    return made


@transaction.atomic
def _prepare_batch(
    plan: Plan, drafts: OwnDrafts, units: Sequence[Unit], below: dict[int, set[int]], *, by: User
) -> int:
    locked = list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in units]).order_by("pk"))
    if not Plan.objects.issued().filter(pk=plan.pk).exists():
        return 0  # withdrawn meanwhile
    lacking = without_draft(plan, locked)
    further = Plan.objects.filter(_of_the_chain(plan), unit__in=lacking).exclude(parent=plan)
    discard_prepared(further)
    return len(drafts.make(lacking, by=by, is_prepared=True, asked=below))


def _of_the_chain(plan: Plan) -> Q:
    """Plans that rest on one of the plans above, or on this one."""
    condition = resting_on(plan)
    for above in plans_above(plan):
        condition |= resting_on(above)
    return condition


def discard_prepared(plans: QuerySet[Plan]) -> int:
    """Delete those of a query of plans that nobody began; how many."""
    untouched = plans.filter(is_prepared=True, review_state=ReviewState.DRAFT)
    ids = list(untouched.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        Plan.objects.filter(pk__in=ids[start : start + BATCH]).delete()
    return len(ids)


def begin_preparing(plan: Plan, *, by: User) -> LongJob | None:
    """Make the drafts at once where they are few, else in the background; None where nothing is left to make."""
    lacking = len(without_draft(plan, targets(plan)))
    if lacking > AT_ONCE:
        return running.start(
            prepare_all,
            key=_key(plan),
            title=f"Lập sẵn bản nháp kế hoạch cho {lacking} đơn vị",
            by=by,
            noun="bản nháp",
            url=plan.get_absolute_url(),
            plan_id=plan.pk,
        )
    if lacking:
        prepare(plan, by=by)
    return None


@running.work
def prepare_all(job: LongJob, *, plan_id: int) -> str:
    """Make the drafts of one plan's cascade; run again after a crash, it makes those that are missing."""
    plan = Plan.objects.select_related("unit", "parent").get(pk=plan_id)
    made = prepare(plan, by=job.by, tell=job.tell)
    if plan.is_issued:
        tell_units(plan, by=job.by)
    return f"Đã lập sẵn bản nháp kế hoạch cho {made} đơn vị."


def job_of(plan: Plan) -> LongJob | None:
    """The last making of drafts that went to the worker."""
    job = LongJob.objects.filter(key=_key(plan)).first()
    if job:
        job.look()
    return job


def _key(plan: Plan) -> str:
    return f"prepare-own-plans-{plan.pk}"
