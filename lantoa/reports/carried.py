"""Figures that are the same in every period of a year (`Indicator.holds_all_year`): given once, they are offered
wherever the same year asks for them again, with where they come from."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from lantoa.documents.writing.wording import lower_first
from lantoa.organisations.models import Unit
from lantoa.reports.enums import How
from lantoa.reports.models import Indicator, Report, ReportValue

MONEY = "đồng"


@dataclass(frozen=True, slots=True)
class Offer:
    """A figure that stands elsewhere, and in words where."""

    value: Decimal
    source: str


# The money that another room knows a unit to have for a year; set where rooms are joined.
money_providers: list[Callable[[Unit, int], Offer | None]] = []


def offers(report: Report, indicators: Collection[Indicator]) -> dict[int, Offer]:
    """What may be taken over for each indicator (by id): the unit's newest report of the year that gives it, failing
    that, for money, what its plan says."""
    wanted = {one.pk: one for one in indicators if one.holds_all_year and one.how == How.TYPED}
    if not wanted:
        return {}
    given = ReportValue.objects.filter(indicator__in=wanted, own__isnull=False, report__unit=report.unit_id)
    given = given.filter(report__period__year=report.period.year).exclude(report=report)
    found: dict[int, Offer] = {}
    newest = given.select_related("report__period").order_by("-report__period__ends_on", "-report__edition", "-pk")
    for value in newest:
        if value.own is not None:
            source = f"theo báo cáo {lower_first(value.report.period.name)}"
            found.setdefault(value.indicator_id, Offer(value.own, source))
    for pk, one in wanted.items():
        if pk not in found and one.measure == MONEY:
            known = next((offer for ask in money_providers if (offer := ask(report.unit, report.period.year))), None)
            found |= {pk: known} if known else {}
    return found
