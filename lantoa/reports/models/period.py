from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lantoa.organisations.models import Unit
from lantoa.reports.enums import PeriodType
from lantoa.reports.models.template import ReportTemplate

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class PeriodQuerySet(models.QuerySet["Period"]):
    def visible_to(self, user: "User") -> "PeriodQuerySet":
        """Periods that units of the subtree opened, and those in which a unit of the subtree reports."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power
        from lantoa.reports.models.report import Report

        reporting = Report.objects.filter(access.within(user, Power.SEE, "unit__path")).values("period_id")
        return self.filter(access.within(user, Power.SEE, "unit__path") | Q(pk__in=reporting))

    def open(self) -> "PeriodQuerySet":
        return self.filter(closed_at__isnull=True)


class Period(models.Model):
    """One occasion of reporting: a unit asks others, in a template, for the days from `starts_on` to `ends_on` (the
    cut-off). `due_on`: by when its own report goes to the unit above; the due days of the units below are derived
    backwards, `gap_days` working days a level, and stand on their obligations. Cut-off and due day are independent:
    plans ask for reports before the decree's cut-off (Nghị định 09/2019/NĐ-CP, Điều 8 and 12)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periods", verbose_name="đơn vị tổng hợp")
    template = models.ForeignKey(ReportTemplate, on_delete=models.PROTECT, related_name="periods", verbose_name="mẫu")
    kind = models.CharField("kỳ", max_length=20, choices=PeriodType)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("thứ", default=1)
    name = models.CharField("tên kỳ", max_length=120)
    part = models.CharField(max_length=40)  # "2026-H1": the same code as on the obligations of a plan's rule
    starts_on = models.DateField("số liệu từ ngày")
    ends_on = models.DateField("chốt số liệu ngày")
    due_on = models.DateField("hạn gửi cấp trên", null=True, blank=True)
    gap_days = models.PositiveSmallIntegerField("số ngày làm việc giữa hai cấp", default=3)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    form_key = models.UUIDField(unique=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ("-ends_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "template", "part"],
                name="period_opened_once",
                violation_error_message="Kỳ này đã mở với mẫu đã chọn.",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_it_starts"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:period", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ReportingLine(models.Model):
    """From a day on, a unit reports to another than the one above it in the tree; with `template`, in that report
    alone."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="reporting_lines", verbose_name="đơn vị")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="báo cáo cho")
    template = models.ForeignKey(
        ReportTemplate, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="mẫu báo cáo"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    reason = models.CharField("căn cứ", max_length=250, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        verbose_name = "tuyến báo cáo"
        ordering = ("unit__sort_key", "valid_from")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="line_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(unit=F("to_unit")), name="line_leads_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.unit} → {self.to_unit}"
