"""Telling the units that a plan asks something of: one notice a person, once the plan is issued and drafts are made."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.ledger.models import Obligation
from lantoa.ledger.scope import Scope
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import Telling, tell_all
from lantoa.plans.models import Plan

_TOLD = (Role.HEAD, Role.OFFICE, Role.OFFICER)  # the unit's head and those who handle its work


@dataclass(slots=True)
class _Share:
    """What one unit was asked for: how much, and the first of it."""

    title: str
    due_on: dt.date | None
    count: int = 0


def tell_units(plan: Plan, *, by: User) -> int:
    """Tell the people of every unit that owes something of an issued plan, each once; how many were told now. A few
    queries whatever the number of units."""
    shares = _shares(plan)
    drafts = dict(Plan.objects.filter(parent=plan, is_prepared=True).values_list("unit_id", "pk"))
    work = f"{reverse('ledger:list')}?{urlencode({'pham-vi': Scope.OWN, 'q': plan.number})}"
    people = Membership.objects.current().filter(unit__in=shares, role__in=_TOLD, user__is_active=True)
    held = people.exclude(user=by).order_by("unit_id").values_list("user_id", "unit_id").distinct()
    tellings = (
        Telling(
            user_id,
            _sentence(plan, shares[unit_id]),
            NoticeKind.ASSIGNED,
            url=work,
            unit_id=unit_id,
            note=_about_draft(plan, drafts.get(unit_id)),
            key=f"plan-issued-{plan.pk}-{unit_id}",
        )
        for user_id, unit_id in held
    )
    return len(tell_all(tellings, by=by))


def _shares(plan: Plan) -> dict[int, _Share]:
    """By unit; the issuing unit knows its own plan."""
    shares: dict[int, _Share] = {}
    for unit_id, title, due_on in _owed(plan):
        shares.setdefault(unit_id, _Share(title, due_on)).count += 1
    return shares


def _owed(plan: Plan) -> Iterator[tuple[int, str, dt.date | None]]:
    rows = Obligation.objects.of(plan).pending().exclude(unit=plan.unit_id)
    rows = rows.order_by("unit_id", F("due_on").asc(nulls_last=True), "pk")
    return rows.values_list("unit_id", "title", "due_on").iterator(chunk_size=5000)


def _sentence(plan: Plan, share: _Share) -> str:
    when = f"hạn {share.due_on:%d/%m/%Y}" if share.due_on else "chờ ấn định ngày"
    title = share.title if len(share.title) <= 120 else f"{share.title[:118].rsplit(' ', 1)[0]} …"
    first = f"việc sớm nhất {when}: {title}" if share.count > 1 else f"{when}: {title}"
    return f"Kế hoạch số {plan.number} vừa ban hành: đơn vị có {share.count} việc, {first}"


def _about_draft(plan: Plan, draft_id: int | None) -> str:
    if draft_id is None:
        return ""
    return f"Bản nháp kế hoạch năm {plan.year} của đơn vị đã lập sẵn để soát: {reverse('plans:edit', args=[draft_id])}"
