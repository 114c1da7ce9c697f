"""A newsletter by a real SMTP server: each reader once, whatever is tried again; one click ends it."""

import re

import pytest

from lantoa.channels import bounces, limits, subscribing
from lantoa.channels.bounces import Taken
from lantoa.channels.enums import ChannelType, DeliveryState, PostingState, SubscriptionState
from lantoa.channels.factories import ChannelFactory, SubscriptionFactory
from lantoa.channels.models import Delivery, Subscription
from lantoa.channels.tests.servers.mail import Mailbox
from lantoa.channels.tests.situations import released, round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return ChannelFactory.make(type=ChannelType.EMAIL, name="Bản tin của Sở", is_live=True)


def readers(channel, *names: str) -> list[Subscription]:
    return [SubscriptionFactory.make(channel=channel, email=f"{name}@hop-thu.example.vn") for name in names]


def received(box: Mailbox) -> list[str]:
    return sorted(post.receiver.split("@")[0] for post in box.received)


def test_each_confirmed_reader_gets_one_mail_with_text_and_html(post_office: Mailbox, channel):
    readers(channel, "an", "binh")
    SubscriptionFactory.make(channel=channel, email="cho@hop-thu.example.vn", state=SubscriptionState.PENDING)
    SubscriptionFactory.make(email="khac@hop-thu.example.vn")
    posting = round_of(released(channel, text="Chào <b>bạn</b>"))
    assert posting.state == PostingState.SENT
    assert received(post_office) == ["an", "binh"]
    message = post_office.received[0].message
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert "&lt;b&gt;bạn" in message.get_body(("html",)).get_content()
    assert "Chào <b>bạn</b>" in message.get_body(("plain",)).get_content()


def test_the_mail_programs_own_button_ends_it_without_cookies(post_office: Mailbox, channel, client):
    (reader,) = readers(channel, "an")
    round_of(released(channel))
    message = post_office.received[0].message
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.sub(r"^<https?://[^/]+|>$", "", message["List-Unsubscribe"].strip())
    assert client.get(address).status_code == 200  # a program that follows links ends nothing
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.CONFIRMED
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.LEFT


def test_who_leaves_between_release_and_sending_gets_no_mail(post_office: Mailbox, channel, monkeypatch):
    monkeypatch.setitem(channel.options, "a_round", 1)
    channel.save()
    _, binh = readers(channel, "an", "binh")
    posting = round_of(released(channel))
    subscribing.leave(binh)
    posting = round_of(posting)
    assert posting.state == PostingState.SENT
    assert received(post_office) == ["an"]


def test_a_refused_address_fails_alone_with_the_servers_words(post_office: Mailbox, channel):
    readers(channel, "an", "binh", "chi")
    post_office.refused.add("binh@hop-thu.example.vn")
    posting = round_of(released(channel))
    assert posting.state == PostingState.SENT
    assert posting.failure == "2 thư đã gửi, 1 thư máy chủ từ chối"
    row = Delivery.objects.get(subscription__email__startswith="binh")
    assert row.state == DeliveryState.FAILED
    assert "no such mailbox" in row.words
    assert received(post_office) == ["an", "chi"]


def test_a_server_that_says_later_is_asked_later_and_the_others_get_nothing_twice(post_office: Mailbox, channel):
    readers(channel, "an", "binh")
    post_office.greylisted.add("an@hop-thu.example.vn")
    posting = round_of(released(channel))
    assert posting.state == PostingState.RELEASED
    assert "come again later" in posting.failure
    post_office.greylisted.clear()
    posting = round_of(posting)
    assert posting.state == PostingState.SENT
    assert received(post_office) == ["an", "binh"]


@pytest.mark.parametrize("is_taken", [True, False])
def test_a_line_that_breaks_while_a_mail_is_taken_sends_it_to_nobody_twice(post_office: Mailbox, channel, is_taken):
    readers(channel, "an", "binh", "chi")
    post_office.breaks["binh@hop-thu.example.vn"] = is_taken
    posting = round_of(round_of(released(channel)))
    assert posting.state == PostingState.SENT
    assert len(post_office.to("binh@hop-thu.example.vn")) == int(is_taken)
    assert len(post_office.to("an@hop-thu.example.vn")) == len(post_office.to("chi@hop-thu.example.vn")) == 1
    assert Delivery.objects.get(subscription__email__startswith="binh").state == DeliveryState.UNSURE


def test_a_mail_server_that_is_away_loses_nobodys_mail(post_office: Mailbox, channel, settings):
    readers(channel, "an")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    posting = round_of(released(channel))
    assert posting.state == PostingState.RELEASED
    assert "Chưa nối được với máy chủ thư" in posting.failure
    settings.EMAIL_PORT = port
    assert round_of(posting).state == PostingState.SENT
    assert received(post_office) == ["an"]


def test_a_worker_killed_between_claim_and_sending_writes_to_nobody_twice(post_office: Mailbox, channel):
    from django.utils import timezone

    an, _ = readers(channel, "an", "binh")
    posting = released(channel)
    Delivery.objects.create(posting=posting, subscription=an, at=timezone.now())
    assert round_of(posting).state == PostingState.SENT
    assert received(post_office) == ["binh"]
    assert Delivery.objects.get(subscription=an).state == DeliveryState.UNSURE


def test_a_long_list_is_sent_round_by_round(post_office: Mailbox, channel):
    channel.options["a_round"] = 2
    channel.save()
    readers(channel, *"abcde")
    posting = released(channel)
    for _ in range(3):
        posting = round_of(posting)
    assert posting.state == PostingState.SENT
    assert received(post_office) == list("abcde")
    assert posting.tries <= len(limits.BACK_OFF)


def test_a_rehearsal_can_be_read_and_writes_to_nobody(post_office: Mailbox, channel):
    channel.is_live = False
    channel.save()
    readers(channel, "an", "binh")
    posting = round_of(released(channel, title="Bản tin tháng 11"))
    assert posting.state == PostingState.REHEARSED
    (shown,) = posting.rehearsal["requests"]
    assert shown["receivers"] == 2
    assert shown["headers"]["Subject"] == "Bản tin tháng 11"
    assert "List-Unsubscribe" in shown["headers"]
    assert not post_office.received


DSN = """\
From: MAILER-DAEMON@mx.example.vn
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.vn

Final-Recipient: rfc822; {who}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} mailbox unavailable
--b--
"""


def came_back(to: str, who: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    return DSN.format(to=to, who=who, action=action, status=status).encode()


def test_a_mail_that_came_back_is_found_by_its_own_address(post_office: Mailbox, channel, settings):
    settings.BOUNCE_ADDRESS = "tralai@so.example.vn"
    (reader,) = readers(channel, "an")
    round_of(released(channel))
    sender = post_office.received[0].sender
    assert re.fullmatch(r"tralai\+[0-9a-f]{32}@so\.example\.vn", sender)
    assert post_office.received[0].message["From"].addresses[0].addr_spec != sender
    assert bounces.take(came_back(sender, "forwarded-elsewhere@example.org")) is Taken.BOUNCED
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.BOUNCED
    delivery = Delivery.objects.get(subscription=reader)
    assert delivery.state == DeliveryState.BOUNCED
    assert "mailbox unavailable" in delivery.words


def test_without_such_an_address_the_report_inside_names_the_reader(post_office: Mailbox, channel):
    (reader,) = readers(channel, "an")
    round_of(released(channel))
    assert bounces.take(came_back("lantoa@localhost", reader.email)) is Taken.BOUNCED
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.BOUNCED


def test_a_mail_that_is_late_or_an_absence_note_changes_nothing(channel):
    (reader,) = readers(channel, "an")
    late = came_back("lantoa@localhost", reader.email, action="delayed", status="4.4.1")
    assert bounces.take(late) is not Taken.BOUNCED
    note = b"From: an@x.vn\nTo: lantoa@localhost\nSubject: Vang mat\nAuto-Submitted: auto-replied\n\nDi cong tac."
    assert bounces.take(note) is Taken.NO_BOUNCE
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.CONFIRMED


def test_the_worker_empties_the_mailbox_of_what_came_back(post_office: Mailbox, channel, settings, tmp_path):
    import mailbox

    (reader,) = readers(channel, "an")
    round_of(released(channel))
    box = mailbox.Maildir(str(tmp_path / "box"))
    box.add(came_back("lantoa@localhost", reader.email))
    settings.BOUNCE_MAILBOX = str(tmp_path / "box")
    assert bounces.read_mailbox() == 1
    assert len(mailbox.Maildir(str(tmp_path / "box"))) == 0
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.BOUNCED


def test_who_asks_is_written_to_once_and_counts_only_after_confirming(
    channel, client, django_capture_on_commit_callbacks
):
    from django.core import mail

    with django_capture_on_commit_callbacks(execute=True):
        subscribing.ask(channel, " Phu.Huynh@Hop-thu.example.vn ")
        subscribing.ask(channel, "phu.huynh@hop-thu.example.vn")
    assert len(mail.outbox) == 1
    reader = Subscription.objects.get()
    assert reader.state == SubscriptionState.PENDING
    address = re.search(r"/ban-tin/xac-nhan/\S+", mail.outbox[0].body)[0]
    client.get(address)
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.PENDING
    client.post(address)
    reader.refresh_from_db()
    assert reader.state == SubscriptionState.CONFIRMED


def test_an_address_that_nobody_confirmed_is_forgotten(channel):
    import datetime as dt

    from django.utils import timezone

    old = timezone.now() - dt.timedelta(days=8)
    SubscriptionFactory.make(channel=channel, state=SubscriptionState.PENDING, asked_at=old)
    SubscriptionFactory.make(channel=channel, state=SubscriptionState.PENDING)
    assert subscribing.forget_unconfirmed() == 1


@pytest.mark.parametrize("state", [SubscriptionState.LEFT, SubscriptionState.BOUNCED])
def test_an_address_that_gets_no_mail_any_more_is_forgotten_after_a_month(post_office: Mailbox, channel, state):
    import datetime as dt

    from django.utils import timezone

    an, binh = readers(channel, "an", "binh")
    round_of(released(channel))
    old = timezone.now() - dt.timedelta(days=31)
    Subscription.objects.filter(pk=an.pk).update(state=state, left_at=old)
    Subscription.objects.filter(pk=binh.pk).update(state=state, left_at=timezone.now(), asked_at=old)
    assert subscribing.forget_gone() == 1
    assert list(Subscription.objects.values_list("pk", flat=True)) == [binh.pk]
    assert [row.subscription for row in Delivery.objects.all()] == [binh]
