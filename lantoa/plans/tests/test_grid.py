import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.ledger import books
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.plans import issuing
from lantoa.plans.grid import grid
from lantoa.plans.tests.building import PlanBuilder, Staff

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 4, 1)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def build(tree: Province, staff: Staff) -> PlanBuilder:
    build = PlanBuilder(tree, staff.office)
    build.task("1", "Viết tin, bài", build.mention("Văn phòng", tree.van_phong), build.schools())
    build.cascade(build.schools())
    return build


def test_each_unit_has_a_row_and_each_thing_asked_a_column(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    books.meet(Obligation.objects.filter(unit=tree.thpt, kind="own_plan"), on=dt.date(2026, 3, 1), by=staff.office)
    found = grid(build.plan, Obligation.objects.of(build.plan), today=TODAY)
    assert [column.head for column in found.columns] == ["KH", "NV 1"]
    rows = {row.unit.code: [cell.state if cell else "" for cell in row.cells] for row in found.shown(found.rows)}
    assert rows == {
        "VP": ["", "open"],
        "THPT1": ["done", "open"],
        "MND": ["late", "open"],
        "MNT": ["late", "open"],
    }
    assert (found.units, found.late_units) == (4, 2)
    assert (found.columns[0].done, found.columns[0].total, found.columns[0].late) == (1, 3, 2)


def test_only_help_is_drawn_hollow_and_what_a_unit_owes_itself_is_full(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    found = grid(build.plan, Obligation.objects.of(build.plan), today=dt.date(2026, 2, 1))
    rows = {row.unit.code: [cell.symbol if cell else "" for cell in row.cells] for row in found.shown(found.rows)}
    assert (rows["VP"], rows["THPT1"]) == (["", "●"], ["●", "○"])
    said = {row.unit.code: [cell.words if cell else "" for cell in row.cells] for row in found.shown(found.rows)}
    assert [one.split(",")[0] for one in (said["VP"][1], said["THPT1"][1])] == ["chủ trì", "phối hợp"]


def test_an_excused_unit_leaves_the_count_but_stays_in_sight(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    books.exclude(Obligation.objects.filter(unit=tree.mn_tay, kind="own_plan"), reason="Mới thành lập", by=staff.office)
    found = grid(build.plan, Obligation.objects.of(build.plan), today=TODAY)
    assert found.columns[0].total == 2
    assert any(cell and cell.state == "excluded" for row in found.shown(found.rows) for cell in row.cells)


def test_the_grid_asks_as_many_queries_for_ten_units_more(build: PlanBuilder, staff: Staff, tree: Province) -> None:
    for number in range(10):
        UnitFactory.make(upper=True, parent=tree.so, name=f"Trường THPT số {number}")
    issuing.issue(build.approved(staff), by=staff.office)

    def queries(rows: object) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found = grid(build.plan, rows, today=TODAY)  # type: ignore[arg-type]
            found.shown(found.rows)
        return len(captured)

    every = Obligation.objects.of(build.plan)
    assert queries(every.filter(unit=tree.thpt)) == queries(every)


def test_only_the_rows_of_the_page_are_read(build: PlanBuilder, staff: Staff) -> None:
    issuing.issue(build.approved(staff), by=staff.office)
    found = grid(build.plan, Obligation.objects.of(build.plan), today=TODAY)
    [first] = found.shown(found.rows[:1])
    assert any(first.cells)
    assert not any(row.cells for row in found.rows[1:])
    assert found.columns[0].total == 3
