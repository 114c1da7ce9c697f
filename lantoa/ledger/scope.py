"""Whose obligations a list shows: the unit's own, those of the units below, or what the unit (or an ended one whose
work came to it) has asked of others."""

from django.db.models import Q, TextChoices

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet


class Scope(TextChoices):
    OWN = "don-vi", "Của đơn vị"
    BELOW = "cap-duoi", "Của các đơn vị cấp dưới"
    ASKED = "da-giao", "Đơn vị đã giao"


def own_unit_ids(user: User) -> list[int]:
    """The units that the person acts in, hat considered."""
    return [held.unit_id for held in access.memberships(user)]


def heading_unit_ids(user: User) -> list[int]:
    """Those of them that stand under none of the others: what is below them is the same for everyone who looks there,
    also for who holds a further role in a division."""
    held = [one.unit for one in access.memberships(user)]
    return [unit.pk for unit in held if not any(unit.pk != over.pk and unit.is_under(over) for over in held)]


def choices(user: User) -> list[Scope]:
    """The scopes that make sense for the person: who directs others sees those below first."""
    directs = bool(access.holding(user, Power.DIRECT))
    looks_down = any(held.role in ("leader", "head") for held in access.memberships(user))
    return [Scope.BELOW, Scope.OWN, Scope.ASKED] if directs else [Scope.OWN, *([Scope.BELOW] if looks_down else [])]


def within(user: User, scope: str) -> ObligationQuerySet:
    """The obligations of a scope that the person may see."""
    seen = Obligation.objects.visible_to(user)
    own = own_unit_ids(user)
    if scope == Scope.OWN:
        return seen.filter(unit__in=own)
    if scope == Scope.ASKED:
        return seen.filter(Q(asked_by__in=own) | access.within_inherited(user, Power.SEE, "asked_by__path"))
    return seen.filter(access.within(user, Power.SEE, "unit__path")).exclude(unit__in=heading_unit_ids(user))
