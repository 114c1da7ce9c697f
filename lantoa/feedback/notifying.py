"""Who of the office is told of a case: its handler, else the focal point of the unit that holds it."""

from django.urls import NoReverseMatch

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.feedback.models import Case
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.organisations.models import Unit

FOCAL = (Role.OFFICE, Role.HEAD)


def focal_points(unit: Unit | None) -> list[User]:
    """Office and heads of a unit; where it has neither, its officers."""
    if unit is None:
        return []
    people = Membership.objects.current().filter(unit=unit, user__is_active=True).select_related("user")
    first = [held.user for held in people if held.role in FOCAL]
    found = first or [held.user for held in people if held.role == Role.OFFICER]
    return list(dict.fromkeys(found))


def tell_keepers(case: Case, text: str, *, key: str, kind: NoticeKind = NoticeKind.OTHER) -> int:
    """Tell the handler, failing that the focal point; never a word of the sender. How many were told."""
    people = [case.handler] if case.handler else focal_points(case.holder)
    return tell(people, text, kind=kind, url=_address(case), unit=case.holder, key=key)


def _address(case: Case) -> str:
    try:
        return case.get_absolute_url()
    except NoReverseMatch:
        return ""
