import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from lantoa.audit.edits import Edited
from lantoa.feedback.enums import CaseKind
from lantoa.feedback.models.case import Case
from lantoa.organisations.models import Unit
from lantoa.review.models import Reviewed, Transition
from lantoa.vietnamese.text import fold, search_words, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class AnswerTemplateQuerySet(models.QuerySet["AnswerTemplate"]):
    def visible_to(self, user: "User") -> "AnswerTemplateQuerySet":
        """Templates of the units that the person sees and of those above their own."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        above = {pk for unit in access.units_where(user, Power.SEE) for pk in unit.ancestor_ids()}
        return self.filter(access.within(user, Power.SEE, "unit__path") | Q(unit__in=above))

    def usable_in(self, unit: Unit) -> "AnswerTemplateQuerySet":
        """Those of the unit and of every unit above it."""
        return self.filter(unit__in=[unit.pk, *unit.ancestor_ids()], is_active=True)


class AnswerTemplate(models.Model):
    """Words to begin an answer with, kept by a unit for itself and for all below it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("loại phản ánh", max_length=20, choices=CaseKind, blank=True)
    title = models.CharField("tên mẫu", max_length=120)
    text = models.TextField("nội dung mẫu")
    is_active = models.BooleanField("đang dùng", default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = AnswerTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu trả lời"
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title


def letter_path(row: "Answer", filename: str) -> str:
    """Where letters are kept."""
    return f"feedback/letters/{uuid.uuid4().hex}.docx"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: "User") -> "AnswerQuerySet":
        """Answers of the cases that the person sees."""
        return self.filter(case__in=Case.objects.visible_to(user).values("pk"))

    def sent(self) -> "AnswerQuerySet":
        return self.filter(sent_at__isnull=False)

    def late(self) -> "AnswerQuerySet":
        """Sent after the day by which they were owed; one that had no day is not late."""
        return self.sent().alias(sent_day=TruncDate("sent_at")).filter(sent_day__gt=F("due_on"))


class Answer(Reviewed, Edited):
    """What a unit answers: drafted, approved by its head, sent as a numbered letter. One is in the making at a time; a
    case that the sender had reopened gets a second one."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers", verbose_name="phản ánh")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị trả lời")
    text = models.TextField("nội dung trả lời", blank=True)
    template = models.ForeignKey(AnswerTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    signer_on_behalf = models.CharField("thẩm quyền ký", max_length=120, blank=True)
    signer_role = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    letter = models.FileField("thư trả lời", upload_to=letter_path, blank=True)
    sent_ways = models.JSONField("cách gửi", default=list, blank=True)  # values of SentBy
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    due_on = models.DateField("hạn khi gửi", null=True, blank=True)  # a case that is opened again gets another one
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    transitions = GenericRelation(Transition)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "thư trả lời"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(sent_at__isnull=True), name="case_one_answer_in_hand"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | (~Q(number="") & Q(issued_on__isnull=False)),
                name="answer_sent_with_number_and_day",
            ),
        )

    def __str__(self) -> str:
        return f"Trả lời {self.case.code}"

    def get_absolute_url(self) -> str:
        return reverse("feedback:detail", args=[self.case_id])

    @property
    def was_late(self) -> bool:
        """Whether it went out after its day."""
        return bool(self.sent_at and self.due_on and timezone.localdate(self.sent_at) > self.due_on)

    def what_is_missing(self) -> list[str]:
        """An answer without words can't be approved; more is asked by `feedback.answering`."""
        return [] if self.text.strip() else ["Chưa có nội dung trả lời. Soạn nội dung rồi trình duyệt."]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self) -> "PublicationQuerySet":
        """What everybody reads."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)

    def search(self, words: str) -> "PublicationQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Publication(Edited):
    """Question and answer without personal data, as everybody reads them (Nghị định 20/2008/NĐ-CP, Điều 19; Luật
    91/2025/QH15, Điều 16). `masks` says what was taken out and who confirmed it; a draft has no `published_at`."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="publication")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị trả lời")
    kind = models.CharField("loại", max_length=20, choices=CaseKind, blank=True)
    title = models.CharField("tiêu đề", max_length=200)
    question = models.TextField("câu hỏi")
    answer = models.TextField("trả lời")
    masks = models.JSONField(default=list, blank=True)
    days_taken = models.PositiveSmallIntegerField("số ngày làm việc đã dùng", null=True, blank=True)
    was_late = models.BooleanField("trả lời quá hạn", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField("công khai lúc", null=True, blank=True)
    withdrawn_at = models.DateTimeField("thôi công khai lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField("lý do thôi công khai", max_length=300, blank=True)
    folded = models.TextField(editable=False, default="")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "hỏi đáp công khai"
        ordering = ("-published_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="publication_withdrawn_with_reason",
            ),
        )
        indexes = (
            models.Index(fields=["-published_at"]),
            models.Index(fields=["unit", "-published_at"]),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = squeeze(self.title)[:200]
        self.folded = fold(f"{self.title} {self.question} {self.answer}")
        super().save(*args, **kwargs)

    @property
    def is_live(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None


class Rating(models.Model):
    """What the sender thinks of an answer, once per answer; a bad one opens the case again, once."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ratings")
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="rating")
    score = models.PositiveSmallIntegerField("mức hài lòng")
    comment = models.TextField("ý kiến", blank=True)
    at = models.DateTimeField(default=timezone.now)
    reopened = models.BooleanField("mở lại", default=False)

    class Meta:
        verbose_name = "đánh giá"
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="rating_from_1_to_5"),
            models.UniqueConstraint(fields=["case"], condition=Q(reopened=True), name="case_reopened_once"),
        )

    def __str__(self) -> str:
        return f"{self.score}/5"
