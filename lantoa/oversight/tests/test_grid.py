import datetime as dt
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.models import Unit
from lantoa.oversight.factories import owed
from lantoa.oversight.grid import Grid, build, part_name
from tests.html import parse, words

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)
JULY, DECEMBER = dt.date(2026, 7, 10), dt.date(2026, 12, 15)
PAGE = "/lam-viec/don-doc/"


@pytest.fixture
def tree(client: Client) -> Province:
    tree = province()
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.so))
    return tree


def met(row: Obligation, on: dt.date) -> None:
    books.meet(Obligation.objects.filter(pk=row.pk), on=on, by=None)


@pytest.fixture
def year(tree: Province) -> Province:
    """thpt on time; gdtx late and sent; th_dong nil; mn_dong owes; mn_tay excused; all owe the year in December."""
    met(owed(tree.thpt, tree.so, JULY), JULY)
    met(owed(tree.gdtx, tree.so, JULY), dt.date(2026, 7, 20))
    owed(tree.th_dong, tree.so, JULY, state=ObligationState.NIL, met_on=JULY)
    owed(tree.mn_dong, tree.so, JULY)
    owed(tree.mn_tay, tree.so, JULY, state=ObligationState.EXCLUDED, reason="Mới thành lập")
    for unit in (tree.thpt, tree.gdtx, tree.mn_dong):
        owed(unit, tree.so, DECEMBER, part="2026")
    return tree


def grid(state: str = "") -> Grid:
    return build(Obligation.objects.all(), Unit.objects.all(), today=TODAY, state=state)


def symbols(found: Grid) -> dict[str, str]:
    return {row.unit.code: "".join(cell.symbol if cell else " " for cell in row.cells) for row in found.rows}


def test_each_cell_says_how_a_unit_stands(year: Province) -> None:
    assert symbols(grid()) == {"THPT1": "✓○", "GDTX": "◐○", "THD": "∅ ", "MND": "!○", "MNT": "× "}


def test_rates_leave_out_who_is_excused_and_what_is_not_due(year: Province) -> None:
    whole = grid().whole
    assert (whole.due, whole.sent, whole.on_time, whole.late) == (4, 3, 2, 1)
    assert (whole.completeness, whole.timeliness) == (75, 50)
    assert [(column.head, column.tally.due) for column in grid().columns] == [("6 tháng đầu", 4), ("Cả năm", 0)]
    assert dict(grid().areas)["xã Đông An"].completeness == 50


def test_excusing_a_unit_takes_a_reason_that_shows(year: Province) -> None:
    (cell,) = [cell for row in grid().rows if row.unit.code == "MNT" for cell in row.cells if cell]
    assert "Mới thành lập" in cell.words


def test_late_ones_are_filtered_and_counted_for_urging(year: Province) -> None:
    found = grid("late")
    assert symbols(found) == {"MND": "!○"}
    assert found.late_units == 1
    assert found.late_ids == list(
        Obligation.objects.filter(unit=year.mn_dong, due_on=JULY).values_list("pk", flat=True)
    )
    assert found.columns[0].tally.due == 1


def test_of_several_reports_of_one_part_the_most_pressing_stands_for_all(tree: Province) -> None:
    met(owed(tree.thpt, tree.so, JULY), JULY)
    owed(tree.thpt, tree.ubnd, JULY)
    ((cell,),) = [row.cells for row in grid().rows]
    assert cell
    assert (cell.symbol, cell.count) == ("!", 2)
    assert grid().whole.due == 2


def test_what_ones_own_unit_owes_is_shown_and_not_counted(tree: Province) -> None:
    met(owed(tree.thpt, tree.so, JULY), JULY)
    owed(tree.so, tree.ubnd, JULY)
    units = Unit.objects.all()
    found = build(Obligation.objects.all(), units, today=TODAY, own=[tree.so.pk])
    assert {row.unit for row in found.rows} == {tree.thpt, tree.so}
    assert (found.asked, found.columns[0].tally.owed, found.whole.owed, found.late_units) == (1, 1, 1, 0)


def test_parts_are_named_as_people_name_them() -> None:
    named = [part_name(part) for part in ("2026-03", "2026-Q2", "2026-H1", "2026-9M", "2026", "")]
    assert named == ["Tháng 3", "Quý II", "6 tháng đầu", "9 tháng", "Cả năm", "Một lần"]


def rows_of(client: Client, query: str = "?nam=2026") -> list[str]:
    page = parse(client.get(PAGE + query))
    return [words(one) for one in page.findall(".//tbody/tr/th[@class='grid__unit']")]


def test_filters_stand_in_the_address(client: Client, year: Province) -> None:
    assert len(rows_of(client)) == 5
    assert rows_of(client, "?nam=2026&q=kim+dong") == ["Trường Tiểu học Kim Đồng"]
    assert len(rows_of(client, "?nam=2026&loai=school")) == 4
    assert len(rows_of(client, "?nam=2026&dia-ban=xã+Đông+An")) == 2
    assert rows_of(client, "?nam=2025") == []
    assert len(rows_of(client, "?nam=2026&loai=nonsense&tinh-trang=nonsense&trang=x")) == 5


def test_a_cell_opens_what_it_stands_for(client: Client, year: Province) -> None:
    row = Obligation.objects.get(unit=year.thpt, part="2026-H1")
    text = client.get(PAGE + "?nam=2026").content.decode()
    assert f'href="/lam-viec/viec/{row.pk}/" title="đã gửi đúng hạn' in text


def test_the_sheet_says_in_words_what_the_screen_says_in_symbols(client: Client, year: Province) -> None:
    answer = client.get(PAGE + "?nam=2026&dang=xlsx")
    sheet: Any = load_workbook(io.BytesIO(answer.content)).active
    text = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "quá hạn, chưa gửi" in text
    assert re.search(r"không phải gửi: Mới thành lập", text)


def test_a_person_sees_their_own_subtree_only(client: Client, year: Province) -> None:
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=year.xa_dong))
    assert set(rows_of(client)) == {"Trường Tiểu học Kim Đồng", "Trường Mầm non Hoa Sen"}


def test_a_school_gets_its_own_reports_and_no_grid(client: Client, year: Province) -> None:
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=year.thpt))
    page = parse(client.get(PAGE + "?nam=2026"))
    assert words(page.find(".//h1")).strip() == "Báo cáo phải gửi"
    assert page.find(".//table") is None
    assert page.find(".//form[@role='search']") is None
    assert [words(one) for one in page.findall(".//a[@class='obligation__title']")] == ["Báo cáo 6 tháng đầu năm"] * 2
    assert "chưa có báo cáo nào" in words(parse(client.get(PAGE + "?nam=2024")))


def test_heads_say_what_has_fallen_due_what_came_early_and_how_many_owe(client: Client, year: Province) -> None:
    met(Obligation.objects.get(unit=year.thpt, part="2026"), dt.date(2026, 11, 2))
    told = [(column.tally.words, column.tally.owed) for column in grid().columns]
    assert told == [("3 trong 4 đã đến hạn", 4), ("chưa đến hạn, 1 gửi sớm", 3)]
    assert grid("met").columns[1].tally.words == "chưa đến hạn, 1 gửi sớm"
    page = words(parse(client.get(PAGE + "?nam=2026")))
    assert "5 đơn vị phải gửi báo cáo" in page
    assert "4 phải gửi" in page


def test_only_kinds_of_units_that_report_are_offered(client: Client, year: Province) -> None:
    page = parse(client.get(PAGE + "?nam=2026"))
    offered = [words(one) for one in page.find(".//select[@name='loai']").iter("option")]
    assert offered == ["Mọi loại", "Đơn vị trực thuộc", "Trường"]


def test_ten_units_take_as_many_queries_as_two(client: Client, tree: Province) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE + "?nam=2026")
        return len(queries)

    for unit in (tree.thpt, tree.gdtx):
        owed(unit, tree.so, JULY)
    count()
    two = count()
    for _ in range(8):
        owed(UnitFactory.make(upper=True, parent=tree.so), tree.so, JULY)
    assert count() == two


def test_a_report_asked_for_out_of_turn_stands_in_its_year(client: Client, tree: Province) -> None:
    owed(tree.thpt, tree.so, dt.date(2026, 4, 6), part="2026-20260315-20260401")
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.so))
    shown = words(parse(client.get(PAGE + "?nam=2026")))
    assert "Đột xuất 15/3 đến 1/4" in shown
