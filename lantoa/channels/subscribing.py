"""A reader's wish to get mail: asked on a page, confirmed from the mailbox itself, ended by one click."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from lantoa.channels.enums import ChannelType
from lantoa.channels.enums import SubscriptionState as State
from lantoa.channels.models import Channel, Subscription
from lantoa.channels.models.newsletter import new_token

AGAIN_AFTER = dt.timedelta(minutes=10)  # until the same address can be sent another mail to confirm
KEEP_GONE = dt.timedelta(days=30)  # who left, or whose mail came back: as long as questions about it come
KEEP_UNCONFIRMED = dt.timedelta(days=7)


def ask(channel: Channel, email: str) -> None:
    """Send a mail to confirm to; the same to the asker whether the address is known or not, so that nobody learns who
    reads what. Raises ValidationError on what is no address."""
    if channel.type != ChannelType.EMAIL or not channel.is_active:
        raise ValidationError("Bản tin này đã ngừng phát hành.")
    address = email.strip().lower()
    validate_email(address)
    reader, is_new = Subscription.objects.get_or_create(channel=channel, email=address)
    if reader.state == State.CONFIRMED:
        return
    if not is_new and reader.state == State.PENDING and reader.asked_at > timezone.now() - AGAIN_AFTER:
        return
    reader.state, reader.asked_at, reader.token, reader.bounces = State.PENDING, timezone.now(), new_token(), 0
    reader.save()
    transaction.on_commit(lambda: send_confirmation.enqueue(reader.pk))


@task()
def send_confirmation(pk: int) -> None:
    """The mail with the link that confirms."""
    reader = Subscription.objects.select_related("channel__unit").filter(pk=pk, state=State.PENDING).first()
    if reader is None:
        return
    link = settings.SITE_URL + reverse("newsletter:confirm", args=[reader.token])
    context = {"reader": reader, "unit": reader.channel.unit, "link": link, "days": KEEP_UNCONFIRMED.days}
    EmailMessage(
        subject=f"Xác nhận đăng ký {reader.channel.name}",
        body=render_to_string("channels/email/confirm_body.txt", context),
        to=[reader.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def by_token(token: str) -> Subscription | None:
    """Whose mail the link came with."""
    return Subscription.objects.select_related("channel__unit").filter(token=token).first()


def confirm(reader: Subscription) -> bool:
    """The reader wants it; whether the link still counts."""
    if reader.state == State.CONFIRMED:
        return True
    if reader.state != State.PENDING or reader.asked_at < timezone.now() - KEEP_UNCONFIRMED:
        return False
    reader.state, reader.confirmed_at, reader.left_at = State.CONFIRMED, timezone.now(), None
    reader.save(update_fields=["state", "confirmed_at", "left_at"])
    return True


def leave(reader: Subscription) -> None:
    """No mail any more; asked twice, once is enough."""
    if reader.state == State.LEFT:
        return
    reader.state, reader.left_at = State.LEFT, timezone.now()
    reader.save(update_fields=["state", "left_at"])


def forget_unconfirmed(now: dt.datetime | None = None) -> int:
    """Addresses that nobody confirmed are not kept (Luật 91/2025/QH15: no longer than the purpose needs); how many."""
    old = (now or timezone.now()) - KEEP_UNCONFIRMED
    deleted, _ = Subscription.objects.filter(state=State.PENDING, asked_at__lt=old).delete()
    return deleted


def forget_gone(now: dt.datetime | None = None) -> int:
    """Nor are those of readers who get no mail any more, with the list of what they got; how many."""
    old = (now or timezone.now()) - KEEP_GONE
    over = Coalesce("left_at", "confirmed_at", "asked_at")
    rows = Subscription.objects.filter(state__in=[State.LEFT, State.BOUNCED]).alias(over=over).filter(over__lt=old)
    _, deleted = rows.delete()
    return deleted.get(Subscription._meta.label, 0)
