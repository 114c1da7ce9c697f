import pytest
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.organisations.models import Unit

pytestmark = pytest.mark.django_db


def test_anyone_finds_the_door_for_officials(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert reverse("account_login") in answer.content.decode()


def test_it_opens_before_any_unit_is_known(client):
    assert "tel:" not in client.get("/").content.decode()


def test_it_names_whom_to_call(client):
    Unit.objects.create(name="Sở Giáo dục và Đào tạo", code="SGD", kind="department", hotline="0123 456 789")
    page = client.get("/").content.decode()
    assert "0123 456 789" in page
    assert 'href="tel:0123456789"' in page


def test_a_dissolved_unit_is_not_named(client):
    Unit.objects.create(
        name="Sở cũ", code="CU", kind="department", hotline="099", valid_from="2000-01-01", valid_to="2025-07-01"
    )
    assert "Sở cũ" not in client.get("/").content.decode()


def test_one_who_is_signed_in_goes_straight_to_work(client):
    client.force_login(User.objects.create_user("nu", full_name="Trần Thị Nụ"))
    page = client.get("/").content.decode()
    assert reverse("workspace:home") in page
    assert reverse("account_login") not in page


@pytest.mark.parametrize("address", ["/khong-co-trang-nay/"])
def test_an_address_that_leads_nowhere_says_what_to_do(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Về trang đầu" in answer.content.decode()
