"""Several plans that ask a unit for the same report: it writes one, which meets them all.

The first plan's line stays the report's own; the others are met together with it (`books.share`), so that no unit types
the same facts twice because two documents ask for them.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.documents.writing.wording import lower_first
from lantoa.ledger import books
from lantoa.ledger.enums import PENDING
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.organisations.models import Unit
from lantoa.reports import dues, periods
from lantoa.reports.models import Period, Report, ReportTemplate
from lantoa.reports.owning import PARTS
from lantoa.reports.proposals import Proposal, debts_of


@dataclass(frozen=True, slots=True)
class Shared:
    """How many of the lines that a plan asks for are met by a report that is there, and how many units are asked
    anew."""

    shared: int
    added: int


def open_already(unit: Unit, template: ReportTemplate | None, proposal: Proposal) -> Period | None:
    """The open period of that template and part of the year, in which the units that a further plan asks report
    already; None where one must be opened for it."""
    if template is None or proposal.span is None or proposal.periods:
        return None
    return Period.objects.open().filter(unit=unit, template=template, part=proposal.span.part).first()


def expected(period: Period, proposal: Proposal) -> Shared:
    """What `join` would do, before anybody presses."""
    debts = list(_waiting(period, proposal))
    reports = _reports(period)
    shared = sum(_report_of(debt.unit, reports) is not None for debt in debts)
    return Shared(shared, len(debts) - shared)


@transaction.atomic
def join(period: Period, proposal: Proposal, *, by: User) -> Shared:
    """Let the reports of a period meet what a further plan asks; units that have none in it get one. Done twice, the
    second time finds nothing to do. Raises ValidationError where the period is closed."""
    access.demand(by, Power.DIRECT, period.unit)
    if period.is_closed:
        raise ValidationError("Kỳ báo cáo đã đóng. Mở lại kỳ trước khi dùng chung.")
    debts = books.locked(_waiting(period, proposal))
    if not debts:
        return Shared(0, 0)
    reports = _reports(period)
    served: dict[int, list[Obligation]] = defaultdict(list)
    left: list[int] = []
    for debt in debts:
        report = _report_of(debt.unit, reports)
        if report is None:
            left.append(debt.pk)
        else:
            served[report.unit_id].append(debt)
    for unit_id, lines in served.items():
        _serve(reports[unit_id], lines, by)
    added = periods.add_units(period, (), asked=Obligation.objects.filter(pk__in=left), by=by) if left else 0
    dues.derive(period, by=by)
    done = Shared(len(debts) - len(left), added)
    more = f", thêm {done.added} đơn vị" if done.added else ""
    text = f"Dùng chung báo cáo {lower_first(period.name)} cho {proposal.origin}: {done.shared} báo cáo đã có{more}"
    record("period_joined", by=by, on=period, unit=period.unit, text=text)
    return done


def _waiting(period: Period, proposal: Proposal) -> ObligationQuerySet:
    """What the plan asks and nothing answers yet."""
    asked = debts_of(period.unit, proposal).filter(state__in=PENDING, reports=None, met_with=None)
    return asked.select_related("unit").order_by("pk")


def _reports(period: Period) -> dict[int, Report]:
    return {one.unit_id: one for one in period.reports.current().select_related("obligation__met_with", "period")}


def _report_of(unit: Unit, reports: dict[int, Report]) -> Report | None:
    """The unit's report; a division speaks through the unit that it is part of."""
    if unit.pk in reports or unit.kind not in PARTS:
        return reports.get(unit.pk)
    return next((reports[above] for above in reversed(unit.ancestor_ids()) if above in reports), None)


def _serve(report: Report, debts: list[Obligation], by: User) -> None:
    others = debts
    if report.obligation is None:
        report.obligation, *others = debts
    days = [report.asked_due_on, *(debt.due_on for debt in debts)]
    report.asked_due_on = min((day for day in days if day), default=None)
    report.save(update_fields=["obligation", "asked_due_on", "updated_at"])
    books.share(others, report.obligation, by=by)
