import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.notices.models import Notice
from lantoa.organisations.factories import Province, province
from lantoa.oversight.factories import owed
from lantoa.oversight.models import Shortcoming, Urging
from lantoa.oversight.panel import reminders_of
from tests.html import parse, words

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 7, 10)
URGE, FAULTS = "/lam-viec/don-doc/nhac/", "/lam-viec/don-doc/ton-tai/"


@pytest.fixture
def tree(client: Client) -> Province:
    tree = province()
    UserFactory.make(full_name="Cô Hoa", role=Role.OFFICER, role__unit=tree.thpt)
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.so))
    return tree


def ids(*rows: Obligation) -> str:
    return ",".join(str(row.pk) for row in rows)


def send(client: Client, viec: str, **more: Any) -> Any:
    data = {"viec": viec, "form_key": str(uuid.uuid4()), "text": "Gửi ngay.", **more}
    page = parse(client.post(URGE, {"viec": viec}))
    for name in ("unit", "da_biet"):
        data.setdefault(name, page.find(f".//input[@name='{name}']").get("value"))
    return client.post(URGE, data)


def test_the_page_before_urging_names_each_unit_and_who_cannot_be_reached(client: Client, tree: Province) -> None:
    rows = [owed(unit, tree.so, DUE) for unit in (tree.thpt, tree.gdtx)]
    text = words(parse(client.post(URGE, {"viec": ids(*rows)})))
    assert "2 đơn vị còn nợ 2 việc" in text
    assert "1 đơn vị chưa có tài khoản" in text
    assert not Urging.objects.exists()


def test_one_press_urges_and_what_is_left_out_is_not(
    client: Client, tree: Province, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    rows = [owed(unit, tree.so, DUE) for unit in (tree.thpt, tree.gdtx)]
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, ids(*rows), bo=[str(tree.gdtx.pk)])
    urging = Urging.objects.get()
    assert answer["Location"] == f"/lam-viec/don-doc/da-nhac/{urging.pk}/"
    assert [one.to_unit for one in urging.reminders.all()] == [tree.thpt]
    page = words(parse(client.get(answer["Location"])))
    assert "Gửi đến: Cô Hoa" in page
    assert "1 đơn vị" in words(parse(client.get("/lam-viec/don-doc/da-nhac/")))


def test_what_was_sent_meanwhile_is_not_urged(client: Client, tree: Province) -> None:
    row = owed(tree.thpt, tree.so, DUE)
    page = parse(client.get(f"{URGE}?viec={row.pk}"))
    unit = page.find(".//input[@name='unit']").get("value")
    books.meet(Obligation.objects.filter(pk=row.pk), on=DUE, by=None)
    data = {"viec": str(row.pk), "form_key": str(uuid.uuid4()), "text": "Gửi.", "unit": unit}
    assert client.post(URGE, data)["Location"] == "/lam-viec/don-doc/"
    assert not Notice.objects.exists()


@pytest.mark.parametrize("viec", ["", "abc", "1,,x,99999999999999999999999", "0"])
def test_odd_lists_urge_nobody(client: Client, tree: Province, viec: str) -> None:
    assert "Không còn đơn vị nào" in client.get(URGE, {"viec": viec}).content.decode()


def test_the_panel_of_an_obligation_shows_who_was_reminded_and_when(client: Client, tree: Province, rf: Any) -> None:
    row = owed(tree.thpt, tree.so, DUE)
    send(client, str(row.pk))
    request = rf.get("/")
    request.user = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    panel = reminders_of(request, row)
    assert [one.get_stage_display() for one in panel["reminders"]] == ["Đôn đốc"]
    assert panel["may_urge"]


def fault(tree: Province, **more: str) -> dict[str, str]:
    return {
        "unit": str(tree.thpt.pk),
        "found_on": "01/07/2026",
        "text": "Bảng tin ba tháng chưa thay",
        "cause": "Thiếu người",
        "remedy": "Thay bảng tin mỗi tháng",
        "due_on": "01/12/2026",
        "form_key": str(uuid.uuid4()),
        **more,
    }


def test_a_shortcoming_becomes_work_that_is_followed_until_it_is_mended(client: Client, tree: Province) -> None:
    answer = client.post(f"{FAULTS}ghi/", fault(tree))
    row = Shortcoming.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    remedy = Obligation.objects.get(kind=ObligationKind.REMEDY)
    assert (remedy.unit, remedy.asked_by, remedy.due_on) == (tree.thpt, tree.so, dt.date(2026, 12, 1))
    assert "Bảng tin" in client.get(f"{FAULTS}?tinh-trang=chua-xong").content.decode()
    assert [str(one.user) for one in Notice.objects.all()] == ["Cô Hoa"]
    books.meet(Obligation.objects.filter(pk=remedy.pk), on=dt.date(2026, 11, 1), by=None)
    assert "Bảng tin" not in client.get(f"{FAULTS}?tinh-trang=chua-xong").content.decode()
    assert "Đã xong" in client.get(row.get_absolute_url()).content.decode()


def test_one_form_sent_twice_records_one(client: Client, tree: Province) -> None:
    data = fault(tree)
    client.post(f"{FAULTS}ghi/", data)
    client.post(f"{FAULTS}ghi/", data)
    assert Shortcoming.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"found_on": "01/07/2036"}, "không thể sau hôm nay"),
        ({"due_on": "01/06/2026"}, "phải từ ngày phát hiện"),
        ({"due_on": "01/06/2099"}, "quá xa"),
        ({"remedy": ""}, ""),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    client: Client, tree: Province, wrong: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"{FAULTS}ghi/", fault(tree, **wrong))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_ten_shortcomings_and_urgings_take_as_many_queries_as_two(client: Client, tree: Province) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(FAULTS)
            client.get("/lam-viec/don-doc/da-nhac/")
        return len(queries)

    def add(number: int) -> None:
        for _ in range(number):
            client.post(f"{FAULTS}ghi/", fault(tree))
            send(client, ids(*Obligation.objects.all()))

    add(2)
    count()
    two = count()
    add(8)
    assert count() == two
