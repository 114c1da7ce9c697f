import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from lantoa.organisations.models import Unit
from lantoa.surveys.enums import Channel
from lantoa.surveys.models.question import Question
from lantoa.surveys.models.survey import Survey


class Response(models.Model):
    """One sheet of answers: no person, no address of a machine, no hour. Its key comes from the key of the form by a
    secret, so that a form sent twice is one sheet and the key tells neither order nor form."""

    id = models.UUIDField(primary_key=True, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel)

    class Meta:
        verbose_name = "phiếu trả lời"
        indexes = (models.Index(fields=["survey", "unit", "day"]),)

    def __str__(self) -> str:
        return f"{self.survey} – {self.unit}"


class Answer(models.Model):
    """One thing chosen or written; `row` is the line of a matrix, 0 elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    row = models.PositiveSmallIntegerField(default=0)
    value = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = "câu trả lời"
        constraints = (
            models.UniqueConstraint(fields=["response", "question", "row", "value"], name="answer_once"),
            models.CheckConstraint(condition=Q(value__isnull=False) | ~Q(text=""), name="answer_says_something"),
        )

    def __str__(self) -> str:
        return self.text or str(self.value)


class PaperBatch(models.Model):
    """Sheets of paper being typed in: how many were counted, how many are in. The answers do not know their batch."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="batches")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    day = models.DateField("ngày thu phiếu")
    counted = models.PositiveIntegerField(
        "số phiếu trong tập", validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    entered = models.PositiveIntegerField(default=0, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        verbose_name = "tập phiếu giấy"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.unit}, {self.day:%d/%m/%Y}"

    @property
    def is_whole(self) -> bool:
        return self.entered >= self.counted

    @property
    def has_more(self) -> bool:
        """Whether more are in than were counted: a sheet typed twice, or a miscount."""
        return self.entered > self.counted
