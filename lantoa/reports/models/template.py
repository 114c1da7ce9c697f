from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from lantoa.audit.edits import Edited
from lantoa.organisations.models import Unit
from lantoa.reports.enums import Comparison, HeadingRole
from lantoa.reports.models.indicator import Indicator, OwnedQuerySet
from lantoa.vietnamese.text import nfc, squeeze


class ReportTemplate(Edited):
    """The form of a report: indicators in groups, headings of the narrative, checks between figures. Rows that leave a
    template are retired, never deleted, so that open drafts lose nothing."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="report_templates", verbose_name="đơn vị quản lý"
    )
    name = models.CharField("tên mẫu", max_length=200)
    title = models.CharField(
        "trích yếu báo cáo", max_length=300, help_text="In dưới chữ BÁO CÁO; tên kỳ được ghép vào cuối."
    )
    receiver = models.CharField("nơi nhận báo cáo", max_length=200, blank=True, help_text="Ví dụ: Sở Nội vụ.")
    is_section = models.BooleanField(
        "là một phần của báo cáo khác", default=False, help_text="In ra không có phần mở đầu, kết thúc riêng."
    )
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField("ngừng dùng lúc", null=True, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu báo cáo"
        verbose_name_plural = "mẫu báo cáo"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name, self.title = nfc(squeeze(self.name)), nfc(squeeze(self.title))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("reports:template", args=[self.pk])


class TemplateGroup(Edited):
    """A titled group of figures. One that was taken out keeps the ids of the rows that stood in it (`former_rows`), so
    that it can come back with them."""

    template = models.ForeignKey(ReportTemplate, on_delete=models.CASCADE, related_name="groups")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("tên nhóm", max_length=200)
    former_rows = models.JSONField(default=list, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "nhóm chỉ tiêu"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class TemplateRow(Edited):
    """An indicator's place in a template."""

    template = models.ForeignKey(ReportTemplate, on_delete=models.CASCADE, related_name="rows")
    group = models.ForeignKey(TemplateGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="rows")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="rows")
    order = models.PositiveSmallIntegerField(default=0)
    is_required = models.BooleanField("phải có số liệu", default=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "dòng số liệu"
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=["template", "indicator"], name="indicator_once_a_template"),)

    def __str__(self) -> str:
        return str(self.indicator)


class TemplateHeading(Edited):
    """A heading of the narrative; `depth` 1 prints "I.", 2 prints "1."; `filter` (as of an indicator) says which
    activities its draft is written from."""

    template = models.ForeignKey(ReportTemplate, on_delete=models.CASCADE, related_name="headings")
    order = models.PositiveSmallIntegerField(default=0)
    depth = models.PositiveSmallIntegerField("cấp", default=1)
    title = models.CharField("tên mục", max_length=300)
    role = models.CharField("nội dung", max_length=20, choices=HeadingRole, default=HeadingRole.FREE)
    filter = models.JSONField("lọc hoạt động", default=dict, blank=True)
    hint = models.CharField("gợi ý viết", max_length=300, blank=True)
    is_required = models.BooleanField("phải có nội dung", default=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "mục thuyết minh"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title


class TemplateCheck(Edited):
    """A rule between figures: the sum of `left` compared with the sum of `right` (lists of indicator codes) or with
    `number`. One that blocks keeps a report from being sent until it holds."""

    template = models.ForeignKey(ReportTemplate, on_delete=models.CASCADE, related_name="checks")
    order = models.PositiveSmallIntegerField(default=0)
    left = models.JSONField("vế trái", default=list)
    comparison = models.CharField("so sánh", max_length=5, choices=Comparison)
    right = models.JSONField("vế phải", default=list, blank=True)
    number = models.DecimalField("hoặc số", max_digits=18, decimal_places=2, null=True, blank=True)
    sentence = models.CharField("câu báo khi sai", max_length=300, blank=True)
    is_blocking = models.BooleanField("không cho gửi khi sai", default=True)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "quy tắc kiểm tra"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.sentence
