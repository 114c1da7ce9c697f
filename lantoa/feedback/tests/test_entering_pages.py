import uuid

import pytest
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.feedback.models import Case
from lantoa.organisations.factories import UnitFactory
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
ADDRESS = "/lam-viec/phan-anh/ghi/"


@pytest.fixture
def school():
    return UnitFactory.make(primary=True, parent=UnitFactory.make(department=True))


@pytest.fixture
def client(school):
    client = PageClient()
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=school))
    return client


def typed(**more):
    now = timezone.localtime()
    given = {"form_key": str(uuid.uuid4()), "source": "hotline", "text": "Cổng trường ngập."}
    given |= {"received_at_0": f"{now:%d/%m/%Y}", "received_at_1": f"{now:%Hh%M}"}
    return given | {"name": "Nguyễn Thị Mẫu", "phone": "0912345678"} | more


def test_an_officer_types_a_call_and_gets_a_receipt_with_code_and_link(client, school):
    answer = client.post(ADDRESS, typed())
    case = Case.objects.get()
    assert (case.source, case.holder, case.entered_by.username) == ("hotline", school, case.entered_by.username)
    page = words(parse(client.get(answer["Location"])))
    assert case.code in page
    assert "/phan-anh/theo-doi/" in page
    assert "Nguyễn Thị Mẫu" not in page


def test_typed_twice_by_double_tap_it_is_one_case(client):
    given = typed()
    assert client.post(ADDRESS, given)["Location"] == client.post(ADDRESS, given)["Location"]
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"text": ""}, "Ghi nội dung phản ánh."),
        ({"received_at_0": "01/01/2099"}, "Giờ nhận ở sau lúc này."),
        ({"received_at_0": "hôm qua"}, "Không đọc được ngày “hôm qua”"),
        ({"received_at_0": "31/02/2026"}, "31/02/2026"),
        ({"received_at_1": "chiều"}, "Ghi giờ và phút, ví dụ 08:30."),
        ({"received_at_1": ""}, "Ghi ngày và giờ nhận."),
        ({"phone": "12"}, "Số điện thoại chưa đúng."),
        ({"source": "web"}, "web"),
    ],
)
def test_a_fault_is_said_in_one_sentence_and_nothing_is_lost(client, given, says):
    answer = client.post(ADDRESS, typed(**given))
    assert answer.status_code == 422
    assert says in words(parse(answer))
    assert not Case.objects.exists()


def test_the_receipt_is_not_for_another_school(client, school):
    client.post(ADDRESS, typed())
    other = PageClient()
    other.force_login(UserFactory.make(role=Role.HEAD, role__unit=UnitFactory.make(primary=True)))
    assert other.get(f"/lam-viec/phan-anh/{Case.objects.get().pk}/phieu/").status_code == 404
