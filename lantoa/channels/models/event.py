import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from lantoa.audit.edits import Edited
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity, Obligation
from lantoa.organisations.models import Unit

if TYPE_CHECKING:
    from lantoa.accounts.models import User

# Channels that no machine serves: held by people, logged by hand, on the same calendar as what goes out by itself.
OFFLINE = (
    ActivityKind.LOUDSPEAKER,
    ActivityKind.NOTICE_BOARD,
    ActivityKind.ARTICLE_ELSEWHERE,
    ActivityKind.CONFERENCE,
    ActivityKind.PARENTS_MEETING,
    ActivityKind.FLAG_SALUTE,
)


class EventQuerySet(models.QuerySet["PlannedEvent"]):
    def visible_to(self, user: "User") -> "EventQuerySet":
        """What units of the subtree have planned."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "unit__path"))

    def unlogged(self) -> "EventQuerySet":
        """What was to take place before today, and of which nobody has said what came of it."""
        rows = self.filter(cancelled_at__isnull=True, on__lt=timezone.localdate())
        return rows.exclude(Exists(Activity.objects.counted().filter(form_key=OuterRef("key"))))

    def with_held(self) -> "EventQuerySet":
        """Each with `held_id` and `held_on` of the line of the ledger that says it was held; None: it was not."""
        lines = Activity.objects.counted().filter(form_key=OuterRef("key"))
        found = {"held_id": Subquery(lines.values("pk")[:1]), "held_on": Subquery(lines.values("on")[:1])}
        return self.annotate(**found)


class PlannedEvent(Edited):
    """Something to come on a channel that no machine serves: a parents' meeting, a slot on the loudspeaker.

    The form in which it is logged afterwards carries its `key`; the activity with that form key says that it was held,
    whichever unit of the person it was logged for, so that nothing is kept twice. One form sent twice plans one event:
    the key is that of the form, too. What does not take place is cancelled
    with a reason, never deleted.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="planned_events", verbose_name="đơn vị")
    kind = models.CharField("hình thức", max_length=30, choices=[(one.value, one.label) for one in OFFLINE])
    title = models.CharField("tên hoạt động", max_length=300)
    on = models.DateField("ngày")
    at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    place = models.CharField("nơi tổ chức", max_length=200, blank=True)
    audience = models.CharField("đối tượng", max_length=200, blank=True)
    people = models.PositiveIntegerField("số người dự kiến", null=True, blank=True)
    text = models.TextField("nội dung", blank=True)
    assigned = models.TextField("phân công", blank=True)
    obligations = models.ManyToManyField(
        Obligation, blank=True, related_name="planned_events", verbose_name="phục vụ việc được giao"
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField("hủy lúc", null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+", editable=False
    )
    cancel_reason = models.CharField("lý do hủy", max_length=300, blank=True, editable=False)

    held_id: int | None  # of `with_held`
    held_on: dt.date | None

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động sắp tới"
        verbose_name_plural = "hoạt động sắp tới"
        ordering = ("on", "at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                name="event_cancelled_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["unit", "on"]),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("channels:event", args=[self.pk])

    @property
    def has_come(self) -> bool:
        """Whether its day is there, so that it can be logged."""
        return self.on <= timezone.localdate()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be held or logged; of `with_held`."""
        return self.cancelled_at is None and self.held_id is None
