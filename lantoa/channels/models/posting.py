import uuid
from textwrap import shorten
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.audit.edits import Edited
from lantoa.channels.enums import LEFT, PostingState
from lantoa.channels.models.channel import Channel
from lantoa.ledger.models import Activity, Obligation

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class PostingQuerySet(models.QuerySet["Posting"]):
    def visible_to(self, user: "User") -> "PostingQuerySet":
        """Postings on channels of the subtree."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "channel__unit__path"))

    def due(self) -> "PostingQuerySet":
        """Released, their hour has come, and not put off after a failure."""
        now = timezone.now()
        ready = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
        return self.filter(ready, state=PostingState.RELEASED, send_at__lte=now)

    def left_behind(self) -> "PostingQuerySet":
        """Being sent by a worker that must be dead by now."""
        return self.filter(state=PostingState.SENDING, claimed_until__lte=timezone.now())


class Posting(Edited):
    """What goes out on one channel of one source (an article): the channel's own version of the text.

    Nothing leaves before a person with that right releases it. `key` goes along with every try, and `progress` says how
    far the last one came, so that a repeated try never publishes twice. Moments are aware datetimes.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="postings", verbose_name="kênh")
    source_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_id = models.PositiveBigIntegerField(null=True, blank=True)
    source = GenericForeignKey("source_type", "source_id")
    title = models.CharField("tiêu đề", max_length=300, blank=True)
    text = models.TextField("nội dung", blank=True)
    link = models.URLField("đường dẫn", max_length=500, blank=True)
    pictures = models.JSONField(default=list, blank=True)  # [{"path": storage path, "alt": …, "type": …}]
    options = models.JSONField(default=dict, blank=True)  # of the channel's own: author, description, broadcast …
    obligations = models.ManyToManyField(Obligation, blank=True, related_name="+", verbose_name="phục vụ việc")
    state = models.CharField("tình trạng", max_length=20, choices=PostingState, default=PostingState.DRAFT)
    # On the way to release: a draft that lies before who releases, or that came back (`channels.asking`).
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", editable=False
    )
    asked_at = models.DateTimeField("trình duyệt phát lúc", null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(  # none: the system, since what it was made of is gone
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", editable=False
    )
    returned_at = models.DateTimeField("trả lại lúc", null=True, blank=True, editable=False)
    return_note = models.TextField("cần sửa gì", blank=True, editable=False)
    send_at = models.DateTimeField("giờ đăng", null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", editable=False
    )
    released_at = models.DateTimeField("duyệt phát lúc", null=True, blank=True, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    progress = models.JSONField(default=dict, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)  # of the worker that sends it now
    tries = models.PositiveSmallIntegerField("số lần gửi", default=0, editable=False)
    next_try_at = models.DateTimeField("gửi lại lúc", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField("đăng lúc", null=True, blank=True, editable=False)
    removed_at = models.DateTimeField("gỡ khỏi kênh lúc", null=True, blank=True, editable=False)
    external_id = models.CharField(max_length=200, blank=True, editable=False)
    live_url = models.URLField("bài trên kênh", max_length=500, blank=True)
    failure = models.TextField("kênh trả lời", blank=True, editable=False)
    rehearsal = models.JSONField(default=dict, editable=False)  # what would have been sent, word for word
    seen = models.PositiveIntegerField("lượt xem", null=True, blank=True)
    reached = models.PositiveIntegerField("số người tiếp cận", null=True, blank=True)
    reacted = models.PositiveIntegerField("lượt tương tác", null=True, blank=True)
    read_at = models.DateTimeField("đọc số liệu lúc", null=True, blank=True, editable=False)
    activity = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "bài trên kênh"
        verbose_name_plural = "bài trên kênh"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=sorted(LEFT)) | Q(released_by__isnull=False),
                name="posting_leaves_only_released",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, asked_by__isnull=True)
                | Q(asked_at__isnull=False, asked_by__isnull=False, returned_at__isnull=True),
                name="posting_asked_by_somebody_or_returned",
            ),
            models.UniqueConstraint(
                fields=["channel", "source_type", "source_id"],
                condition=Q(source_id__isnull=False) & ~Q(state=PostingState.CANCELLED),
                name="posting_once_a_channel",
            ),
        )
        indexes = (
            models.Index(fields=["state", "send_at"]),
            models.Index(fields=["source_type", "source_id"]),
        )

    def __str__(self) -> str:
        return self.title or shorten(self.text, 80, placeholder="…") or self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("channels:posting", args=[self.pk])


class Attempt(models.Model):
    """One try to send, as it went: the step that it came to and the channel's own words."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=timezone.now)
    step = models.CharField(max_length=60, blank=True)
    is_good = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.words[:80] or self.step
