"""Which units must post which procedures, by the rules that offices set; and what holds of each procedure today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from lantoa.displays.models import PostingRule
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure, ProcedureVersion

DAYS = 5  # working days for replacing a posting where no rule says otherwise


class Required:
    """The rules, read once for a page: three queries a rule, whatever the number of units and procedures."""

    def __init__(self, day: dt.date, rules: Iterable[PostingRule] | None = None) -> None:
        found = PostingRule.objects.select_related("group", "owner") if rules is None else rules
        self._by_unit: dict[int, set[int]] = defaultdict(set)
        self.days: dict[tuple[int, int], int] = {}
        for rule in found:
            procedures = rule.procedures_on(day)
            for unit_id in rule.group.resolve(on=day).values_list("pk", flat=True):
                self._by_unit[unit_id] |= procedures
                for procedure_id in procedures:
                    key = (unit_id, procedure_id)
                    self.days[key] = min(rule.days, self.days.get(key, rule.days))

    def of(self, unit: Unit) -> set[int]:
        """The procedures (ids) that the unit must post."""
        return self._by_unit.get(unit.pk, set())

    def units(self) -> set[int]:
        return {pk for pk, procedures in self._by_unit.items() if procedures}


def present(procedures: Iterable[int], day: dt.date) -> dict[int, tuple[Procedure, ProcedureVersion | None]]:
    """The procedures with the version that holds on the day (an abolition too), in two queries."""
    rows = list(Procedure.objects.filter(pk__in=set(procedures)).with_version(day))
    held = ProcedureVersion.objects.in_bulk([row.version_id for row in rows if row.version_id])  # type: ignore[attr-defined]
    return {row.pk: (row, held.get(row.version_id)) for row in rows}  # type: ignore[attr-defined]
