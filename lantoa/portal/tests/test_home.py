import pytest
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.news.tests import published
from lantoa.organisations.factories import UnitFactory
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


def test_the_newest_news_stands_there_with_its_picture(client):
    department = UnitFactory.make(department=True)
    old = published.article("Tin hôm trước", unit=department, hours=30)
    new = published.article("Tin vừa đăng", unit=department, hours=1)
    picture = published.photo(new)
    page = client.get("/").content.decode()
    assert page.index(new.title) < page.index(old.title)
    assert str(picture.key) in page


def test_what_editors_marked_stands_first_for_two_weeks(client):
    department = UnitFactory.make(department=True)
    school = UnitFactory.make(upper=True, parent=department)
    published.article("Tin vừa đăng", unit=department, hours=1)
    marked = published.article("Tin nổi bật", unit=school, hours=48)
    stale = published.article("Nổi bật tháng trước", unit=school, hours=24 * 30)
    for row in (marked, stale):
        published.take_over(row, department, is_featured=True)
    page = client.get("/").content.decode()
    assert page.index("Tin nổi bật") < page.index("Tin vừa đăng") < page.index("Nổi bật tháng trước")
    assert page.count("Nổi bật</") == 1, "the one that stands before its day says why"


@pytest.mark.parametrize("address", ["/khong-co-trang-nay/"])
def test_an_address_that_leads_nowhere_says_what_to_do(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Về trang đầu" in answer.content.decode()


def test_three_doors_stand_first_and_the_rest_in_a_quiet_row(client):
    page = client.get("/").content.decode()
    doors, _, after = page.partition('<ul class="cluster ways">')
    for name in ("procedures_public:list", "feedback_public:index", "news_public:index"):
        assert f'class="door" href="{reverse(name)}"' in doors
    assert doors.count('class="door"') == 3
    ways = after.partition("</ul>")[0]
    for name in ("bookcase:list", "portal:units", "disclosure_public:index", "surveys_public:list", "account_login"):
        assert f'href="{reverse(name)}"' in ways
