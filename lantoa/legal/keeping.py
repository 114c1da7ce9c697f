"""Who keeps the register, and who opens it to the public."""

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User


def may_keep(user: User) -> bool:
    """The register is common: whoever plans or administers somewhere keeps it."""
    return bool(access.holding(user, Power.ADMINISTER) or access.holding(user, Power.DIRECT))


def demand_keeping(user: User) -> None:
    """Raise PermissionDenied (403) unless the person keeps the register."""
    if not access.holding(user, Power.DIRECT):
        access.demand_somewhere(user, Power.ADMINISTER)


def may_publish(user: User) -> bool:
    """The bookcase speaks for everyone: whoever plans or administers over all decides what stands in it."""
    return access.is_over_all(user, Power.ADMINISTER) or access.is_over_all(user, Power.DIRECT)


def demand_publishing(user: User) -> None:
    """Raise PermissionDenied (403) unless the person decides what stands in the bookcase."""
    if not may_publish(user):
        access.demand_over_all(user, Power.ADMINISTER)
