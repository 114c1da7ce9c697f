"""Who keeps the catalogue of procedures. It speaks for every unit: whoever plans or administers from the top, and the
same roles in a department (sở), which prepares the decisions on procedures of its field but for those of a ministry."""

from django.core.exceptions import PermissionDenied

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.organisations.enums import UnitKind
from lantoa.procedures.enums import Level

_POWERS = (Power.ADMINISTER, Power.DIRECT)
NOT_CENTRAL = "Thủ tục cấp trung ương chỉ do đơn vị cấp cao nhất ghi."
_NOT_KEPT = "Danh mục thủ tục do văn phòng hoặc quản trị của sở và của đơn vị cấp cao nhất ghi."


def may_keep(user: User, level: str = "") -> bool:
    """Whether the person keeps procedures of the level; without one, of any."""
    if any(access.is_over_all(user, power) for power in _POWERS):
        return True
    held = [unit for power in _POWERS for unit in access.units_where(user, power)]
    return level != Level.CENTRAL and any(unit.kind == UnitKind.DEPARTMENT for unit in held)


def kept_levels(user: User) -> list[tuple[str, str]]:
    """The levels whose procedures the person keeps, as choices."""
    return [(level.value, str(level.label)) for level in Level if may_keep(user, level)]


def demand_keeping(user: User, level: str = "") -> None:
    """Raise PermissionDenied (403) unless the person keeps procedures of the level."""
    if not may_keep(user, level):
        raise PermissionDenied(NOT_CENTRAL if may_keep(user) else _NOT_KEPT)
