"""A press release by mail: one message to each newspaper and station of the unit's list."""

from email.utils import formataddr, parseaddr
from typing import Any, ClassVar
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from lantoa.channels.adapters import mailing
from lantoa.channels.adapters.base import Adapter, Probe, remember
from lantoa.channels.adapters.outcomes import Refused, Sent
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.models import Channel, Delivery, Posting, PressOutlet
from lantoa.channels.pictures import PictureError, fitted, pictures_of
from lantoa.vietnamese.dates import long_date


class PressAdapter(Adapter):
    type = ChannelType.PRESS
    labels: ClassVar = {"title": "Tiêu đề"}

    def check(self, posting: Posting) -> list[str]:
        found = super().check(posting)
        if not posting.title.strip():
            found.append("Thông cáo cần tiêu đề.")
        if not outlets_of(posting).exists():
            found.append("Chưa có báo, đài nào có thư điện tử để gửi. Thêm vào danh sách báo, đài của đơn vị.")
        return found

    def rehearse(self, posting: Posting) -> list[dict[str, Any]]:
        receivers = [f"{outlet.name} <{outlet.email}>" for outlet in outlets_of(posting)]
        message = message_for(Delivery(posting=posting, outlet=PressOutlet(name="‹tên báo›", email="bao@vi-du.vn")))
        return [{"step": "mail", "receivers": receivers, "subject": message.subject, "text": message.body}]

    def send(self, posting: Posting, http: httpx.Client) -> Sent:
        if "receivers" not in posting.progress:
            rows = [Delivery(posting=posting, outlet=outlet) for outlet in outlets_of(posting)]
            Delivery.objects.bulk_create(rows, ignore_conflicts=True)
            remember(posting, receivers=len(rows))
        return mailing.deliver(posting, message_for)

    def look(self, posting: Posting, http: httpx.Client) -> Sent | None:
        return mailing.call_off(posting)

    def probe(self, channel: Channel, http: httpx.Client) -> Probe:
        mailing.opened().close()
        count = PressOutlet.objects.filter(unit=channel.unit, is_active=True).exclude(email="").count()
        return Probe(Health.GOOD, f"Máy chủ thư trả lời, {count} báo, đài có thư điện tử.")


def outlets_of(posting: Posting) -> "QuerySet[PressOutlet]":
    """Whom the release goes to: those chosen for it, else every active one of the unit."""
    found = PressOutlet.objects.filter(unit=posting.channel.unit, is_active=True).exclude(email="")
    chosen = posting.options.get("outlets")
    return found.filter(pk__in=chosen) if isinstance(chosen, list) and chosen else found


def message_for(delivery: Delivery) -> EmailMessage:
    """The release to one newspaper, with the pictures in a size for print."""
    posting, outlet = delivery.posting, delivery.outlet
    assert outlet is not None
    unit = posting.channel.unit
    site = urlsplit(settings.SITE_URL).hostname or "localhost"
    context = {"posting": posting, "unit": unit, "outlet": outlet, "today": long_date(timezone.localdate())}
    sender = formataddr((unit.label, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    message = EmailMessage(
        subject=f"Thông cáo báo chí: {' '.join(posting.title.split())}",
        body=render_to_string("channels/email/press_body.txt", context),
        from_email=mailing.bounce_address(posting, delivery) or sender,
        to=[formataddr((outlet.name, outlet.email))],
        reply_to=[unit.email] if unit.email else [],
        headers={"From": sender, "Message-ID": f"<{delivery.key.hex}@{site}>"},
    )
    for picture in pictures_of(posting):
        try:
            message.attach(f"anh-{picture.number}.jpg", fitted(posting, picture), "image/jpeg")
        except PictureError as error:
            raise Refused(error.sentence, step="picture") from error
    return message
