import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.legal.models import LegalDocument
from lantoa.legal.register import effect_sentence
from lantoa.organisations.models import Unit
from lantoa.plans.enums import BeforeDay
from lantoa.plans.models.source import PlanSource
from lantoa.plans.models.versioned import Versioned
from lantoa.review.enums import ReviewState
from lantoa.review.models import Reviewed, Transition
from lantoa.vietnamese.text import fold, nfc, search_words, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: "User") -> "PlanQuerySet":
        """Plans of the subtree in any state; issued ones also where the user's own unit is asked for something, or
        stands below the issuer."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        below = access.within(user, Power.SEE, "unit__path")
        above: set[int] = set()
        for held in access.holding(user, Power.SEE):
            above.update(held.unit.ancestor_ids())
        return self.filter(below | Q(review_state=ReviewState.ISSUED, unit__in=above))

    def issued(self) -> "PlanQuerySet":
        return self.filter(review_state=ReviewState.ISSUED)

    def search(self, words: str) -> "PlanQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Plan(Reviewed, Versioned):
    """A year's communication plan of one unit, from draft to issued; the table's rows are its tasks.

    The fields of the head print the document's letterhead and signature (Nghị định 30/2020/NĐ-CP, Điều 8).
    """

    slug = "ke-hoach"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans", verbose_name="đơn vị ban hành")
    title = models.TextField("trích yếu")
    year = models.PositiveSmallIntegerField("năm")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    place = models.CharField("địa danh", max_length=80, blank=True)
    dated = models.CharField(
        "ngày ban hành", max_length=10, blank=True, help_text="ISO; tháng không có ngày thì để năm-tháng."
    )
    issuer_text = models.CharField("cơ quan ban hành", max_length=250, blank=True)
    superior_text = models.CharField("cơ quan chủ quản", max_length=250, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_plans",
        verbose_name="kế hoạch cấp trên",
    )
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies")
    source = models.OneToOneField(PlanSource, on_delete=models.PROTECT, null=True, blank=True, related_name="plan")
    audiences = models.JSONField("đối tượng", default=list, blank=True)
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    signer_on_behalf = models.CharField("thẩm quyền ký", max_length=120, blank=True)
    signer_role = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    appendix_label = models.CharField("tên phụ lục", max_length=60, blank=True, default="Phụ lục")
    appendix_title = models.TextField("tiêu đề phụ lục", blank=True)
    appendix_note = models.TextField("ghi chú phụ lục", blank=True)
    columns = models.JSONField("cột của bảng nhiệm vụ", default=list, blank=True)
    reading = models.JSONField(
        default=dict, editable=False
    )  # what a reading gave beyond the columns: figures, contacts
    before_day = models.CharField(
        "cách tính “trước ngày”", max_length=10, choices=BeforeDay, default=BeforeDay.INCLUSIVE
    )
    confirmed_at = models.DateTimeField("xác nhận đọc đúng lúc", null=True, blank=True)
    # Made by the cascade of the plan above and not changed by its unit yet.
    is_prepared = models.BooleanField("lập sẵn, đơn vị chưa sửa", default=False, editable=False)
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)  # one form sent twice makes one plan
    folded = models.CharField(max_length=700, editable=False, default="")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ("-year", "unit__sort_key", "-pk")
        indexes = (models.Index(fields=["unit", "year"]),)

    def __str__(self) -> str:
        return f"Kế hoạch {self.title[:1].lower()}{self.title[1:]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.number = nfc(squeeze(self.title)), squeeze(self.number)
        self.folded = fold(f"{self.title} {self.number} {self.issuer_text}")[:700]
        if kwargs.get("update_fields") and "title" in kwargs["update_fields"]:
            kwargs["update_fields"] = [*kwargs["update_fields"], "folded"]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("plans:detail", args=[self.pk])

    @property
    def label(self) -> str:
        """What tight places show: the number, failing that the year."""
        return self.number or f"Kế hoạch năm {self.year}"

    @property
    def issued_on(self) -> dt.date | None:
        """The day of issue as a date, where the document gives it whole."""
        return dt.date.fromisoformat(self.dated) if len(self.dated) == 10 else None

    @property
    def effective_on(self) -> dt.date:
        """The day from which units owe: of issue, failing that today."""
        return self.issued_on or timezone.localdate()

    @property
    def named_on(self) -> dt.date:
        """The day whose tree says what a name means: today's, or the plan's own where that is still to come. A unit
        that ended between the signature and the issue here owes nothing, one that began since does."""
        return max(self.effective_on, timezone.localdate())

    @property
    def is_issued(self) -> bool:
        return self.review_state == ReviewState.ISSUED

    @property
    def why_closed(self) -> str:
        """Why what it asked cannot be owed again (`ledger.origins`); empty while it stands."""
        if self.review_state != ReviewState.WITHDRAWN:
            return ""
        return f"{self.label} đã thu hồi nên không mở lại việc được. Việc cần làm thì giao bằng kế hoạch mới."

    def begin(self) -> None:
        """Its unit changes it: from now on it is the unit's own work and no longer only prepared."""
        if self.is_prepared:
            self.is_prepared = False
            type(self)._base_manager.filter(pk=self.pk).update(is_prepared=False)

    def submit(self, *, by: "User", note: str = "") -> Transition | None:
        """What the unit sends to its head is its own, changed or not."""
        step = super().submit(by=by, note=note)
        self.begin()
        return step

    def what_is_missing(self) -> list[str]:
        """A plan goes to its head when it has a name and nothing in it waits to be looked at."""
        from lantoa.plans.doubts import doubts_of  # it reads all rows, which import this module

        missing = [] if self.title.strip() else ["Ghi trích yếu của kế hoạch."]
        if not (self.tasks.exists() or self.paragraphs.exists()):
            missing.append("Kế hoạch chưa có nội dung nào.")
        left = len(doubts_of(self))
        if left:
            missing.append(f"Còn {left} việc cần xem trong trang soát kế hoạch.")
        return missing


class PlanBasis(Versioned):
    """A document that the plan rests on, as printed, linked to the register."""

    slug = "can-cu"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bases")
    order = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="cited_by", verbose_name="văn bản"
    )
    parent_plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paragraph = models.ForeignKey(
        "plans.PlanParagraph", on_delete=models.SET_NULL, null=True, blank=True, related_name="bases", editable=False
    )
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated = models.CharField("ngày", max_length=10, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=250, blank=True)
    about = models.TextField("về việc", blank=True)

    class Meta:
        verbose_name = "căn cứ"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.number or self.about

    @property
    def warning(self) -> str:
        """Said beside the base where its document is no longer in force."""
        return effect_sentence(self.document) if self.document and self.document.is_dead else ""
