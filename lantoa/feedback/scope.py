"""Who sees which cases.

Fewer than see other work of a unit: a case holds what a citizen entrusted to it. The unit that has it or had it sees
it; of the units above only who directs (office), heads or follows (leader) them. Administrators of the system don't.
"""

from django.db.models import Q

from lantoa.accounts import access, inheriting
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import User
from lantoa.feedback.models.course import Hop


def visible(user: User) -> Q:
    """The condition of cases that the person sees."""
    own = [unit.pk for unit in access.units_where(user, Power.WRITE)]
    held = Hop.objects.filter(Q(unit__in=own) | _wide(user, "unit__path")).values("case_id")
    seen = Q(holder__in=own) | _wide(user, "holder__path") | Q(pk__in=held)
    if access.is_over_all(user, Power.DIRECT):
        seen |= Q(holder__isnull=True)  # not settled yet
    return seen


def _wide(user: User, field: str) -> Q:
    """Cases of the subtrees that the person directs, heads or follows."""
    follows = (held.unit.path for held in access.memberships(user) if held.role == Role.LEADER)
    directs = access.within(user, Power.DIRECT, field) | access.within(user, Power.APPROVE, field)
    return directs | inheriting.below(follows, field)
