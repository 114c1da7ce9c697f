"""Ended units whose work goes on elsewhere: who directs the heir directs what the ended unit asked of others.

Without it the plans of an office that was merged into another would have no master (docs/decisions/0020).
"""

from collections.abc import Iterable

from django.db.models import F, Q
from django.utils import timezone

from lantoa.organisations.enums import ENDING
from lantoa.organisations.fields import path_range
from lantoa.organisations.models import Succession


def inherited_paths(paths: Iterable[str]) -> list[str]:
    """Paths of ended units, elsewhere in the tree, whose work came into units at or below `paths`, by whatever number
    of steps: one query where nothing was inherited."""
    own = list(dict.fromkeys(paths))
    found: list[str] = []
    fresh = own
    while fresh:
        steps = Succession.objects.filter(
            _below(fresh, "to_unit__path"),
            kind__in=ENDING,
            on__lte=timezone.localdate(),
            from_unit__valid_to__lte=F("on"),
        ).exclude(_below([*own, *found], "from_unit__path"))
        fresh = sorted(set(steps.order_by().values_list("from_unit__path", flat=True)))
        found += fresh
    return found


def _below(paths: Iterable[str], field: str) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        first, last = path_range(path)
        condition |= Q(**{f"{field}__gte": first, f"{field}__lt": last})
    return condition
