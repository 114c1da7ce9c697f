"""The units of the made-up province An Bình: every kind of unit that the system knows."""

import datetime as dt
from collections.abc import Callable

from django.utils.text import slugify

from lantoa.organisations.enums import SchoolLevel as Level
from lantoa.organisations.enums import UnitKind as Kind
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold

FOUNDED = dt.date(2000, 1, 1)
TWO_LEVELS = dt.date(2025, 7, 1)  # divisions of communes took over education from districts

DIVISIONS = (
    ("Văn phòng Sở", "VP", "vp"),
    ("Phòng Tổ chức cán bộ", "Phòng TCCB", "tccb"),
    ("Phòng Kế hoạch - Tài chính", "Phòng KHTC", "khtc"),
    ("Phòng Chính trị, tư tưởng", "Phòng CTTT", "cttt"),
    ("Phòng Giáo dục Mầm non và Tiểu học", "Phòng GDMN-TH", "gdmnth"),
    ("Phòng Giáo dục Trung học", "Phòng GDTrH", "gdtrh"),
    ("Phòng Giáo dục nghề nghiệp và Giáo dục thường xuyên", "Phòng GDNN-GDTX", "gdtx"),
    ("Phòng Quản lý chất lượng", "Phòng QLCL", "qlcl"),
)
ATTACHED = (
    ("Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên số 1", "TT GDNN-GDTX số 1", "tt1", Level.CONTINUING),
    ("Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên số 2", "TT GDNN-GDTX số 2", "tt2", Level.CONTINUING),
    ("Trung tâm Ngoại ngữ - Tin học tỉnh An Bình", "TT Ngoại ngữ - Tin học", "ttnn", Level.CONTINUING),
    ("Trung tâm Hỗ trợ phát triển giáo dục hòa nhập", "TT Giáo dục hòa nhập", "tthn", Level.SPECIAL),
    ("Trường Trung học nghề An Bình", "TH nghề An Bình", "thn", Level.VOCATIONAL),
)
HIGH_SCHOOLS = (
    ("Trường THPT Chuyên An Bình", "thpt-chuyen", "phường An Bình"),
    ("Trường THPT Nguyễn Trung Ngạn", "thpt-ntn", "phường An Bình"),
    ("Trường THPT Lê Văn Thịnh", "thpt-lvt", "phường Tân Hòa"),
    ("Trường THPT Bình Sơn", "thpt-bs", "xã Bình Sơn"),
    ("Trường THPT Đông Hải", "thpt-dh", "xã Đông Hải"),
    ("Trường THPT Phú Lâm", "thpt-pl", "xã Phú Lâm"),
    ("Trường THCS và THPT Vạn Xuân", "thpt-vx", "xã Vạn Xuân"),
    ("Trường Phổ thông Dân tộc nội trú THCS và THPT Bình Sơn", "dtnt", "xã Bình Sơn"),
)
COMMUNES = (
    ("phường An Bình", ("Hoa Sen", "Ánh Dương"), ("Lê Quý Đôn", "Võ Thị Sáu"), ("Chu Văn An",)),
    ("phường Tân Hòa", ("Tuổi Thơ",), ("Tân Hòa", "Kim Đồng"), ("Tân Hòa",)),
    ("xã Bình Sơn", ("Bình Sơn",), ("Bình Sơn", "Suối Ngọc"), ("Bình Sơn",)),
    ("xã Đông Hải", ("Hải Âu",), ("Đông Hải",), ("Đông Hải",)),
    ("xã Phú Lâm", ("Phú Lâm",), ("Phú Lâm",), ("Phú Lâm",)),
    ("xã Vạn Xuân", ("Vạn Xuân",), ("Vạn Xuân",), ()),
    ("xã Thanh Khê", ("Thanh Khê",), (), ("Thanh Khê",)),
)


Add = Callable[..., None]


def make_units() -> dict[str, Unit]:
    """Every unit, by its code."""
    units: dict[str, Unit] = {}

    def add(code: str, name: str, kind: Kind, parent: str | None, *, contact: int | None = None, **more: str) -> None:
        unit = Unit(code=code, name=name, kind=kind, parent=units.get(parent or ""), **more)
        unit.valid_from = TWO_LEVELS if kind == Kind.COMMUNE_DIVISION else FOUNDED
        if contact is not None:
            _set_contact(unit, contact)
        unit.save()
        units[code] = unit

    add("tinh", "Ủy ban nhân dân tỉnh An Bình", Kind.PROVINCE_COMMITTEE, None, short_name="UBND tỉnh", symbol="UBND")
    add(
        "so",
        "Sở Giáo dục và Đào tạo tỉnh An Bình",
        Kind.DEPARTMENT,
        "tinh",
        contact=0,
        short_name="Sở GD&ĐT",
        symbol="SGDĐT",
    )
    _add_department(add)
    for number, commune in enumerate(COMMUNES, start=1):
        _add_commune(add, number, *commune)
    return units


def _add_department(add: Add) -> None:
    """The department's divisions, attached units and high schools."""
    for number, (name, short, code) in enumerate(DIVISIONS, start=1):
        add(code, name, Kind.DIVISION, "so", contact=number, short_name=short, area="Cơ quan Sở")
    for number, (name, short, code, level) in enumerate(ATTACHED, start=20):
        more = {"short_name": short, "area": "phường An Bình", "school_level": level}
        add(code, name, Kind.ATTACHED_UNIT, "so", contact=number, **more)
    for number, (name, code, area) in enumerate(HIGH_SCHOOLS, start=30):
        level = Level.LOWER_UPPER if "THCS" in name else Level.UPPER_SECONDARY
        more = {"short_name": name.removeprefix("Trường "), "area": area, "school_level": level}
        add(code, name, Kind.SCHOOL, "so", contact=number, **more)


def _add_commune(
    add: Add, number: int, area: str, preschools: tuple[str, ...], primary: tuple[str, ...], lower: tuple[str, ...]
) -> None:
    """A commune with its committee, the division in charge of education, and the schools it manages (Thông tư
    15/2025/TT-BGDĐT)."""
    code = f"xa{number}"
    committee, division = f"UBND {area}", f"Phòng VH-XH {area}"
    add(code, f"Ủy ban nhân dân {area}", Kind.COMMUNE_COMMITTEE, "so", short_name=committee, area=area, symbol="UBND")
    add(f"{code}-vhxh", f"Phòng Văn hóa - Xã hội {area}", Kind.COMMUNE_DIVISION, code, short_name=division, area=area)
    levels = (
        ("mn", "Mầm non", "MN", preschools, Level.PRESCHOOL),
        ("th", "Tiểu học", "TH", primary, Level.PRIMARY),
        ("cs", "THCS", "THCS", lower, Level.LOWER_SECONDARY),
    )
    for part, label, short, names, level in levels:
        for place, name in enumerate(names, start=1):
            more = {"short_name": f"{short} {name}", "area": area, "school_level": level}
            contact = 60 + number * 5 + place if place == 1 else None
            add(f"{code}-{part}{place}", f"Trường {label} {name}", Kind.SCHOOL, code, contact=contact, **more)


def _set_contact(unit: Unit, number: int) -> None:
    """Numbers and addresses that belong to nobody: 0200 is no area code in use, .example is reserved (RFC 2606)."""
    name = slugify(fold(unit.label))
    unit.hotline, unit.email = f"0200 3 800 {number:03d}", f"{name}@anbinh.example"
