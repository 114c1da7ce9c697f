import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from lantoa.tabular.sheets import Row

KEPT_FOR = dt.timedelta(days=1)


class PendingImport(models.Model):
    """A spreadsheet that was read and shown, waiting for its owner's word. Its rows hold personal data: they are
    emptied when applied, and what nobody confirmed goes after a day (Luật 91/2025/QH15, Điều 3: no longer than the
    purpose)."""

    kind = models.CharField(max_length=40)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    unused_columns = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "tệp chờ nhập"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.file_name

    @classmethod
    def forget_old(cls) -> None:
        """Delete what nobody confirmed within a day."""
        cls.objects.filter(created_at__lt=timezone.now() - KEPT_FOR, applied_at__isnull=True).delete()

    def as_rows(self) -> list[Row]:
        return [Row(number, values) for number, values in self.rows]

    def close(self) -> None:
        """Mark as done and let the rows go."""
        self.applied_at, self.rows = timezone.now(), []
        self.save(update_fields=["applied_at", "rows"])
