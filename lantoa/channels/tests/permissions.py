from typing import Any

from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Channel, Posting, Subscription
from tests.permission_table import Row, World, everyone


def prepare(world: World) -> None:
    """A newsletter of the school with a reader who has not confirmed, and a posting that nobody released."""
    officer = world.people["officer"]
    unit = officer.memberships.first().unit
    channel = Channel.objects.create(unit=unit, type=ChannelType.EMAIL, name="Bản tin", created_by=officer)
    world.things["reader"] = Subscription.objects.create(channel=channel, email="phuhuynh@hop-thu.example.vn")
    world.things["posting"] = Posting.objects.create(channel=channel, title="Bài", created_by=officer)
    assert world.things["posting"].state == PostingState.DRAFT


def reader(world: World) -> dict[str, Any]:
    return {"token": world.things["reader"].token}


def picture(world: World) -> dict[str, Any]:
    return {"key": world.things["posting"].key, "number": 1}


ROWS = [
    Row("newsletter:confirm", everyone(200), kwargs=reader),
    Row("newsletter:leave", everyone(200), kwargs=reader),
    Row("channel_pictures:picture", everyone(404), kwargs=picture),
]
