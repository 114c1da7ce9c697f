"""Who lets texts of a unit go out: its heads and editors, failing them those of the nearest unit above that has any."""

from collections.abc import Iterable

from lantoa.accounts.enums import Role
from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.oversight.recipients import people_of

ROLES = frozenset({Role.HEAD, Role.EDITOR})


def nearest(units: Iterable[Unit]) -> dict[int, tuple[int, list[User]]]:
    """For each unit (by id) the unit whose people decide, and these; without those over whom nobody is."""
    chains = {unit.pk: [unit.pk, *reversed(unit.ancestor_ids())] for unit in units}
    people = people_of({pk for chain in chains.values() for pk in chain}, ROLES)
    found = {unit: next((pk for pk in chain if pk in people), None) for unit, chain in chains.items()}
    return {unit: (pk, people[pk]) for unit, pk in found.items() if pk is not None}


def gap_of(unit: Unit) -> str:
    """What to say where the unit's own people can't release; empty where they can."""
    found = nearest([unit]).get(unit.pk)
    if found is None:
        return "Đơn vị và các cấp trên chưa có người duyệt phát; đề nghị quản trị viên giao vai trò thủ trưởng"
    if found[0] == unit.pk:
        return ""
    return f"Đơn vị chưa có người duyệt phát; {Unit.objects.get(pk=found[0]).label} duyệt thay"
