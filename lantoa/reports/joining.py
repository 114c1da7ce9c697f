"""Several plans that ask a unit for the same report: it writes one, which meets them all.

The first plan's line stays the report's own; the others are met together with it (`books.share`), so that no unit types
the same facts twice because two documents ask for them.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.documents.writing.wording import lower_first
from lantoa.ledger import books, origins
from lantoa.ledger.enums import PENDING, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.organisations.enums import PARTS
from lantoa.organisations.models import Unit
from lantoa.reports import dues, periods
from lantoa.reports.models import Period, Report, ReportTemplate
from lantoa.reports.proposals import Proposal, debts_of

_BATCH = 500


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
    debts = _waiting(period, proposal)
    reporting = period.reports.order_by().values("unit")
    divisions = list(_divisions(debts.exclude(unit__in=reporting)))
    above = {pk for unit in divisions for pk in unit.ancestor_ids()}
    known = set(period.reports.filter(unit__in=above).values_list("unit", flat=True))
    speaking = [unit for unit in divisions if _speaker(unit, known) is not None]
    shared = debts.filter(unit__in=reporting).count() + len(speaking)
    return Shared(shared, debts.count() - shared)


@transaction.atomic
def join(period: Period, proposal: Proposal, *, by: User) -> Shared:
    """Let the reports of a period meet what a further plan asks; units that have none in it get one. Done twice, the
    second time finds nothing to do. Raises ValidationError where the period is closed."""
    access.demand(by, Power.DIRECT, period.unit)
    if Period.objects.select_for_update().get(pk=period.pk).is_closed:
        raise ValidationError("Kỳ báo cáo đã đóng. Mở lại kỳ trước khi dùng chung.")
    debts = books.locked(_waiting(period, proposal))
    if not debts:
        return Shared(0, 0)
    reports = {one.unit_id: one for one in period.reports.current().select_related("period", "obligation")}
    speakers = {debt.pk: reports.get(_speaker(debt.unit, reports) or 0) for debt in debts}
    added = _ask(period, [pk for pk, report in speakers.items() if report is None], by)
    done = Shared(_serve(period, debts, speakers, by), added)
    dues.derive(period, by=by)
    more = f", thêm {done.added} đơn vị" if done.added else ""
    text = f"Dùng chung báo cáo {lower_first(period.name)} cho {proposal.origin}: {done.shared} báo cáo đã có{more}"
    record("period_joined", by=by, on=period, unit=period.unit, text=text)
    return done


def follow_lead(new: dict[int, Obligation]) -> None:
    """Where a plan was withdrawn whose line was the report's own, that of another plan takes its place."""
    reports = list(Report.objects.filter(obligation__in=new))
    for report in reports:
        report.obligation = new[report.obligation_id or 0]
    Report.objects.bulk_update(reports, ["obligation"], batch_size=_BATCH)


def _waiting(period: Period, proposal: Proposal) -> ObligationQuerySet:
    """What the plan asks and nothing answers yet."""
    asked = debts_of(period.unit, proposal).filter(state__in=PENDING, reports=None, met_with=None)
    return asked.select_related("unit").order_by("pk")


def _divisions(debts: ObligationQuerySet) -> Iterable[Unit]:
    return Unit.objects.filter(pk__in=debts.order_by().values("unit"), kind__in=PARTS)


def _speaker(unit: Unit, reporting: Container[int]) -> int | None:
    """The unit (by id) in whose report a unit speaks: its own; a division's is the one that it is part of."""
    ways = [unit.pk, *(reversed(unit.ancestor_ids()) if unit.kind in PARTS else ())]
    return next((pk for pk in ways if pk in reporting), None)


def _ask(period: Period, pks: list[int], by: User) -> int:
    return periods.add_units(period, (), asked=Obligation.objects.filter(pk__in=pks), by=by) if pks else 0


def _serve(period: Period, debts: list[Obligation], speakers: dict[int, Report | None], by: User) -> int:
    """Let the lines follow those of the reports; how many. A report that stood on no line yet stands on its unit's, or
    on one of its own where only its divisions are asked."""
    leads: dict[int, int] = {}
    changed: dict[int, Report] = {}
    for debt in sorted(debts, key=lambda one: _is_of_a_division(one, speakers[one.pk])):
        report = speakers[debt.pk]
        if report is None:
            continue
        if report.obligation is None or _is_withdrawn(report.obligation):
            own = debt.unit_id == report.unit_id
            report.obligation = debt if own else periods.own_line(period, report.unit, debt.due_on)
        days = (report.asked_due_on, debt.due_on)
        report.asked_due_on = min((day for day in days if day), default=None)
        changed[report.pk] = report
        if report.obligation.pk != debt.pk:
            leads[debt.pk] = report.obligation.pk
    Report.objects.bulk_update(changed.values(), ["obligation", "asked_due_on"], batch_size=_BATCH)
    books.share(leads, by=by)
    return sum(report is not None for report in speakers.values())


def _is_withdrawn(line: Obligation) -> bool:
    return line.state == ObligationState.EXCLUDED and bool(origins.why_closed([line]))


def _is_of_a_division(debt: Obligation, report: Report | None) -> bool:
    return report is not None and report.unit_id != debt.unit_id
