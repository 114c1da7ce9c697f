from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from lantoa.audit.edits import Edited
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.reports.enums import state_word
from lantoa.reports.models.period import Period
from lantoa.review.enums import ReviewState
from lantoa.review.models import Reviewed

if TYPE_CHECKING:
    from lantoa.accounts.models import User

SENT = frozenset({ReviewState.APPROVED, ReviewState.RECEIVED, ReviewState.ACCEPTED, ReviewState.ISSUED})


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: "User") -> "ReportQuerySet":
        """Reports of the subtree, and those that were sent to a unit of the subtree: also while they are mended after
        a return, for who returned a report follows what becomes of it."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        once_sent = Q(review_state__in=SENT) | Q(sent_at__isnull=False)
        received = access.within(user, Power.SEE, "receiver__path") & once_sent
        return self.filter(access.within(user, Power.SEE, "unit__path") | received)

    def current(self) -> "ReportQuerySet":
        """The newest version of each unit's report."""
        return self.filter(superseded_by__isnull=True)

    def sent(self) -> "ReportQuerySet":
        """The newest version of each unit's report that was sent: one that is being corrected stands meanwhile."""
        return self.filter(review_state__in=SENT).exclude(superseded_by__review_state__in=SENT)

    def counting(self) -> "ReportQuerySet":
        """What a sum may hold: accepted, and not replaced by a later accepted version."""
        accepted = self.filter(review_state=ReviewState.ACCEPTED)
        return accepted.exclude(superseded_by__review_state=ReviewState.ACCEPTED)


class Report(Reviewed, Edited):
    """One unit's report for one period. The unit's head approves it, which sends it to `receiver`; there it is received
    (frozen while it is read) and accepted or returned. The topmost one is issued with number and day. Figures and
    narrative are rows (`content`), frozen at submission with the activities they counted (`counted_ids`). A correction
    after acceptance is a new version with a reason; the old one stays readable and counts until the new is accepted.
    `drawn_from`: the unit's report in another template, whose sum and typed figures this one takes over (`another`).
    `vouched_by_unit`: the unit that confirmed for the head on a signed paper (`ReportPaper`), while that stands.
    `asked_due_on`: the due day that the plan itself gives; the day derived for the unit is never later.
    Of a report that came back: `returned_about` names the rows that the reason concerns ("so-12", "muc-3"),
    `returned_mark` is a mark of what stood in it then, `reply` what the unit answers."""

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports", verbose_name="kỳ")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports", verbose_name="đơn vị")
    receiver = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="received_reports", verbose_name="gửi đến"
    )
    obligation = models.ForeignKey(
        Obligation, on_delete=models.PROTECT, null=True, blank=True, related_name="reports", editable=False
    )
    asked_due_on = models.DateField("hạn theo văn bản giao", null=True, blank=True, editable=False)
    edition = models.PositiveSmallIntegerField("bản", default=1, editable=False)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by", editable=False
    )
    drawn_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="drawn", editable=False
    )
    correction_reason = models.CharField("lý do đính chính", max_length=300, blank=True)
    is_nil = models.BooleanField("không phát sinh", default=False)
    keyed_by_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị nhập thay"
    )
    keyed_reason = models.CharField("lý do nhập thay", max_length=300, blank=True)
    vouched_by_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị xác nhận thay"
    )
    returned_about = models.JSONField(default=list, editable=False)
    returned_mark = models.CharField(max_length=64, blank=True, editable=False)
    reply = models.CharField("trả lời nơi trả lại", max_length=2000, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated = models.DateField("ngày ban hành", null=True, blank=True)
    signer_role = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    counted_ids = models.JSONField(default=list, editable=False)
    filled_at = models.DateTimeField("tính số lúc", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField("được chấp nhận lúc", null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ("-period__ends_on", "unit__sort_key", "-edition")
        constraints = (
            models.UniqueConstraint(fields=["period", "unit", "edition"], name="report_one_an_edition"),
            models.CheckConstraint(condition=Q(edition=1) | ~Q(correction_reason=""), name="correction_says_why"),
        )
        indexes = (models.Index(fields=["period", "receiver", "review_state"]),)

    def __str__(self) -> str:
        return f"Báo cáo {self.period.name[:1].lower()}{self.period.name[1:]} của {self.unit.label}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.pk])

    @property
    def state_word(self) -> str:
        """Its state of review, in the words of reports."""
        return state_word(self.review_state, goes_up=self.receiver_id is not None)

    @property
    def is_excluded(self) -> bool:
        """Whether the unit does not owe it, for a reason on the books."""
        return self.obligation is not None and self.obligation.state == ObligationState.EXCLUDED

    def what_is_missing(self) -> list[str]:
        """What blocks sending: failed checks, required figures and headings that are empty."""
        from lantoa.reports.checking import blocking  # it reads the figures, whose models import this module

        return blocking(self)
