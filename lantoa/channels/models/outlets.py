from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from lantoa.channels.enums import OutletKind
from lantoa.channels.models.posting import Posting
from lantoa.ledger.models import Activity
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold, nfc, sort_key, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class OutletQuerySet(models.QuerySet["PressOutlet"]):
    def visible_to(self, user: "User") -> "OutletQuerySet":
        """A unit's own list, and those of units below it."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "unit__path"))


class PressOutlet(models.Model):
    """A newspaper or station that a unit sends its press releases to."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="press_outlets", verbose_name="đơn vị")
    name = models.CharField("tên báo, đài", max_length=160)
    kind = models.CharField("loại", max_length=20, choices=OutletKind, default=OutletKind.NEWSPAPER)
    email = models.EmailField("thư điện tử nhận thông cáo", blank=True)
    contact = models.CharField("người liên hệ", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    note = models.CharField("ghi chú", max_length=250, blank=True)
    is_active = models.BooleanField("đang gửi", default=True)
    folded = models.CharField(max_length=200, editable=False, default="")
    sort_key = models.CharField(max_length=500, editable=False, default="")

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = "báo, đài"
        verbose_name_plural = "báo, đài"
        ordering = ("sort_key", "pk")
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="outlet_once_a_unit"),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = nfc(squeeze(self.name))
        self.folded, self.sort_key = fold(self.name)[:200], sort_key(self.name)[:500]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("channels:outlet", args=[self.pk])


class Appearance(models.Model):
    """What a newspaper or station brought: link and day; it stands in the ledger of what was done."""

    outlet = models.ForeignKey(PressOutlet, on_delete=models.PROTECT, related_name="appearances")
    posting = models.ForeignKey(Posting, on_delete=models.SET_NULL, null=True, blank=True, related_name="appearances")
    title = models.CharField("tiêu đề bài đăng", max_length=300)
    link = models.URLField("đường dẫn", max_length=500, blank=True)
    on = models.DateField("ngày đăng, phát")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bài báo, đài đã đăng"
        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["outlet", "link"], condition=~models.Q(link=""), name="appearance_link_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Episode(models.Model):
    """The recording of a radio bulletin: an entry of the channel's podcast feed once its posting is out."""

    posting = models.OneToOneField(Posting, on_delete=models.CASCADE, related_name="episode")
    file = models.FileField("tệp âm thanh", upload_to="radio/")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField("thời lượng (giây)", null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bản ghi âm"
        ordering = ("-added_at",)

    def __str__(self) -> str:
        return self.name
