"""What is out stands on the books, whoever left in the meantime."""

from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import Membership
from lantoa.channels import releasing
from lantoa.channels.factories import ChannelFactory
from lantoa.channels.models import Posting
from lantoa.channels.tests.situations import released, round_of
from lantoa.ledger.models import Activity
from lantoa.notices.models import Notice

pytestmark = pytest.mark.django_db
LINK = "https://trang.example.vn/1"


@pytest.fixture
def waiting() -> Posting:
    return round_of(released(ChannelFactory.make(is_live=True)))


def _confirmed_after_both_left(row: Posting, **more: Any) -> Posting:
    """Who released it and who wrote it hold no role any more; a colleague says where it is."""
    Membership.objects.filter(user__in=[row.released_by, row.created_by]).delete()
    colleague = UserFactory.make(role=Role.OFFICER, role__unit=row.channel.unit)
    return releasing.confirm(row, by=colleague, link=LINK, **more)


def test_the_line_is_the_writers_where_who_released_it_is_gone(waiting: Posting):
    Membership.objects.filter(user=waiting.released_by).delete()
    UserFactory.make(role=Role.OFFICER, role__unit=waiting.channel.unit)
    writer = UserFactory.make(role=Role.OFFICER, role__unit=waiting.channel.unit)
    Posting.objects.filter(pk=waiting.pk).update(created_by=writer)
    releasing.confirm(waiting, by=writer, link=LINK)
    assert Activity.objects.get().created_by == writer


def test_where_both_are_gone_the_unit_is_told_and_logs_it_with_one_button(client: Any, waiting: Posting):
    row = _confirmed_after_both_left(waiting)
    assert row.activity is None
    (notice,) = Notice.objects.filter(text__contains="chưa ghi vào hoạt động")
    client.force_login(notice.user)
    assert "Ghi vào hoạt động" in client.get(row.get_absolute_url()).content.decode()
    for _ in range(2):
        client.post(reverse("channels:log", args=[row.pk]))
    row.refresh_from_db()
    assert row.activity == Activity.objects.get()
    assert row.activity.created_by == notice.user
    assert "Ghi vào hoạt động" not in client.get(row.get_absolute_url()).content.decode()
