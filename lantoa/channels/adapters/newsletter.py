"""A newsletter: a mail to each reader who confirmed, with one-click unsubscribing (RFC 8058)."""

from email.header import decode_header, make_header
from email.utils import formataddr, parseaddr
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from lantoa.channels.adapters import mailing
from lantoa.channels.adapters.base import Adapter, Probe, remember
from lantoa.channels.adapters.outcomes import Sent
from lantoa.channels.enums import ChannelType, Health, SubscriptionState
from lantoa.channels.models import Channel, Delivery, Posting, Subscription
from lantoa.channels.pictures import address_of, pictures_of


class NewsletterAdapter(Adapter):
    type = ChannelType.EMAIL
    labels: ClassVar = {"title": "Tiêu đề thư"}

    def check(self, posting: Posting) -> list[str]:
        found = super().check(posting)
        if not posting.title.strip():
            found.append("Bản tin cần tiêu đề thư.")
        if not _readers(posting.channel).exists():
            found.append("Chưa có người nhận nào đã xác nhận. Giới thiệu trang đăng ký bản tin trước khi gửi.")
        return found

    def rehearse(self, posting: Posting) -> list[dict[str, Any]]:
        reader = Subscription(channel=posting.channel, email="nguoi-nhan@vi-du.vn", token="ma-rieng")  # noqa: S106
        message = message_for(Delivery(posting=posting, subscription=reader))
        sent = message.message().items()
        shown = {name: str(make_header(decode_header(value))) for name, value in sent if name.lower() != "message-id"}
        count = _readers(posting.channel).count()
        return [{"step": "mail", "receivers": count, "headers": shown, "text": message.body}]

    def send(self, posting: Posting, http: httpx.Client) -> Sent:
        if "receivers" not in posting.progress:
            rows = [Delivery(posting=posting, subscription=reader) for reader in _readers(posting.channel)]
            Delivery.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
            remember(posting, receivers=len(rows))
        gone = posting.deliveries.filter(state="waiting", at__isnull=True)
        gone.exclude(subscription__state=SubscriptionState.CONFIRMED).delete()  # left since: no mail any more
        return mailing.deliver(posting, message_for)

    def look(self, posting: Posting, http: httpx.Client) -> Sent | None:
        return mailing.call_off(posting)

    def probe(self, channel: Channel, http: httpx.Client) -> Probe:
        mailing.opened().close()
        return Probe(Health.GOOD, f"Máy chủ thư trả lời, {_readers(channel).count()} người nhận đã xác nhận.")


def message_for(delivery: Delivery) -> EmailMultiAlternatives:
    """The mail to one reader: text and HTML, an address of its own to come back to, two ways out."""
    posting, reader = delivery.posting, delivery.subscription
    assert reader is not None
    leave = leave_address(reader)
    site = urlsplit(settings.SITE_URL).hostname or "localhost"
    context = {
        "posting": posting,
        "paragraphs": [one.strip() for one in posting.text.split("\n") if one.strip()],
        "unit": posting.channel.unit,
        "leave": leave,
        "pictures": [(address_of(posting, one), one.alt) for one in pictures_of(posting)[:1]],
    }
    sender = formataddr((posting.channel.unit.label, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    message = EmailMultiAlternatives(
        subject=" ".join(posting.title.split()),
        body=render_to_string("channels/email/newsletter_body.txt", context),
        from_email=mailing.bounce_address(posting, delivery) or sender,
        to=[reader.email],
        headers={
            "From": sender,
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"<ban-tin-{posting.channel_id}.{site}>",
            "Precedence": "bulk",
            "Message-ID": f"<{delivery.key.hex}@{site}>",
        },
    )
    message.attach_alternative(render_to_string("channels/email/newsletter_body.html", context), "text/html")
    return message


def leave_address(reader: Subscription) -> str:
    """Where one click (a POST without any cookie) ends the subscription."""
    return str(settings.SITE_URL) + reverse("newsletter:leave", args=[reader.token])


def _readers(channel: Channel) -> Any:
    return Subscription.objects.filter(channel=channel, state=SubscriptionState.CONFIRMED).order_by("pk")
