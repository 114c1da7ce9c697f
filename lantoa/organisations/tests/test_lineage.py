import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.organisations.enums import SuccessionKind
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.founding import found
from lantoa.organisations.lineage import Lineage, carried, heirs, origins
from lantoa.organisations.models import Succession, Unit
from lantoa.organisations.succession import consolidate, dissolve, merge_into, move, rename, split

pytestmark = pytest.mark.django_db

REFORM = dt.date(2025, 7, 1)
BEFORE = dt.date(2025, 6, 30)


def test_a_renamed_or_moved_unit_is_still_itself() -> None:
    an_binh = province()
    rename(an_binh.thpt, "Trường THPT Chuyên", on=REFORM, decision="", by=None)
    move(an_binh.thpt, an_binh.ubnd, on=REFORM, decision="", by=None)
    assert heirs([an_binh.thpt.pk]) == {an_binh.thpt.pk: {an_binh.thpt.pk}}
    assert carried({an_binh.thpt.pk: 5}) == {an_binh.thpt.pk: 5}


def test_sixty_three_provinces_become_thirty_four_and_no_figure_is_lost() -> None:
    old = [Unit(name=f"Ủy ban nhân dân tỉnh {n}", code=f"T{n}", kind="province_committee") for n in range(63)]
    found(old)
    unchanged, merged = old[:11], old[11:]
    for n in range(23):  # 23 new provinces of the 52 others: pairs, and triples for the first six
        take, start = (3, 3 * n) if n < 6 else (2, 18 + 2 * (n - 6))
        parts = merged[start : start + take]
        into, *others = parts
        merge_into(others, into, on=REFORM, decision="Nghị quyết 202/2025/QH15", by=None)
    assert Unit.objects.valid_on(REFORM).count() == 34
    figures = {unit.pk: 10.0 for unit in old}
    today = carried(figures)
    assert len(today) == 34
    assert sum(today.values()) == 630
    assert all(today[unit.pk] == 10 for unit in unchanged)
    assert carried(figures, on=BEFORE) == figures


def test_all_districts_vanish_and_their_schools_go_to_communes() -> None:
    an_binh = province()
    districts = [UnitFactory.make(district=True, parent=an_binh.so) for _ in range(3)]
    offices = [UnitFactory.make(district_division=True, parent=district) for district in districts]
    schools = [UnitFactory.make(primary=True, parent=district) for district in districts for _ in range(2)]
    places = {school.pk: an_binh.xa_dong for school in schools}
    dissolve([*districts, *offices], on=REFORM, decision="Luật 72/2025/QH15", by=None, children=places)

    assert not Unit.objects.valid_on(REFORM).filter(kind__startswith="district").exists()
    assert {unit.pk for unit in schools} <= set(
        Unit.objects.under_on(an_binh.xa_dong, REFORM).values_list("pk", flat=True)
    )
    assert set(Unit.objects.under_on(districts[0], BEFORE).values_list("pk", flat=True)) == {
        districts[0].pk,
        offices[0].pk,
        schools[0].pk,
        schools[1].pk,
    }
    assert heirs([districts[0].pk, schools[0].pk]) == {districts[0].pk: set(), schools[0].pk: {schools[0].pk}}
    figures = {districts[0].pk: 4.0, schools[0].pk: 2.0}
    assert carried(figures) == figures  # a dissolved unit's figures stay under its own name


def test_origins_reach_through_several_mergers() -> None:
    an_binh = province()
    merge_into([an_binh.mn_dong], an_binh.mn_tay, on=REFORM, decision="", by=None)
    new = Unit(name="Trường Mầm non - Tiểu học", code="N", kind="school", parent=an_binh.xa_tay)
    later = REFORM + dt.timedelta(days=60)
    consolidate([an_binh.mn_tay, an_binh.th_dong], new, on=later, decision="", by=None)
    all_of_it = {an_binh.mn_dong.pk, an_binh.mn_tay.pk, an_binh.th_dong.pk, new.pk}
    assert origins([new.pk]) == {new.pk: all_of_it}
    assert heirs([an_binh.mn_dong.pk]) == {an_binh.mn_dong.pk: {new.pk}}
    assert heirs([an_binh.mn_dong.pk], on=REFORM) == {an_binh.mn_dong.pk: {an_binh.mn_tay.pk}}


def test_the_older_figures_of_a_split_unit_are_not_divided() -> None:
    an_binh = province()
    parts = [Unit(name=f"Trường {n}", code=f"P{n}", kind="school", parent=an_binh.xa_dong) for n in (1, 2)]
    split(an_binh.th_dong, parts, on=REFORM, decision="", by=None)
    part = Unit(name="Trường 3", code="P3", kind="school", parent=an_binh.xa_dong)
    split(an_binh.mn_dong, [part], on=REFORM, decision="", by=None, stays=True)
    assert heirs([an_binh.th_dong.pk]) == {an_binh.th_dong.pk: {parts[0].pk, parts[1].pk}}
    assert heirs([an_binh.mn_dong.pk]) == {an_binh.mn_dong.pk: {an_binh.mn_dong.pk, part.pk}}
    assert carried({an_binh.th_dong.pk: 7, an_binh.mn_dong.pk: 3}) == {an_binh.th_dong.pk: 7, an_binh.mn_dong.pk: 3}


def test_lineage_takes_one_query_however_many_units(django_assert_num_queries: "object") -> None:
    an_binh: Province = province()
    merge_into([an_binh.mn_dong], an_binh.mn_tay, on=REFORM, decision="", by=None)
    with django_assert_num_queries(1):  # type: ignore[operator]
        heirs(range(1, 500))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=9))
def test_a_total_never_changes_whatever_was_merged(mergers: list[tuple[int, int]]) -> None:
    Succession.objects.all().delete()
    units = [UnitFactory.make() for _ in range(10)]
    ended: set[int] = set()
    for origin, heir in mergers:
        if origin == heir or {origin, heir} & ended:
            continue
        merge_into([units[origin]], units[heir], on=REFORM, decision="", by=None)
        ended.add(origin)
    figures = {unit.pk: float(n + 1) for n, unit in enumerate(units)}
    today = carried(figures)
    assert sum(today.values()) == sum(figures.values())
    assert set(today) == {unit.pk for n, unit in enumerate(units) if n not in ended}
    lineage = Lineage()
    assert all(unit.pk in lineage.origins(lineage.line(unit.pk)) for unit in units)
    assert not Succession.objects.exclude(kind=SuccessionKind.MERGE_INTO).exists()
