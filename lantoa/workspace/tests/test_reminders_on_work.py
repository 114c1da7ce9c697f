import datetime as dt
import uuid

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import province
from lantoa.oversight import urging
from lantoa.oversight.factories import owed
from tests.html import PageClient


@pytest.mark.django_db
def test_the_page_of_a_duty_says_who_urged_it_and_when(client: PageClient) -> None:
    tree = province()
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    row = owed(tree.thpt, tree.so, dt.date(2026, 1, 30))
    urging.urge(
        Obligation.objects.filter(pk=row.pk), unit=tree.so, by=office, text="Đề nghị gửi ngay.", form_key=uuid.uuid4()
    )
    client.force_login(office)
    page = client.get(reverse("ledger:detail", args=[row.pk])).content.decode()
    assert "Nhắc việc, đôn đốc" in page
    assert f"Đôn đốc, {office}" in page
