"""Who keeps the catalogue of procedures: it speaks for every unit, so whoever plans or administers from the top."""

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User


def may_keep(user: User) -> bool:
    return access.is_over_all(user, Power.ADMINISTER) or access.is_over_all(user, Power.DIRECT)


def demand_keeping(user: User) -> None:
    """Raise PermissionDenied (403) unless the person keeps the catalogue."""
    if not may_keep(user):
        access.demand_over_all(user, Power.ADMINISTER)
