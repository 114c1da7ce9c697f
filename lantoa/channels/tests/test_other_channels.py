"""Press releases, webhooks, radio scripts, pasting by hand."""

import pytest
from django.core.exceptions import ValidationError

from lantoa.channels import releasing
from lantoa.channels.adapters.webhook import signed
from lantoa.channels.enums import ChannelType, DeliveryState, Health, PostingState
from lantoa.channels.factories import ChannelFactory, OutletFactory, PostingFactory
from lantoa.channels.health import check_now
from lantoa.channels.models import Delivery
from lantoa.channels.registry import adapter_of
from lantoa.channels.tests.servers.mail import Mailbox
from lantoa.channels.tests.servers.receiver import ReceiverServer
from lantoa.channels.tests.situations import hook, released, round_of
from lantoa.ledger.enums import ActivityKind

pytestmark = pytest.mark.django_db


def test_a_release_goes_to_each_newspaper_once_with_its_pictures(post_office: Mailbox, photo: str):
    channel = ChannelFactory.make(type=ChannelType.PRESS, is_live=True)
    channel.unit.email = "vanphong@so.example.vn"
    channel.unit.save()
    for name in ("bao", "dai"):
        OutletFactory.make(unit=channel.unit, email=f"{name}@bao.example.vn")
    OutletFactory.make(unit=channel.unit, email="")
    OutletFactory.make(email="khac@bao.example.vn")
    post_office.refused.add("dai@bao.example.vn")
    posting = round_of(released(channel, pictures=[{"path": photo, "alt": "Sân trường"}]))
    assert posting.state == PostingState.SENT
    (post,) = post_office.received
    assert post.receiver == "bao@bao.example.vn"
    assert post.message["Reply-To"] == "vanphong@so.example.vn"
    assert [part.get_content_type() for part in post.message.iter_attachments()] == ["image/jpeg"]
    assert Delivery.objects.get(outlet__email="dai@bao.example.vn").state == DeliveryState.FAILED


def test_a_release_goes_only_to_the_newspapers_chosen_for_it(post_office: Mailbox):
    channel = ChannelFactory.make(type=ChannelType.PRESS, is_live=True)
    chosen, _ = (OutletFactory.make(unit=channel.unit) for _ in range(2))
    round_of(released(channel, options={"outlets": [chosen.pk]}))
    assert [post.receiver for post in post_office.received] == [chosen.email]


def test_a_webhook_is_signed_so_that_the_receiver_can_verify_it(receiver: ReceiverServer):
    posting = round_of(released(hook(receiver)))
    assert posting.state == PostingState.SENT
    assert receiver.taken[str(posting.key)]["data"]["title"] == posting.title
    assert posting.live_url == "https://noi-nhan.example.vn/1"


def test_the_signature_is_that_of_the_published_specification():
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = '{"test": 2432232314}'
    assert signed("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, secret) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


@pytest.mark.parametrize("does_it", [True, False])
def test_a_webhook_that_is_tried_again_carries_the_same_id(receiver: ReceiverServer, does_it: bool):
    receiver.hang("/in", does_it=does_it)
    posting = round_of(round_of(released(hook(receiver))))
    assert posting.state == PostingState.SENT
    assert list(receiver.taken) == [str(posting.key)]


def test_a_receiver_that_refuses_is_shown_in_its_words(receiver: ReceiverServer):
    channel = hook(receiver)
    from lantoa.channels import vault

    vault.keep(channel, {"secret": "whsec_c2FpIGtob2E="})
    channel.save()
    posting = round_of(released(channel))
    assert posting.state == PostingState.FAILED
    assert "HTTP 401" in posting.failure
    assert "bad signature" in posting.failure


def test_an_address_of_the_own_network_is_not_called(receiver: ReceiverServer, settings):
    settings.CHANNELS_MAY_REACH_PRIVATE = False
    channel = hook(receiver, url="https://127.0.0.1:9/in")
    posting = round_of(released(channel))
    assert posting.state == PostingState.FAILED
    assert "mạng nội bộ" in posting.failure
    channel.options["url"] = receiver.url
    channel.save()
    assert "phải bắt đầu bằng https://" in check_now(channel).health_words
    assert not receiver.calls


def test_a_radio_bulletin_waits_for_its_recording_with_a_script_in_words(photo: str):
    channel = ChannelFactory.make(type=ChannelType.RADIO, is_live=True)
    posting = round_of(released(channel, title="Tuyển sinh 2026", text="Từ 7h30 ngày 01/6/2026, gọi 1022."))
    assert posting.state == PostingState.TO_PASTE
    preview = adapter_of(channel).preview(posting)
    assert preview.text == (
        "Tuyển sinh hai nghìn không trăm hai mươi sáu.\n"
        "Từ bảy giờ ba mươi phút ngày mùng một tháng sáu năm hai nghìn không trăm hai mươi sáu, gọi một không hai hai."
    )
    posting = releasing.confirm(posting, by=posting.released_by, reached=300)
    assert posting.state == PostingState.SENT
    assert posting.activity.kind == ActivityKind.LOUDSPEAKER
    assert posting.activity.people == 300


def test_a_bulletin_longer_than_the_programme_is_not_released():
    channel = ChannelFactory.make(type=ChannelType.RADIO, options={"seconds": 60})
    with pytest.raises(ValidationError, match="Bài đọc mất khoảng"):
        released(channel, text="xin chào " * 200)


def test_what_is_pasted_by_hand_counts_once_somebody_says_where_it_is():
    channel = ChannelFactory.make(type=ChannelType.PASTE, is_live=True)
    posting = round_of(released(channel))
    assert posting.state == PostingState.TO_PASTE
    assert posting.activity is None
    with pytest.raises(ValidationError, match="Dán đường dẫn"):
        releasing.confirm(posting, by=posting.released_by)
    posting = releasing.confirm(posting, by=posting.released_by, link="https://www.facebook.com/truong/1", reached=210)
    assert posting.activity.link == "https://www.facebook.com/truong/1"
    assert posting.activity.people == 210


def test_a_channel_that_only_needs_mail_says_how_many_it_reaches(post_office: Mailbox):
    channel = ChannelFactory.make(type=ChannelType.PRESS, is_live=True)
    OutletFactory.make(unit=channel.unit)
    assert check_now(channel).health == Health.GOOD
    assert "1 báo, đài" in channel.health_words


def test_nobody_is_read_an_address_aloud():
    channel = ChannelFactory.make(type=ChannelType.RADIO)
    posting = PostingFactory.make(channel=channel, link="https://cong.example.vn/tin-tuc/mot-dia-chi-dai-1/")
    assert adapter_of(channel).preview(posting).link == ""
