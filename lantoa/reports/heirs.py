"""What becomes of reports when an act of organisation ends units: `reports` listens to `organisations.events`.

The ledger hands what a unit still owes to its heirs; here each heir that did not report in the period gets a report for
it, and what was to be sent to the ended unit goes to the next one above.
"""

from collections.abc import Iterable

from django.db.models import Q

from lantoa.ledger import books
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.organisations.events import Act
from lantoa.reports.lines import aim
from lantoa.reports.models import Period, Report
from lantoa.reports.models.report import ReportQuerySet
from lantoa.review.enums import EDITABLE


def follow(act: Act) -> None:
    """After the ledger has handed over: reports for heirs, lines past the units that ended."""
    for unit, heirs in act.heirs().items():
        for report in _unsent(unit.pk).select_related("period", "obligation"):
            _hand_on(report, [heir.pk for heir in heirs], act)
    _aim_all(act)


def let_go(act: Act) -> None:
    """Before the ledger takes back what a mistaken act handed over: the heirs' reports for it go, unless they were
    sent, which the ledger then refuses to undo."""
    for unit, heirs in act.heirs().items():
        handed = Report.objects.filter(unit__in=heirs, obligation__handed_from__unit=unit, review_state__in=EDITABLE)
        handed.filter(supersedes__isnull=True, superseded_by__isnull=True).delete()


def restore_lines(act: Act) -> None:
    """After the ledger has taken back: reports go where they went before."""
    _aim_all(act)


def _unsent(unit_id: int) -> ReportQuerySet:
    return Report.objects.current().filter(unit=unit_id, period__closed_at__isnull=True, obligation__isnull=False)


def _hand_on(report: Report, heir_ids: Iterable[int], act: Act) -> None:
    debt = report.obligation
    if debt is None:
        return
    for copy in debt.handed_to.filter(unit__in=list(heir_ids)).select_related("handed_from"):
        if not report.period.reports.filter(unit=copy.unit_id).exists():
            Report.objects.create(
                period=report.period,
                unit_id=copy.unit_id,
                receiver=report.receiver,
                obligation=copy,
                asked_due_on=report.asked_due_on,
            )
        _share_on(copy, debt.meets_too.all(), act)


def _share_on(copy: Obligation, also: ObligationQuerySet, act: Act) -> None:
    """What the ended unit's report met too, the heir's meets: lines handed on with it, and those of divisions."""
    others = also.exclude(unit=copy.handed_from.unit_id) if copy.handed_from else also.none()
    lines = Obligation.objects.filter(Q(handed_from__in=also, unit=copy.unit_id) | Q(pk__in=others)).pending()
    books.share(dict.fromkeys(lines.values_list("pk", flat=True), copy.pk), by=act.by)


def _aim_all(act: Act) -> None:
    ended = [unit.pk for unit in act.heirs()]
    for period in Period.objects.open().filter(reports__unit__in=ended).select_related("unit", "template").distinct():
        aim(period)
