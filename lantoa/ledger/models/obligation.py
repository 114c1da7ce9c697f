import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils import timezone

from lantoa.ledger.enums import DONE, PENDING, ObligationKind, ObligationState, Rhythm
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold, search_words

if TYPE_CHECKING:
    from lantoa.accounts.models import User


DATED, OWN_DAY = "dated", "own_day"  # what happened to a due day: a rule set it, a person did for one line


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, user: "User") -> "ObligationQuerySet":
        """What units of the subtree owe, and what the unit itself has asked of others."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        mine = access.within(user, Power.SEE, "unit__path") | access.within(user, Power.SEE, "asked_by__path")
        return self.filter(mine)

    def pending(self) -> "ObligationQuerySet":
        return self.filter(state__in=PENDING)

    def done(self) -> "ObligationQuerySet":
        return self.filter(state__in=DONE)

    def overdue(self, today: dt.date | None = None) -> "ObligationQuerySet":
        return self.filter(state=ObligationState.OPEN, due_on__lt=today or timezone.localdate())

    def due_within(self, days: int, today: dt.date | None = None) -> "ObligationQuerySet":
        first = today or timezone.localdate()
        return self.filter(state=ObligationState.OPEN, due_on__range=(first, first + dt.timedelta(days=days)))

    def of_units_on(self, day: dt.date) -> "ObligationQuerySet":
        """What is owed by units that have not ended by that day."""
        return self.filter(Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gt=day))

    def counted(self) -> "ObligationQuerySet":
        """The denominator: everything but what was excluded with a reason."""
        return self.exclude(state=ObligationState.EXCLUDED)

    def of_result(self, lead: int | None) -> "ObligationQuerySet":
        """The line with that key and those that the same result meets."""
        return self.filter(Q(pk=lead or 0) | Q(met_with=lead or 0))

    def one_a_result(self) -> "ObligationQuerySet":
        """Of lines that one result meets together only the first: a person has one thing to do."""
        return self.filter(met_with__isnull=True)

    def left_by_handing_over(self) -> "ObligationQuerySet":
        """Excluded because the unit ended, and not for a reason that somebody gave: no later event has opened it."""
        last = ObligationEvent.objects.filter(obligation=models.OuterRef("pk")).order_by("-pk").values("what")[:1]
        return self.filter(state=ObligationState.EXCLUDED).alias(last=models.Subquery(last)).filter(last="handed_over")

    def with_own_day(self) -> "ObligationQuerySet":
        """Those whose due day a person set for the line alone: no rule has dated it since."""
        dated = ObligationEvent.objects.filter(obligation=models.OuterRef("pk"), what__in=(DATED, OWN_DAY))
        last = dated.order_by("-pk").values("what")[:1]
        return self.filter(due_on__isnull=False).alias(dated=models.Subquery(last)).filter(dated=OWN_DAY)

    def of(self, origin: models.Model) -> "ObligationQuerySet":
        """What came from one document (a plan)."""
        kind = ContentType.objects.get_for_model(origin)
        return self.filter(origin_type=kind, origin_id=origin.pk)

    def about(self, subject: models.Model) -> "ObligationQuerySet":
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def most_urgent_first(self) -> "ObligationQuerySet":
        """Pending before done; among them by due day, those that wait for a date last."""
        rank = Case(
            When(state=ObligationState.OPEN, then=Value(0)),
            When(state=ObligationState.WAITING, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.alias(urgency=rank).order_by("urgency", models.F("due_on").asc(nulls_last=True), "pk")

    def counts(self, today: dt.date | None = None) -> dict[str, int]:
        """`total` (the denominator), `done`, `overdue`, `waiting`, `open` in one query."""
        day = today or timezone.localdate()
        is_open = Q(state=ObligationState.OPEN)
        return self.counted().aggregate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state__in=DONE)),
            overdue=Count("pk", filter=is_open & Q(due_on__lt=day)),
            waiting=Count("pk", filter=Q(state=ObligationState.WAITING)),
            open=Count("pk", filter=is_open & (Q(due_on__gte=day) | Q(due_on__isnull=True))),
        )

    def search(self, words: str) -> "ObligationQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Obligation(models.Model):
    """A line of the first ledger: who owes what by when. The app that asked keeps the rule of *when* (`subject` is the
    asked-for thing, `origin` the document it came from); this keeps the books and knows no app by name.
    `met_with`: another line that asks for the same result; what closes or opens that one does so with this one."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations", verbose_name="đơn vị")
    asked_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="asked", verbose_name="đơn vị giao")
    kind = models.CharField("loại việc", max_length=30, choices=ObligationKind)
    title = models.TextField("việc phải làm")
    source_line = models.TextField("nguồn", blank=True, help_text="Dòng trong văn bản giao việc này.")
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    origin_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    origin_id = models.PositiveBigIntegerField()
    origin = GenericForeignKey("origin_type", "origin_id")
    part = models.CharField(
        max_length=40, blank=True, default="", help_text="Phân biệt nhiều kỳ của một việc: 2026-H1, 2026-Q2 …"
    )
    opened_on = models.DateField("ngày giao")
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    due_words = models.CharField("thời gian ghi trong văn bản", max_length=300, blank=True)
    rhythm = models.CharField("nhịp", max_length=20, choices=Rhythm, default=Rhythm.ONCE)
    expected = models.PositiveSmallIntegerField("số lượt mỗi nhịp", default=1)
    state = models.CharField("tình trạng", max_length=20, choices=ObligationState, default=ObligationState.OPEN)
    met_on = models.DateField("ngày xong", null=True, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    handed_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="handed_to", editable=False
    )
    met_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="meets_too", editable=False
    )
    folded = models.TextField(editable=False, default="")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = "việc phải làm"
        verbose_name_plural = "việc phải làm"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "subject_type", "subject_id", "kind", "part"], name="obligation_owed_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ObligationState.EXCLUDED) | ~Q(reason=""), name="obligation_excluded_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ObligationState.MET, ObligationState.MET_LATE]) | Q(met_on__isnull=False),
                name="obligation_met_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ObligationState.WAITING) | Q(due_on__isnull=True), name="obligation_waits_undated"
            ),
        )
        indexes = (
            models.Index(fields=["unit", "state", "due_on"]),
            models.Index(fields=["origin_type", "origin_id", "unit"]),
            models.Index(fields=["subject_type", "subject_id"]),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.title} {self.source_line}")
        super().save(*args, **kwargs)

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING

    @property
    def is_overdue(self) -> bool:
        return self.state == ObligationState.OPEN and self.due_on is not None and self.due_on < timezone.localdate()


class ObligationEvent(models.Model):
    """What happened to an obligation: dated, moved, met, excused. Who and when are rows, not overwritten columns."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, related_name="+")
    what = models.CharField(max_length=30)
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text
