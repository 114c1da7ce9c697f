"""Who hears for a unit: those who do its work; and who hears above it."""

from collections import defaultdict
from collections.abc import Iterable

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.organisations.models import Unit

WORKERS = frozenset({Role.OFFICER, Role.HEAD, Role.OFFICE})
ABOVE = frozenset({Role.HEAD, Role.OFFICE})
BATCH = 1000


def people_of(unit_ids: Iterable[int], roles: Iterable[Role] = WORKERS) -> dict[int, list[User]]:
    """For each unit the active people who hold one of the roles there; units without any are left out."""
    ids = list(set(unit_ids))
    found: dict[int, dict[int, User]] = defaultdict(dict)
    for start in range(0, len(ids), BATCH):
        held = Membership.objects.current().filter(
            unit__in=ids[start : start + BATCH], role__in=list(roles), user__is_active=True
        )
        for membership in held.select_related("user"):
            found[membership.unit_id][membership.user_id] = membership.user
    return {unit: list(people.values()) for unit, people in found.items()}


def above(units: Iterable[Unit]) -> dict[int, tuple[int, list[User]]]:
    """For each unit (by id) the nearest unit above it that has a head or an office, and these people."""
    chains = {unit.pk: list(reversed(unit.ancestor_ids())) for unit in units}
    people = people_of({pk for chain in chains.values() for pk in chain}, ABOVE)
    nearest = {unit: next((pk for pk in chain if pk in people), None) for unit, chain in chains.items()}
    return {unit: (found, people[found]) for unit, found in nearest.items() if found is not None}


def heads_of(unit: Unit) -> list[tuple[str, str]]:
    """Title and name of each head of the unit who has a title."""
    held = Membership.objects.current().filter(unit=unit, role=Role.HEAD, user__is_active=True).exclude(title="")
    return [(head.title, str(head.user)) for head in held.select_related("user")]
