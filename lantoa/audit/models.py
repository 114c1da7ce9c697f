from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from lantoa.organisations.models import Unit


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, thing: models.Model) -> "EntryQuerySet":
        """What was done to one thing, the newest first."""
        return self.filter(content_type=ContentType.objects.get_for_model(thing), object_id=thing.pk)


class Entry(models.Model):
    """Who did what to what, when: written beside each change that a person makes, never altered.

    Kept at least 12 months (logs of internet services, level 2: TCVN 14423:2026); nothing deletes entries by itself,
    and `detail` never holds a password, a code or a link that signs in.
    """

    at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="đơn vị")
    action = models.CharField("việc", max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    subject = GenericForeignKey()
    text = models.CharField("nội dung", max_length=500)
    detail = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["content_type", "object_id"]),)

    def __str__(self) -> str:
        return self.text


def record(
    action: str,
    *,
    by: Any,
    on: models.Model | None,
    text: str,
    unit: Unit | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Write one entry: `action` in English snake_case for filters, `text` in Vietnamese for people."""
    return Entry.objects.create(action=action, actor=by, subject=on, unit=unit, text=text[:500], detail=detail or {})
