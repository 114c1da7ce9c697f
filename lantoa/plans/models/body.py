from django.db import models
from django.urls import reverse

from lantoa.plans.enums import BodyPart, ParagraphRole
from lantoa.plans.models.mention import UnitMention
from lantoa.plans.models.plan import Plan
from lantoa.plans.models.versioned import Versioned
from lantoa.plans.texts import bare


class PlanSection(Versioned):
    """A heading of the body: `depth` 1 for "I.", 2 for "1.", 3 for "a)" or "1.1"; 0 for a line that names a unit above
    its duties without being a heading of the tree, 9 for one that stands nowhere in the body. `duty_of`: the unit whose
    duties stand below it (Tổ chức thực hiện); `duty_text`: that unit as the heading names it, empty on headings
    further down."""

    slug = "muc"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(default=0)
    depth = models.PositiveSmallIntegerField("cấp", default=1)
    label = models.CharField("số mục", max_length=20, blank=True)
    title = models.TextField("tên mục")
    duty_of = models.ForeignKey(
        UnitMention, on_delete=models.SET_NULL, null=True, blank=True, related_name="duty_sections"
    )
    duty_text = models.TextField("đơn vị chịu trách nhiệm", blank=True)

    class Meta:
        verbose_name = "mục"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.label}. {self.title}" if self.label else self.title


class PlanParagraph(Versioned):
    """A paragraph of the body. Items of content, channel, duty and budget are paragraphs with that role: the text
    stands once, so an edit of the item is an edit of the document. An item of several printed paragraphs is one row
    with a line for each."""

    slug = "doan"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(PlanSection, on_delete=models.CASCADE, null=True, blank=True, related_name="paragraphs")
    part = models.CharField(max_length=20, choices=BodyPart, default=BodyPart.BODY)
    order = models.PositiveSmallIntegerField(default=0)
    mark = models.CharField("dấu đầu dòng", max_length=20, blank=True)
    text = models.TextField("nội dung")
    role = models.CharField("là", max_length=20, choices=ParagraphRole, default=ParagraphRole.TEXT)
    channel_kinds = models.JSONField("loại hình thức", default=list, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    dates = models.JSONField(default=list, blank=True, editable=False)  # every day of due that it names, ISO
    is_tracked = models.BooleanField("giao thành việc", default=True)

    class Meta:
        verbose_name = "đoạn"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def item(self) -> str:
        """What the row says as an item of its list."""
        return bare(self.text)

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:detail', args=[self.plan_id])}#doan-{self.pk}"

    @property
    def units_url(self) -> str:
        """Where every unit that owes it is listed."""
        return reverse("plans:grid", args=[self.plan_id])
