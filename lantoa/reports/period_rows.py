"""Who has sent a period's report and who has not: the rows of its page, filtered by the address, and their counts."""

import datetime as dt
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.http import QueryDict
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.ledger.enums import PENDING, ObligationState
from lantoa.ledger.standing import SOON
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.reports import enums
from lantoa.reports.dues import own_days
from lantoa.reports.models import Period, Report, ReportNarrative, ReportValue
from lantoa.reports.models.report import SENT, ReportQuerySet
from lantoa.reports.report_standing import due_of, late_words
from lantoa.review.enums import ReviewState
from lantoa.tabular.sheets import Column
from lantoa.vietnamese.text import squeeze

MOST_DIGITS = 18


class Sending(TextChoices):
    """Where a unit stands in a period, in the words of its page."""

    UNOPENED = "unopened", enums.UNBEGUN.lower()
    WRITING = "writing", enums.WRITING.lower()
    RETURNED = "returned", enums.RETURNED.lower()
    SUBMITTED = "submitted", enums.SUBMITTED.lower()
    SENT = "sent", enums.SENT_UP.lower()
    RECEIVED = "received", enums.RECEIVED.lower()
    ACCEPTED = "accepted", enums.ACCEPTED.lower()
    NIL = "nil", enums.NOTHING.lower()
    EXCLUDED = "excluded", enums.EXCUSED.lower()


TONES = {
    Sending.UNOPENED: "neutral",
    Sending.WRITING: "neutral",
    Sending.RETURNED: "negative",
    Sending.SUBMITTED: "warning",
    Sending.SENT: "info",
    Sending.RECEIVED: "info",
    Sending.ACCEPTED: "positive",
    Sending.NIL: "positive",
    Sending.EXCLUDED: "neutral",
}
OWING = frozenset({Sending.UNOPENED, Sending.WRITING, Sending.RETURNED, Sending.SUBMITTED})
LATE, NOT_SENT = "qua-han", "chua-gui"
ORDERS = {"": "Cần đôn đốc trước", "ten": "Theo tên", "han": "Theo hạn gửi"}
_BY_STATE = {
    ReviewState.ACCEPTED: Sending.ACCEPTED,
    ReviewState.ISSUED: Sending.ACCEPTED,
    ReviewState.RECEIVED: Sending.RECEIVED,
    ReviewState.APPROVED: Sending.SENT,
    ReviewState.SUBMITTED: Sending.SUBMITTED,
    ReviewState.RETURNED: Sending.RETURNED,
}


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A unit's line: where it stands, why it owes on that day, whether anybody there can sign in."""

    report: Report
    sending: Sending
    is_late: bool
    due_words: str
    has_account: bool
    may_open: bool
    has_own_day: bool

    @property
    def due_on(self) -> dt.date | None:
        return self.report.obligation.due_on if self.report.obligation else self.report.asked_due_on

    @property
    def is_owing(self) -> bool:
        return self.sending in OWING

    @property
    def tone(self) -> str:
        return "negative" if self.is_late else TONES[self.sending]

    @property
    def word(self) -> str:
        return ", ".join(filter(None, (str(self.sending.label), self.beside)))

    @property
    def beside(self) -> str:
        """What the word does not say: how late it is or came, that it is being corrected."""
        if self.is_late and self.due_on:
            word = "đã muộn" if self.sending == Sending.SUBMITTED else "quá hạn"
            return f"{word} {(timezone.localdate() - self.due_on).days} ngày"
        if self.sending == Sending.ACCEPTED and self.report.edition > 1 and self.report.is_editable:
            return "đang đính chính"
        return late_words(self.report)

    @property
    def marks(self) -> list[str]:
        """What was done for the unit by another."""
        keyed, vouched = self.report.keyed_by_unit, self.report.vouched_by_unit
        marks = [f"{keyed.label} nhập thay"] if keyed else [] if self.has_account else ["chưa có tài khoản"]
        return [*marks, f"{vouched.label} xác nhận thay thủ trưởng"] if vouched else marks


def rows_of(period: Period, user: User) -> ReportQuerySet:
    """The newest report of each unit that the person may know of, with `sending`; the office's own is not among
    them."""
    begun = Q(filled_at__isnull=False) | Q(Exists(ReportValue.objects.filter(report=OuterRef("pk"))))
    begun |= Q(Exists(ReportNarrative.objects.filter(report=OuterRef("pk"))))
    sending = Case(
        When(obligation__state=ObligationState.EXCLUDED, then=Value(Sending.EXCLUDED.value)),
        When(is_nil=True, review_state__in=SENT, then=Value(Sending.NIL.value)),
        When(edition__gt=1, then=Value(Sending.ACCEPTED.value)),  # a correction: the edition before it is accepted
        *[When(review_state=state, then=Value(found.value)) for state, found in _BY_STATE.items()],
        When(begun, then=Value(Sending.WRITING.value)),
        default=Value(Sending.UNOPENED.value),
    )
    known = access.within(user, Power.SEE, "unit__path") | access.within(user, Power.SEE, "receiver__path")
    reports: ReportQuerySet = period.reports.current()
    return reports.exclude(unit=period.unit_id).filter(known).annotate(sending=sending)


class PeriodFilter:
    """The rows asked for by the address: words, standing, kind of unit, area, receiver, order."""

    def __init__(self, period: Period, given: QueryDict, user: User) -> None:
        self.period, self.user = period, user
        self.words = squeeze(given.get("q", ""))[:100]
        self.state = given.get("tinh_trang", "")
        self.kind = given.get("loai", "") if given.get("loai") in UnitKind.values else ""
        self.area = squeeze(given.get("dia-ban", ""))[:120]
        receiver = given.get("noi-nhan", "")
        self.receiver = int(receiver) if receiver.isdecimal() and len(receiver) < MOST_DIGITS else 0
        self.order = given.get("xep", "") if given.get("xep") in ORDERS else ""
        if self.state not in (*Sending.values, LATE, NOT_SENT):
            self.state = ""

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.state or self.kind or self.area or self.receiver)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.area or self.receiver or self.order)

    @cached_property
    def everything(self) -> "QuerySet[Any]":
        return rows_of(self.period, self.user)

    def rows(self) -> "QuerySet[Any]":
        """What the filter leaves, in its order."""
        found = self.everything
        if self.state == LATE:
            found = found.filter(_late())
        elif self.state == NOT_SENT:
            found = found.filter(sending__in=OWING)
        elif self.state:
            found = found.filter(sending=self.state)
        if self.kind:
            found = found.filter(unit__kind=self.kind)
        if self.area:
            found = found.filter(unit__area=self.area)
        if self.receiver:
            found = found.filter(receiver=self.receiver)
        if self.words:
            found = found.filter(unit__in=Unit.objects.search(self.words).order_by().values("pk"))
        shown_too = ("unit", "receiver", "obligation", "keyed_by_unit", "vouched_by_unit", "period")
        return self._ordered(found.select_related(*shown_too))

    def _ordered(self, found: "QuerySet[Any]") -> "QuerySet[Any]":
        by_due = F("obligation__due_on").asc(nulls_last=True)
        if self.order == "ten":
            return found.order_by("unit__sort_key", "pk")
        if self.order == "han":
            return found.order_by(by_due, "unit__sort_key", "pk")
        places = [When(_late(), then=Value(0))]
        places += [When(sending=one, then=Value(number)) for number, one in enumerate(Sending, 1)]
        return found.order_by(Case(*places, output_field=IntegerField()), by_due, "unit__sort_key", "pk")

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many units stand where, whatever is filtered."""
        rows = (
            self.everything.order_by().values("sending").annotate(number=Count("pk"), late=Count("pk", filter=_late()))
        )
        found = {row["sending"]: (row["number"], row["late"]) for row in rows}
        counts = {one.value: found.get(one.value, (0, 0))[0] for one in Sending}
        counts[LATE] = sum(late for _, late in found.values())
        counts[NOT_SENT] = sum(counts[one.value] for one in OWING)
        return counts

    @property
    def owing_ids(self) -> str:
        """The obligations of units that have not sent, as urging takes them."""
        rows = self.everything.filter(sending__in=OWING, obligation__isnull=False).order_by()
        return ",".join(map(str, rows.values_list("obligation_id", flat=True)))

    @property
    def is_urgent(self) -> bool:
        """Whether a unit that has not sent is late, or will soon be: only then is urging what comes next."""
        near = timezone.localdate() + dt.timedelta(days=SOON)
        owing = self.everything.filter(sending__in=OWING, obligation__state__in=PENDING)
        return owing.filter(obligation__due_on__lte=near).exists()

    @property
    def owing(self) -> int:
        """Units that were asked: those excluded leave the denominator."""
        return sum(self.counts[one.value] for one in Sending if one != Sending.EXCLUDED)

    @property
    def sent(self) -> int:
        return self.owing - self.counts[NOT_SENT]

    def kinds(self) -> list[tuple[str, str]]:
        """Kinds of unit among the rows."""
        here = set(self.everything.order_by().values_list("unit__kind", flat=True).distinct())
        return [(kind.value, str(kind.label)) for kind in UnitKind if kind.value in here]

    def areas(self) -> list[str]:
        rows = self.everything.exclude(unit__area="").order_by("unit__area")
        return list(rows.values_list("unit__area", flat=True).distinct())

    def receivers(self) -> list[Unit]:
        ids = self.everything.order_by().values("receiver")
        return list(Unit.objects.filter(pk__in=ids))


def shown(period: Period, reports: list[Report], user: User) -> list[PeriodRow]:
    """The rows as a page shows them; three questions however many."""
    units = [report.unit_id for report in reports]
    signing_in = set(Membership.objects.current().filter(unit__in=units).values_list("unit_id", flat=True))
    own = own_days(period)
    return [_row(period, report, user, report.unit_id in signing_in, own) for report in reports]


def sending_by(period: Period, user: User) -> str:
    """By when the person's unit sends its own report of the period, in words; of people further up, the office's. It
    is the day on the books of that report, which a plan from above may have set earlier than the period."""
    held = [unit.pk for unit in access.units_where(user, Power.SEE)]
    known = (
        period.reports.current().filter(Q(unit__in=held) | Q(unit=period.unit_id)).select_related("unit", "obligation")
    )
    reports = {report.unit_id: report for report in known}
    own = next((reports[pk] for pk in [period.unit_id, *held] if pk in reports and pk in held), None)
    top = own or reports.get(period.unit_id)
    day = due_of(top) if top else None
    if own is not None and own.unit_id != period.unit_id:
        return f"hạn gửi của {own.unit.label} là {day:%d/%m/%Y}" if day else ""
    day = day or period.due_on
    return f"gửi cấp trên trước hết ngày {day:%d/%m/%Y}" if day else ""


def _row(period: Period, report: Report, user: User, has_account: bool, own: Container[int]) -> PeriodRow:
    debt, sending = report.obligation, Sending(report.sending)  # type: ignore[attr-defined]
    is_late = bool(debt and debt.state in PENDING and debt.due_on and debt.due_on < timezone.localdate())
    may_open = report.review_state in SENT or access.may(user, Power.SEE, report.unit)
    has_own_day = report.unit_id in own and bool(debt and debt.state in PENDING)
    return PeriodRow(report, sending, is_late, _due_words(period, report, own), has_account, may_open, has_own_day)


def _due_words(period: Period, report: Report, own: Container[int]) -> str:
    """Why the report is due on its day."""
    day = report.obligation.due_on if report.obligation else None
    if day is None:
        return "Chờ ấn định ngày" if report.obligation else ""
    if report.unit_id in own:
        return "Hạn riêng của đơn vị"
    if day == report.asked_due_on:
        return "Theo văn bản giao"
    if report.receiver is None:
        return ""
    return f"{period.gap_days} ngày làm việc trước hạn của {report.receiver.label}"


def _late() -> Q:
    return Q(obligation__state__in=PENDING, obligation__due_on__lt=timezone.localdate())


COLUMNS = tuple(
    Column(key, title)
    for key, title in (
        ("code", "Mã đơn vị"),
        ("unit", "Đơn vị"),
        ("kind", "Loại đơn vị"),
        ("area", "Địa bàn"),
        ("receiver", "Gửi đến"),
        ("due", "Hạn gửi"),
        ("why", "Cách tính hạn"),
        ("state", "Tình trạng"),
        ("sent", "Gửi ngày"),
        ("note", "Ghi chú"),
        ("reason", "Lý do không phải gửi"),
    )
)


def lines(rows: list[PeriodRow]) -> Iterator[list[str]]:
    """The rows as lines of a spreadsheet; the state is one word, by which its filter sorts units."""
    for row in rows:
        report = row.report
        sent = f"{timezone.localtime(report.sent_at):%d/%m/%Y}" if report.sent_at else ""
        yield [
            report.unit.code,
            report.unit.name,
            report.unit.get_kind_display(),
            report.unit.area,
            report.receiver.name if report.receiver else "",
            f"{row.due_on:%d/%m/%Y}" if row.due_on else "",
            row.due_words,
            str(row.sending.label),
            sent,
            "; ".join(filter(None, (row.beside, *row.marks))),
            excuse(report),
        ]


def excuse(report: Report) -> str:
    """Why a unit need not report."""
    return report.obligation.reason if report.is_excluded and report.obligation else ""
