import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.audit.edits import Edited
from lantoa.disclosure.enums import MONTHS, Form, Outcome, Rhythm, after_months
from lantoa.legal.models import LegalDocument
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.vietnamese.text import fold, search_words, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User

DEAD_DAYS = 2  # days on which a link failed before it is called dead: one bad hour is not the end of a page


class DisclosureItemQuerySet(models.QuerySet["DisclosureItem"]):
    def visible_to(self, user: "User") -> "DisclosureItemQuerySet":
        """Those of the subtree, and those of the units above, which ask the unit too."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        above = {pk for held in access.holding(user, Power.SEE) for pk in held.unit.ancestor_ids()}
        return self.filter(access.within(user, Power.SEE, "owner__path") | Q(owner__in=above))

    def current(self) -> "DisclosureItemQuerySet":
        return self.filter(retired_at__isnull=True)

    def search(self, words: str) -> "DisclosureItemQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class DisclosureItem(Edited):
    """A kind of information that must be made public (Luật Tiếp cận thông tin 104/2016/QH13, Điều 17, and rules of the
    field), by whom, in which form, how often, and for how long it stays. `owner` keeps the list; `group`: the units
    that must, empty: the owner alone."""

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="disclosure_items", verbose_name="đơn vị")
    title = models.CharField("Thông tin phải công khai", max_length=300)
    basis = models.CharField(
        "Căn cứ", max_length=300, blank=True, help_text="Ví dụ: Luật Tiếp cận thông tin, Điều 17 khoản 1."
    )
    document = models.ForeignKey(
        LegalDocument, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="Văn bản căn cứ"
    )
    group = models.ForeignKey(
        UnitGroup,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Đơn vị phải công khai",
    )
    form = models.CharField("Hình thức", max_length=20, choices=Form, default=Form.PORTAL)
    rhythm = models.CharField("Nhịp cập nhật", max_length=20, choices=Rhythm, default=Rhythm.ON_CHANGE)
    keep_days = models.PositiveIntegerField(
        "Giữ công khai ít nhất (ngày)", null=True, blank=True, help_text="Để trống: đến khi có bản mới."
    )
    order = models.PositiveSmallIntegerField("Thứ tự", default=0)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    folded = models.CharField(max_length=650, editable=False, default="")

    objects = DisclosureItemQuerySet.as_manager()

    class Meta:
        verbose_name = "thông tin phải công khai"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title, self.basis = squeeze(self.title), squeeze(self.basis)
        self.folded = fold(f"{self.title} {self.basis}")[:650]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("disclosure:item", args=[self.pk])


def disclosed_path(row: "Disclosed", filename: str) -> str:
    """Never under the name that the sender gave the file."""
    return f"disclosed/{uuid.uuid4().hex}"


class DisclosedQuerySet(models.QuerySet["Disclosed"]):
    def visible_to(self, user: "User") -> "DisclosedQuerySet":
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "unit__path"))

    def standing(self) -> "DisclosedQuerySet":
        """What was not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Disclosed(models.Model):
    """Where and when a unit made an item public: a link (an article, a page), a document of the bookcase, or a file."""

    item = models.ForeignKey(DisclosureItem, on_delete=models.PROTECT, related_name="disclosed")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="disclosed", verbose_name="đơn vị")
    on = models.DateField("Ngày công khai")
    title = models.CharField("Tên bản công khai", max_length=300)
    link = models.CharField("Đường dẫn", max_length=500, blank=True)
    document = models.ForeignKey(
        LegalDocument,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Tài liệu tủ sách",
    )
    file = models.FileField("Tệp", upload_to=disclosed_path, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_type = models.CharField(max_length=100, blank=True)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(max_length=300, blank=True, editable=False)

    objects = DisclosedQuerySet.as_manager()

    class Meta:
        verbose_name = "bản công khai"
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["unit", "item", "-on"]),)

    def __str__(self) -> str:
        return self.title

    @property
    def next_due(self) -> dt.date | None:
        """By when it is made public anew; None: only when something changes."""
        months = MONTHS.get(self.item.rhythm)
        return after_months(self.on, months) if months else None

    @property
    def stays_until(self) -> dt.date | None:
        return self.on + dt.timedelta(days=self.item.keep_days) if self.item.keep_days else None

    @property
    def must_stay(self) -> bool:
        """Whether the time for which it must stay public is not over."""
        until = self.stays_until
        return until is not None and timezone.localdate() < until

    @property
    def url(self) -> str:
        """Where people read it."""
        if self.link:
            return self.link
        if self.document_id:
            return reverse("bookcase:detail", args=[self.document_id])
        return reverse("disclosure_public:file", args=[self.key]) if self.file else ""


class ContactCheck(models.Model):
    """What was last found of the link to a unit's page. It fails on two days before it is called dead."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="contact_check")
    url = models.CharField(max_length=500)
    checked_at = models.DateTimeField("kiểm tra lúc")
    outcome = models.CharField(max_length=10, choices=Outcome)
    said = models.CharField("kết quả", max_length=200, blank=True)
    failed_days = models.PositiveSmallIntegerField(default=0)
    failed_on = models.DateField(null=True, blank=True)  # the last day that was counted

    class Meta:
        verbose_name = "lần kiểm tra đường dẫn"

    def __str__(self) -> str:
        return f"{self.url}: {self.get_outcome_display()}"

    @property
    def is_dead(self) -> bool:
        return self.outcome == Outcome.REFUSED or self.failed_days >= DEAD_DAYS
