"""The plans of An Bình: written as documents, read by the system's own reader, approved and issued as people would."""

import datetime as dt
import io
import random
import tempfile
import uuid
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.documents.reading.opening import open_document
from lantoa.documents.reading.plan import read_plan
from lantoa.documents.writing.plan import write_plan
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.plans import issuing, uploading
from lantoa.plans.derivation import copy_to_year, derive
from lantoa.plans.doubts import doubts_of
from lantoa.plans.enums import MentionState
from lantoa.plans.models import Cascade, Plan, UnitMention
from lantoa.review.models import Transition

TEXTS = Path(__file__).parent / "texts"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A plan of one's own is met by issuing it, a report by sending it (demo/reports.py).
_MET_BY_THEMSELVES = (ObligationKind.OWN_PLAN, ObligationKind.REPORT)

Units = dict[str, Unit]
People = dict[str, User]


def make_plans(units: Units, people: People, today: dt.date) -> None:
    """Last year whole and done; this year running: issued, partly done, with drafts that wait for someone."""
    last, this = today.year - 1, today.year
    above = province_plan(last, units, people, today)
    old = department_plan(last, units, people, today)
    finish(above, people, today)
    finish(old, people, today)
    above = province_plan(this, units, people, today)
    running = department_plan(this, units, people, today)
    progress(above, people, today, lag=0)
    own_plans(running, units, people, today)
    progress(running, people, today, lag=0.2)
    waiting_for_the_head(units, people, today)
    being_read(units, people, today)
    copy_to_year(running, year=this + 1, by=people["vanphong"])


def province_plan(year: int, units: Units, people: People, today: dt.date) -> Plan:
    """The province's plan, which asks the department for one of its own."""
    head = people["dung-dau-tinh"]
    plan = _read("tinh", year, units["tinh"], head, today)
    return _issue(plan, by=head, head=head, day=_day(plan, dt.date(year, 1, 8), today))


def department_plan(year: int, units: Units, people: People, today: dt.date) -> Plan:
    """The department's plan, which most of the demo is about."""
    plan = _read("so", year, units["so"], people["vanphong"], today)
    return _issue(plan, by=people["vanphong"], head=people["thutruong"], day=_day(plan, dt.date(year, 1, 15), today))


def waiting_for_the_head(units: Units, people: People, today: dt.date) -> None:
    """A draft of a school that its head has to decide on, so that both have something to do."""
    running = Plan.objects.issued().filter(unit=units["so"], year=today.year).get()
    child = derive(running, unit=units["thpt-ntn"], by=people["truong1"])
    _settle(child)
    child.submit(by=people["truong1"])
    office = derive(running, unit=units["vp"], by=people["vanphong"])
    _settle(office)
    office.submit(by=people["vanphong"])


def being_read(units: Units, people: People, today: dt.date) -> None:
    """An uploaded document with names and holes that the office still has to look at, and one at the director's."""
    _read("chuyen-doi-so", today.year, units["so"], people["vanphong"], today)
    plan = _read("tuyen-sinh", today.year + 1, units["so"], people["vanphong"], today)
    _settle(plan)
    plan.submit(by=people["vanphong"])


def own_plans(running: Plan, units: Units, people: People, today: dt.date) -> None:
    """Most units issue their own plan, in time or late; some have not yet."""
    asked = Obligation.objects.of(running).filter(kind=ObligationKind.OWN_PLAN).select_related("unit")
    chance = random.Random(5)  # noqa: S311 - the same demo every time, nothing secret
    for number, row in enumerate(asked.order_by("unit__code")):
        unit = row.unit
        if unit.code in ("thpt-ntn", "xa3") or (chance.random() < 0.3 and unit.code != "xa1"):
            continue
        head = people[f"dung-dau-{unit.code}"]
        child = derive(running, unit=unit, by=head)
        due = row.due_on or today
        day = min(due - dt.timedelta(days=20) + dt.timedelta(days=chance.randrange(30)), today)
        child.number = f"{number + 3:02d}/KH-{unit.symbol or 'NT'}"
        child.save(update_fields=["number"])
        if unit.code == "xa1":
            _ask_schools(child, [one for code, one in units.items() if code.startswith("xa1-") and one.school_level])
        _settle(child)
        _issue(child, by=head, head=head, day=day)
    _plan_of_a_school(units["xa1-th1"], people, today)


def _ask_schools(child: Plan, schools: list[Unit]) -> None:
    """The commune wants a plan of each of its schools too: the third level."""
    named = UnitMention.objects.create(plan=child, text="các trường trên địa bàn", state=MentionState.MATCHED)
    named.units.set(schools)
    text = "Các trường trên địa bàn ban hành kế hoạch của trường trước ngày 31/3."
    due = dt.date(child.year, 3, 31)
    Cascade.objects.create(plan=child, due_on=due, text=text).targets.set([named])


def _plan_of_a_school(school: Unit, people: People, today: dt.date) -> None:
    """One of them has issued it."""
    prepared = Plan.objects.filter(unit=school, year=today.year, parent__isnull=False).first()
    if prepared is None:
        return
    head = people[f"dung-dau-{school.code}"]
    prepared.number = "06/KH-TH"
    prepared.save(update_fields=["number"])
    _issue(prepared, by=head, head=head, day=min(dt.date(today.year, 3, 24), today))


def progress(running: Plan, people: People, today: dt.date, *, lag: float) -> None:
    """What is past its day is mostly done, a little of it late; a share of it (`lag`) is not."""
    chance = random.Random(9)  # noqa: S311
    due = Obligation.objects.of(running).pending().exclude(kind__in=_MET_BY_THEMSELVES).filter(due_on__lt=today)
    for row in due.order_by("pk"):
        if chance.random() >= lag and row.due_on:
            day = min(row.due_on + dt.timedelta(days=chance.choice((-9, -6, -3, -1, 0, 0, 4))), today)
            books.meet(Obligation.objects.filter(pk=row.pk), on=day, by=people["vanphong"])


def finish(plan: Plan, people: People, today: dt.date) -> None:
    """The year is over: everything that had a day is done, most of it in time."""
    chance = random.Random(3)  # noqa: S311
    owed = Obligation.objects.of(plan).exclude(kind=ObligationKind.REPORT)
    for row in owed.pending().order_by("pk"):
        if row.due_on:
            day = min(row.due_on + dt.timedelta(days=chance.choice((-12, -5, -2, 0, 0, 3))), today)
            books.meet(Obligation.objects.filter(pk=row.pk), on=day, by=people["vanphong"])
    books.exclude(owed, reason="Trong năm tỉnh không tổ chức", by=people["vanphong"])


def _read(name: str, year: int, unit: Unit, by: User, today: dt.date) -> Plan:
    """Write the text as a Word file and upload that, as an office would."""
    filled = filled_text(name, year=year, month=today.month)
    upload = uploading.take_upload(
        SimpleUploadedFile(f"ke-hoach-{name}-{year}.docx", as_docx(filled), DOCX),
        unit=unit,
        by=by,
        form_key=uuid.uuid4(),
    )
    upload.refresh_from_db()
    if upload.plan is None:
        raise RuntimeError(f"the demo's own document {name} could not be read: {upload.sentence}")
    return upload.plan


def filled_text(name: str, *, year: int, month: int) -> str:
    """A sample plan as Markdown, for a year."""
    text = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    return text.format(year=year, month=month, province_day=8, department_day=15)


def as_docx(text: str) -> bytes:
    """A plan's text as a Word file in the form of Nghị định 30/2020/NĐ-CP."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ke-hoach.md"
        path.write_text(text, encoding="utf-8")
        reading = read_plan(open_document(path))
    out = io.BytesIO()
    write_plan(reading, out)
    return out.getvalue()


def _settle(plan: Plan) -> None:
    """Look at what the reading was unsure of; a name that nobody knows would stop the demo, and should."""
    plan.reading["doubts"] = {}
    plan.reading["seen_warnings"] = True
    plan.save(update_fields=["reading"])
    for doubt in doubts_of(plan):
        if doubt.row is None:
            raise RuntimeError(f"the demo's plan {plan} asks: {doubt.question} {doubt.detail}")
        doubt.row.settle()


def _issue(plan: Plan, *, by: User, head: User, day: dt.date) -> Plan:
    _settle(plan)
    plan.submit(by=by)
    plan.approve(by=head)
    issuing.issue(plan, by=by, dated=day)
    _date_back(plan, day)
    return plan


def _date_back(plan: Plan, day: dt.date) -> None:
    """The steps were taken in the days before issue, not while the demo was loading."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(9, 30)))
    steps = list(plan.transitions.order_by("pk"))
    for ago, step in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
        Transition.objects.filter(pk=step.pk).update(at=moment - dt.timedelta(days=ago))
    Plan.objects.filter(pk=plan.pk).update(issued_at=moment)


def _day(plan: Plan, usual: dt.date, today: dt.date) -> dt.date:
    """The document's day, but never one to come: the demo may be opened on 2 January."""
    return min(plan.issued_on or usual, today)
