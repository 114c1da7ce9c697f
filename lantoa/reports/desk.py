"""What reports put on a person's desk, and where the page of an obligation leads on to its report."""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import User
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.next_steps import WAITS_FOR_HEAD, Step
from lantoa.organisations.models import Unit
from lantoa.reports import enums, keying
from lantoa.reports.closed import why_shut
from lantoa.reports.models import Report
from lantoa.reports.report_list import queue
from lantoa.review.enums import ReviewState
from lantoa.review.models import last_steps, nearest_heads
from lantoa.review.waiting import Waiting
from lantoa.vietnamese.dates import short_date

_MOST = 5
_WRITERS = frozenset({Role.OFFICE, Role.OFFICER})


def waiting(user: User) -> list[Waiting]:
    """Reports to approve, one row for all that were received, and those that came back or wait to be issued."""
    return [*_to_approve(user), *_to_read(user), *_to_finish(user)]


def steps_of(obligations: Sequence[Obligation], user: User) -> dict[int, Step]:
    """The reports that obligations ask for, once their periods are open; one report may meet several."""
    owed = {row.pk: row.met_with_id or row.pk for row in obligations if row.kind == ObligationKind.REPORT}
    if not owed:
        return {}
    reports = Report.objects.visible_to(user).current().filter(obligation__in=owed.values())
    reports = reports.select_related("unit", "period__unit", "obligation")
    steps = {report.obligation_id: _step(report, user) for report in reports.order_by("pk")}
    return {pk: steps[first] for pk, first in owed.items() if first in steps}


def _step(report: Report, user: User) -> Step:
    """What the person does about a report: who writes for its unit goes on, anybody else opens it."""
    if report.review_state == ReviewState.SUBMITTED:
        return Step("Xem báo cáo", report.get_absolute_url(), WAITS_FOR_HEAD)
    if why_shut(report) or not keying.may_write_now(user, report):
        return Step("Mở báo cáo", report.get_absolute_url())
    returned = report.review_state == ReviewState.RETURNED
    return Step("Sửa và trình lại" if returned else "Soạn báo cáo", report.get_absolute_url())


def _to_approve(user: User) -> list[Waiting]:
    """Submitted reports that this head decides on, the longest waiting first."""
    if not access.holding(user, Power.APPROVE):
        return []
    submitted = Report.objects.visible_to(user).filter(review_state=ReviewState.SUBMITTED)
    heads = nearest_heads(Unit.objects.filter(pk__in=submitted.order_by().values("unit")))
    hats = {held.pk for held in access.memberships(user)}
    decided = [unit for unit, found in heads.items() if any(head.pk in hats for head in found)]
    mine = submitted.filter(unit__in=decided).select_related("unit", "period").order_by("updated_at", "pk")[:_MOST]
    return [_decision(report) for report in mine]


def _decision(report: Report) -> Waiting:
    why = "Không phát sinh, chờ xác nhận" if report.is_nil else enums.SUBMITTED
    return Waiting(str(report), why, report.get_absolute_url(), "Xem và duyệt")


def _to_read(user: User) -> list[Waiting]:
    waiting = queue(user)
    number = waiting.count()
    if not number:
        return []
    first = waiting.first()
    why = (
        f"Lâu nhất gửi ngày {short_date(timezone.localdate(first.sent_at))}"
        if first and first.sent_at
        else "Chưa ai xem"
    )
    return [Waiting(f"{number} báo cáo chờ xem", why, f"{reverse('reports:list')}?muc=cho-xem", "Xem báo cáo")]


def _to_finish(user: User) -> list[Waiting]:
    """Reports of the person's own units that came back, or were approved and bear no number yet."""
    units = [held.unit_id for held in access.holding(user, Power.WRITE) if held.role in _WRITERS]
    if not units:
        return []
    returned = Q(review_state=ReviewState.RETURNED)
    to_issue = Q(review_state=ReviewState.APPROVED, receiver=None)
    mine = Report.objects.filter(returned | to_issue, unit__in=units)
    mine = mine.exclude(obligation__state=ObligationState.EXCLUDED)
    rows = list(mine.select_related("unit", "period").order_by("period__ends_on", "pk")[:_MOST])
    notes = last_steps([row for row in rows if row.review_state == ReviewState.RETURNED], ReviewState.RETURNED)
    return [
        Waiting(str(row), f"Trả lại: {notes[row.pk].note}", row.get_absolute_url(), "Sửa và trình lại")
        if row.pk in notes
        else Waiting(str(row), enums.TO_ISSUE, row.get_absolute_url(), "Ban hành")
        for row in rows
    ]
