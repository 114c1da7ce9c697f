import secrets

from django.db import models
from django.utils import timezone

from lantoa.channels.enums import SubscriptionState
from lantoa.channels.models.channel import Channel


def new_token() -> str:
    """What only the owner of the address gets by mail: 43 letters, not to be guessed."""
    return secrets.token_urlsafe(32)


class Subscription(models.Model):
    """A reader's wish to get the mail of one channel: counts only after it was confirmed from the mailbox itself, ends
    by one click (RFC 8058), rests after mail came back."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="subscriptions")
    email = models.EmailField("thư điện tử")
    state = models.CharField("tình trạng", max_length=20, choices=SubscriptionState, default=SubscriptionState.PENDING)
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    asked_at = models.DateTimeField("đăng ký lúc", default=timezone.now)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    left_at = models.DateTimeField("thôi nhận lúc", null=True, blank=True)
    bounces = models.PositiveSmallIntegerField("số lần bị trả lại", default=0)

    class Meta:
        verbose_name = "người nhận bản tin"
        ordering = ("-asked_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["channel", "email"], name="subscription_once"),)
        indexes = (models.Index(fields=["channel", "state"]),)

    def __str__(self) -> str:
        return self.email
