import datetime as dt
from calendar import monthrange

from django.db import models
from django.urls import reverse

from lantoa.plans.enums import ReportPeriod
from lantoa.plans.models.body import PlanParagraph
from lantoa.plans.models.mention import UnitMention
from lantoa.plans.models.plan import Plan
from lantoa.plans.models.task import PlanTask
from lantoa.plans.models.versioned import Versioned
from lantoa.plans.texts import bare

LAST_DAY = 31  # of any month


class ReportingRule(Versioned):
    """Who reports to whom, how often, by which day: one of the year (`due`, "MM-DD"), or one that comes back in every
    period (`due_day` of the month that comes `due_after` the period's last one; 31: its last day). Neither: the plan
    does not say."""

    slug = "bao-cao"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting_rules")
    order = models.PositiveSmallIntegerField(default=0)
    period = models.CharField("kỳ báo cáo", max_length=20, choices=ReportPeriod)
    due = models.CharField("hạn gửi (tháng-ngày)", max_length=5, blank=True)
    due_day = models.PositiveSmallIntegerField("ngày của mỗi kỳ", null=True, blank=True)
    due_after = models.PositiveSmallIntegerField("số tháng sau tháng cuối kỳ", default=0)
    to_text = models.TextField("gửi", blank=True)
    reporters = models.ManyToManyField(UnitMention, blank=True, related_name="+", verbose_name="đơn vị báo cáo")

    class Meta:
        verbose_name = "chế độ báo cáo"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"Báo cáo {self.get_period_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:detail', args=[self.plan_id])}#bao-cao-{self.pk}"

    @property
    def units_url(self) -> str:
        """Where every unit that owes it is listed."""
        return reverse("plans:grid", args=[self.plan_id])

    @property
    def due_words(self) -> str:
        """When it is due, as the sentence goes on after "trước": "ngày 15 của tháng cuối quý"; empty: not said."""
        if self.due_day:
            return f"ngày {said_each(self.period, self.due_day, self.due_after)}"
        return f"ngày {int(self.due[3:])}/{int(self.due[:2])}" if self.due else ""

    def due_in(self, year: int) -> dt.date | None:
        """The due day in a year; 29/2 of a common year falls on 28/2."""
        if not self.due:
            return None
        month, day = (int(part) for part in self.due.split("-"))
        try:
            return dt.date(year, month, day)
        except ValueError:
            return dt.date(year, month + 1, 1) - dt.timedelta(days=1) if month < 12 else None

    def due_after_month(self, year: int, month: int) -> dt.date:
        """The day that comes back, of the period whose last month is `month`."""
        later = month + self.due_after
        year, month = year + (later - 1) // 12, (later - 1) % 12 + 1
        return dt.date(year, month, min(self.due_day or LAST_DAY, monthrange(year, month)[1]))


def said_each(period: str, day: int, after: int) -> str:
    """A day that comes back: "15 của tháng cuối quý", "05 của tháng sau", "cuối tháng"."""
    number = "cuối" if day >= LAST_DAY else f"{day:02d}"
    if period == ReportPeriod.MONTH:
        return f"{number} của tháng sau" if after else f"{number} hằng tháng"
    word = {ReportPeriod.QUARTER: "quý", ReportPeriod.YEAR: "năm"}.get(ReportPeriod(period), "kỳ")
    return f"{number} của tháng đầu {word} sau" if after else f"{number} của tháng cuối {word}"


class Cascade(Versioned):
    """Which units must issue their own plan by when. `task`: the row of the table that asks for it, where one does; its
    leads owe the plan in place of the row."""

    slug = "lap-ke-hoach"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="cascades")
    due_on = models.DateField("hạn ban hành", null=True, blank=True)
    text = models.TextField("ghi trong văn bản", blank=True)
    targets = models.ManyToManyField(UnitMention, blank=True, related_name="+", verbose_name="đơn vị phải lập kế hoạch")
    task = models.ForeignKey(
        PlanTask, on_delete=models.CASCADE, null=True, blank=True, related_name="cascades", editable=False
    )

    class Meta:
        verbose_name = "lập kế hoạch của đơn vị"
        ordering = ("pk",)

    def __str__(self) -> str:
        return "Lập kế hoạch của đơn vị"

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:detail', args=[self.plan_id])}#ke-hoach-don-vi"

    @property
    def units_url(self) -> str:
        """Where every unit that owes it is listed."""
        return reverse("plans:cascade", args=[self.plan_id])


class BudgetLine(Versioned):
    """Money of a plan: what the text says, estimate and spending in đồng."""

    slug = "kinh-phi"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="budget_lines")
    paragraph = models.ForeignKey(PlanParagraph, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField("nội dung")
    source = models.CharField("nguồn kinh phí", max_length=200, blank=True)
    estimate = models.DecimalField("dự toán (đồng)", max_digits=15, decimal_places=0, null=True, blank=True)
    spent = models.DecimalField("đã chi (đồng)", max_digits=15, decimal_places=0, null=True, blank=True)

    class Meta:
        verbose_name = "dòng kinh phí"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def words(self) -> str:
        """What the plan says on this money: its paragraph where it is one, so that the text stands once."""
        return bare(self.paragraph.text) if self.paragraph else self.text
