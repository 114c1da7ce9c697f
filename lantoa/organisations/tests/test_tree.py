import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.organisations.enums import GroupReach, SchoolLevel, UnitKind
from lantoa.organisations.factories import UnitFactory, province
from lantoa.organisations.founding import found
from lantoa.organisations.models import Placement, Unit, UnitGroup

pytestmark = pytest.mark.django_db

JAN = dt.date(2026, 1, 1)
MAR = dt.date(2026, 3, 1)
MAY = dt.date(2026, 5, 1)


def codes(units: "object") -> set[str]:
    return {unit.code for unit in units}  # type: ignore[attr-defined]


def test_a_unit_knows_all_that_stands_below_it() -> None:
    an_binh = province()
    assert codes(Unit.objects.under(an_binh.xa_dong)) == {"XD", "VHD", "MND", "THD"}
    assert codes(Unit.objects.above(an_binh.mn_dong)) == {"UBT", "SO", "XD"}
    assert an_binh.mn_dong.is_under(an_binh.so)
    assert not an_binh.mn_dong.is_under(an_binh.xa_tay)


def test_a_move_takes_everything_below_along_and_keeps_the_older_tree() -> None:
    an_binh = province()
    an_binh.xa_dong.move_to(an_binh.ubnd, on=MAR)
    assert an_binh.mn_dong.code not in codes(Unit.objects.under(an_binh.so))
    assert an_binh.mn_dong.code in codes(Unit.objects.under_on(an_binh.so, JAN))
    assert an_binh.mn_dong.code not in codes(Unit.objects.under_on(an_binh.so, MAR))
    assert an_binh.mn_dong.code in codes(Unit.objects.under_on(an_binh.xa_dong, MAR))


def test_a_unit_that_ended_before_the_move_keeps_its_place_of_then() -> None:
    an_binh = province()
    an_binh.th_dong.close(on=JAN)
    before = an_binh.th_dong.placements.get().path
    an_binh.xa_dong.move_to(an_binh.ubnd, on=MAR)
    an_binh.th_dong.refresh_from_db()
    assert an_binh.th_dong.placements.get().path == before
    assert an_binh.th_dong.is_under(an_binh.xa_dong)
    assert an_binh.th_dong.code not in codes(Unit.objects.under_on(an_binh.xa_dong, MAR))


def test_a_move_back_on_the_same_day_leaves_no_trace() -> None:
    an_binh = province()
    an_binh.xa_dong.move_to(an_binh.ubnd, on=MAR)
    an_binh.xa_dong.move_to(an_binh.so, on=MAR)
    assert Placement.objects.count() == Unit.objects.count()
    assert not Placement.objects.filter(valid_to__isnull=False).exists()


def test_moves_are_recorded_in_the_order_of_their_days() -> None:
    an_binh = province()
    an_binh.mn_dong.move_to(an_binh.xa_tay, on=MAY)
    with pytest.raises(ValidationError, match="thứ tự ngày"):
        an_binh.mn_dong.move_to(an_binh.so, on=MAR)


def test_a_move_recorded_late_also_reaches_what_came_under_it_since() -> None:
    an_binh = province()
    an_binh.mn_tay.move_to(an_binh.xa_dong, on=MAY)
    an_binh.xa_dong.move_to(an_binh.ubnd, on=MAR)
    an_binh.mn_tay.refresh_from_db()
    assert codes(Unit.objects.under(an_binh.xa_dong)) == codes(Unit.objects.under_on(an_binh.xa_dong, MAY))
    assert an_binh.mn_tay.code in codes(Unit.objects.under_on(an_binh.xa_tay, MAR))


def test_a_unit_never_stands_below_itself() -> None:
    an_binh = province()
    with pytest.raises(ValidationError):
        an_binh.so.move_to(an_binh.mn_dong, on=MAR)
    assert an_binh.mn_dong.is_under(an_binh.so)


def test_saving_a_unit_read_before_a_move_does_not_undo_the_move() -> None:
    an_binh = province()
    stale = Unit.objects.get(pk=an_binh.mn_dong.pk)
    an_binh.mn_dong.move_to(an_binh.xa_tay, on=MAR)
    stale.hotline = "0203 3825 111"
    stale.save()
    fresh = Unit.objects.get(pk=stale.pk)
    assert (fresh.parent, fresh.hotline) == (an_binh.xa_tay, "0203 3825 111")
    assert fresh.is_under(an_binh.xa_tay)


def test_setting_a_parent_by_hand_is_refused() -> None:
    an_binh = province()
    an_binh.mn_dong.parent = an_binh.xa_tay
    with pytest.raises(ValueError, match="move_to"):
        an_binh.mn_dong.save()


def test_a_new_name_saved_alone_is_found_by_search() -> None:
    school = UnitFactory.make(primary=True)
    school.name = "Trường Tiểu học Tân Lập"
    school.save(update_fields=["name"])
    assert Unit.objects.search("tan lap").get() == school


def test_a_unit_has_the_name_of_the_day() -> None:
    school = UnitFactory.make(name="Trường Tiểu học Số 1")
    school.rename("Trường Tiểu học Kim Đồng", on=MAR)
    assert (school.name_on(JAN), school.name_on(MAR)) == ("Trường Tiểu học Số 1", "Trường Tiểu học Kim Đồng")


def test_a_group_follows_the_tree_of_the_day() -> None:
    an_binh = province()
    group = UnitGroup.objects.create(
        owner=an_binh.xa_dong, name="Các trường", reach=GroupReach.CHILDREN, kinds=["school"]
    )
    an_binh.mn_dong.move_to(an_binh.xa_tay, on=MAR)
    assert codes(group.resolve(on=JAN)) == {"MND", "THD"}
    assert codes(group.resolve(on=MAR)) == {"THD"}


def test_a_group_adds_and_leaves_out_by_name() -> None:
    an_binh = province()
    group = UnitGroup.objects.create(
        owner=an_binh.so, name="Trường THPT", kinds=[UnitKind.SCHOOL], school_levels=[SchoolLevel.UPPER_SECONDARY]
    )
    group.units.add(an_binh.gdtx)
    assert codes(group.resolve(on=MAR)) == {"THPT1", "GDTX"}
    group.left_out.add(an_binh.thpt)
    assert codes(group.resolve(on=MAR)) == {"GDTX"}
    by_name = UnitGroup(owner=an_binh.so, name="VHXH", name_has="văn hoá xã hội")
    assert codes(by_name.resolve(on=MAR)) == {"VHD", "VHT"}


def test_many_units_are_founded_at_once_in_any_depth() -> None:
    root = Unit(name="Sở", code="S", kind=UnitKind.DEPARTMENT)
    commune = Unit(name="UBND xã", code="X", kind=UnitKind.COMMUNE_COMMITTEE, parent=root)
    schools = [Unit(name=f"Trường {n}", code=f"T{n}", kind=UnitKind.SCHOOL, parent=commune) for n in range(3)]
    found([*schools, commune, root])
    assert codes(Unit.objects.under(root)) == {"S", "X", "T0", "T1", "T2"}
    assert codes(Unit.objects.under_on(commune, MAR)) == {"X", "T0", "T1", "T2"}
    assert all(unit.names.count() == 1 for unit in Unit.objects.all())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 7), st.integers(0, 7), st.integers(0, 20)), max_size=12))
def test_any_run_of_moves_leaves_one_tree_and_one_place_a_day(moves: list[tuple[int, int, int]]) -> None:
    """The path columns must say the same as the parents, today and by the placements of today, and every unit must
    stand in exactly one place on every day."""
    _clear()
    units = [UnitFactory.make()]
    for n in range(7):
        units.append(UnitFactory.make(parent=units[n // 2]))
    for which, under, day in moves:
        try:
            units[which].move_to(units[under], on=JAN + dt.timedelta(days=day))
        except ValidationError:
            continue
    rows = {unit.pk: unit for unit in Unit.objects.all()}
    for unit in rows.values():
        above = [unit.pk]
        while rows[above[0]].parent_id:
            above.insert(0, rows[above[0]].parent_id)
        assert unit.path == f"/{'/'.join(map(str, above))}/"
        for day in range(22):
            places = [p for p in unit.placements.all() if _holds(p, JAN + dt.timedelta(days=day))]
            assert len(places) == 1
        assert unit.placements.get(valid_to__isnull=True).path == unit.path
        assert unit.placements.get(valid_to__isnull=True).parent_id == unit.parent_id


def _holds(place: Placement, day: dt.date) -> bool:
    return place.valid_from <= day and (place.valid_to is None or day < place.valid_to)


def _clear() -> None:
    Placement.objects.all().delete()
    for unit in Unit.objects.order_by("-path"):
        unit.delete()
