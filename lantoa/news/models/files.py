import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.ledger.enums import FileKind
from lantoa.news.models.article import Article


def news_path(row: "ArticleFile", filename: str) -> str:
    """Where files of articles are kept: never under the name that the sender gave."""
    return f"news/{uuid.uuid4().hex}"


class ArticleFile(models.Model):
    """A picture, made anew from its pixels alone in three sizes, or a document typed by its content. The body names a
    picture by its `key`; readers get it only while the article is live."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="files")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=FileKind)
    file = models.FileField("tệp", upload_to=news_path)
    medium = models.FileField(upload_to=news_path, blank=True)
    thumb = models.FileField(upload_to=news_path, blank=True)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    alt = models.CharField("mô tả ảnh cho người không nhìn thấy", max_length=250, blank=True)
    is_decorative = models.BooleanField("ảnh trang trí, không cần mô tả", default=False)
    caption = models.CharField("chú thích", max_length=250, blank=True)
    is_cover = models.BooleanField("ảnh đại diện", default=False)
    order = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tệp của bài"
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=["article"], condition=Q(is_cover=True), name="article_has_one_cover"),
        )

    def __str__(self) -> str:
        return self.alt or self.name
