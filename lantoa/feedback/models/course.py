"""The course of a case: its steps, whose hands it went through, what was asked of the sender."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lantoa.feedback.enums import StepKind
from lantoa.feedback.models.case import Case
from lantoa.organisations.models import Unit


class Step(models.Model):
    """One thing that happened to a case; `by` is nobody where the sender or the system did it. The sender sees the
    public ones, with the unit but not with the officer's name."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField("việc", max_length=20, choices=StepKind)
    text = models.TextField("nội dung", blank=True, default="")
    is_public = models.BooleanField("người gửi thấy", default=False)
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    working_days = models.PositiveSmallIntegerField("số ngày làm việc", null=True, blank=True)

    class Meta:
        verbose_name = "bước xử lý"
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["case", "at"]),)

    def __str__(self) -> str:
        return f"{self.get_what_display()} {timezone.localtime(self.at):%d/%m/%Y %H:%M}"


class Hop(models.Model):
    """The time during which one unit (and one person of it) had the case. One hop of a case is open at a time."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hops")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField("từ", default=timezone.now)
    until = models.DateTimeField("đến", null=True, blank=True)
    reason = models.TextField("lý do chuyển", blank=True, default="")  # why it came to this unit
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "chặng xử lý"
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(until__isnull=True), name="case_in_one_hand"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="hop_ends_later"),
        )
        indexes = (models.Index(fields=["unit", "case"]),)

    def __str__(self) -> str:
        return f"{self.unit}: {self.case_id}"


class Request(models.Model):
    """What the sender was asked to add; the clock rests from `asked_on` until they answer, or until `answer_by` is
    past. One is open at a time. `ended_on` is the day from which the clock runs again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="requests")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("hỏi lúc", default=timezone.now)
    asked_on = models.DateField("ngày hỏi", default=timezone.localdate)
    text = models.TextField("cần bổ sung")
    answer_by = models.DateField("đề nghị bổ sung trước ngày", null=True, blank=True)
    answered_at = models.DateTimeField("bổ sung lúc", null=True, blank=True)
    answer = models.TextField("nội dung bổ sung", blank=True, default="")
    ended_on = models.DateField("hết tạm dừng ngày", null=True, blank=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        verbose_name = "đề nghị bổ sung"
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(ended_on__isnull=True), name="case_asked_once"),
        )

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        return self.ended_on is None
