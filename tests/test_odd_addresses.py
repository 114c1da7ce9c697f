"""What people and robots put into addresses never ends in a fault of the server's."""

from itertools import product

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db

LISTS = {
    "plans:list": ("muc", "nam", "q", "don_vi", "trang"),
    "ledger:list": ("q", "tinh_trang", "loai", "tu_ngay", "den_ngay", "dv", "pham-vi", "trang"),
    "ledger:calendar": ("thang", "pham-vi"),
    "ledger:days": ("nam",),
    "organisations:list": ("q", "loai", "cap", "dia-ban", "ngay", "thuoc", "trang"),
    "organisations:new": ("thuoc",),
    "organisations:groups": ("trang",),
    "organisations:group_preview": ("owner", "name", "units"),
    "legal:list": ("q", "loai", "co-quan", "hieu-luc", "nam", "xep", "trang"),
    "accounts:people": ("q", "don-vi", "vai-tro", "tinh-trang", "trang"),
}
ODD = ("²", "9" * 5000, "-1", "từ " * 1200, "31/12/9999", "01/01/0001", "'\"<b>", "9999-12", "0001-01", "x" * 3000)


@pytest.fixture
def all_powers(client):
    unit = UnitFactory.make(department=True)
    person = UserFactory.make(role=Role.ADMIN, role__unit=unit)
    person.memberships.create(unit=unit, role=Role.OFFICE)
    client.force_login(person)
    return client


@pytest.mark.parametrize("name", LISTS)
def test_an_odd_filter_is_answered_with_a_page(all_powers, name):
    answers = {
        (key, value[:10]): all_powers.get(reverse(name), {key: value}).status_code
        for key, value in product(LISTS[name], ODD)
    }
    assert set(answers.values()) <= {200, 404}, [what for what, status in answers.items() if status not in (200, 404)]


@pytest.mark.parametrize("address", ["/lam-viec/van-ban/?q=%00", "/lam-viec/viec/lich/%00.ics", "/?q=a%00b"])
def test_a_nul_byte_in_an_address_is_refused_in_words(all_powers, address):
    answer = all_powers.get(address)
    assert answer.status_code == 400
    assert "Yêu cầu không đọc được" in answer.content.decode()
