"""Situations that tests of sending share: a live channel of a server, a released posting, a worker's round."""

import datetime as dt
from typing import Any

from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.channels import releasing, sending
from lantoa.channels.enums import ChannelType
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Channel, Posting
from lantoa.channels.tests.servers import graph as graph_server
from lantoa.channels.tests.servers import receiver as receiver_server
from lantoa.channels.tests.servers import zalo as zalo_server
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.servers.receiver import ReceiverServer
from lantoa.channels.tests.servers.zalo import ZaloServer


def facebook(server: GraphServer, **more: Any) -> Channel:
    options = {"api": server.url, "page_id": graph_server.PAGE, "app_id": graph_server.APP}
    kept = {"token": graph_server.TOKEN, "app_secret": graph_server.APP_SECRET}
    return ChannelFactory.make(type=ChannelType.FACEBOOK, is_live=True, options=options, kept=kept, **more)


def zalo(server: ZaloServer, *, ends_in: float = 20, **more: Any) -> Channel:
    """`ends_in`: hours that the access token still has."""
    options = {"api": server.url, "oauth": server.url, "app_id": zalo_server.APP}
    kept = {"app_secret": zalo_server.APP_SECRET, "access_token": server.token, "refresh_token": server.refresh}
    channel = ChannelFactory.make(type=ChannelType.ZALO, is_live=True, options=options, kept=kept, **more)
    channel.token_expires_at = timezone.now() + dt.timedelta(hours=ends_in)
    channel.save()
    return channel


def hook(server: ReceiverServer, **options: Any) -> Channel:
    given, kept = {"url": f"{server.url}/in", **options}, {"secret": receiver_server.SECRET}
    return ChannelFactory.make(type=ChannelType.WEBHOOK, is_live=True, options=given, kept=kept)


def released(channel: Channel, **more: Any) -> Posting:
    """A posting that the head of the channel's unit let go."""
    posting = PostingFactory.make(channel=channel, **more)
    head = UserFactory.make(role=Role.HEAD, role__unit=channel.unit)
    return releasing.release(posting, by=head)


def round_of(posting: Posting) -> Posting:
    """A worker's round in which the posting is due, whatever it was put off to."""
    Posting.objects.filter(pk=posting.pk, state="released").update(next_try_at=None)
    sending.send_due()
    posting.refresh_from_db()
    return posting


def words(posting: Posting) -> list[str]:
    """What each try ended with, the first one first."""
    return [one.words for one in posting.attempts.order_by("pk")]
