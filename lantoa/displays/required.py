"""Which units must post which procedures, by the rules that offices set; and what holds of each procedure today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from lantoa.displays.models import PostingRule
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure, ProcedureVersion

DAYS = 5  # working days for replacing a posting where no rule says otherwise


class Required:
    """The rules, read once for a page: a fixed number of queries, and one a rule for the units that it means. Asked
    about one `unit`, no group is listed for it."""

    def __init__(self, day: dt.date, unit: Unit | None = None) -> None:
        self._day = day
        self._rules: dict[int, list[tuple[frozenset[int], int]]] = defaultdict(list)  # by unit: procedures, days
        rules = list(PostingRule.objects.select_related("group"))
        prefetch_related_objects(rules, "procedures", "group__units", "group__left_out")
        held = list(Procedure.objects.in_force(day).values_list("pk", "level", "field"))
        meant = {rule.pk: rule.meant(held) for rule in rules}
        for rule in rules:
            for unit_id in self._units(rule, unit):
                self._rules[unit_id].append((meant[rule.pk], rule.days))

    def _units(self, rule: PostingRule, unit: Unit | None) -> Iterable[int]:
        if unit is None:
            return rule.group.resolve(on=self._day).values_list("pk", flat=True)
        is_meant = unit.is_valid_on(self._day) and rule.group.holds(unit, unit.ancestor_ids())
        return [unit.pk] if is_meant else []

    def of(self, unit_id: int) -> frozenset[int]:
        """The procedures (ids) that the unit must post."""
        return frozenset().union(*(procedures for procedures, _ in self._rules.get(unit_id, ())))

    def units(self) -> set[int]:
        return {pk for pk, rules in self._rules.items() if any(procedures for procedures, _ in rules)}

    def days(self, unit_id: int, procedure_id: int) -> int:
        """In how many working days the unit replaces what hangs: the shortest of its rules."""
        asked = [days for procedures, days in self._rules.get(unit_id, ()) if procedure_id in procedures]
        return min(asked, default=DAYS)


def present(procedures: Iterable[int], day: dt.date) -> dict[int, tuple[Procedure, ProcedureVersion | None]]:
    """The procedures with the version that holds on the day (an abolition too), in two queries."""
    rows = list(Procedure.objects.filter(pk__in=set(procedures)).with_version(day))
    held = ProcedureVersion.objects.in_bulk([row.version_id for row in rows if row.version_id])  # type: ignore[attr-defined]
    return {row.pk: (row, held.get(row.version_id)) for row in rows}  # type: ignore[attr-defined]
