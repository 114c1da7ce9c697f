import uuid

from django.db import models
from django.db.models import Q

from lantoa.channels.enums import DeliveryState
from lantoa.channels.models.newsletter import Subscription
from lantoa.channels.models.outlets import PressOutlet
from lantoa.channels.models.posting import Posting


class Delivery(models.Model):
    """One mail to one reader or one newspaper: sent once, whatever is tried again; a bounce finds it by its `key`.

    `at` is set before the mail server is given the mail: a worker killed in between leaves a row that says so, and
    that nobody sends a second time.
    """

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    outlet = models.ForeignKey(PressOutlet, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=20, choices=DeliveryState, default=DeliveryState.WAITING)
    at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = "thư đã gửi"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["posting", "subscription"], name="delivery_once"),
            models.UniqueConstraint(fields=["posting", "outlet"], name="delivery_once_an_outlet"),
            models.CheckConstraint(
                condition=Q(subscription__isnull=True, outlet__isnull=False)
                | Q(subscription__isnull=False, outlet__isnull=True),
                name="delivery_to_one_receiver",
            ),
        )
        indexes = (models.Index(fields=["posting", "state"]),)

    def __str__(self) -> str:
        return f"{self.posting} → {self.address}"

    @property
    def address(self) -> str:
        """The mail address that it goes to; empty where the receiver has none any more."""
        receiver = self.subscription or self.outlet
        return receiver.email if receiver else ""
