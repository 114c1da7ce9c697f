import uuid
from typing import Any

from django.conf import settings
from django.db import models

from lantoa.procedures.models.procedure import Procedure
from lantoa.vietnamese.text import squeeze


def file_path(row: "models.Model", filename: str) -> str:
    """Where files of procedures are kept: never under the name that the sender gave."""
    return f"procedures/{uuid.uuid4().hex}"


class _Kept(models.Model):
    """A file for anyone to download: typed by its content, under an address that tells nothing."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    file = models.FileField("tệp", upload_to=file_path)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class FormFile(_Kept):
    """A form (mẫu đơn, tờ khai) that applicants fill; papers of any version of the procedure point to it."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="forms")

    class Meta:
        verbose_name = "mẫu đơn"
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["procedure", "sha256"], name="procedures_form_once"),)

    def __str__(self) -> str:
        return self.name


class ProcessDocument(_Kept):
    """A process of the quality system (TCVN ISO 9001:2015) published beside the procedure that it serves."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="processes")
    code = models.CharField("mã quy trình", max_length=60, blank=True)
    title = models.CharField("tên quy trình", max_length=400)
    issue = models.CharField("lần ban hành", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    withdrawn_on = models.DateField("thôi áp dụng từ", null=True, blank=True)

    class Meta:
        verbose_name = "quy trình chất lượng"
        ordering = (models.F("issued_on").desc(nulls_last=True), "pk")
        constraints = (models.UniqueConstraint(fields=["procedure", "sha256"], name="procedures_process_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.code, self.title, self.issue = squeeze(self.code), squeeze(self.title), squeeze(self.issue)
        super().save(*args, **kwargs)
