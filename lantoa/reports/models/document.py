from django.conf import settings
from django.db import models

from lantoa.reports.models.report import Report


class ReportDocument(models.Model):
    """A printing of a report that was kept: what it said, so that a later printing marks what has changed since."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="documents", verbose_name="báo cáo")
    made_at = models.DateTimeField("lập lúc", auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    snapshot = models.JSONField(editable=False)

    class Meta:
        verbose_name = "bản in"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.report} ({self.made_at:%d/%m/%Y})"
