"""What follows an approval that is not sent up, and whose it is: said to those alone who can do it."""

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import Membership, User
from lantoa.organisations.models import Unit


def issuing_follows(user: User, unit: Unit) -> str:
    """Number, day and issue are the office's, where the unit has one; failing that those of who writes for it."""
    office = Membership.objects.current().filter(role=Role.OFFICE, user__is_active=True, unit=unit)
    mine = office.filter(user=user).exists()
    if office.exists() and not mine:
        return "Văn phòng ghi số, ngày và ban hành."
    if mine or access.may(user, Power.WRITE, unit):
        return "Việc tiếp theo: ghi số, ngày và ban hành."
    return f"{unit.label} ghi số, ngày và ban hành."
