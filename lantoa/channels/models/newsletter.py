import secrets
import uuid

from django.db import models
from django.utils import timezone

from lantoa.channels.enums import DeliveryState, SubscriptionState
from lantoa.channels.models.channel import Channel
from lantoa.channels.models.posting import Posting


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


class Delivery(models.Model):
    """One mail to one reader: sent once, whatever is tried again; a bounce finds it by its `key`."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=20, choices=DeliveryState, default=DeliveryState.WAITING)
    at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = "thư đã gửi"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["posting", "subscription"], name="delivery_once"),)

    def __str__(self) -> str:
        return f"{self.posting} → {self.subscription}"
