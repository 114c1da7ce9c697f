from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse

from lantoa.channels.enums import ChannelType, Health
from lantoa.organisations.models import Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class ChannelQuerySet(models.QuerySet["Channel"]):
    def visible_to(self, user: "User") -> "ChannelQuerySet":
        """A unit sees its own channels and those of units below it; never a neighbour's."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "unit__path"))

    def in_use(self) -> "ChannelQuerySet":
        return self.filter(is_active=True)


class Channel(models.Model):
    """One outlet of a unit. It rehearses (`is_live` False) until a person switches it on: everything is done but the
    sending, and what would be sent is kept to be read.

    `options` holds what is not secret (page id, addresses of the interface, limits); `secrets` what is, encrypted by
    `channels.vault`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="channels", verbose_name="đơn vị")
    type = models.CharField("loại kênh", max_length=20, choices=ChannelType)
    name = models.CharField("tên kênh", max_length=120)
    url = models.URLField("địa chỉ công khai", max_length=300, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    is_live = models.BooleanField("gửi thật", default=False)
    options = models.JSONField("cấu hình", default=dict, blank=True)
    secrets = models.TextField(blank=True, editable=False)
    token_expires_at = models.DateTimeField("mã truy cập hết hạn lúc", null=True, blank=True, editable=False)
    refresh_expires_at = models.DateTimeField("mã gia hạn hết hạn lúc", null=True, blank=True, editable=False)
    refreshed_at = models.DateTimeField("gia hạn lần cuối", null=True, blank=True, editable=False)
    checked_at = models.DateTimeField("thử lần cuối", null=True, blank=True, editable=False)
    health = models.CharField("sức khỏe", max_length=20, choices=Health, default=Health.UNKNOWN, editable=False)
    health_words = models.TextField("kênh trả lời", blank=True, editable=False)
    quota = models.JSONField(default=dict, editable=False)  # what the channel says is left, and when it said so
    # Who renews the token now, and until when nobody else may (`channels.leases`): it outlives the HTTP timeout.
    lease = models.CharField(max_length=40, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = "kênh"
        verbose_name_plural = "kênh"
        ordering = ("unit__sort_key", "type", "name", "pk")
        constraints = (models.UniqueConstraint(fields=["unit", "type", "name"], name="channel_name_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("channels:detail", args=[self.pk])
