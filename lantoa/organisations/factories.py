# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import datetime as dt
from typing import Any, Generic, TypeVar

import factory
from factory.django import DjangoModelFactory

from lantoa.organisations.enums import GroupReach, SchoolLevel, UnitKind
from lantoa.organisations.models import Unit, UnitGroup

Made = TypeVar("Made")


class Factory(DjangoModelFactory, Generic[Made]):
    """Typed: calling it gives what it makes."""

    class Meta:
        abstract = True

    @classmethod
    def make(cls, *args: Any, **kwargs: Any) -> Made:
        made: Made = cls(*args, **kwargs)
        return made


class UnitFactory(Factory[Unit]):
    """`UnitFactory(commune=True, parent=…)`: a trait for each kind; schools are of the level that the trait names."""

    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"Trung tâm Hỗ trợ số {n}")
    code = factory.Sequence(lambda n: f"DV{n:05d}")
    kind = UnitKind.ATTACHED_UNIT
    valid_from = dt.date(2000, 1, 1)

    class Params:
        province = factory.Trait(
            kind=UnitKind.PROVINCE_COMMITTEE, name=factory.Sequence(lambda n: f"Ủy ban nhân dân tỉnh An Bình {n}")
        )
        department = factory.Trait(
            kind=UnitKind.DEPARTMENT, name=factory.Sequence(lambda n: f"Sở Giáo dục và Đào tạo tỉnh An Bình {n}")
        )
        division = factory.Trait(kind=UnitKind.DIVISION, name=factory.Sequence(lambda n: f"Phòng Chuyên môn {n}"))
        commune = factory.Trait(
            kind=UnitKind.COMMUNE_COMMITTEE, name=factory.Sequence(lambda n: f"Ủy ban nhân dân xã An Lạc {n}")
        )
        commune_division = factory.Trait(kind=UnitKind.COMMUNE_DIVISION, name="Phòng Văn hóa - Xã hội")
        district = factory.Trait(
            kind=UnitKind.DISTRICT_COMMITTEE, name=factory.Sequence(lambda n: f"Ủy ban nhân dân huyện An Hòa {n}")
        )
        district_division = factory.Trait(
            kind=UnitKind.DISTRICT_DIVISION,
            name=factory.Sequence(lambda n: f"Phòng Giáo dục và Đào tạo huyện An Hòa {n}"),
        )
        preschool = factory.Trait(
            kind=UnitKind.SCHOOL,
            school_level=SchoolLevel.PRESCHOOL,
            name=factory.Sequence(lambda n: f"Trường Mầm non Hoa Mai {n}"),
        )
        primary = factory.Trait(
            kind=UnitKind.SCHOOL,
            school_level=SchoolLevel.PRIMARY,
            name=factory.Sequence(lambda n: f"Trường Tiểu học Kim Đồng {n}"),
        )
        lower = factory.Trait(
            kind=UnitKind.SCHOOL,
            school_level=SchoolLevel.LOWER_SECONDARY,
            name=factory.Sequence(lambda n: f"Trường THCS Trần Phú {n}"),
        )
        upper = factory.Trait(
            kind=UnitKind.SCHOOL,
            school_level=SchoolLevel.UPPER_SECONDARY,
            name=factory.Sequence(lambda n: f"Trường THPT Nguyễn Trãi {n}"),
        )


class UnitGroupFactory(Factory[UnitGroup]):
    class Meta:
        model = UnitGroup

    owner = factory.SubFactory(UnitFactory, department=True)
    name = factory.Sequence(lambda n: f"Nhóm {n}")
    reach = GroupReach.SUBTREE


class Province:
    """A small tree of today: a department with its office and a division, two communes with a division and two schools
    each, an upper secondary school and a continuing-education centre under the department.

    ```
    ubnd ── so ─┬─ van_phong, khtc, thpt, gdtx
                ├─ xa_dong ─── vhxh_dong, mn_dong, th_dong
                └─ xa_tay  ─── vhxh_tay,  mn_tay,  thcs_tay
    ```
    """

    def __init__(self) -> None:
        self.ubnd = _unit("UBT", "Ủy ban nhân dân tỉnh An Bình", UnitKind.PROVINCE_COMMITTEE)
        self.so = _unit("SO", "Sở Giáo dục và Đào tạo tỉnh An Bình", UnitKind.DEPARTMENT, self.ubnd, short="Sở GDĐT")
        self.van_phong = _unit("VP", "Văn phòng", UnitKind.DIVISION, self.so)
        self.khtc = _unit("KHTC", "Phòng Kế hoạch - Tài chính", UnitKind.DIVISION, self.so, short="Phòng KHTC")
        self.thpt = _unit(
            "THPT1", "Trường THPT Nguyễn Trãi", UnitKind.SCHOOL, self.so, level=SchoolLevel.UPPER_SECONDARY
        )
        self.gdtx = _unit("GDTX", "Trung tâm GDTX tỉnh", UnitKind.ATTACHED_UNIT, self.so, level=SchoolLevel.CONTINUING)
        self.xa_dong = _unit("XD", "Ủy ban nhân dân xã Đông An", UnitKind.COMMUNE_COMMITTEE, self.so)
        self.xa_tay = _unit("PT", "Ủy ban nhân dân phường Tây An", UnitKind.COMMUNE_COMMITTEE, self.so)
        self.vhxh_dong = _unit("VHD", "Phòng Văn hóa - Xã hội", UnitKind.COMMUNE_DIVISION, self.xa_dong)
        self.vhxh_tay = _unit("VHT", "Phòng Văn hóa - Xã hội", UnitKind.COMMUNE_DIVISION, self.xa_tay)
        self.mn_dong = _school("MND", "Trường Mầm non Hoa Sen", self.xa_dong, SchoolLevel.PRESCHOOL, "xã Đông An")
        self.mn_tay = _school("MNT", "Trường Mầm non Hoa Sen", self.xa_tay, SchoolLevel.PRESCHOOL, "phường Tây An")
        self.th_dong = _school("THD", "Trường Tiểu học Kim Đồng", self.xa_dong, SchoolLevel.PRIMARY, "xã Đông An")
        self.thcs_tay = _school("CST", "Trường THCS Lê Lợi", self.xa_tay, SchoolLevel.LOWER_SECONDARY, "phường Tây An")


def _school(code: str, name: str, parent: Unit, level: SchoolLevel, area: str) -> Unit:
    unit = _unit(code, name, UnitKind.SCHOOL, parent, level=level)
    unit.area = area
    unit.save()
    return unit


def _unit(
    code: str, name: str, kind: UnitKind, parent: Unit | None = None, *, short: str = "", level: str = ""
) -> Unit:
    return UnitFactory.make(code=code, name=name, kind=kind, parent=parent, short_name=short, school_level=level)


def province() -> Province:
    """A small province for tests."""
    return Province()
