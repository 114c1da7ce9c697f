"""Reports that a plan asks for while another issued plan of its unit asks the same units for the same part of the
year: said before it is issued, for the units need write it once only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.contrib.contenttypes.models import ContentType

from lantoa.ledger.books import Debt
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.plans.models import Plan

_BATCH = 5000  # units in one question: fewer than the variables that any of the databases takes


def asked_already(plan: Plan, debts: Iterable[Debt]) -> list[str]:
    """A sentence for each other plan: "Báo cáo quý I năm 2027 đã được Kế hoạch số 120/KH-SGDĐT yêu cầu"."""
    reports = [debt for debt in debts if debt.kind == ObligationKind.REPORT and debt.part]
    units: dict[str, set[int]] = defaultdict(set)
    names: dict[str, str] = {}
    for debt in reports:
        units[debt.part].add(debt.unit_id)
        names.setdefault(debt.part, debt.title.removeprefix("Báo cáo ").split(", gửi ")[0])
    parts: dict[int, list[str]] = defaultdict(list)
    for origin, part in _asked_by_others(plan, units):
        parts[origin].append(part)
    others = Plan.objects.in_bulk([origin for origin, found in parts.items() if found])
    return [
        f"Báo cáo {_listed([names[part] for part in names if part in parts[pk]])} đã được {_cited(other)} yêu cầu"
        for pk, other in sorted(others.items())
    ]


def _asked_by_others(plan: Plan, units: Mapping[str, Collection[int]]) -> Iterable[tuple[int, str]]:
    """(plan, part) of the reports that other issued plans of the unit ask of some of these units: a row for each,
    however many owe them."""
    if not units:
        return []
    kind = ContentType.objects.get_for_model(Plan)
    others = Plan.objects.issued().filter(unit=plan.unit).exclude(pk=plan.pk).values("pk")
    rows = Obligation.objects.filter(kind=ObligationKind.REPORT, origin_type=kind, origin_id__in=others).counted()
    found: set[tuple[int, str]] = set()
    for shared, parts in _alike(units).items():
        for start in range(0, len(shared), _BATCH):
            asked = rows.filter(part__in=parts, unit_id__in=shared[start : start + _BATCH])
            found |= set(asked.order_by().values_list("origin_id", "part").distinct())
    return sorted(found)


def _alike(units: Mapping[str, Collection[int]]) -> dict[tuple[int, ...], list[str]]:
    """The parts of the year by the units that owe their reports: as a rule all of them the same."""
    found: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for part, owing in units.items():
        found[tuple(sorted(owing))].append(part)
    return found


def _cited(plan: Plan) -> str:
    return f"Kế hoạch số {plan.number}" if plan.number else f"kế hoạch “{plan.title}”"


def _listed(names: list[str]) -> str:
    """ "quý I, quý II năm 2027", "6 tháng đầu và cả năm 2027": the year once, where all are of one."""
    split = [name.rpartition("năm ") for name in names]
    years = {year for _, _, year in split}
    if len(names) == 1 or len(years) > 1:
        return ", ".join(names)
    parts = [head.strip() for head, _, _ in split if head]
    whole = " và cả" if len(parts) < len(names) else ""
    return f"{', '.join(parts)}{whole} năm {years.pop()}"
