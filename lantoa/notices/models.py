from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.organisations.models import Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class NoticeKind(models.TextChoices):
    REMINDER = "reminder", "Nhắc việc"
    URGING = "urging", "Đôn đốc"
    RETURNED = "returned", "Trả lại"
    DECIDED = "decided", "Kết quả duyệt"
    TO_DECIDE = "to_decide", "Chờ duyệt"
    COMMENT = "comment", "Trao đổi"
    ASSIGNED = "assigned", "Việc mới"
    OTHER = "other", "Thông báo"


class MailChoice(models.Model):
    """What a person chose about mail; without a row: the digest comes. Urgent ones are mailed in any case."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choice")
    wants_digest = models.BooleanField("nhận thư tổng hợp mỗi ngày làm việc", default=True)

    class Meta:
        verbose_name = "lựa chọn nhận thư"

    def __str__(self) -> str:
        return f"{self.user}: {'có' if self.wants_digest else 'không'}"


class Digest(models.Model):
    """The one mail that a person gets on a working day: everything that waited, told once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField("ngày")
    made_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField("lỗi gửi", max_length=300, blank=True)

    class Meta:
        verbose_name = "thư tổng hợp"
        ordering = ("-day", "pk")
        constraints = (models.UniqueConstraint(fields=["user", "day"], name="digest_one_a_person_and_day"),)

    def __str__(self) -> str:
        return f"{self.user} {self.day:%d/%m/%Y}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: "User") -> "NoticeQuerySet":
        """A notice is its receiver's own."""
        return self.filter(user=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A sentence for one person, with the page that it is about: shown in the workspace, and mailed (at once where
    `is_urgent`, else in the day's digest). `key` tells repetitions: the same key tells a person once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=NoticeKind, default=NoticeKind.OTHER)
    text = models.CharField("nội dung", max_length=300)
    note = models.TextField("lời nhắn", blank=True)
    url = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=150, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    is_urgent = models.BooleanField("gửi thư ngay", default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField("lỗi gửi", max_length=300, blank=True)
    digest = models.ForeignKey(Digest, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["user", "key"], condition=~Q(key=""), name="notice_told_once"),)
        indexes = (models.Index(fields=["user", "read_at", "-at"]),)

    def __str__(self) -> str:
        return self.text
