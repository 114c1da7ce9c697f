from typing import Any

from django.conf import settings
from django.db import models

from lantoa.procedures.models.procedure import Procedure


class PortalReading(models.Model):
    """A file of the national portal as it was read, waiting for the person who sent it to compare and confirm."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, null=True, related_name="readings")
    file_name = models.CharField(max_length=255)
    read: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    unsure: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    added_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "tệp thủ tục chờ xác nhận"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.file_name
