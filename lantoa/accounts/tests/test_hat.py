import datetime as dt

import pytest

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from tests.html import parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    """An officer of one school, administrator of another unit."""
    person = UserFactory()
    MembershipFactory(user=person, role=Role.OFFICER)
    MembershipFactory(user=person, role=Role.ADMIN)
    return person


def held(person, role):
    return person.memberships.get(role=role)


def test_a_person_acts_in_the_hat_they_chose_until_they_change_it(client, teacher):
    client.force_login(teacher)
    assert client.get("/lam-viec/nguoi-dung/").status_code == 200
    answer = client.post("/lam-viec/vai-tro/", {"hat": held(teacher, Role.OFFICER).pk}, follow=True)
    assert "Đang làm việc với vai trò chuyên viên" in words(parse(answer))
    assert client.get("/lam-viec/nguoi-dung/").status_code == 403
    client.post("/lam-viec/vai-tro/", {"hat": ""})
    assert client.get("/lam-viec/nguoi-dung/").status_code == 200


def test_nobody_puts_on_the_hat_of_another(client, teacher):
    client.force_login(UserFactory())
    assert client.post("/lam-viec/vai-tro/", {"hat": held(teacher, Role.ADMIN).pk}).status_code == 404


def test_a_hat_that_was_taken_away_no_longer_counts(client, teacher):
    client.force_login(teacher)
    hat = held(teacher, Role.ADMIN)
    client.post("/lam-viec/vai-tro/", {"hat": hat.pk})
    hat.valid_to = hat.valid_from + dt.timedelta(days=1)
    hat.save()
    assert client.get("/lam-viec/nguoi-dung/").status_code == 403


def test_reading_roles_and_what_was_inherited_costs_two_queries_a_request(teacher, django_assert_num_queries):
    with django_assert_num_queries(2):
        for _ in range(3):
            access.memberships(teacher)
            access.within(teacher, Power.SEE)
