"""The reports of An Bình: last year collected, added up and issued; this year's six months half collected, one report
returned; the year's report opened where its time has come."""

import datetime as dt
import random
import uuid

from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.ledger.models import Obligation, ObligationEvent
from lantoa.notices.models import Notice
from lantoa.organisations.models import Unit
from lantoa.oversight import shortcomings, urging
from lantoa.oversight.models import Reminder, Urging
from lantoa.reports import consolidating, filling, flow, periods
from lantoa.reports.models import Period, Report, ReportTemplate
from lantoa.reports.standard import make_standard
from lantoa.review.models import Transition
from lantoa.workspace.demo.activities import OVERCOUNTED, SILENT

Units = dict[str, Unit]
People = dict[str, User]

RETURNED = OVERCOUNTED  # truong2 finds it on the desk
MINE = "thpt-ntn"  # truong1 and hieutruong1 write and approve it themselves
EXCUSED = "xa4-cs1"
WHY_NOT = "Trường sửa chữa lớn, học nhờ từ tháng 02; hoạt động do xã báo cáo chung."
WHY = "Số người dự họp cha mẹ học sinh cao hơn số học sinh của trường. Kiểm tra lại, ghi giải thích rồi trình lại."


def make_reports(units: Units, people: People, today: dt.date) -> None:
    """Two years of reports, as far as `today` lets them be."""
    template = make_standard(units["so"], by=people["vanphong"])[0]
    teller = Collector(units, people, template, today)
    last, this = today.year - 1, today.year
    teller.whole(f"{last}-H1", issued=dt.date(last, 6, 8))
    teller.whole(f"{last}", issued=dt.date(last, 12, 8))
    teller.half(f"{this}-H1")
    if today > dt.date(this, 9, 1):
        teller.begun(f"{this}")
    _date_events()
    _settle_notices(today)


class Collector:
    """Opens periods and lets every unit report as its people would."""

    def __init__(self, units: Units, people: People, template: ReportTemplate, today: dt.date) -> None:
        self.units, self.people, self.template, self.today = units, people, template, today
        self.codes = {unit.pk: code for code, unit in units.items()}
        self.office = people["vanphong"]
        self.chance = random.Random(8)  # noqa: S311 - the same demo every time, nothing secret

    def whole(self, part: str, *, issued: dt.date) -> None:
        """Everyone has sent, the office has added up, the director has signed, the period is closed."""
        period = self._open(part, with_schools=False)
        for report in self._from_below(period):
            self._sent(report, on=self._day(report))
            self._accepted(report)
        own = period.reports.get(unit=self.units["so"])
        self._consolidated(own)
        flow.submit(own, by=self.office)
        flow.approve(own, by=self.people["thutruong"], on=issued)
        flow.issue(
            own,
            by=self.office,
            number=f"{40 + issued.month}/BC-SGDĐT",
            dated=issued,
            signer_role="GIÁM ĐỐC",
            signer_name=self.people["thutruong"].full_name,
        )
        _date_back(own, issued)
        periods.close(period, by=self.office)

    def half(self, part: str) -> None:
        """Half of the units are accepted; others have sent, write, were returned or have not begun."""
        period = self._open(part)
        reports = self._from_below(period)
        for place, report in enumerate(reports):
            code = self.codes[report.unit_id]
            if code == EXCUSED:
                periods.exclude(report, reason=WHY_NOT, by=self.office)
            elif code == RETURNED:
                self._sent(report, on=self._day(report))
                flow.receive(report, by=self._receiver(report))
                flow.send_back(report, by=self._receiver(report), note=WHY)
                _date_back(report, self.today - dt.timedelta(days=4))
            elif code == MINE or place % 2 == 0:
                self._sent(report, on=self._day(report))
                self._accepted(report)
            elif place % 6 == 1:
                self._sent(report, on=self._day(report))
            elif place % 6 == 3:
                filling.fill(report)
        self._consolidated(period.reports.get(unit=self.units["so"]))
        self._urge(period)
        self._find_fault()

    def begun(self, part: str) -> None:
        """Just opened: the quickest have sent, the office waits."""
        period = self._open(part)
        for place, report in enumerate(self._from_below(period)):
            if place % 7 == 2 and self.codes[report.unit_id] not in (MINE, RETURNED):
                self._sent(report, on=min(self._day(report), self.today))

    def _open(self, part: str, *, with_schools: bool = True) -> Period:
        """The period that the plan of that year asks for; `with_schools`: of communes too, beside those it names."""
        so = self.units["so"]
        asked = next(one for one in periods.proposals(so) if one.part == part)
        assert asked.span is not None
        span, due = asked.span, asked.due_on
        opening = periods.Opening(
            unit=so,
            template=self.template,
            kind=span.kind,
            year=span.year,
            index=span.index,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            part=part,
            due_on=due + dt.timedelta(days=11) if due else None,
        )
        schools = [self.units[code] for code in self.units if with_schools and _is_of_commune(code)]
        return periods.open_period(opening, form_key=uuid.uuid4(), by=self.office, proposal=asked, units=schools)

    def _from_below(self, period: Period) -> list[Report]:
        """Lower levels first: who adds up needs theirs."""
        found = period.reports.exclude(unit=self.units["so"]).select_related("unit", "period", "obligation", "receiver")
        return sorted(found, key=lambda report: (-len(report.unit.ancestor_ids()), report.unit.path))

    def _sent(self, report: Report, *, on: dt.date) -> None:
        """Written by the unit, approved by its head."""
        head = self._head(report)
        if report.period.reports.filter(receiver=report.unit).exists():
            self._consolidated(report)
        send = flow.file_nil if self.codes[report.unit_id] in SILENT else flow.submit
        send(report, by=head)
        flow.approve(report, by=head, on=on)
        _date_back(report, on)

    def _accepted(self, report: Report) -> None:
        flow.accept(report, by=self._receiver(report))
        if report.obligation:
            report.obligation.refresh_from_db(fields=["met_on"])
        sent = report.obligation.met_on if report.obligation else None
        _date_back(report, min((sent or self.today) + dt.timedelta(days=2), self.today))

    def _consolidated(self, own: Report) -> None:
        children = [child.counted for child in consolidating.children_of(own) if child.counted]
        consolidating.include(own, children, by=self._head(own) if own.unit_id != self.units["so"].pk else self.office)

    def _urge(self, period: Period) -> None:
        """The office has urged those who are late, once."""
        ids = period.reports.values("obligation")
        late = Obligation.objects.filter(pk__in=ids).pending().filter(due_on__lt=self.today)
        late = late.exclude(unit=self.units["so"])
        if late.exists():
            text = "Đề nghị đơn vị hoàn thành báo cáo trong tuần này."
            made = urging.urge(late, unit=self.units["so"], by=self.office, text=text, form_key=uuid.uuid4())
            assert made
            moment = _afternoon(self.today - dt.timedelta(days=5))
            Urging.objects.filter(pk=made.pk).update(at=moment)
            Reminder.objects.filter(urging=made).update(at=moment, day=moment.date())

    def _find_fault(self) -> None:
        """What the office found on a visit, to be mended."""
        shortcomings.record(
            unit=self.units["thpt-pl"],
            found_on=self.today - dt.timedelta(days=6),
            by=self.office,
            text="Bảng niêm yết thủ tục hành chính còn ghi mức phí cũ.",
            cause="Chưa cập nhật sau khi có quyết định công bố mới.",
            remedy="Thay bảng niêm yết, gửi ảnh minh chứng.",
            due_on=self.today + dt.timedelta(days=9),
            form_key=uuid.uuid4(),
        )

    def _head(self, report: Report) -> User:
        code = self.codes[report.unit_id]
        return self.people.get(f"dung-dau-{code}") or self.people["hieutruong1"]

    def _receiver(self, report: Report) -> User:
        assert report.receiver_id is not None
        code = self.codes[report.receiver_id]
        return self.office if code == "so" else self.people[f"dung-dau-{code}"]

    def _day(self, report: Report) -> dt.date:
        due = report.obligation.due_on if report.obligation and report.obligation.due_on else self.today
        return min(due + dt.timedelta(days=self.chance.choice((-8, -5, -3, -1, 0, 0, 3))), self.today)


def _is_of_commune(code: str) -> bool:
    return code.startswith("xa") and "-" in code and not code.endswith("vhxh")


def _afternoon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(15, 20)))


def _date_events() -> None:
    """What was met is on record on the day on which it was met."""
    events = list(ObligationEvent.objects.filter(obligation__met_on__isnull=False).select_related("obligation"))
    for event in events:
        event.at = _afternoon(event.obligation.met_on or event.obligation.opened_on)
    ObligationEvent.objects.bulk_update(events, ["at"], batch_size=500)


def _date_back(report: Report, day: dt.date) -> None:
    """The latest steps were taken on that day, not while the demo was loading."""
    moment = _afternoon(day)
    fresh = timezone.now() - dt.timedelta(hours=1)
    steps = list(report.transitions.filter(at__gt=fresh).order_by("pk"))
    for ago, step in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
        Transition.objects.filter(pk=step.pk).update(at=moment - dt.timedelta(hours=2 * ago))
    Report.objects.filter(pk=report.pk, sent_at__gt=fresh).update(sent_at=moment)
    Report.objects.filter(pk=report.pk, accepted_at__gt=fresh).update(accepted_at=moment)
    Entry.objects.about(report).filter(at__gt=fresh).update(at=moment)


def _settle_notices(today: dt.date) -> None:
    """Nobody comes to a desk with two years of unread notices, and nothing of the demo is mailed."""
    moment = timezone.now()
    Notice.objects.update(mailed_at=moment)
    keep: set[int] = set()
    for user in Notice.objects.order_by().values_list("user", flat=True).distinct():
        keep.update(Notice.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)[:4])
    Notice.objects.exclude(pk__in=keep).delete()
