"""What stands in a report: figures, narrative, and which reports it was added up from."""

from django.conf import settings
from django.db import models

from lantoa.audit.edits import Edited
from lantoa.reports.enums import FigureOrigin
from lantoa.reports.models.indicator import Indicator
from lantoa.reports.models.report import Report
from lantoa.reports.models.template import TemplateHeading


class ReportValue(Edited):
    """One figure. `own`: from the unit's own activities or sources; `below`: from the accepted reports under it;
    `value`: what the report gives: their total, or what a person typed (`origin`), with a note why."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    own = models.DecimalField("của đơn vị", max_digits=18, decimal_places=2, null=True, blank=True)
    below = models.DecimalField("của cấp dưới", max_digits=18, decimal_places=2, null=True, blank=True)
    value = models.DecimalField("số liệu", max_digits=18, decimal_places=2, null=True, blank=True)
    origin = models.CharField(max_length=10, choices=FigureOrigin, default=FigureOrigin.AUTO)
    note = models.CharField("giải thích", max_length=300, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "số liệu"
        constraints = (models.UniqueConstraint(fields=["report", "indicator"], name="figure_once_a_report"),)
        indexes = (models.Index(fields=["indicator", "report"]),)

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class ReportNarrative(Edited):
    """The text under one heading. `draft` is what the system wrote; `text` what the report says (until a person edits
    it the two are one). `sources`: ids of the lower reports whose text was taken up."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="narratives")
    heading = models.ForeignKey(TemplateHeading, on_delete=models.PROTECT, related_name="narratives")
    text = models.TextField("nội dung", blank=True)
    draft = models.TextField(blank=True, editable=False)
    is_edited = models.BooleanField(default=False, editable=False)
    sources = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = "thuyết minh"
        constraints = (models.UniqueConstraint(fields=["report", "heading"], name="narrative_once_a_report"),)

    def __str__(self) -> str:
        return self.text[:80]


class Inclusion(models.Model):
    """A lower unit's accepted report is in the sum of an upper one."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="inclusions")
    child = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="included_in")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "child"], name="included_once"),)

    def __str__(self) -> str:
        return f"{self.child} → {self.report}"


class CountedActivities(models.Model):
    """The activities (`ids`) that a report's own figure counted when it was submitted (`counted`)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="counted")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    ids = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = "hoạt động đã tính"
        constraints = (models.UniqueConstraint(fields=["report", "indicator"], name="counted_once_a_figure"),)

    def __str__(self) -> str:
        return f"{self.indicator}: {len(self.ids)} hoạt động"
