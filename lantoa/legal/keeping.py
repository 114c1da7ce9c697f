"""Who keeps the register."""

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
