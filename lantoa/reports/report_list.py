"""The list of reports: what a unit owes, what an office received, which periods are open; filtered by the address."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger.enums import ObligationState
from lantoa.ledger.standing import Standing
from lantoa.reports import enums, keying
from lantoa.reports.closed import why_shut
from lantoa.reports.models import Period, Report
from lantoa.reports.models.report import SENT, ReportQuerySet
from lantoa.reports.report_standing import due_note, due_of, standing_of
from lantoa.review.enums import EDITABLE, ReviewState
from lantoa.vietnamese.text import search_words, squeeze

OWN, RECEIVED, PERIODS, ALL = "", "cho-xem", "ky", "tat-ca"
STATES: dict[str, tuple[str, Q]] = {
    "dang-lam": (enums.WRITING, Q(review_state=ReviewState.DRAFT)),
    "tra-lai": (enums.RETURNED, Q(review_state=ReviewState.RETURNED)),
    "cho-duyet": (enums.SUBMITTED, Q(review_state=ReviewState.SUBMITTED)),
    "cho-ban-hanh": (enums.TO_ISSUE, Q(review_state=ReviewState.APPROVED, receiver=None)),
    "da-gui": (enums.SENT_UP, Q(review_state=ReviewState.APPROVED, receiver__isnull=False)),
    "dang-xem": (enums.RECEIVED, Q(review_state=ReviewState.RECEIVED)),
    "xong": (f"{enums.ACCEPTED}, đã ban hành", Q(review_state__in=(ReviewState.ACCEPTED, ReviewState.ISSUED))),
    "khong-phat-sinh": (enums.NOTHING, Q(is_nil=True, review_state__in=SENT)),
}
_EXCUSED = Q(obligation__state=ObligationState.EXCLUDED)
_DIGITS = 18


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as the list shows it; `verb`: what its button says."""

    report: Report
    standing: Standing
    note: str
    due_on: dt.date | None
    verb: str


class ReportFilter:
    """What the address asks for: a tab, a period, a standing, words in the unit's name."""

    def __init__(self, given: QueryDict, user: User) -> None:
        self.user = user
        self.own_ids = [unit.pk for unit in access.units_where(user, Power.SEE)]
        judging = access.units_where(user, Power.DIRECT) + access.units_where(user, Power.APPROVE)
        self.judging_ids = sorted({unit.pk for unit in judging})
        tab = given.get("muc", "")
        self.tab = tab if tab in self.tabs else OWN
        self.words = squeeze(given.get("q", ""))[:100]
        self.state = given.get("tinh-trang", "") if given.get("tinh-trang") in STATES else ""
        period = given.get("ky", "")
        self.period = int(period) if period.isascii() and period.isdecimal() and len(period) < _DIGITS else 0

    @cached_property
    def tabs(self) -> dict[str, str]:
        found = {OWN: "Của đơn vị"}
        if self.judging_ids:
            found |= {RECEIVED: "Gửi đến đơn vị", PERIODS: "Kỳ đang mở"}
        return found | {ALL: "Tất cả"}

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or self.state or self.period)

    @cached_property
    def _base(self) -> ReportQuerySet:
        visible = Report.objects.visible_to(self.user).current()
        match self.tab:
            case "cho-xem":
                came = Q(review_state__in=SENT) | Q(review_state=ReviewState.RETURNED, sent_at__isnull=False)
                return visible.filter(came, receiver__in=self.judging_ids)
            case "tat-ca":
                return visible
        return visible.filter(unit__in=self.own_ids)

    def periods(self) -> QuerySet[Period]:
        """Periods that the tab's reports belong to, to choose from, year by year, the last first; what is sent here,
        from before the first comes."""
        reports = self._base
        if self.tab == RECEIVED:
            reports = Report.objects.filter(receiver__in=self.judging_ids)
        found = Period.objects.filter(pk__in=reports.order_by().values("period"))
        found = found.only("pk", "name", "year", "template__name").select_related("template")
        return found.order_by("-year", "-ends_on", "-pk")

    def reports(self) -> ReportQuerySet:
        """The reports asked for, most urgent first."""
        found = self._base
        if self.period:
            found = found.filter(period=self.period)
        if self.state:
            found = found.filter(STATES[self.state][1]).exclude(_EXCUSED)
        for word in search_words(self.words):
            found = found.filter(unit__folded__contains=word)
        rank = self._rank().asc()
        waits = ~Q(review_state__in=(ReviewState.ACCEPTED, ReviewState.ISSUED)) & ~_EXCUSED
        due = Case(When(waits, then=F("obligation__due_on")), default=None).asc(nulls_last=True)  # else newest first
        found = found.select_related("unit", "receiver", "obligation", "period__template", "period__unit")
        return found.order_by(rank, due, "-period__ends_on", "unit__sort_key", "pk")

    def _rank(self) -> "Case":
        received = self.tab == RECEIVED
        return Case(
            When(_EXCUSED, then=Value(6)),
            When(review_state__in=EDITABLE, then=Value(3 if received else 1)),
            When(review_state=ReviewState.SUBMITTED, then=Value(2)),
            When(review_state=ReviewState.APPROVED, receiver=None, then=Value(0)),
            When(review_state=ReviewState.APPROVED, then=Value(0 if received else 4)),
            When(review_state=ReviewState.RECEIVED, then=Value(1 if received else 4)),
            default=Value(5),
            output_field=IntegerField(),
        )

    def waiting_count(self) -> int:
        """How many received reports nobody has decided on."""
        return queue(self.user).count()

    def open_periods(self) -> QuerySet[Period]:
        """Open periods with how many of their units have sent (`sent` of `owing`), and by when the office itself sends
        (`sends_on`): the day of its own report, which a plan from above may have set earlier."""
        current = Q(reports__superseded_by__isnull=True) & ~Q(reports__unit=F("unit"))
        owing = current & ~Q(reports__obligation__state=ObligationState.EXCLUDED)
        own = Report.objects.current().filter(period=OuterRef("pk"), unit=OuterRef("unit"))
        found = Period.objects.visible_to(self.user).open().select_related("unit", "template")
        return found.annotate(
            owing=Count("reports", filter=owing, distinct=True),
            sent=Count("reports", filter=owing & Q(reports__review_state__in=SENT), distinct=True),
            sends_on=Coalesce(Subquery(own.values("obligation__due_on")[:1]), "due_on"),
        ).order_by(F("sends_on").asc(nulls_last=True), "-pk")


def queue(user: User) -> ReportQuerySet:
    """Reports that wait for a decision of the person's own unit, the longest waiting first."""
    units = access.units_where(user, Power.DIRECT) + access.units_where(user, Power.APPROVE)
    waiting = (ReviewState.APPROVED, ReviewState.RECEIVED)
    sent = Report.objects.current().filter(receiver__in=[unit.pk for unit in units], review_state__in=waiting)
    return sent.order_by("sent_at", "pk")


def rows_of(reports: Iterable[Report], user: User, today: dt.date) -> list[ReportRow]:
    """The rows of a page."""
    return [_row(report, user, today) for report in reports]


def _row(report: Report, user: User, today: dt.date) -> ReportRow:
    return ReportRow(report, standing_of(report, today), due_note(report, today), due_of(report), _verb(report, user))


def _verb(report: Report, user: User) -> str:
    if report.is_excluded:
        return "Xem"
    writes = access.may(user, Power.WRITE, report.unit)
    if keying.may_write_now(user, report) and not why_shut(report):
        return "Sửa lại" if report.review_state == ReviewState.RETURNED else "Soạn"
    if report.review_state == ReviewState.APPROVED and report.receiver_id is None and writes:
        return "Ban hành"
    receiver = report.receiver
    judges = receiver is not None and any(access.may(user, power, receiver) for power in (Power.DIRECT, Power.APPROVE))
    if judges and report.review_state in (ReviewState.APPROVED, ReviewState.RECEIVED):
        return "Xem và quyết định"
    return "Xem"
