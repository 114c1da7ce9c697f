"""The one approval flow: draft → submitted → returned | approved → issued. No app grows a second one."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import Membership, User
from lantoa.audit.models import record
from lantoa.organisations.models import Unit
from lantoa.review import telling
from lantoa.review.enums import EDITABLE, FLOW, ReviewState


class Transition(models.Model):
    """One step of a reviewed thing: who, when, from what to what, with which note."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    from_state = models.CharField(max_length=20, choices=ReviewState)
    to_state = models.CharField(max_length=20, choices=ReviewState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["content_type", "object_id"]),)

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"


class ApprovalLink(models.Model):
    """A one-time address mailed to a head who cannot sign in where they are: whoever opens it before it expires decides
    once, in the name of `person`, and the transition says so. Only a digest of the token is kept."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    seen_step = models.CharField(max_length=20, blank=True, editable=False)  # the submission that it is about
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    transition = models.ForeignKey(Transition, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "đường dẫn duyệt một lần"
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["content_type", "object_id"]),)

    def __str__(self) -> str:
        return f"{self.person}: {self.subject}"


class Reviewed(models.Model):
    """A thing that a unit sends out after its head has approved it. Subclasses have a `unit` and say what blocks a
    submission (`what_is_missing`); a change of state happens here and nowhere else, under a row lock, so that a double
    click makes one."""

    review_state = models.CharField("tình trạng", max_length=20, choices=ReviewState, default=ReviewState.DRAFT)
    transitions = GenericRelation(Transition)
    unit: Any  # the ForeignKey of the subclass

    class Meta:
        abstract = True

    @property
    def is_editable(self) -> bool:
        return self.review_state in EDITABLE

    @property
    def return_note(self) -> str:
        """Why it came back, shown on the form until it is submitted again."""
        if self.review_state != ReviewState.RETURNED:
            return ""
        last = self.transitions.filter(to_state=ReviewState.RETURNED).last()
        return last.note if last else ""

    def what_is_missing(self) -> list[str]:
        """Sentences that block a submission; none: it may go."""
        return []

    def approvers(self) -> tuple[list[Membership], Unit | None]:
        """The heads who may approve and the unit they head: the own unit's, failing that the next above with one."""
        return approvers_for(self.unit)

    def may_edit(self, user: User) -> bool:
        return self.is_editable and access.may(user, Power.WRITE, self.unit)

    def may_approve(self, user: User) -> bool:
        heads, _ = self.approvers()
        ids = {head.pk for head in heads}
        return any(held.pk in ids for held in access.memberships(user))

    @transaction.atomic
    def submit(self, *, by: User, note: str = "") -> Transition | None:
        """Send for approval. Asked twice, the second time changes nothing. Raises ValidationError with what is
        missing."""
        access.demand(by, Power.WRITE, self.unit)
        current = self._locked()
        if current.review_state == ReviewState.SUBMITTED:
            return None
        missing = self.what_is_missing()
        if missing:
            raise ValidationError(missing)
        return self._move(ReviewState.SUBMITTED, by=by, note=note)

    @transaction.atomic
    def take_back(self, *, by: User) -> Transition:
        """The unit takes its submission back to mend it, before the head has decided."""
        access.demand(by, Power.WRITE, self.unit)
        self._locked()
        return self._move(ReviewState.DRAFT, by=by)

    @transaction.atomic
    def send_back(self, *, by: User, note: str) -> Transition:
        """Return with a reason, which is required."""
        if not note.strip():
            raise ValidationError("Ghi lý do trả lại để người soạn biết cần sửa gì.")
        self.demand_approver(by)
        self._locked()
        return self._move(ReviewState.RETURNED, by=by, note=note.strip())

    @transaction.atomic
    def approve(self, *, by: User, note: str = "", seen: str | None = None) -> Transition:
        """`seen`: the key of the last step when the approver opened the page (`last_step`). Where another came since,
        they would approve what they have not read: raises ValidationError."""
        self.demand_approver(by)
        self._locked()
        self.demand_seen(seen)
        return self._move(ReviewState.APPROVED, by=by, note=note)

    @property
    def last_step(self) -> str:
        """The key of the last step, which a form of deciding carries; empty before the first."""
        return str(self.transitions.order_by("pk").values_list("pk", flat=True).last() or "")

    def demand_seen(self, seen: str | None) -> None:
        """Raise ValidationError where a step was taken since the page was opened; under the lock of the row."""
        if seen is not None and seen != self.last_step:
            raise ValidationError(
                "Văn bản đã được rút về và trình lại sau khi trang này mở. Đọc lại bản mới rồi hãy quyết định."
            )

    def _locked(self) -> Self:
        """The row under a lock, its state taken over: two clicks at once are done one after the other."""
        row = type(self)._default_manager.select_for_update().only("pk", "review_state").get(pk=self.pk)
        self.review_state = row.review_state
        return row

    def demand_approver(self, by: User) -> None:
        if not self.may_approve(by):
            raise PermissionDenied("Chỉ thủ trưởng của đơn vị (hoặc của đơn vị cấp trên khi khuyết) được duyệt.")

    def _move(self, to: ReviewState, *, by: User, note: str = "") -> Transition:
        was, note = self.review_state, note.replace("\0", " ")
        if to not in FLOW[was]:
            was_label, to_label = ReviewState(was).label, to.label
            raise ValidationError(f"Không thể chuyển từ “{was_label}” sang “{to_label}”. Tải lại trang để xem bản mới.")
        self.review_state = to
        self.save(update_fields=["review_state"])
        step = Transition.objects.create(subject=self, from_state=was, to_state=to, by=by, note=note)
        record(f"review_{to}", by=by, on=self, unit=self.unit, text=f"{to.label}: {self}", detail={"note": note})
        telling.tell_of(self, step)
        return step


def last_steps(things: Sequence[Reviewed], to: ReviewState) -> dict[int, Transition]:
    """The latest step of each thing (by id; all of one model) into a state, in one query."""
    if not things:
        return {}
    kind = ContentType.objects.get_for_model(things[0])
    ids = [thing.pk for thing in things]
    steps = Transition.objects.filter(content_type=kind, object_id__in=ids, to_state=to)
    return {step.object_id: step for step in steps.order_by("at", "pk")}


def approvers_for(unit: Unit) -> tuple[list[Membership], Unit | None]:
    """Heads who decide for `unit`: its own, failing that those of the nearest unit above that has one."""
    heads = nearest_heads([unit])[unit.pk]
    return heads, heads[0].unit if heads else None


def nearest_heads(units: Iterable[Unit]) -> dict[int, list[Membership]]:
    """For each unit (by id) the heads who decide for it, in one query; none where nobody heads it or one above."""
    chains = {unit.pk: [unit.pk, *reversed(unit.ancestor_ids())] for unit in units}
    heads: dict[int, list[Membership]] = {}
    wanted = {pk for chain in chains.values() for pk in chain}
    for head in (
        Membership.objects.current()
        .filter(role=Role.HEAD, unit__in=wanted, user__is_active=True)
        .select_related("unit", "user")
    ):
        heads.setdefault(head.unit_id, []).append(head)
    return {unit: next((heads[pk] for pk in chain if pk in heads), []) for unit, chain in chains.items()}
