import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Feed, Obligation
from lantoa.organisations.factories import Province, province

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def clerk(tree: Province) -> User:
    user = User.objects.create_user("truong", full_name="Phạm Minh Tuấn")
    Membership.objects.create(user=user, unit=tree.thpt, role=Role.OFFICER, valid_from=dt.date(2020, 1, 1))
    return user


def owe(tree: Province, *titles: str, due: dt.date | None) -> None:
    debts = [
        books.Debt(
            unit_id=tree.thpt.pk,
            kind=ObligationKind.REPORT,
            subject=tree.so,
            title=title,
            part=str(number),
            due_on=due,
            is_waiting=due is None,
        )
        for number, title in enumerate(titles)
    ]
    books.owe(debts, asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 1))


def events(client: Client, feed: Feed) -> list[str]:
    answer = client.get(feed.get_absolute_url())
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_a_calendar_program_reads_what_is_due_without_signing_in(client: Client, tree: Province, clerk: User) -> None:
    owe(tree, "Báo cáo năm", due=dt.date.today() + dt.timedelta(days=30))
    owe(tree, "Chưa có ngày", due=None)
    feed = Feed.objects.create(user=clerk, made_by=clerk)
    assert events(client, feed) == ["Hạn: Báo cáo năm"]


def test_the_units_feed_holds_the_units_work(client: Client, tree: Province, clerk: User) -> None:
    owe(tree, "Báo cáo năm", due=dt.date.today())
    assert events(client, Feed.objects.create(unit=tree.thpt, made_by=clerk)) == ["Hạn: Báo cáo năm"]
    assert events(client, Feed.objects.create(unit=tree.gdtx, made_by=clerk)) == []


def test_a_role_that_ended_leaves_the_persons_feed(client: Client, tree: Province, clerk: User) -> None:
    owe(tree, "Báo cáo năm", due=dt.date.today())
    feed = Feed.objects.create(user=clerk, made_by=clerk)
    Membership.objects.filter(user=clerk).update(valid_to=dt.date.today())
    assert events(client, feed) == []


def test_a_new_address_ends_the_old_one(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    client.post(reverse("ledger:feed_address"))
    old = Feed.objects.get(user=clerk).get_absolute_url()
    client.post(reverse("ledger:feed_address"))
    client.logout()
    assert client.get(old).status_code == 404


def test_only_people_of_a_unit_make_its_address(client: Client, tree: Province, clerk: User) -> None:
    client.force_login(clerk)
    assert client.post(reverse("ledger:feed_address"), {"unit": tree.gdtx.pk}).status_code == 403
    assert client.post(reverse("ledger:feed_address"), {"unit": tree.thpt.pk}).status_code == 302


def test_long_vietnamese_titles_survive_the_format(tree: Province, clerk: User, client: Client) -> None:
    title = "Tuyên truyền, phổ biến; “Ngày Pháp luật” " * 6
    owe(tree, title.strip(), due=dt.date.today())
    assert events(client, Feed.objects.create(user=clerk, made_by=clerk)) == [f"Hạn: {title.strip()}"]
    assert Obligation.objects.count() == 1


def test_the_last_day_that_can_be_written_does_not_break_the_feed(client: Client, tree: Province, clerk: User) -> None:
    owe(tree, "Báo cáo năm", due=dt.date.max)
    assert events(client, Feed.objects.create(user=clerk, made_by=clerk)) == ["Hạn: Báo cáo năm"]


def test_characters_that_the_format_forbids_are_left_out(client: Client, tree: Province, clerk: User) -> None:
    owe(tree, "Báo cáo\x0bnăm\x07", due=dt.date.today())
    assert events(client, Feed.objects.create(user=clerk, made_by=clerk)) == ["Hạn: Báo cáo năm"]
