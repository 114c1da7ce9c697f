"""Who the sender is: opened only by who handles the case and by the focal point of the unit that has it, and every
opening is on record. Leaders and units that had the case before read the words, not the name.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import Membership, User
from lantoa.feedback.enums import Looked
from lantoa.feedback.models import Case, LookLog

_FOCAL = (Role.HEAD, Role.OFFICE)


@dataclass(frozen=True, slots=True)
class Sender:
    """What is known of who sent a case; empty where nothing was said or it was erased."""

    name: str
    phone: str
    email: str
    address: str
    account: str

    @property
    def is_known(self) -> bool:
        return any((self.name, self.phone, self.email, self.address, self.account))


def may_open(case: Case, user: User) -> bool:
    """Whether the person may read who sent it: the handler, else the focal point (head, office) of the holding unit;
    where the unit has neither, its officers. Before it is settled: the office over all."""
    if case.holder_id is None:
        return access.is_over_all(user, Power.DIRECT)
    mine = [held for held in access.memberships(user) if held.unit_id == case.holder_id]
    if case.handler_id == user.pk and any(held.role in (*_FOCAL, Role.OFFICER, Role.EDITOR) for held in mine):
        return True
    if any(held.role in _FOCAL for held in mine):
        return True
    return any(held.role == Role.OFFICER for held in mine) and not _has_focal(case.holder_id)


def _has_focal(unit_id: int) -> bool:
    people = Membership.objects.current().filter(unit=unit_id, role__in=_FOCAL, user__is_active=True)
    return people.exists()


@transaction.atomic
def open_for(case: Case, user: User, what: Looked = Looked.IDENTITY) -> Sender:
    """Who sent `case`, for `user` to read; the look is on record first. Raises PermissionDenied, vault's Locked."""
    if not may_open(case, user):
        raise PermissionDenied("Chỉ người xử lý và đầu mối của đơn vị đang giữ phản ánh xem được người gửi.")
    LookLog.objects.create(case=case, user=user, what=what)
    return sender_of(case)


def sender_of(case: Case) -> Sender:
    """The same for the system's own acts (a mail to the sender): no person looks."""
    return Sender(case.sender_name, case.sender_phone, case.sender_email, case.sender_address, case.sender_account)
