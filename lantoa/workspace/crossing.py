"""What rooms of one floor know of each other through the shell."""

from collections.abc import Collection, Sequence

from django.urls import NoReverseMatch

from lantoa.accounts.models import User
from lantoa.ledger.counted_in import Counted
from lantoa.ledger.models import Activity
from lantoa.organisations.models import Unit
from lantoa.plans.models import Plan
from lantoa.reports.carried import Offer
from lantoa.reports.enums import PeriodType
from lantoa.reports.models import Period, Report
from lantoa.reports.owning import counting_units
from lantoa.review.enums import ReviewState

_FINAL = (ReviewState.ACCEPTED, ReviewState.ISSUED)


def report_addresses(user: User, obligation_ids: Sequence[int]) -> dict[int, str]:
    """The report that each obligation asks for, its newest version, where the person may read it: a cell of units ×
    periods opens it."""
    rows = Report.objects.visible_to(user).current().filter(obligation__in=obligation_ids).only("pk", "obligation")
    found: dict[int, str] = {}
    for row in rows:
        if row.obligation_id:
            found[row.obligation_id] = _address(row)
    return {pk: url for pk, url in found.items() if url}


def period_names(user: User, parts: Collection[str]) -> dict[str, str]:
    """What ad hoc periods are called: their days alone say little as the head of a column."""
    named: dict[str, list[str]] = {}
    rows = Period.objects.visible_to(user).filter(kind=PeriodType.AD_HOC, part__in=parts).order_by("opened_at", "pk")
    for part, name in rows.values_list("part", "name"):
        if name not in named.setdefault(part, []):
            named[part].append(name)
    return {part: "; ".join(names) for part, names in named.items()}


def accepted_reports(activity: Activity) -> list[Counted]:
    """The accepted reports whose figures count the activity; one that is being corrected holds it no longer."""
    rows = Report.objects.current().filter(unit__in=counting_units(activity.unit_id), review_state__in=_FINAL)
    rows = rows.filter(period__starts_on__lte=activity.on, period__ends_on__gte=activity.on)
    found = rows.select_related("period", "unit").only("counted_ids", "period__name", "unit__short_name", "unit__name")
    return [Counted(str(row), _address(row)) for row in found if activity.pk in row.counted_ids]


def plan_money(unit: Unit, year: int) -> Offer | None:
    """The money that a unit's issued plan of the year names: its one amount, or the total of those it lists. None where
    the amounts leave that open."""
    plan = Plan.objects.issued().filter(unit=unit, year=year).order_by("-pk").first()
    if plan is None:
        return None
    amounts = [line.estimate for line in plan.budget_lines.all() if line.estimate]
    total = max(amounts, default=None)
    if total is None or (len(amounts) > 1 and sum(amounts) != 2 * total):
        return None
    return Offer(total, f"theo kế hoạch {plan.number or f'năm {year}'}")


def _address(report: Report) -> str:
    try:
        return report.get_absolute_url()
    except NoReverseMatch:
        return ""
