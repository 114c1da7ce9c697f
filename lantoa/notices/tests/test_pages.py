import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.notices.factories import NoticeFactory
from lantoa.notices.models import MailChoice, Notice, NoticeKind
from lantoa.organisations.factories import UnitFactory
from tests.html import parse, words

pytestmark = pytest.mark.django_db
LIST = "/lam-viec/thong-bao/"


@pytest.fixture
def person(client: Client) -> User:
    user = UserFactory.make(role=Role.OFFICER, role__unit=UnitFactory.make())
    client.force_login(user)
    return user


def texts(client: Client, query: str = "") -> list[str]:
    rows = parse(client.get(LIST + query)).findall(".//p[@class='notice-row__text']")
    return [words(row) for row in rows]


def test_unread_ones_stand_first_and_others_people_s_never(client: Client, person: User) -> None:
    first, second = NoticeFactory.make(user=person, text="Một"), NoticeFactory.make(user=person, text="Hai")
    NoticeFactory.make(text="Của người khác")
    assert texts(client) == ["Hai", "Một"]
    client.post(reverse("notices:reading", args=[second.pk]))
    assert texts(client) == ["Một", "Hai"]
    assert texts(client, "?chua-doc=1") == ["Một"]
    client.post(reverse("notices:reading_all"))
    assert not Notice.objects.unread().filter(user=person).exists()
    assert first.text in texts(client)


def test_opening_one_reads_it_and_leads_to_what_it_is_about(client: Client, person: User) -> None:
    notice = NoticeFactory.make(user=person, url="/lam-viec/viec/")
    answer = client.post(reverse("notices:opening", args=[notice.pk]))
    assert answer["Location"] == "/lam-viec/viec/"
    notice.refresh_from_db()
    assert notice.read_at


def test_it_never_leads_to_another_site(client: Client, person: User) -> None:
    notice = NoticeFactory.make(user=person, url="https://elsewhere.example/")
    assert client.post(reverse("notices:opening", args=[notice.pk]))["Location"] == LIST


def test_kinds_are_filtered_in_the_address(client: Client, person: User) -> None:
    NoticeFactory.make(user=person, text="Trả", kind=NoticeKind.RETURNED)
    NoticeFactory.make(user=person, text="Nhắc", kind=NoticeKind.REMINDER)
    assert texts(client, "?loai=returned") == ["Trả"]
    assert len(texts(client, "?loai=no-such-kind")) == 2


def test_the_number_of_unread_ones_stands_in_the_menu_of_every_page(client: Client, person: User) -> None:
    NoticeFactory.create_batch(3, user=person)
    page = parse(client.get("/lam-viec/"))
    assert [words(one) for one in page.findall(".//*[@class='menu__count']")] == ["3", "3 chưa xem"]


def test_a_person_turns_the_digest_off_and_on(client: Client, person: User) -> None:
    client.post(reverse("notices:mail_choice"), {})
    assert not MailChoice.objects.get(user=person).wants_digest
    client.post(reverse("notices:mail_choice"), {"wants_digest": "on"})
    assert MailChoice.objects.get(user=person).wants_digest


def test_ten_notices_take_as_many_queries_as_two(
    client: Client, person: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sender = UserFactory.make()
    NoticeFactory.create_batch(2, user=person, by=sender)
    client.get(LIST)
    with CaptureQueriesContext(connection) as two:
        client.get(LIST)
    NoticeFactory.create_batch(8, user=person, by=sender)
    with django_assert_num_queries(len(two.captured_queries)):
        client.get(LIST)
