"""What the same indicator was in the unit's last comparable period: of the same kind, the latest that ended before,
sent. Work of units that have since come into this one counts with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from lantoa.organisations.lineage import Lineage
from lantoa.reports import figures
from lantoa.reports.enums import How, PeriodType, RollUp
from lantoa.reports.models import Indicator, Period, Report, ReportValue


@dataclass(frozen=True, slots=True)
class Before:
    """The last comparable period and its figures by indicator (id)."""

    period: Period
    values: dict[int, Decimal | None]


def before(report: Report, indicators: Collection[Indicator]) -> Before | None:
    """What `report`'s indicators were the last time; None where there was no such period, or it is ad hoc."""
    period = report.period
    if period.kind == PeriodType.AD_HOC:
        return None
    today = max(period.ends_on, timezone.localdate())
    lineage = Lineage(today)
    own = report.unit_id
    units = {own} | {one for one in lineage.origins(own) if lineage.line(one) == own}
    sent = Report.objects.sent().filter(unit__in=units, period__kind=period.kind)
    sent = sent.filter(period__ends_on__lt=period.ends_on, values__indicator__in=indicators)
    last = sent.select_related("period").order_by("-period__ends_on", "-pk").first()
    if last is None:
        return None
    same = sent.filter(period__year=last.period.year, period__index=last.period.index)
    reports = _one_a_unit(same.select_related("period").distinct(), period.template_id)
    return Before(last.period, _joined(reports, indicators))


def _one_a_unit(reports: Iterable[Report], template_id: int) -> list[int]:
    """Of each unit's reports of that period one: in the same template where there is one."""
    found: dict[int, Report] = {}
    for report in reports:
        if report.unit_id not in found or report.period.template_id == template_id:
            found[report.unit_id] = report
    return [report.pk for report in found.values()]


def _joined(reports: Collection[int], indicators: Collection[Indicator]) -> dict[int, Decimal | None]:
    """The figures of the reports as one; ratios are those of the sums where there are several."""
    values: dict[int, list[Decimal]] = defaultdict(list)
    rows = ReportValue.objects.filter(report__in=reports, value__isnull=False).order_by()
    for indicator, value in rows.values_list("indicator_id", "value"):
        if value is not None:
            values[indicator].append(value)
    found: dict[int, Decimal | None] = {pk: sum(held, Decimal(0)) for pk, held in values.items()}
    for one in indicators:
        held = values.get(one.pk, [])
        if one.roll_up == RollUp.MAX and held:
            found[one.pk] = max(held)
        elif one.how == How.RATIO and len(held) > 1:
            found[one.pk] = figures.ratio(found.get(one.numerator_id or 0), found.get(one.denominator_id or 0))
        elif one.roll_up == RollUp.NONE and len(held) > 1:
            found[one.pk] = None
    return found
