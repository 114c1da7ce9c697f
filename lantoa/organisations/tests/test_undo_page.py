"""Taking back a change of organisation from a unit's page."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.organisations.factories import province
from lantoa.organisations.models import Succession
from lantoa.organisations.succession import merge_into

pytestmark = pytest.mark.django_db


def test_only_who_has_the_say_over_every_unit_of_a_change_takes_it_back(client: Any) -> None:
    an_binh = province()
    merge_into([an_binh.mn_dong], an_binh.mn_tay, on=dt.date(2026, 1, 5), decision="1/QĐ", by=None)
    url = reverse("organisations:change_undo", args=[Succession.objects.get().act])
    page = reverse("organisations:detail", args=[an_binh.mn_dong.pk])

    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=an_binh.xa_dong))
    assert "Hoàn tác thay đổi gần nhất" not in client.get(page).content.decode()
    assert client.post(url).status_code == 403
    assert Succession.objects.exists()

    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=an_binh.ubnd))
    assert "Hoàn tác thay đổi gần nhất" in client.get(page).content.decode()
    assert client.post(url).status_code == 302
    assert not Succession.objects.exists()
