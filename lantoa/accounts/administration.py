"""What an administrator does to people and their roles: each act checks the right, does it and writes it down.

Nobody gives a role outside their subtree; nobody administers a person who also holds a role beyond it (they could
take over that account by changing its address); nobody locks themselves out.
"""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import FailedSignIns, Membership, User
from lantoa.audit.models import record
from lantoa.organisations.models import Unit


@dataclass(frozen=True)
class Person:
    """What is kept of a person, as typed."""

    full_name: str
    email: str = ""
    phone: str = ""


def administered_by(user: User) -> QuerySet[User]:
    """The people whom `user` sees in the list: holders, now or once, of a role in what they administer."""
    held = Membership.objects.filter(access.within(user, Power.ADMINISTER, "unit__path"))
    seen = Q(pk__in=held.values("user_id"))
    if access.is_over_all(user, Power.ADMINISTER):
        seen |= ~Q(pk__in=Membership.objects.values("user_id"))
    return User.objects.filter(seen)


def may_administer(user: User, person: User) -> bool:
    """Whether `user` has the say over `person`: over every unit where the person holds a role, or held the last."""
    return governs(user, list(person.memberships.select_related("unit")))


def governs(user: User, memberships: list[Membership]) -> bool:
    """`may_administer` by all memberships of the person, read before."""
    if not memberships:
        return access.is_over_all(user, Power.ADMINISTER)
    held = [one for one in memberships if one.is_open] or memberships
    return all(access.may(user, Power.ADMINISTER, one.unit) for one in held)


def demand(user: User, person: User) -> None:
    """Raise PermissionDenied (403) unless `user` has the say over `person`."""
    if not may_administer(user, person):
        raise PermissionDenied("Người này còn giữ vai trò ở đơn vị ngoài phạm vi quản trị của vai trò hiện tại.")


@transaction.atomic
def create_person(username: str, person: Person, *, unit: Unit, role: Role, title: str = "", by: User) -> User:
    """A person with a first role; they set a password by the invitation's link."""
    made = enter_person(username, person, unit=unit, by=by)
    give_role(made, unit, role, title=title, by=by)
    return made


@transaction.atomic
def enter_person(username: str, person: Person, *, unit: Unit, by: User) -> User:
    """A person for whom `unit`'s administrator answers; the first role follows in the same transaction."""
    access.demand(by, Power.ADMINISTER, unit)
    made = User(username=username, full_name=person.full_name, email=person.email, phone=person.phone)
    made.set_unusable_password()
    made.full_clean()
    made.save()
    record("person_created", by=by, on=made, unit=unit, text=f"Thêm người dùng: {made} ({made.username})")
    return made


@transaction.atomic
def edit_person(person: User, new: Person, *, by: User) -> None:
    """Change name, address and telephone; a person may change their own."""
    if by.pk != person.pk:
        demand(by, person)
    changed = {name: str(getattr(person, name)) for name in ("full_name", "email", "phone")}
    changed = {name: old for name, old in changed.items() if old != getattr(new, name)}
    for name in changed:
        setattr(person, name, getattr(new, name))
    person.full_clean(exclude=["password"])
    person.save()
    if changed:
        detail = {name: [old, str(getattr(person, name))] for name, old in changed.items()}
        record("person_changed", by=by, on=person, text=f"Sửa thông tin người dùng: {person}", detail=detail)


@transaction.atomic
def give_role(
    person: User, unit: Unit, role: Role, *, title: str = "", since: dt.date | None = None, by: User
) -> Membership:
    """Let the person hold `role` in `unit` from a day on. Raises ValidationError where they hold it already."""
    access.demand(by, Power.ADMINISTER, unit)
    since = since or timezone.localdate()
    if person.memberships.not_ended().filter(unit=unit, role=role).exists():
        raise ValidationError(f"{person} đang giữ vai trò {role.label} tại {unit.label}.")
    if not unit.is_valid_on(since):
        raise ValidationError(f"{unit.label} không hoạt động vào ngày {since:%d/%m/%Y}; chọn đơn vị hoặc ngày khác.")
    made = Membership.objects.create(user=person, unit=unit, role=role, title=title, valid_from=since)
    record("role_given", by=by, on=person, unit=unit, text=f"Giao vai trò {role.label}: {person}")
    return made


@transaction.atomic
def amend_role(held: Membership, *, title: str, since: dt.date, by: User) -> None:
    """Correct the title and the first day of a role."""
    access.demand(by, Power.ADMINISTER, held.unit)
    held.title, held.valid_from = title, since
    held.save(update_fields=["title", "valid_from"])
    text = f"Sửa vai trò {held.get_role_display()}: {held.user}"
    record("role_changed", by=by, on=held.user, unit=held.unit, text=text, detail={"since": since.isoformat()})


@transaction.atomic
def end_role(held: Membership, *, by: User, on: dt.date | None = None) -> None:
    """End a role from a day (today); it stays on record. One that never counted is taken away."""
    access.demand(by, Power.ADMINISTER, held.unit)
    on = on or timezone.localdate()
    if held.user_id == by.pk and held.role == Role.ADMIN:
        raise ValidationError("Không tự kết thúc vai trò quản trị của chính mình; nhờ người quản trị khác.")
    if on <= held.valid_from:
        held.delete()
    else:
        held.valid_to = on
        held.save(update_fields=["valid_to"])
    text = f"Kết thúc vai trò {held.get_role_display()}: {held.user}"
    record("role_ended", by=by, on=held.user, unit=held.unit, text=text, detail={"on": on.isoformat()})


@transaction.atomic
def deactivate(person: User, *, by: User) -> None:
    """Keep the person from signing in, now and wherever they are signed in; their work stays theirs."""
    demand(by, person)
    if person.pk == by.pk:
        raise ValidationError("Không tự khóa tài khoản của chính mình; nhờ người quản trị khác.")
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.end_sessions()
    record("person_deactivated", by=by, on=person, text=f"Khóa tài khoản: {person}")


@transaction.atomic
def reactivate(person: User, *, by: User) -> None:
    """Let the person sign in again; failures before are forgotten."""
    demand(by, person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    FailedSignIns.forget(f"person:{person.pk}")
    record("person_reactivated", by=by, on=person, text=f"Mở khóa tài khoản: {person}")


@transaction.atomic
def reset_second_factor(person: User, *, by: User) -> None:
    """Take the second factor away from one who lost it; they set up another."""
    demand(by, person)
    Authenticator.objects.filter(user=person).delete()
    person.end_sessions()
    record("second_factor_reset", by=by, on=person, text=f"Bỏ lớp xác thực thứ hai: {person}")
