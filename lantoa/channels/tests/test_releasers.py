"""Who hears that a text waits for release: somebody in any case, or the gap is shown."""

from typing import Any

import pytest

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.channels import asking
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Posting
from lantoa.channels.waiting import waiting
from lantoa.notices.models import Notice
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Posting:
    """Of a school that nobody heads yet, below a department."""
    school = UnitFactory.make(upper=True, parent=UnitFactory.make(department=True))
    teacher = UserFactory.make(role=Role.OFFICER, role__unit=school)
    return PostingFactory.make(channel=ChannelFactory.make(unit=school), created_by=teacher)


def told() -> set[Any]:
    return {one.user for one in Notice.objects.filter(text__startswith="Chờ duyệt phát")}


@pytest.mark.parametrize("role", [Role.HEAD, Role.EDITOR])
def test_the_units_own_people_hear_and_nobody_above(asked: Posting, role: Role):
    own = UserFactory.make(role=role, role__unit=asked.channel.unit)
    above = UserFactory.make(role=Role.HEAD, role__unit=asked.channel.unit.parent)
    asking.ask(asked, by=asked.created_by)
    assert told() == {own}
    assert len(waiting(own)) == 1
    assert waiting(above) == []


def test_of_a_small_unit_those_above_hear_and_have_it_on_their_desk(client: Any, asked: Posting):
    above = UserFactory.make(role=Role.HEAD, role__unit=asked.channel.unit.parent)
    asking.ask(asked, by=asked.created_by)
    assert told() == {above}
    assert [one.title for one in waiting(above)] == [str(asked)]
    client.force_login(asked.created_by)
    assert "duyệt thay" in client.get(asked.get_absolute_url()).content.decode()


def test_where_nobody_releases_the_writer_reads_so(client: Any, asked: Posting):
    asking.ask(asked, by=asked.created_by)
    client.force_login(asked.created_by)
    assert "chưa có người duyệt phát" in client.get(asked.get_absolute_url()).content.decode()
