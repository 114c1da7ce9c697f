"""The people of An Bình: eight accounts to try, and a head for every unit so that nothing waits for nobody."""

import itertools

from django.contrib.auth.hashers import make_password

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit

PASSWORD = "lantoa-demo"  # noqa: S105 - known to everyone, accepted only where LANTOA_DEMO=1

ACCOUNTS: tuple[tuple[str, str, tuple[tuple[str, Role, str], ...]], ...] = (
    (
        "vanphong",
        "Nguyễn Thị Thu Hằng",
        (("so", Role.OFFICE, "Chánh Văn phòng"), ("vp", Role.OFFICER, "Chánh Văn phòng")),
    ),
    ("thutruong", "Trịnh Hoài Nam", (("so", Role.HEAD, "Giám đốc"),)),
    ("truong1", "Phạm Minh Tuấn", (("thpt-ntn", Role.OFFICER, "Giáo viên kiêm nhiệm"),)),
    ("truong2", "Lò Thị Mai", (("xa3-cs1", Role.OFFICER, "Nhân viên văn thư"),)),
    ("hieutruong1", "Đặng Quốc Bảo", (("thpt-ntn", Role.HEAD, "Hiệu trưởng"),)),
    ("bientap", "Hoàng Ngọc Ánh", (("so", Role.EDITOR, "Biên tập viên"),)),
    ("lanhdao", "Đoàn Thị Bích Ngân", (("so", Role.LEADER, "Phó Giám đốc"),)),
    ("quantri", "Vũ Đức Long", (("tinh", Role.ADMIN, "Quản trị hệ thống"),)),
)

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_MIDDLE = ("Văn", "Thị", "Minh", "Ngọc", "Hữu", "Thanh", "Đức", "Thu", "Quang")
_GIVEN = (
    "An",
    "Bình",
    "Châu",
    "Dung",
    "Đạt",
    "Giang",
    "Hà",
    "Hòa",
    "Khánh",
    "Lan",
    "Mạnh",
    "Nga",
    "Phúc",
    "Quỳnh",
    "Sơn",
    "Thảo",
    "Uyên",
    "Vinh",
    "Yến",
)
_TITLES = {
    UnitKind.DIVISION: "Trưởng phòng",
    UnitKind.COMMUNE_DIVISION: "Trưởng phòng",
    UnitKind.COMMUNE_COMMITTEE: "Chủ tịch",
    UnitKind.PROVINCE_COMMITTEE: "Phó Chủ tịch",
    UnitKind.ATTACHED_UNIT: "Giám đốc",
    UnitKind.SCHOOL: "Hiệu trưởng",
}


def make_people(units: dict[str, Unit]) -> dict[str, User]:
    """The accounts, and a head (without a password) for each unit that has none; by user name."""
    people: dict[str, User] = {}
    hashed = make_password(PASSWORD)  # slow by design: once is enough
    for username, name, roles in ACCOUNTS:
        user = User(username=username, full_name=name, email=f"{username}@anbinh.example", password=hashed)
        user.save()
        people[username] = user
        for code, role, title in roles:
            since = units[code].valid_from
            Membership.objects.create(user=user, unit=units[code], role=role, title=title, valid_from=since)
    headed = set(Membership.objects.filter(role=Role.HEAD).values_list("unit_id", flat=True))
    names = _names()
    for code, unit in units.items():
        if unit.pk not in headed:
            people[f"dung-dau-{code}"] = _head(unit, code, next(names))
    return people


def _head(unit: Unit, code: str, name: str) -> User:
    user = User(username=f"dung-dau-{code}", full_name=name)
    user.set_unusable_password()
    user.save()
    title = _TITLES.get(UnitKind(unit.kind), "Thủ trưởng")
    Membership.objects.create(user=user, unit=unit, role=Role.HEAD, title=title, valid_from=unit.valid_from)
    return user


def _names() -> "itertools.chain[str]":
    """Made-up names, none twice."""
    return itertools.chain(
        f"{_FAMILY[number % len(_FAMILY)]} {_MIDDLE[number % len(_MIDDLE)]} {_GIVEN[number % len(_GIVEN)]}"
        for number in range(5, 2000)
    )
