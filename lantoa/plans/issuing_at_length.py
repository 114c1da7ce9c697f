"""Issuing a plan to very many units: what takes longer than a request may goes to the worker.

All of it is one transaction there as here (`issuing.issue`): it is issued whole or not at all.
"""

import datetime as dt
from urllib.parse import urlencode

from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.jobs import running
from lantoa.jobs.models import LongJob
from lantoa.plans import issuing
from lantoa.plans.models import Plan

AT_ONCE = 2000  # debts that a request writes by itself: well under a second
_LONGEST_ADDRESS = 300


def job_of(plan: Plan) -> LongJob | None:
    """The last issuing of the plan that went to the worker."""
    job = LongJob.objects.filter(key=_key(plan)).first()
    if job:
        job.look()
    return job


def begin_issuing(plan: Plan, *, by: User, number: str, dated: dt.date, total: int) -> LongJob:
    """Have the plan issued in the background, where nothing stands against it (else ValidationError); begun twice, it
    runs once."""
    issuing.demand_ready(plan, by=by, number=number, dated=dated)
    return running.start(
        issue_whole,
        key=_key(plan),
        title=f"Ban hành kế hoạch số {number}",
        by=by,
        noun="việc giao cho các đơn vị",
        url=form_with(plan, number, dated),
        plan_id=plan.pk,
        number=number,
        dated=dated.isoformat(),
        total=total,
    )


@running.work
def issue_whole(job: LongJob, *, plan_id: int, number: str, dated: str, total: int) -> str:
    """Issue one plan; run again after a crash, it starts anew unless it is done."""
    plan = Plan.objects.select_related("unit", "parent").get(pk=plan_id)
    job.tell(0, total)
    given = issuing.issue(
        plan,
        by=job.by,
        number=number,
        dated=dt.date.fromisoformat(dated),
        tell=lambda done: job.tell(done, max(done, total)),
    )
    job.url = plan.get_absolute_url()
    return f"Đã ban hành kế hoạch số {number}. {given} việc đã giao cho các đơn vị."


def _key(plan: Plan) -> str:
    return f"issue-plan-{plan.pk}"


def form_with(plan: Plan, number: str, dated: dt.date) -> str:
    """The page to issue it from, with what was typed there: where to try again, should it fail."""
    page = reverse("plans:issue", args=[plan.pk])
    filled = f"{page}?{urlencode({'so': number, 'ngay': dated.isoformat()})}"
    return filled if len(filled) <= _LONGEST_ADDRESS else page
