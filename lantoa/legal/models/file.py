import uuid

from django.conf import settings
from django.db import models

from lantoa.legal.enums import FileFormat, ReadingState
from lantoa.legal.models.document import LegalDocument


def file_path(row: "DocumentFile", filename: str) -> str:
    """Where files of documents are kept: never under the name that the sender gave."""
    return f"legal/{uuid.uuid4().hex}"


class DocumentFile(models.Model):
    """The text of a document, or a leaflet, as a file: typed by its content, read in the background so that its words
    are found and can be read on the page. Readers get it only while the document stands in the bookcase."""

    document = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="files")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    file = models.FileField("tệp", upload_to=file_path)
    name = models.CharField("tên tệp", max_length=255)
    format = models.CharField(max_length=10, choices=FileFormat)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ReadingState, default=ReadingState.WAITING)
    sentence = models.CharField("vì sao chưa đọc được", max_length=500, blank=True)
    text = models.TextField(blank=True)  # paragraphs and rows of tables, a line each; cells apart by tabs
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tệp của văn bản"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["document", "sha256"], name="legal_file_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_pdf(self) -> bool:
        """Whether a browser shows it by itself."""
        return self.format == FileFormat.PDF

    @property
    def removal(self) -> str:
        """What taking it away would do, for whoever is asked."""
        public = (
            " Người đọc không còn mở được nó, và không còn tìm thấy theo nội dung của nó." * self.document.is_public
        )
        return f"Tệp {self.name} bị xóa hẳn.{public}"

    @property
    def content_type(self) -> str:
        return FileFormat(self.format).content_type
