import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from lantoa.audit.edits import Edited
from lantoa.ledger.enums import ActivityKind, ActivityOrigin, ChannelKind, FileKind
from lantoa.ledger.models.obligation import Obligation
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold, nfc, search_words, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: "User") -> "ActivityQuerySet":
        """What units of the subtree did, and what others put forward as proof of work that a unit of the subtree asked
        of them."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        asked = Obligation.objects.filter(access.within(user, Power.SEE, "asked_by__path"))
        proofs = Activity.deliveries.through.objects.filter(delivery__claim__obligation__in=asked)
        return self.filter(access.within(user, Power.SEE, "unit__path") | Q(pk__in=proofs.values("activity_id")))

    def counted(self) -> "ActivityQuerySet":
        """What figures count: everything but what was cancelled with a reason."""
        return self.filter(cancelled_at__isnull=True)

    def between(self, first: dt.date, last: dt.date) -> "ActivityQuerySet":
        """What was done on days from `first` to `last`, both counted."""
        return self.filter(on__range=(first, last))

    def search(self, words: str) -> "ActivityQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Activity(Edited):
    """A line of the second ledger: what a unit did, on which day, for how many, with its evidence. Logged once; every
    report counts it. Days are dates in Vietnam; `cost` is in đồng; `details` holds the fields of its kind's own
    (`ledger.activity_kinds`). A wrong line is cancelled with a reason, never deleted."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="activities", verbose_name="đơn vị")
    kind = models.CharField("loại hoạt động", max_length=30, choices=ActivityKind)
    channel_kind = models.CharField("hình thức", max_length=20, choices=ChannelKind, default=ChannelKind.OTHER)
    title = models.CharField("nội dung", max_length=300)
    text = models.TextField("kết quả, ghi chú", blank=True)
    on = models.DateField("ngày")
    until = models.DateField("đến ngày", null=True, blank=True)
    place = models.CharField("nơi tổ chức", max_length=200, blank=True)
    people = models.PositiveIntegerField("số người", null=True, blank=True)
    times = models.PositiveIntegerField("số lượt", default=1)
    copies = models.PositiveIntegerField("số bản", null=True, blank=True)
    link = models.URLField("đường dẫn", max_length=500, blank=True)
    cost = models.DecimalField("kinh phí (đồng)", max_digits=15, decimal_places=0, null=True, blank=True)
    fund = models.CharField("nguồn kinh phí", max_length=200, blank=True)
    details = models.JSONField("thông tin riêng", default=dict, blank=True)
    obligations = models.ManyToManyField(
        Obligation, through="Served", related_name="activities", blank=True, verbose_name="phục vụ việc"
    )
    origin = models.CharField(max_length=20, choices=ActivityOrigin, default=ActivityOrigin.TYPED, editable=False)
    source_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    source_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    source = GenericForeignKey("source_type", "source_id")
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # one form sent twice makes one line
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    cancelled_at = models.DateTimeField("hủy lúc", null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", editable=False
    )
    cancel_reason = models.CharField("lý do hủy", max_length=300, blank=True, editable=False)
    folded = models.CharField(max_length=900, editable=False, default="")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("on")), name="activity_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""), name="activity_cancelled_with_reason"
            ),
            # A published article, a finished contest: what another room logs stands once.
            models.UniqueConstraint(
                fields=["source_type", "source_id", "unit"],
                condition=Q(source_id__isnull=False),
                name="activity_logged_once",
            ),
        )
        indexes = (models.Index(fields=["unit", "on"]), models.Index(fields=["on", "kind"]))

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title = nfc(squeeze(self.title))
        self.folded = fold(f"{self.title} {self.place} {self.text}")[:900]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("activities:detail", args=[self.pk])

    @property
    def is_counted(self) -> bool:
        return self.cancelled_at is None


class Served(models.Model):
    """An activity counts for an obligation."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="served")
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="served")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["activity", "obligation"], name="served_once"),)

    def __str__(self) -> str:
        return f"{self.activity} → {self.obligation}"


def evidence_path(row: "ActivityFile", filename: str) -> str:
    """Where evidence is kept: never under the name that the sender gave it."""
    return f"evidence/{uuid.uuid4().hex}"


class ActivityFile(models.Model):
    """Evidence: a photo, made anew from its pixels alone (no place, no camera; Luật 91/2025/QH15), or a document typed
    by its content. `key` comes from the form, so that a repeated send keeps one."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="files")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=FileKind)
    file = models.FileField("tệp", upload_to=evidence_path)
    thumb = models.FileField(upload_to=evidence_path, blank=True)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    caption = models.CharField("chú thích", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "minh chứng"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.caption or self.name
