from typing import Any

from django.conf import settings
from django.db import models

from lantoa.procedures.models.procedure import Procedure
from lantoa.vietnamese.text import fold, nfc, squeeze


class LifeEvent(models.Model):
    """Something that happens in a family or a school, under which people look for a procedure ("Chuyển trường")."""

    name = models.CharField("tên sự kiện", max_length=120, unique=True)
    slug = models.SlugField("tên trong địa chỉ", max_length=80, unique=True)
    description = models.CharField("giải thích", max_length=300, blank=True)
    place = models.PositiveIntegerField("thứ tự", default=100)

    class Meta:
        verbose_name = "sự kiện"
        ordering = ("place", "name")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.description = squeeze(self.name), squeeze(self.description)
        super().save(*args, **kwargs)


class ProcedureQuestion(models.Model):
    """A case of life and what holds in it (tình huống cụ thể); drafts are seen in the workspace alone."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="questions")
    question = models.TextField("tình huống, câu hỏi", max_length=1000)
    answer = models.TextField("trả lời", max_length=8000)
    is_public = models.BooleanField("đăng trên cổng", default=True)
    place = models.PositiveIntegerField("thứ tự", default=100)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    folded = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "câu hỏi về thủ tục"
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.question[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.question, self.answer = nfc(self.question).strip(), nfc(self.answer).strip()
        self.folded = fold(f"{self.question} {self.answer}")
        super().save(*args, **kwargs)
