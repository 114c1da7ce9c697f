from django.db import models
from django.db.models import F
from django.utils import timezone


class PageViewQuerySet(models.QuerySet["PageView"]):
    def count_one(self, path: str) -> None:
        """One more view of the page today."""
        row, _ = self.get_or_create(path=path, day=timezone.localdate(), defaults={"count": 0})
        self.filter(pk=row.pk).update(count=F("count") + 1)

    def total(self, path: str) -> int:
        """How often the page was ever seen."""
        return self.filter(path=path).aggregate(total=models.Sum("count"))["total"] or 0

    def totals(self, paths: list[str]) -> dict[str, int]:
        """How often each of the pages was ever seen; those never seen are not there."""
        rows = self.filter(path__in=paths).order_by().values_list("path").annotate(total=models.Sum("count"))
        return dict(rows)


class PageView(models.Model):
    """How many times a public page was seen on a day. Nothing of who saw it is kept: no cookie, no address, no
    browser (Luật 91/2025/QH15, Điều 3: no more data than the purpose needs)."""

    path = models.CharField("trang", max_length=300)
    day = models.DateField("ngày")
    count = models.PositiveIntegerField("lượt xem", default=0)

    objects = PageViewQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt xem trang"
        ordering = ("-day", "path")
        constraints = (models.UniqueConstraint(fields=["path", "day"], name="page_view_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.path} {self.day:%d/%m/%Y}: {self.count}"
