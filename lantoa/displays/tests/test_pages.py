"""What hangs where: rules, the grid over units, the pages of one unit."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lantoa.accounts.models import User
from lantoa.displays.factories import DisplayFactory, PostingRuleFactory
from lantoa.displays.required import Required
from lantoa.displays.standing import State
from lantoa.displays.tests.boards import TODAY, show
from lantoa.notices.models import Notice
from lantoa.organisations.factories import UnitFactory, UnitGroupFactory
from lantoa.organisations.models import Unit
from lantoa.procedures.enums import Level
from lantoa.procedures.factories import procedure_in_force
from lantoa.procedures.models import Procedure
from tests.html import PageClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


def test_a_rule_asks_units_of_its_group_for_the_procedures_of_its_level(
    top: Unit, commune: Unit, procedure: Procedure
) -> None:
    other_level = procedure_in_force(level=Level.PROVINCE)
    school = UnitFactory.make(upper=True, parent=top)
    required = Required(TODAY)
    assert required.of(commune.pk) == {procedure.pk}
    assert not required.of(school.pk)
    PostingRuleFactory.make(owner=top, level="", group=UnitGroupFactory.make(owner=top)).procedures.add(other_level)
    assert Required(TODAY).of(school.pk) == {other_level.pk}
    assert Required(TODAY, school).of(school.pk) == {other_level.pk}


def test_the_grid_shows_holes_filters_them_and_comes_as_a_spreadsheet(
    client: PageClient, top: Unit, commune: Unit, clerk: User, office: User, procedure: Procedure
) -> None:
    other = UnitFactory.make(commune=True, parent=top)
    show(commune, procedure, by=clerk)
    client.force_login(office)
    url = reverse("displays:grid")
    table = client.get(url).context["grid"]
    assert {row.unit: row.cells[0].state for row in table.rows} == {commune: State.POSTED, other: State.MISSING}
    assert (table.right, table.total) == (1, 2)
    assert [row.unit for row in client.get(url + "?tinh-trang=missing").context["grid"].rows] == [other]
    sheet = load_workbook(io.BytesIO(client.get(url + "?dang=xlsx").content)).worksheets[0]
    words = {row[1]: (row[2], row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    posted = "Đúng bản đang có hiệu lực: Bảng tin cổng chính, ảnh ngày 10/11/2026"
    assert words == {commune.name: (0, posted), other.name: (1, "Chưa niêm yết")}


def test_units_with_something_wrong_are_reminded_once_a_day(
    client: PageClient, clerk: User, office: User, procedure: Procedure
) -> None:
    client.force_login(office)
    for _ in range(2):
        answer = client.post(reverse("displays:urge") + "?tinh-trang=missing")
        assert answer["Location"].endswith("/luoi/?tinh-trang=missing")
    assert Notice.objects.filter(user=clerk, text__contains="còn 1 thủ tục chưa niêm yết").count() == 1


def test_the_grid_asks_as_many_questions_for_two_units_as_for_ten(
    client: PageClient, top: Unit, office: User, procedure: Procedure
) -> None:
    client.force_login(office)
    _posting(2, top)
    few = _questions(client, "displays:grid")
    _posting(8, top)
    assert _questions(client, "displays:grid") == few


def _posting(number: int, top: Unit) -> None:
    for unit in UnitFactory.create_batch(number, commune=True, parent=top):
        DisplayFactory.make(unit=unit)


def _questions(client: PageClient, name: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(name))
    return len(asked)


def test_a_page_of_one_unit_asks_as_many_questions_for_two_rules_as_for_ten(
    client: PageClient, top: Unit, clerk: User, procedure: Procedure
) -> None:
    client.force_login(clerk)
    counted = []
    for number in (1, 8):
        for rule in PostingRuleFactory.create_batch(number, owner=top, group=UnitGroupFactory.make(owner=top)):
            rule.procedures.add(procedure)
        counted.append(_questions(client, "displays:list"))
    assert counted[0] == counted[1]


def test_the_grid_shows_fifty_units_a_page_and_counts_all(
    client: PageClient, top: Unit, office: User, procedure: Procedure
) -> None:
    UnitFactory.create_batch(52, commune=True, parent=top)
    client.force_login(office)
    first, second = (client.get(reverse("displays:grid") + f"?trang={number}") for number in (1, 2))
    assert [len(page.context["page"].object_list) for page in (first, second)] == [50, 2]
    assert [page.context["grid"].columns[0].total for page in (first, second)] == [52, 52]
    assert "0/52" in second.text
