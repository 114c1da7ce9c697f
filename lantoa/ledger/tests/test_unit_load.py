import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.ledger import books
from lantoa.ledger.models import Obligation
from lantoa.ledger.tests.working import TODAY, People, owe, person
from lantoa.ledger.unit_load import loads, within_reach
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.organisations.models import Unit
from tests.html import parse

pytestmark = pytest.mark.django_db
PAGE = "/lam-viec/viec/theo-don-vi/"
PAST, AHEAD = TODAY - dt.timedelta(days=5), TODAY + dt.timedelta(days=5)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def people(tree: Province) -> People:
    return People(tree)


@pytest.fixture
def busy(tree: Province, people: People) -> Unit:
    """A school with work in every state: 5 assigned beside 1 that it need not do."""
    for title, due in (
        ("Đúng hạn", AHEAD),
        ("Muộn", PAST),
        ("Không có", AHEAD),
        ("Quá hạn", PAST),
        ("Đang làm", AHEAD),
        ("Miễn", AHEAD),
    ):
        owe(tree, tree.thpt, title, due=due)
    rows = Obligation.objects
    books.meet(rows.filter(title__in=["Đúng hạn", "Muộn"]), on=TODAY, by=people.office)
    books.nil(rows.filter(title="Không có"), on=TODAY, by=people.principal)
    books.exclude(rows.filter(title="Miễn"), reason="Không có bậc học này", by=people.office)
    owe(tree, tree.gdtx, "Đúng hạn", due=AHEAD)
    return tree.thpt


def test_each_number_is_what_it_says_and_the_excused_leave_the_denominator(people: People, busy: Unit) -> None:
    found = loads(within_reach(people.office), today=TODAY, own=[])
    row = found.rows[0]
    assert (row.name, row.assigned, row.on_time, row.late, row.nil) == (busy.name, 5, 1, 1, 1)
    assert (row.overdue, row.pending, row.excluded, row.done, row.rate) == (1, 2, 1, 3, 60)
    assert found.total.assigned == 6


def test_each_number_opens_to_as_many_rows_as_it_says(client: Client, people: People, busy: Unit) -> None:
    client.force_login(people.office)
    answer = client.get(PAGE, {"den_ngay": f"{AHEAD:%d/%m/%Y}"})
    row, query = answer.context["lines"][0]
    numbers = {
        "da-giao": row.assigned,
        "xong-dung-han": row.on_time,
        "xong-muon": row.late,
        "khong-phat-sinh": row.nil,
        "qua-han": row.overdue,
        "khong-phai-lam": row.excluded,
        "": row.pending,
    }
    for state, number in numbers.items():
        link = f"{query}&tinh_trang={state}" if state else query
        assert escape(link) in answer.content.decode(), state
        listed = client.get(f"{reverse('ledger:list')}?{link}").context["page"]
        assert listed.paginator.count == number, state


@pytest.mark.usefixtures("busy")
def test_a_school_sees_its_own_line_alone(client: Client, people: People) -> None:
    client.force_login(people.clerk)
    answer = client.get(PAGE)
    assert [row.name for row, _ in answer.context["lines"]] == ["Trường THPT Nguyễn Trãi"]


@pytest.mark.usefixtures("busy")
def test_filters_and_order_stand_in_the_address(client: Client, tree: Province, people: People) -> None:
    owe(tree, tree.mn_dong, "Việc xa", due=PAST - dt.timedelta(days=400))
    client.force_login(people.office)

    def names(**query: str) -> list[str]:
        return [row.name for row, _ in client.get(PAGE, query).context["lines"]]

    assert names()[:2] == [tree.mn_dong.name, tree.thpt.name]  # one overdue each: the lower rate first
    assert names(xep="da-giao")[0] == tree.thpt.name
    assert names(dia_ban="xã Đông An") == [tree.mn_dong.name]
    assert names(q="hoa sen") == [tree.mn_dong.name]
    assert tree.mn_dong.name not in names(tu_ngay=f"{PAST:%d/%m/%Y}")
    assert set(names(loai_dv="attached_unit")) == {tree.gdtx.name}
    assert len(names(xep="lạ", tu_ngay="mai", dia_ban="không có")) == 3


@pytest.mark.usefixtures("busy")
def test_the_workbook_holds_numbers_that_add_up(client: Client, people: People) -> None:
    client.force_login(people.office)
    answer = client.get(PAGE, {"dang": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    total = next(row for row in rows if row[0] == "Tổng cộng")
    body = rows[rows.index(next(row for row in rows if row[0] == "Đơn vị")) + 1 : rows.index(total)]
    assert total[2] == sum(row[2] for row in body) == 6


def test_the_page_asks_as_many_queries_for_ten_units_as_for_two(client: Client, tree: Province, people: People) -> None:
    client.force_login(people.office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    units = [tree.thpt, tree.gdtx, tree.khtc, tree.xa_dong, tree.xa_tay, tree.mn_dong, tree.mn_tay, tree.th_dong]
    for unit in units[:2]:
        owe(tree, unit)
    queries()
    two = queries()
    for unit in units[2:]:
        owe(tree, unit)
    assert queries() == two


def test_a_unit_that_was_given_nothing_is_told_so(client: Client, tree: Province) -> None:
    client.force_login(person("moi", tree.gdtx, Role.HEAD))
    assert "Chưa giao việc nào" in client.get(PAGE).content.decode()


def test_only_kinds_that_units_of_today_have_are_offered(client: Client, tree: Province, people: People) -> None:
    owe(tree, tree.thpt)
    gone = UnitFactory.make(district=True, parent=tree.so, valid_to=dt.date(2025, 7, 1))
    owe(tree, gone)
    client.force_login(people.office)
    page = parse(client.get(PAGE))
    [select] = [one for one in page.iter("select") if one.get("name") == "loai_dv"]
    assert [option.get("value") for option in select.iter("option")] == ["", "school"]
