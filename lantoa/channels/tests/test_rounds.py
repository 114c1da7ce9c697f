"""A channel that hangs delays nothing but itself: the worker's round has an end, for articles wait for their hour."""

import time

import pytest

from lantoa.channels import limits, reach, sending
from lantoa.channels.adapters.facebook import FacebookAdapter
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory
from lantoa.channels.models import Posting
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.situations import facebook, released

pytestmark = pytest.mark.django_db


def test_a_channel_that_does_not_answer_is_asked_once_a_round(graph: GraphServer):
    channel = facebook(graph)
    for _ in range(3):
        graph.hang("/feed")
        released(channel)
    other = released(ChannelFactory.make(type=ChannelType.PASTE, is_live=True))
    assert sending.send_due() == 2
    assert graph.count("POST", "feed") == 1
    other.refresh_from_db()
    assert other.state == PostingState.TO_PASTE
    waiting = Posting.objects.filter(channel=channel, tries=0, state=PostingState.RELEASED, next_try_at=None)
    assert waiting.count() == 2


def test_a_round_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "ROUND", 0.05)
    channel = ChannelFactory.make(type=ChannelType.PASTE, is_live=True)
    for _ in range(3):
        released(channel)
    slow = sending.send_one

    def take(*given: object) -> bool:
        time.sleep(0.06)
        return slow(*given)

    monkeypatch.setattr(sending, "send_one", take)
    assert [sending.send_due(), sending.send_due(), sending.send_due(), sending.send_due()] == [1, 1, 1, 0]


def test_figures_that_break_the_reading_stop_no_others(graph: GraphServer, monkeypatch: pytest.MonkeyPatch):
    import datetime as dt

    channel = facebook(graph)
    postings = [released(channel) for _ in range(2)]
    sending.send_due()
    long_ago = Posting.objects.get(pk=postings[0].pk).sent_at - dt.timedelta(days=2)
    Posting.objects.update(sent_at=long_ago)
    figures = FacebookAdapter.read_reach

    def broken(self: FacebookAdapter, posting: Posting, http: object) -> object:
        if posting.pk == postings[0].pk:
            raise KeyError("values")
        return figures(self, posting, http)

    monkeypatch.setattr(FacebookAdapter, "read_reach", broken)
    assert reach.read_due() == 2
    assert Posting.objects.get(pk=postings[1].pk).seen == 1500
    assert reach.read_due() == 0
