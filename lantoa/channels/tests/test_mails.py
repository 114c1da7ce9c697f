"""One mail of unknown fate: a person says that it came, or has it sent again; nothing happens by itself."""

from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.channels import mails, subscribing
from lantoa.channels.enums import ChannelType, DeliveryState, PostingState
from lantoa.channels.factories import ChannelFactory, OutletFactory, SubscriptionFactory
from lantoa.channels.models import Channel, Delivery, Posting
from lantoa.channels.tests.servers.mail import Mailbox
from lantoa.channels.tests.situations import released, round_of
from tests.html import parse, words

pytestmark = pytest.mark.django_db
BINH = "binh@hop-thu.example.vn"


@pytest.fixture
def channel() -> Channel:
    return ChannelFactory.make(type=ChannelType.EMAIL, is_live=True)


@pytest.fixture
def head(channel: Channel) -> User:
    return UserFactory.make(role=Role.HEAD, role__unit=channel.unit)


@pytest.fixture
def broken(post_office: Mailbox, channel: Channel) -> Delivery:
    """The mail to Bình, in which the line broke; An's went."""
    for name in ("an", "binh"):
        SubscriptionFactory.make(channel=channel, email=f"{name}@hop-thu.example.vn")
    post_office.breaks[BINH] = False
    posting = round_of(round_of(released(channel)))
    assert posting.state == PostingState.SENT
    return Delivery.objects.get(subscription__email=BINH)


def said(answer: Any) -> str:
    return words(parse(answer))


def press(client: Any, name: str, mail: Delivery) -> str:
    return said(client.post(reverse(f"channels:{name}", args=[mail.posting_id, mail.pk]), follow=True))


def state(mail: Delivery) -> str:
    return Delivery.objects.get(pk=mail.pk).state


def test_it_waits_for_a_person_and_the_page_leads_there(client: Any, broken: Delivery, head: User):
    for _ in range(3):
        assert mails.send_asked() == 0
    assert state(broken) == DeliveryState.UNSURE
    client.force_login(head)
    page = client.get(broken.posting.get_absolute_url())
    assert "1 thư chưa rõ đã đến chưa" in said(page)
    listed = said(client.get(reverse("channels:mails", args=[broken.posting_id])))
    assert BINH in listed
    assert "an@hop-thu" not in listed


def test_what_came_is_noted_and_never_sent(client: Any, post_office: Mailbox, broken: Delivery, head: User):
    client.force_login(head)
    assert "đã đến" in press(client, "mail_arrived", broken)
    mails.send_asked()
    assert (state(broken), len(post_office.to(BINH))) == (DeliveryState.SENT, 0)
    entry = Entry.objects.about(broken.posting).get(action="mail_settled")
    assert entry.actor == head
    assert BINH not in entry.text  # the log is kept for years: no address of a private person in it
    assert Posting.objects.get().failure == "2 thư đã gửi"


def test_what_is_to_go_again_goes_once_and_to_nobody_else(
    client: Any, post_office: Mailbox, broken: Delivery, head: User
):
    client.force_login(head)
    press(client, "mail_again", broken)
    assert "đang ở tình trạng “Chờ gửi”" in press(client, "mail_again", broken)
    assert mails.send_asked() == 1
    assert mails.send_asked() == 0
    assert len(post_office.received) == 2  # An's of before, and this one
    (mail,) = post_office.to(BINH)
    assert broken.key.hex in mail.message["Message-ID"]  # as it had: a mailbox that has it shows it once
    assert Posting.objects.get().failure == "2 thư đã gửi"


def test_a_server_that_refuses_or_says_later_is_told_and_not_asked_on_and_on(
    client: Any, post_office: Mailbox, broken: Delivery, head: User
):
    client.force_login(head)
    post_office.greylisted.add(BINH)
    press(client, "mail_again", broken)
    mails.send_asked()
    assert mails.send_asked() == 0
    assert state(broken) == DeliveryState.FAILED
    assert "come again later" in said(client.get(reverse("channels:mails", args=[broken.posting_id])))
    post_office.greylisted.clear()
    press(client, "mail_again", broken)
    mails.send_asked()
    assert state(broken) == DeliveryState.SENT


def test_a_mail_server_that_is_away_keeps_it_waiting(client: Any, broken: Delivery, head: User, settings: Any):
    client.force_login(head)
    press(client, "mail_again", broken)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    mails.send_asked()
    assert "Chưa nối được với máy chủ thư" in Delivery.objects.get(pk=broken.pk).words
    settings.EMAIL_PORT = port
    mails.send_asked()
    assert state(broken) == DeliveryState.SENT


def test_who_left_meanwhile_gets_nothing(client: Any, broken: Delivery, head: User):
    assert broken.subscription is not None
    subscribing.leave(broken.subscription)
    client.force_login(head)
    assert "không còn nhận bản tin" in press(client, "mail_again", broken)
    assert state(broken) == DeliveryState.UNSURE


def test_a_newspaper_whose_address_was_mended_gets_the_release_after_all(
    client: Any, post_office: Mailbox, channel: Channel
):
    desk = ChannelFactory.make(type=ChannelType.PRESS, is_live=True)
    outlet = OutletFactory.make(unit=desk.unit, email="sai@bao.example.vn")
    post_office.refused.add("sai@bao.example.vn")
    posting = round_of(released(desk))
    outlet.email = "dung@bao.example.vn"
    outlet.save()
    client.force_login(UserFactory.make(role=Role.HEAD, role__unit=desk.unit))
    press(client, "mail_again", posting.deliveries.get())
    mails.send_asked()
    assert len(post_office.to("dung@bao.example.vn")) == 1


def test_addresses_are_for_who_may_release(client: Any, broken: Delivery, channel: Channel):
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=channel.unit))
    assert client.get(reverse("channels:mails", args=[broken.posting_id])).status_code == 403
    assert BINH not in client.get(broken.posting.get_absolute_url()).content.decode()
