from django.db import models


class CalendarDay(models.Model):
    """A day that differs from the rule: an extra holiday, or a Saturday worked in exchange.

    The Prime Minister fixes the days of Tết and 2 September each year (Bộ luật Lao động, Điều 112 khoản 3).
    """

    day = models.DateField("ngày", unique=True)
    is_working = models.BooleanField("là ngày làm việc")
    name = models.CharField("tên ngày", max_length=120)
    decision = models.CharField("quyết định", max_length=200, blank=True)

    class Meta:
        verbose_name = "ngày trong lịch làm việc"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
