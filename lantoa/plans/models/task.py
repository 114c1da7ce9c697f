from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lantoa.ledger.enums import Rhythm
from lantoa.plans.enums import TimingKind
from lantoa.plans.models.body import PlanParagraph
from lantoa.plans.models.mention import UnitMention
from lantoa.plans.models.plan import Plan
from lantoa.plans.models.versioned import Versioned


class PlanTask(Versioned):
    """A row of the plan's table, or what a `paragraph` of its body bids. One lead (a unit, or every unit of a group),
    several coordinating; the printed words stay beside what they were understood to mean. A hole stays a hole."""

    slug = "nhiem-vu"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    order = models.PositiveSmallIntegerField(default=0)
    no = models.CharField("số thứ tự", max_length=20, blank=True)
    group_title = models.TextField("nhóm nhiệm vụ", blank=True)
    text = models.TextField("nhiệm vụ")
    channel = models.TextField("hình thức", blank=True)
    channel_kinds = models.JSONField("loại hình thức", default=list, blank=True)
    lead = models.ForeignKey(
        UnitMention, on_delete=models.SET_NULL, null=True, blank=True, related_name="led_tasks", verbose_name="chủ trì"
    )
    lead_text = models.TextField("chủ trì, như in", blank=True)
    coordinating = models.ManyToManyField(UnitMention, through="TaskCoordination", related_name="coordinated_tasks")
    timing_raw = models.TextField("thời gian thực hiện", blank=True)
    timing_kind = models.CharField("loại thời gian", max_length=20, choices=TimingKind, default=TimingKind.NONE)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    rhythm = models.CharField("nhịp", max_length=20, choices=Rhythm, default=Rhythm.ONCE)
    expected = models.PositiveSmallIntegerField("số lượt mỗi nhịp", default=1)
    target = models.PositiveIntegerField("chỉ tiêu", null=True, blank=True)
    evidence = models.CharField("minh chứng cần có", max_length=300, blank=True)
    budget = models.DecimalField("kinh phí dự kiến (đồng)", max_digits=15, decimal_places=0, null=True, blank=True)
    derived_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="derived", editable=False
    )
    paragraph = models.ForeignKey(
        PlanParagraph, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks", editable=False
    )
    # A person said that a row which reads like a call for units' own plans is work like any other.
    is_ordinary = models.BooleanField(default=False, editable=False)
    other_cells = models.JSONField("cột khác", default=dict, blank=True)
    cell_spans = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="task_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:detail', args=[self.plan_id])}#nhiem-vu-{self.pk}"

    @property
    def units_url(self) -> str:
        """Where every unit that does it is listed."""
        return reverse("plans:task", args=[self.plan_id, self.pk])

    @property
    def place(self) -> str:
        """Where the row stands in the document."""
        if self.paragraph:
            section = self.paragraph.section
            return f"mục {section}" if section else "lời văn của kế hoạch"
        return f"dòng {self.no} của bảng nhiệm vụ" if self.no else "bảng nhiệm vụ"


class TaskCoordination(models.Model):
    """A coordinating unit or group of a task, in printed order. Two spellings of one name are two rows of one
    mention."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="coordinations")
    mention = models.ForeignKey(UnitMention, on_delete=models.CASCADE, related_name="coordinations")
    text = models.TextField("như in", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text or self.mention.text


class PlanProduct(models.Model):
    """A product that a task promises."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="products")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField("sản phẩm")

    class Meta:
        verbose_name = "sản phẩm"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text
