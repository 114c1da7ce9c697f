"""What lies on a person's desk: what must be decided, what the unit owes, what they did lately."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.audit.models import Entry
from lantoa.ledger import scope
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit

SHOWN = 8
CHORES = 5


@dataclass(slots=True)
class Group:
    """Obligations that are due in one stretch of time; `total` counts also those not shown."""

    name: str
    rows: list[Obligation] = field(default_factory=list)
    total: int = 0
    is_open: bool = True


@dataclass(slots=True)
class Chore:
    """Something missing from the registers, with the page where it is filled in."""

    title: str
    why: str
    url: str
    verb: str


@dataclass(slots=True)
class Number:
    """One of at most five numbers: what it counts and where it leads."""

    value: int
    label: str
    query: str
    tone: str = "neutral"


def groups(user: User, today: dt.date) -> list[Group]:
    """What the person's own units owe, most urgent first, each row once."""
    rows = Obligation.objects.visible_to(user).filter(unit__in=scope.own_unit_ids(user)).pending()
    rows = rows.one_a_result()
    pending = list(rows.most_urgent_first().select_related("unit", "subject_type").prefetch_related("subject"))
    week_ends = today + dt.timedelta(days=6 - today.weekday())
    month_ends = (today.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    late, near, month, later, waiting = (
        Group("Quá hạn"),
        Group("Trong tuần này"),
        Group("Trong tháng này"),
        Group("Sau đó", is_open=False),
        Group("Chờ ấn định ngày", is_open=False),
    )
    for row in pending:
        _place(row, today, week_ends, month_ends, (late, near, month, later, waiting))
    filled = [group for group in (late, near, month, later, waiting) if group.total]
    for first in filled[:1]:
        first.is_open = True  # whatever is the most urgent is in sight
    return filled


def _place(row: Obligation, today: dt.date, week_ends: dt.date, month_ends: dt.date, places: tuple[Group, ...]) -> None:
    late, near, month, later, waiting = places
    due = row.due_on
    group = (
        waiting
        if due is None
        else late
        if due < today
        else near
        if due <= week_ends
        else month
        if due <= month_ends
        else later
    )
    group.total += 1
    if len(group.rows) < SHOWN:
        group.rows.append(row)


def numbers(user: User, today: dt.date) -> list[Number]:
    """For who looks after others: how the units below stand, each number leading to its list."""
    if not (access.holding(user, Power.DIRECT) or any(held.role == "leader" for held in access.memberships(user))):
        return []
    rows = scope.within(user, scope.Scope.BELOW)
    counts = rows.counts(today)
    late_units = rows.overdue(today).values("unit").distinct().count()
    base = f"pham-vi={scope.Scope.BELOW}"
    return [
        Number(
            late_units,
            "đơn vị có việc quá hạn, mọi loại việc",
            f"{base}&tinh_trang=qua-han",
            "negative" if late_units else "neutral",
        ),
        Number(
            counts["overdue"],
            "việc quá hạn",
            f"{base}&tinh_trang=qua-han",
            "negative" if counts["overdue"] else "neutral",
        ),
        Number(
            rows.due_within(7, today).count(),
            "việc đến hạn trong 7 ngày",
            f"{base}&tu_ngay={today:%d/%m/%Y}&den_ngay={today + dt.timedelta(days=7):%d/%m/%Y}",
        ),
        Number(counts["waiting"], "việc chờ ấn định ngày", f"{base}&tinh_trang=cho-ngay"),
        Number(counts["done"], f"việc đã xong trên tổng số {counts['total']}", f"{base}&tinh_trang=xong"),
    ]


def chores(user: User, today: dt.date) -> list[Chore]:
    """For who keeps units and people: what is missing, each with the page where it is filled in."""
    if not access.holding(user, Power.ADMINISTER):
        return []
    units = Unit.objects.valid_on(today).filter(access.within(user, Power.ADMINISTER))
    bare = units.filter(Q(hotline="") | Q(email=""))
    rows = [
        Chore(
            f"Bổ sung liên hệ của {unit.label}", _lacks(unit), reverse("organisations:edit", args=[unit.pk]), "Bổ sung"
        )
        for unit in bare.order_by("path")[:CHORES]
    ]
    more = bare.count() - len(rows)
    if more > 0:
        why = "Chưa có đường dây nóng hoặc thư điện tử"
        rows.append(Chore(f"Còn {more} đơn vị thiếu liên hệ", why, reverse("organisations:list"), "Xem"))
    holders = Membership.objects.current().filter(access.within(user, Power.ADMINISTER, "unit__path"))
    never = User.objects.filter(pk__in=holders.values("user_id"), is_active=True, last_login__isnull=True).count()
    if never:
        people = f"{reverse('accounts:people')}?tinh-trang=chua-vao"
        rows.append(Chore(f"{never} người chưa đăng nhập lần nào", "Gửi lại lời mời nếu cần", people, "Xem"))
    return rows


def _lacks(unit: Unit) -> str:
    missing = [name for name, value in (("đường dây nóng", unit.hotline), ("thư điện tử", unit.email)) if not value]
    return f"Chưa có {' và '.join(missing)}"


def lately(user: User) -> list[Entry]:
    """What the person did last."""
    return list(Entry.objects.filter(actor=user).select_related("unit")[:5])
