import hashlib
import uuid

from django.conf import settings
from django.core.files.base import File
from django.db import models

from lantoa.organisations.models import Unit


def source_path(source: "PlanSource", filename: str) -> str:
    """Where the uploaded file is kept: never under the name that the uploader gave it."""
    return f"plans/{uuid.uuid4().hex}"


class PlanSource(models.Model):
    """The document that a plan was read from, kept as it came, with its text and blocks as they were read."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(upload_to=source_path)
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=20)
    text = models.TextField()
    blocks = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tài liệu gốc"

    def __str__(self) -> str:
        return self.name


def fingerprint(file: "File[bytes]") -> str:
    """SHA-256 of an uploaded file, left at its start."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
