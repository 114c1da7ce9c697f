"""What is kept beside cases: who looked at a sender's data, which messages were taken in already."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from lantoa.feedback.enums import Looked, Outcome, Source
from lantoa.feedback.models.case import Case


class LookLog(models.Model):
    """Somebody opened what only a few may see of a sender. Written before it is shown, never changed (Luật
    91/2025/QH15, Điều 3)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    what = models.CharField(max_length=20, choices=Looked, default=Looked.IDENTITY)

    class Meta:
        verbose_name = "lượt xem dữ liệu người gửi"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["case", "user", "what", "at"]),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_what_display()}"


class IncomingMail(models.Model):
    """A message of the mailbox or of Zalo that was read: the same one is never taken twice. Neither its words nor its
    sender are kept here."""

    source = models.CharField(max_length=20, choices=Source, default=Source.EMAIL)
    message_id = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, blank=True, default="")
    outcome = models.CharField(max_length=20, choices=Outcome)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    dropped = models.PositiveSmallIntegerField("tệp không giữ", default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "thư đến"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["source", "message_id"], name="incoming_message_once"),)
        indexes = (models.Index(fields=["at"]),)

    def __str__(self) -> str:
        return f"{self.get_source_display()}: {self.get_outcome_display()}"
