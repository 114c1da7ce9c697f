from typing import Any

from django.db import models
from django.db.models import Q

from lantoa.surveys.enums import CHOSEN, LEVELS, RATED, Factor, QuestionKind
from lantoa.surveys.models.survey import Survey
from lantoa.vietnamese.text import nfc, squeeze


class Section(models.Model):
    """A page of the questionnaire, about one factor."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("tên phần", max_length=200)
    intro = models.TextField("lời dẫn", blank=True)
    factor = models.CharField("yếu tố được đo", max_length=20, choices=Factor, default=Factor.ABOUT)

    class Meta:
        verbose_name = "phần"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.intro = squeeze(self.title), nfc(self.intro)
        super().save(*args, **kwargs)

    @property
    def key(self) -> str:
        """Its name in anchors."""
        return f"p{self.pk}"


class Question(models.Model):
    """`options`: what can be chosen, or the lines of a matrix. Asked only of those who answered `shown_when` (a
    question before it) with one of `shown_values`; options count from 1, as levels do."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions", verbose_name="phần")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField("cách trả lời", max_length=20, choices=QuestionKind, default=QuestionKind.SCALE)
    text = models.CharField("câu hỏi", max_length=500)
    help = models.CharField("giải thích", max_length=500, blank=True)
    is_required = models.BooleanField("bắt buộc trả lời", default=False)
    options = models.JSONField("lựa chọn", default=list, blank=True)
    shown_when = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="leads_to", verbose_name="chỉ hỏi khi"
    )
    shown_values = models.JSONField("trả lời là", default=list, blank=True)

    class Meta:
        verbose_name = "câu hỏi"
        ordering = ("section__order", "section_id", "order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(shown_when__isnull=True) | ~Q(shown_values=[]), name="branch_has_values"
            ),
        )

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text, self.help = squeeze(self.text), squeeze(self.help)
        super().save(*args, **kwargs)

    @property
    def key(self) -> str:
        """Its name in forms and anchors."""
        return f"c{self.pk}"

    @property
    def is_rated(self) -> bool:
        return self.kind in RATED

    @property
    def choices(self) -> list[tuple[int, str]]:
        """What can be chosen (of a matrix: for each of its lines)."""
        if self.kind in CHOSEN:
            return list(enumerate(self.options, start=1))
        return list(LEVELS) if self.is_rated else []

    @property
    def rows(self) -> list[tuple[int, str]]:
        """The lines of a matrix; any other question is one line, 0."""
        return list(enumerate(self.options, start=1)) if self.kind == QuestionKind.MATRIX else [(0, "")]

    @property
    def counts_for_index(self) -> bool:
        """Rated by everyone: a question that only some are asked says nothing of all."""
        return self.is_rated and self.shown_when_id is None and self.section.factor != Factor.ABOUT

    def shown_words(self) -> str:
        """The condition as people read it."""
        if self.shown_when is None:
            return ""
        names = dict(self.shown_when.choices)
        answers = " hoặc ".join(f"“{names[value]}”" for value in self.shown_values if value in names)
        return f"Chỉ trả lời nếu câu “{self.shown_when.text}” chọn {answers}."
