import uuid

from django.conf import settings
from django.db import models

from lantoa.organisations.models import Unit
from lantoa.reports.models.report import Report
from lantoa.review.models import Transition


def paper_path(row: "ReportPaper", filename: str) -> str:
    """Where a signed paper is kept: never under the name that the sender gave it."""
    return f"evidence/{uuid.uuid4().hex}"


class ReportPaper(models.Model):
    """The signed paper on which `unit` let a report go out that it had typed in for another, whose head could not
    approve here (`vouching`): who signed it, why so, and its copy. It belongs to that one step: a report that comes
    back and is sent again needs another."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="papers", verbose_name="báo cáo")
    step = models.OneToOneField(Transition, on_delete=models.CASCADE, related_name="+", editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị xác nhận thay")
    signed_by = models.CharField("người ký bản giấy", max_length=120)
    reason = models.CharField("lý do", max_length=300)
    file = models.FileField("bản giấy đã ký", upload_to=paper_path)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField(max_length=100)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bản giấy đã ký"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.report}: {self.signed_by} ký"
