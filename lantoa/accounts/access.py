"""The one place that decides access: *role in a unit* × *that unit's subtree*, and the ended units whose work came
into that subtree: they are seen and directed by who sees and directs the heir.

Every QuerySet's `visible_to(user)` and every view that changes something asks here. A person who holds roles in two
units acts in the hat they chose (`user.hat`), else in all of them.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from lantoa.accounts import inheriting
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.inheriting import Inherited
from lantoa.accounts.models import Membership, User
from lantoa.organisations.models import Unit

POWERS: dict[str, frozenset[Power]] = {
    Role.OFFICER: frozenset({Power.SEE, Power.WRITE, Power.KEEP}),
    Role.HEAD: frozenset({Power.SEE, Power.WRITE, Power.KEEP, Power.APPROVE}),
    Role.OFFICE: frozenset({Power.SEE, Power.WRITE, Power.KEEP, Power.DIRECT}),
    Role.EDITOR: frozenset({Power.SEE, Power.WRITE, Power.EDIT_NEWS}),
    Role.LEADER: frozenset({Power.SEE}),
    Role.ADMIN: frozenset({Power.SEE, Power.ADMINISTER}),
}
INHERITED = frozenset({Power.SEE, Power.DIRECT})


def memberships(user: User) -> list[Membership]:
    """The memberships that count now, read once a request: the chosen hat alone where one is chosen."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    if not hasattr(user, "_memberships"):
        user._memberships = list(  # type: ignore[attr-defined]
            Membership.objects.current().filter(user=user).select_related("unit").order_by("unit__path", "role")
        )
    held: list[Membership] = user._memberships  # type: ignore[attr-defined]
    return [user.hat] if user.hat in held else held


def holding(user: User, power: Power) -> list[Membership]:
    """The memberships that give `power`."""
    return [held for held in memberships(user) if power in POWERS[held.role]]


def may(user: User, power: Power, unit: Unit) -> bool:
    """Whether `user` has `power` over `unit`: a role that gives it, in the unit, above, or in an ended unit's heir."""
    if any(unit.is_under(held.unit) for held in holding(user, power)):
        return True
    return inherited(user, power).covers(unit.path)


def demand(user: User, power: Power, unit: Unit) -> None:
    """Raise PermissionDenied (403) unless `user` has `power` over `unit`."""
    if not may(user, power, unit):
        raise PermissionDenied("Vai trò hiện tại không có quyền làm việc này cho đơn vị đã chọn.")


def demand_somewhere(user: User, power: Power) -> None:
    """Raise PermissionDenied (403) unless `user` has `power` over any unit at all."""
    if not holding(user, power):
        raise PermissionDenied("Vai trò hiện tại không có quyền làm việc này.")


def is_over_all(user: User, power: Power) -> bool:
    """Whether `user` has `power` from the top of a tree: over what all units share."""
    return any(unit.parent_id is None for unit in units_where(user, power))


def demand_over_all(user: User, power: Power) -> None:
    """Raise PermissionDenied (403) unless `user` has `power` from the top of a tree."""
    if not is_over_all(user, power):
        raise PermissionDenied("Việc này ảnh hưởng mọi đơn vị: chỉ vai trò ở đơn vị cấp cao nhất làm được.")


def within(user: User, power: Power, field: str = "path") -> Q:
    """A condition for rows whose unit path (`field`) lies where `user` has `power`; no rows where nowhere."""
    held = inheriting.below((held.unit.path for held in holding(user, power)), field)
    return held | within_inherited(user, power, field)


def within_inherited(user: User, power: Power, field: str = "path") -> Q:
    """The part of `within` that is of ended units alone, whose work came to where `user` has `power`."""
    return inherited(user, power).condition(field)


def inherited(user: User, power: Power) -> Inherited:
    """The ended units that come with the units held for `power`, asked once a request."""
    held = tuple(sorted({held.unit.path for held in holding(user, power)}))
    if power not in INHERITED or not held:
        return Inherited([])
    if not hasattr(user, "_inherited"):
        user._inherited = {}  # type: ignore[attr-defined]
    known: dict[tuple[str, ...], Inherited] = user._inherited  # type: ignore[attr-defined]
    if held not in known:
        known[held] = inheriting.inherited(held)
    return known[held]


def home_unit(user: User) -> Unit | None:
    """The unit that the person acts for: of the hat, else the highest in the tree that they hold a role in."""
    held = memberships(user)
    return min(held, key=lambda one: len(one.unit.ancestor_ids())).unit if held else None


def units_where(user: User, power: Power) -> list[Unit]:
    """The units of the memberships that give `power` (not what is below them), each once."""
    return list({held.unit_id: held.unit for held in holding(user, power)}.values())
