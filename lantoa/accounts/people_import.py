"""People from a spreadsheet: what it would change, and the change itself once confirmed."""

from collections.abc import Sequence

from django.db.models import Model
from django.http import HttpRequest

from lantoa.accounts import access, administration
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.accounts.people_rows import Line, Register, RoleStep, Step
from lantoa.accounts.people_sheet import COLUMNS
from lantoa.tabular.pages import ImportPages
from lantoa.tabular.plan import Change, Fault, FieldChange, ImportPlan, Kind
from lantoa.tabular.sheets import Row
from lantoa.vietnamese.dates import short_date


class PeopleImporter:
    """For one administrator: they can bring in only what they could do by hand."""

    kind = "people"
    columns = COLUMNS

    def __init__(self, by: User) -> None:
        self.by = by

    def plan(self, rows: Sequence[Row]) -> ImportPlan:
        register = Register.of(rows, self.by)
        lines = [Line(row, register) for row in rows]
        faults = [fault for line in lines for fault in line.faults] + _disagreements(lines)
        steps = [(line.row, line.step) for line in lines if line.step]
        entered: set[str] = set()
        return ImportPlan(tuple(_change(row, step, entered) for row, step in steps), tuple(faults))

    def apply(self, plan: ImportPlan, *, by: Model) -> None:
        """Do every step by the acts of `administration`, which check the right again and write it down."""
        made: dict[str, User] = {}
        for change in plan.changes:
            if change.kind is not Kind.UNCHANGED:
                self._take(change.payload, made)

    def _take(self, step: Step, made: dict[str, User]) -> None:
        user = made.get(step.username) or step.user
        if user is None:
            assert step.role  # a line without a role is a fault for a new person
            user = administration.enter_person(step.username, step.person, unit=step.role.unit, by=self.by)
        elif step.username not in made and _fields(step):
            administration.edit_person(User.objects.get(pk=user.pk), step.person, by=self.by)
        made[step.username] = user
        if step.role:
            self._take_role(user, step.role)

    def _take_role(self, user: User, step: RoleStep) -> None:
        held = step.held
        if held is None:
            held = administration.give_role(user, step.unit, step.role, title=step.title, since=step.since, by=self.by)
        elif (held.title, held.valid_from) != (step.title, step.since):
            administration.amend_role(held, title=step.title, since=step.since, by=self.by)
        if step.until and held.valid_to != step.until:
            administration.end_role(held, on=step.until, by=self.by)


def _disagreements(lines: Sequence[Line]) -> list[Fault]:
    """Lines that say two things of one person, or one thing twice."""
    faults, people, roles = list[Fault](), dict[str, Line](), dict[tuple[str, int, str], Line]()
    for line in lines:
        if line.step is None:
            continue
        first = people.setdefault(line.username, line)
        if first.step and first.step.person != line.step.person:
            reason = f"Thông tin của người này khác với dòng {first.row.number}; ghi giống nhau ở mọi dòng."
            faults.append(Fault(line.row.number, "Họ và tên", line.row.get("full_name"), reason))
        if line.step.role:
            key = (line.username, line.step.role.unit.pk, line.step.role.role)
            twin = roles.setdefault(key, line)
            if twin is not line:
                reason = f"Trùng người, đơn vị và vai trò với dòng {twin.row.number}; giữ lại một dòng."
                faults.append(Fault(line.row.number, "Vai trò", line.row.get("role"), reason))
    return faults


def _change(row: Row, step: Step, entered: set[str]) -> Change:
    """The line's effect; the person's own data count at the first line that names them."""
    is_first = step.username not in entered
    entered.add(step.username)
    fields = _fields(step) if is_first else ()
    role_fields, notes = _role_effect(step.role) if step.role else ((), ())
    if step.user is None and is_first:
        kind = Kind.NEW
    else:
        kind = Kind.CHANGED if fields or role_fields or notes else Kind.UNCHANGED
    label = f"{step.person.full_name} ({step.username})"
    return Change(row.number, label, kind, (*fields, *role_fields), notes, payload=step)


def _fields(step: Step) -> tuple[FieldChange, ...]:
    pairs = (("full_name", "Họ và tên"), ("email", "Thư điện tử"), ("phone", "Điện thoại"))
    olds = {key: getattr(step.user, key) if step.user else "" for key, _ in pairs}
    return tuple(
        FieldChange(title, olds[key], getattr(step.person, key))
        for key, title in pairs
        if olds[key] != getattr(step.person, key)
    )


def _role_effect(step: RoleStep) -> tuple[tuple[FieldChange, ...], tuple[str, ...]]:
    what = f"{step.role.label} tại {step.unit.label}"
    end = f"Kết thúc vai trò {what} từ {short_date(step.until)}" if step.until else ""
    if step.held is None:
        title = f", chức vụ {step.title}" if step.title else ""
        given = f"Thêm vai trò {what} từ {short_date(step.since)}{title}"
        return (), (given, end) if end else (given,)
    pairs = (
        (f"Chức vụ ({what})", step.held.title, step.title),
        (f"Từ ngày ({what})", short_date(step.held.valid_from), short_date(step.since)),
    )
    fields = tuple(FieldChange(*pair) for pair in pairs if pair[1] != pair[2])
    return fields, (end,) if end and step.held.valid_to != step.until else ()


def _importer(request: HttpRequest) -> PeopleImporter:
    assert isinstance(request.user, User)
    access.demand_somewhere(request.user, Power.ADMINISTER)
    return PeopleImporter(request.user)


PAGES = ImportPages(
    importer=_importer,
    app="accounts",
    name="people_import",
    title="Nhập người dùng từ bảng tính",
    noun="người dùng",
    lead="Thêm người, sửa thông tin, giao hoặc kết thúc vai trò cho nhiều người một lần.",
    back="accounts:people",
    back_label="Về danh sách người dùng",
)
