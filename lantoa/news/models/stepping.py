"""Looks before the head's: a category may ask that holders of other roles see an article first (`CategoryStep`)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from lantoa.accounts.models import Membership, User
from lantoa.audit.models import record
from lantoa.news.models.category import CategoryStep
from lantoa.organisations.models import Unit
from lantoa.review import telling
from lantoa.review.enums import ReviewState
from lantoa.review.models import Reviewed, Transition, nearest_heads


class Stepped(Reviewed):
    """A reviewed thing of a category: `passed_steps` are the keys of the looks passed since the last submission, so
    that one dropped or added meanwhile moves no other. Approved by the head, it is published at once or at its hour
    (`news.publishing`)."""

    passed_steps = models.JSONField(default=list, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    claim_due = models.DateField("xem xong trước ngày", null=True, blank=True, editable=False)
    category: Any
    passes: Any

    class Meta:
        abstract = True

    def steps(self) -> list[CategoryStep]:
        return list(self.category.steps.all()) if self.category else []

    def next_step(self) -> CategoryStep | None:
        """The look that it waits for; None: the head's decision."""
        return next((step for step in self.steps() if step.pk not in self.passed_steps), None)

    def approvers(self) -> tuple[list[Membership], Unit | None]:
        """Who decides now: those of the next look, then the heads; where nobody holds the role, the heads look."""
        decide = deciders([self])[self.pk]
        return decide, decide[0].unit if decide else None

    @transaction.atomic
    def approve(self, *, by: User, note: str = "", seen: str | None = None) -> Transition:
        """Pass the look that it waits for; the head's is the last, after which it is published or waits for its
        hour."""
        self.demand_approver(by)
        self._locked()
        looked_at = self.next_step()
        if looked_at is None:
            from lantoa.news.publishing import publish_if_time

            step = super().approve(by=by, note=note, seen=seen)
            publish_if_time(self, by=by)  # type: ignore[arg-type]  # articles alone are of this kind
            return step
        self.demand_seen(seen)
        if self.review_state != ReviewState.SUBMITTED:
            raise ValidationError("Bài không còn chờ duyệt. Tải lại trang để xem bản mới.")
        return self._pass(looked_at, by=by, note=note.replace("\0", " ").strip())

    def _pass(self, looked_at: CategoryStep, *, by: User, note: str) -> Transition:
        self.passes.create(name=looked_at.name, by=by, note=note)
        self.passed_steps, self.claimed_by, self.claim_due = [*self.passed_steps, looked_at.pk], None, None
        self.save(update_fields=["passed_steps", "claimed_by", "claim_due"])
        said = f"{looked_at.name}: đồng ý. {note}".strip()
        state = ReviewState.SUBMITTED
        step = Transition.objects.create(subject=self, from_state=state, to_state=state, by=by, note=said)
        record("review_step", by=by, on=self, unit=self.unit, text=f"{said} ({self})")
        telling.tell_of(self, step)
        return step

    def _locked(self) -> Any:
        """The looks passed, too, are as they stand under the lock."""
        row = super()._locked()
        self.passed_steps = row.passed_steps
        return row

    def demand_approver(self, by: User) -> None:
        if not self.may_approve(by):
            raise PermissionDenied("Chỉ người được giao xem bước này (hoặc cấp trên khi khuyết) được quyết định.")

    def _move(self, to: ReviewState, *, by: User, note: str = "") -> Transition:
        if to in (ReviewState.SUBMITTED, ReviewState.RETURNED, ReviewState.DRAFT, ReviewState.APPROVED):
            self.claimed_by = self.claim_due = None
            if to != ReviewState.APPROVED:
                self.passed_steps = []
            self.save(update_fields=["passed_steps", "claimed_by", "claim_due"])
        return super()._move(to, by=by, note=note)


def deciders(things: Iterable[Any]) -> dict[int, list[Membership]]:
    """For each article (by id) the people who decide on it now, in a query for each role asked for."""
    rows = list(things)
    heads = nearest_heads({row.unit_id: row.unit for row in rows}.values())
    wanted: dict[str, dict[int, Unit]] = {}
    for row in rows:
        if step := row.next_step():
            wanted.setdefault(step.role, {})[row.unit_id] = row.unit
    holders = {role: nearest_holders(units.values(), role) for role, units in wanted.items()}
    return {row.pk: _of(row, holders) or heads[row.unit_id] for row in rows}


def _of(row: Any, holders: dict[str, dict[int, list[Membership]]]) -> list[Membership]:
    step = row.next_step()
    return holders[step.role][row.unit_id] if step else []


def nearest_holders(units: Iterable[Unit], role: str) -> dict[int, list[Membership]]:
    """For each unit (by id) who holds `role` in it, failing that in the nearest unit above; one query."""
    chains = {unit.pk: [unit.pk, *reversed(unit.ancestor_ids())] for unit in units}
    wanted = {pk for chain in chains.values() for pk in chain}
    found: dict[int, list[Membership]] = {}
    held = Membership.objects.current().filter(role=role, unit__in=wanted, user__is_active=True)
    for one in held.select_related("unit", "user"):
        found.setdefault(one.unit_id, []).append(one)
    return {unit: next((found[pk] for pk in chain if pk in found), []) for unit, chain in chains.items()}
