"""Signing out on every other machine."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_it_ends_the_others_keeps_this_one_and_stands_on_record(client: Any) -> None:
    person = UserFactory.make(role=Role.OFFICER)
    other = Client()
    other.force_login(person)
    client.force_login(person)
    client.post(reverse("accounts:end_other_sessions"))
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert other.get(reverse("accounts:profile")).status_code == 302
    assert Entry.objects.about(person).get().action == "other_sessions_ended"
