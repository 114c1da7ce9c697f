"""Mail that came back, read from a real IMAP server: whose it was, for good or not, and what is no bounce at all."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from lantoa.channels import bounces, limits
from lantoa.channels.bounces import Taken
from lantoa.channels.enums import ChannelType, DeliveryState, SubscriptionState
from lantoa.channels.factories import ChannelFactory, PostingFactory, SubscriptionFactory
from lantoa.channels.models import Channel, Delivery, Subscription
from lantoa.channels.tests.servers import imap
from lantoa.channels.tests.servers.imap import ImapBox
from lantoa.channels.tests.test_newsletter import came_back

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running() -> Iterator[ImapBox]:
    with imap.server() as box:
        yield box


@pytest.fixture
def box(running: ImapBox, settings: Any, monkeypatch: pytest.MonkeyPatch) -> ImapBox:
    """The mailbox of the site, empty, looked into whenever it is asked for."""
    with running.opened() as opened:
        opened.store("1:*", "+FLAGS", "\\Deleted")
        opened.expunge()
    settings.BOUNCE_MAILBOX = running.address
    monkeypatch.setattr(limits, "TIMEOUT", 5)
    monkeypatch.setattr(bounces, "READ_EVERY", 0)
    return running


@pytest.fixture
def channel() -> Channel:
    return ChannelFactory.make(type=ChannelType.EMAIL, is_live=True)


def mailed(channel: Channel, name: str = "an") -> Delivery:
    reader = SubscriptionFactory.make(channel=channel, email=f"{name}@hop-thu.example.vn")
    posting = PostingFactory.make(channel=channel)
    return Delivery.objects.create(posting=posting, subscription=reader, state=DeliveryState.SENT)


def again(delivery: Delivery) -> Delivery:
    posting = PostingFactory.make(channel=delivery.posting.channel)
    return Delivery.objects.create(posting=posting, subscription=delivery.subscription, state=DeliveryState.SENT)


def came(delivery: Delivery, *, status: str = "5.1.1") -> bytes:
    return came_back(f"tralai+{delivery.key.hex}@so.example.vn", delivery.address, status=status)


def state_of(delivery: Delivery) -> str:
    return Subscription.objects.get(pk=delivery.subscription_id).state


def look() -> int:
    cache.delete("channels-bounces")
    return bounces.read_mailbox()


def test_what_lies_in_the_mailbox_is_taken_once_and_stays_there(box: ImapBox, channel: Channel):
    an, binh = mailed(channel), mailed(channel, "binh")
    box.put(came(an), came(binh))
    assert look() == 2
    assert {state_of(an), state_of(binh)} == {SubscriptionState.BOUNCED}
    assert (box.unseen(), box.kept()) == (0, 2)
    assert look() == 0


def test_an_absence_note_a_mail_of_ours_and_a_persons_answer_change_nothing(box: ImapBox, channel: Channel):
    sent = mailed(channel)
    to = f"To: tralai+{sent.key.hex}@so.example.vn\r\n"
    quoted = f"\r\n\r\nThe following addresses failed:\r\n    {sent.address}: 550 5.1.1 user unknown\r\n"
    note = f"From: {sent.address}\r\n{to}Subject: Vang mat\r\nAuto-Submitted: auto-replied{quoted}"
    loop = f"From: so@so.example.vn\r\n{to}Message-ID: <{sent.key.hex}@so.example.vn>{quoted}"
    person = f"From: {sent.address}\r\n{to}Subject: Cam on\r\n\r\nDa nhan duoc ban tin."
    box.put(*(one.encode() for one in (note, loop, person)))
    assert look() == 3
    assert state_of(sent) == SubscriptionState.CONFIRMED
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.parametrize("status", ["4.4.7", "5.2.2", "4.2.2", "5.7.1"])
def test_a_reason_that_may_pass_costs_the_reader_nothing_before_the_third_time(channel: Channel, status: str):
    delivery = mailed(channel)
    for number in range(1, 4):
        assert bounces.take(came(delivery, status=status)) is Taken.BOUNCED
        ended = SubscriptionState.BOUNCED if number == 3 else SubscriptionState.CONFIRMED
        assert state_of(delivery) == ended
        delivery = again(delivery)


def test_an_address_that_is_no_more_is_written_to_no_more(channel: Channel):
    delivery = mailed(channel)
    bounces.take(came(delivery, status="5.1.1"))
    assert state_of(delivery) == SubscriptionState.BOUNCED


def test_the_same_report_twice_counts_once(channel: Channel):
    delivery = mailed(channel)
    for _ in range(3):
        bounces.take(came(delivery, status="4.2.2"))
    assert Subscription.objects.get().bounces == 1


def test_a_message_that_cannot_be_read_keeps_nobody_from_the_others(
    box: ImapBox, channel: Channel, monkeypatch: pytest.MonkeyPatch
):
    delivery, taken = mailed(channel), bounces.take

    def take(raw: bytes) -> Taken:
        if b"broken" in raw:
            raise LookupError("unknown encoding: broken")
        return taken(raw)

    monkeypatch.setattr(bounces, "take", take)
    box.put(b"From: a@b.vn\r\nSubject: broken\r\n\r\n.", came(delivery))
    assert look() == 2
    assert state_of(delivery) == SubscriptionState.BOUNCED
    assert box.unseen() == 0


@pytest.mark.parametrize("address", ["imap://tralai:sai@{host}/INBOX", "imap://tralai:mat%20khau%2F1@{host}/khong-co"])
def test_a_mailbox_that_does_not_open_is_said_and_tried_later(box: ImapBox, settings: Any, caplog: Any, address: str):
    settings.BOUNCE_MAILBOX = address.format(host=f"127.0.0.1:{box.port}")
    with caplog.at_level(logging.WARNING, "lantoa.channels"):
        assert look() == 0
    assert "can't be read" in caplog.text
    assert "sai" not in caplog.text


def test_a_server_that_is_away_stops_no_worker(settings: Any):
    settings.BOUNCE_MAILBOX = "imap://a:b@127.0.0.1:1/INBOX"
    assert look() == 0
