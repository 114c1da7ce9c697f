"""One line of the people's spreadsheet, checked against what is on record: a step to take, or what is wrong with it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.administration import Person, governs
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.forms import units_in_reach, username_rule
from lantoa.accounts.models import Membership, User
from lantoa.accounts.people_sheet import COLUMNS
from lantoa.organisations.models import Unit
from lantoa.tabular.plan import Fault
from lantoa.tabular.sheets import Row
from lantoa.vietnamese.dates import DateError, parse_date
from lantoa.vietnamese.text import fold, squeeze

_TITLES = {column.key: column.title for column in COLUMNS}
_ROLES = {fold(label.split("(")[0]): role for role, label in Role.choices}
_ROLES |= {fold(label): role for role, label in Role.choices} | {role: role for role in Role.values}


@dataclass(frozen=True)
class RoleStep:
    """A role as the line wants it; `held` is the one on record, None: to be given."""

    unit: Unit
    role: Role
    title: str
    since: dt.date
    until: dt.date | None
    held: Membership | None


@dataclass(frozen=True)
class Step:
    """What a line wants; `user` None: to be entered."""

    username: str
    user: User | None
    person: Person
    role: RoleStep | None


@dataclass
class Register:
    """What is on record about the people and units that a file names, read in a few queries."""

    by: User
    users: dict[str, User] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)  # of addresses: username
    units: dict[str, Unit] = field(default_factory=dict)
    said: dict[str, Person] = field(default_factory=dict)  # of each username, by the first line that names it

    @classmethod
    def of(cls, rows: Sequence[Row], by: User) -> "Register":
        names = {row.get("username").lower() for row in rows}
        emails = {row.get("email").lower() for row in rows} - {""}
        typed = {row.get("unit") for row in rows} - {""}
        codes = {form for code in typed for form in (code, code.upper(), code.lower())}
        found = User.objects.filter(username__in=names).prefetch_related("memberships__unit")
        return cls(
            by,
            {one.username: one for one in found},
            dict(User.objects.filter(email__in=emails).values_list("email", "username")),
            {unit.code.lower(): unit for unit in units_in_reach(by).filter(code__in=codes)},
        )

    def memberships(self, user: User) -> list[Membership]:
        return list(user.memberships.all())


class Line:
    """Reads one row; `faults` gathers everything wrong with it, `step` is None then."""

    def __init__(self, row: Row, register: Register) -> None:
        self.row, self.register, self.faults = row, register, list[Fault]()
        self.username = row.get("username").lower()
        self.user = register.users.get(self.username)
        self.step = self._step()

    def bad(self, key: str, reason: str) -> None:
        self.faults.append(Fault(self.row.number, _TITLES[key], self.row.get(key), reason))

    def _step(self) -> Step | None:
        self._check_name()
        person = self._person()
        role = self._role()
        if self.user is None and role is None and not self.faults:
            self.bad("unit", "Người mới cần một đơn vị và một vai trò.")
        if self.user:
            self._check_reach(self.user, is_changed=person != _on_record(self.user))
        return None if self.faults else Step(self.username, self.user, person, role)

    def _check_name(self) -> None:
        try:
            username_rule(self.username)
        except ValidationError as fault:
            self.bad("username", fault.messages[0])

    def _check_reach(self, user: User, *, is_changed: bool) -> None:
        by, held = self.register.by, self.register.memberships(user)
        if governs(by, held) or user.pk == by.pk:
            return
        if not any(access.may(by, Power.ADMINISTER, one.unit) for one in held):
            self.bad("username", "Tên này là của người ở đơn vị khác; nhờ người quản trị cấp trên giao vai trò.")
        elif is_changed:
            self.bad("username", "Người này còn giữ vai trò ở đơn vị khác; không sửa được thông tin của người đó.")

    def _person(self) -> Person:
        old = _on_record(self.user) if self.user else Person("")
        above = self.register.said.get(self.username, old)
        new = Person(
            squeeze(self.row.get("full_name")) or above.full_name,
            self.row.instead_of("email", above.email).lower(),
            self.row.instead_of("phone", above.phone),
        )
        self.register.said.setdefault(self.username, new)
        if not new.full_name:
            self.bad("full_name", "Ghi họ và tên của người mới.")
        self._check_sizes(new)
        if new.email and new.email != old.email:
            self._check_email(new.email)
        return new

    def _check_sizes(self, person: Person) -> None:
        for key, limit in (("full_name", 120), ("email", 254), ("phone", 30)):
            if len(getattr(person, key)) > limit:
                self.bad(key, f"Dài quá {limit} ký tự; ghi ngắn lại.")

    def _check_email(self, email: str) -> None:
        try:
            validate_email(email)
        except ValidationError:
            self.bad("email", "Không phải địa chỉ thư điện tử; ghi dạng ten@donvi.vn.")
            return
        if self.register.owners.setdefault(email, self.username) != self.username:
            self.bad("email", "Địa chỉ này là của người khác; mỗi địa chỉ chỉ một người.")

    def _role(self) -> RoleStep | None:
        if not self.row.get("unit") and not self.row.get("role"):
            return None
        unit, role = self._unit(), self._role_name()
        since, until = self._day("since"), self._day("until")
        if unit is None or role is None or self.faults:
            return None
        held = self._held(unit, role, until)
        since = since or (held.valid_from if held else timezone.localdate())
        title = self.row.instead_of("title", held.title if held else "")
        self._check_role(unit, since, until, held, title)
        return RoleStep(unit, role, title, since, until or (held.valid_to if held else None), held)

    def _unit(self) -> Unit | None:
        unit = self.register.units.get(self.row.get("unit").lower())
        if unit is None:
            reason = "Không có mã đơn vị này trong phạm vi quản trị; xem mã ở danh sách đơn vị."
            self.bad("unit", reason if self.row.get("unit") else "Ghi mã đơn vị của vai trò này.")
        return unit

    def _role_name(self) -> Role | None:
        role = _ROLES.get(fold(self.row.get("role")))
        if role is None:
            self.bad("role", f"Ghi một trong các vai trò: {'; '.join(Role.labels)}.")
        return Role(role) if role else None

    def _day(self, key: str) -> dt.date | None:
        typed = self.row.get(key)
        try:
            return parse_date(typed) if typed else None
        except DateError as fault:
            self.bad(key, str(fault))
            return None

    def _held(self, unit: Unit, role: Role, until: dt.date | None) -> Membership | None:
        """The role on record that the line means: the one not ended, or the one that ended on the day it says."""
        same = [one for one in self._on_record() if one.unit_id == unit.pk and one.role == role]
        open_ones = [one for one in same if one.is_open]
        return next(iter(open_ones or [one for one in same if until and one.valid_to == until]), None)

    def _on_record(self) -> list[Membership]:
        return self.register.memberships(self.user) if self.user else []

    def _check_role(
        self, unit: Unit, since: dt.date, until: dt.date | None, held: Membership | None, title: str
    ) -> None:
        if len(title) > 100:
            self.bad("title", "Dài quá 100 ký tự; ghi ngắn lại.")
        if until and until <= since:
            self.bad("until", "Ngày thôi vai trò phải sau ngày bắt đầu.")
        if held is None and not unit.is_valid_on(since):
            self.bad("since", "Đơn vị không hoạt động vào ngày này.")
        is_own = self.user is not None and self.user.pk == self.register.by.pk
        if until and is_own and held and held.role == Role.ADMIN and held.valid_to != until:
            self.bad("until", "Không tự kết thúc vai trò quản trị của chính mình; nhờ người quản trị khác.")


def _on_record(user: User) -> Person:
    return Person(user.full_name, user.email, user.phone)
