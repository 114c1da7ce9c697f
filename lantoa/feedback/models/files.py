import uuid

from django.db import models

from lantoa.feedback.enums import FileKind
from lantoa.feedback.models.case import Case
from lantoa.feedback.models.course import Request


def case_file_path(row: "CaseFile", filename: str) -> str:
    """Where files of cases are kept: never under the name that the sender gave them."""
    return f"feedback/{uuid.uuid4().hex}"


class CaseFile(models.Model):
    """What was sent along: a photo made anew from its pixels, a voice note or a document typed by its content. Private:
    only those who may see who the sender is open it. `request` where it came as an answer to a question."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    request = models.ForeignKey(Request, on_delete=models.SET_NULL, null=True, blank=True, related_name="files")
    kind = models.CharField(max_length=20, choices=FileKind)
    file = models.FileField("tệp", upload_to=case_file_path)
    thumb = models.FileField(upload_to=case_file_path, blank=True)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tệp của phản ánh"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
