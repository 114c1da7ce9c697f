from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from lantoa.organisations.models import Unit
from lantoa.plans.enums import UPLOAD_PENDING, UploadState
from lantoa.plans.models.plan import Plan
from lantoa.plans.models.source import source_path

if TYPE_CHECKING:
    from lantoa.accounts.models import User


OUR_FAULT = "Hệ thống gặp lỗi khi đọc tệp này. Tệp vẫn được giữ, hãy thử đọc lại sau ít phút."


class PlanUploadQuerySet(models.QuerySet["PlanUpload"]):
    def visible_to(self, user: "User") -> "PlanUploadQuerySet":
        """An upload is its sender's own until it is a plan."""
        return self.filter(by=user)


class PlanUpload(models.Model):
    """A document on its way to being a plan: kept from the moment it arrives, so that a long reading goes on when the
    page is left, and one form sent twice makes one plan (`form_key`)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị ban hành")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    form_key = models.UUIDField(unique=True, editable=False)
    file = models.FileField("tệp văn bản", upload_to=source_path)
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=20, choices=UploadState, default=UploadState.WAITING)
    pages_done = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    sentence = models.CharField("lý do", max_length=500, blank=True)
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PlanUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp tải lên"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:upload_progress", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.state in UPLOAD_PENDING

    @property
    def is_worth_another_try(self) -> bool:
        """Reading it again may end otherwise: the fault was not the file's."""
        return self.state == UploadState.FAILED and self.sentence == OUR_FAULT

    def turn_to(self, state: UploadState, **values: object) -> None:
        """Take a new state, with the values that come with it."""
        self.state = state
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *values])
