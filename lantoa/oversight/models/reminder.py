from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class Stage(models.TextChoices):
    """When a reminder goes, seen from the due day."""

    BEFORE = "before", "Nhắc trước hạn"
    ON_DAY = "on_day", "Nhắc đúng hạn"
    AFTER = "after", "Nhắc quá hạn"
    ESCALATED = "escalated", "Báo đơn vị cấp trên"
    URGED = "urged", "Đôn đốc"


class UrgingQuerySet(models.QuerySet["Urging"]):
    def visible_to(self, user: "User") -> "UrgingQuerySet":
        """What units of the subtree sent, and what was sent to them."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        mine = access.within(user, Power.SEE, "unit__path")
        return self.filter(mine | Q(reminders__in=Reminder.objects.visible_to(user))).distinct()


class Urging(models.Model):
    """One press of "Gửi đôn đốc": who urged, when, in which words, on which obligations (its reminders)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị đôn đốc")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField("lời nhắc", blank=True)
    about = models.CharField("về", max_length=300)
    form_key = models.UUIDField(unique=True, editable=False)

    objects = UrgingQuerySet.as_manager()

    class Meta:
        verbose_name = "lần đôn đốc"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.about


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: "User") -> "ReminderQuerySet":
        return self.filter(obligation__in=Obligation.objects.visible_to(user))


class Reminder(models.Model):
    """A unit was reminded of one obligation: by rule (`by` empty) or by a person's urging; `people` were told."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="reminders")
    urging = models.ForeignKey(Urging, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders")
    stage = models.CharField("loại", max_length=20, choices=Stage)
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="gửi đến")
    day = models.DateField("ngày")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "lời nhắc"
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["obligation", "stage", "day"],
                condition=Q(urging__isnull=True),
                name="reminder_by_rule_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["urging", "obligation"], condition=Q(urging__isnull=False), name="reminder_once_an_urging"
            ),
        )
        indexes = (models.Index(fields=["to_unit", "day"]),)

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.obligation}"
