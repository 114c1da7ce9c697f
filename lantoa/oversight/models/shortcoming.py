from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from lantoa.organisations.models import Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class ShortcomingQuerySet(models.QuerySet["Shortcoming"]):
    def visible_to(self, user: "User") -> "ShortcomingQuerySet":
        """Those of units of the subtree, and those that a unit of the subtree found."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        mine = access.within(user, Power.SEE, "unit__path") | access.within(user, Power.SEE, "found_by__path")
        return self.filter(mine)


class Shortcoming(models.Model):
    """A shortcoming recorded inside (tồn tại, hạn chế) and followed until it is mended: its remedy is an obligation of
    the unit in the ledger, met by a confirmed claim. `report_id`: the report in which it was owned to, if any."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shortcomings", verbose_name="đơn vị")
    found_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị phát hiện")
    found_on = models.DateField("ngày phát hiện")
    text = models.TextField("tồn tại, hạn chế")
    cause = models.TextField("nguyên nhân", blank=True)
    remedy = models.TextField("việc phải khắc phục", blank=True)
    due_on = models.DateField("hạn khắc phục", null=True, blank=True)
    report_id = models.PositiveBigIntegerField(null=True, blank=True, db_index=True, editable=False)
    form_key = models.UUIDField(unique=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ShortcomingQuerySet.as_manager()

    class Meta:
        verbose_name = "tồn tại, hạn chế"
        ordering = ("-found_on", "-pk")

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("oversight:shortcoming", args=[self.pk])
