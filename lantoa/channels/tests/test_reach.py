"""What was reached, by what a plan asks: each activity once, the followers of one page once."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.channels import reach, releasing
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Posting
from lantoa.ledger import activities
from lantoa.ledger.activities import Deed
from lantoa.ledger.enums import ActivityKind as Kind
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import UnitFactory
from lantoa.plans.enums import ParagraphRole
from lantoa.plans.models import Plan, PlanParagraph, PlanTask

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)


@pytest.fixture
def top():
    return UnitFactory.make(department=True)


@pytest.fixture
def school(top):
    return UnitFactory.make(upper=True, parent=top)


def plan_of(unit) -> Plan:
    return Plan.objects.create(unit=unit, title="Truyền thông", year=2026, created_by=UserFactory.make())


def owed(unit, task, top) -> Obligation:
    kind = ContentType.objects.get_for_model(task)
    return Obligation.objects.create(
        unit=unit,
        asked_by=top,
        kind=ObligationKind.TASK_LEAD,
        title=task.text,
        subject_type=kind,
        subject_id=task.pk,
        origin_type=ContentType.objects.get_for_model(task.plan),
        origin_id=task.plan_id,
        opened_on=DAY,
    )


def did(unit, kind, people, obligations, **more):
    officer = UserFactory.make(role=Role.OFFICER, role__unit=unit)
    deed = Deed(kind, "Việc đã làm", DAY, {"people": people, **more})
    return activities.log(unit, deed, by=officer, obligations=obligations)


def test_posts_of_one_page_reach_the_same_followers_and_meetings_the_same_parents(top, school):
    plan = plan_of(top)
    task = PlanTask.objects.create(plan=plan, text="Tuyên truyền tuyển sinh", group_title="Nhóm 1")
    line = owed(school, task, top)
    page = {"details": {"page": "Trang trường"}}
    for people in (300, 500):
        did(school, Kind.SOCIAL_POST, people, [line], **page)
    did(school, Kind.SOCIAL_POST, 80, [line], details={"page": "Zalo trường"})
    for people in (200, 150):
        did(school, Kind.PARENTS_MEETING, people, [line])
    cancelled = did(school, Kind.CONFERENCE, 999, [line])
    owner = UserFactory.make(role=Role.OFFICER, role__unit=school)
    activities.cancel(cancelled, reason="Ghi nhầm", by=owner)
    office = UserFactory.make(role=Role.OFFICE, role__unit=top)
    (row,) = reach.by_content(plan, office, DAY, DAY)
    assert (row.title, row.group) == ("Tuyên truyền tuyển sinh", "Nhóm 1")
    assert row.touches == 300 + 500 + 80 + 200 + 150
    assert row.people == 500 + 80 + 200
    assert (row.activities, row.units) == (5, 1)


def test_a_task_of_a_units_own_plan_counts_for_the_one_it_is_derived_from(top, school):
    plan = plan_of(top)
    own = plan_of(school)
    task = PlanTask.objects.create(plan=plan, text="Tuyên truyền tuyển sinh")
    derived = PlanTask.objects.create(plan=own, text="Tuyên truyền ở trường", derived_from=task)
    both = [owed(school, task, top), owed(school, derived, school)]
    did(school, Kind.CONFERENCE, 40, both)
    office = UserFactory.make(role=Role.OFFICE, role__unit=top)
    (row,) = reach.by_content(plan, office, DAY, DAY)
    assert (row.activities, row.touches, row.people) == (1, 40, 40)


def test_a_duty_that_something_was_done_for_has_a_row(top, school):
    plan = plan_of(top)
    ways = {"plan": plan, "role": ParagraphRole.DUTY}
    duty = PlanParagraph.objects.create(**ways, text="- Các trường tuyên truyền trong phụ huynh.")
    PlanParagraph.objects.create(**ways, text="- Văn phòng theo dõi.")
    kind = ContentType.objects.get_for_model(duty)
    line = owed(school, PlanTask.objects.create(plan=plan, text="Việc khác"), top)
    Obligation.objects.filter(pk=line.pk).update(subject_type=kind, subject_id=duty.pk)
    did(school, Kind.CONFERENCE, 40, [line])
    office = UserFactory.make(role=Role.OFFICE, role__unit=top)
    task, row = reach.by_content(plan, office, DAY, DAY)
    assert task.activities == 0
    assert (row.touches, row.units) == (40, 1)
    assert "phụ huynh" in row.title


def test_over_the_whole_plan_what_serves_two_contents_counts_once(top, school):
    plan = plan_of(top)
    lines = [owed(school, PlanTask.objects.create(plan=plan, text=text), top) for text in ("Tuyển sinh", "Trực tuyến")]
    did(school, Kind.CONFERENCE, 40, lines)
    page = {"details": {"page": "Trang trường"}}
    did(school, Kind.SOCIAL_POST, 300, lines[:1], **page)
    did(school, Kind.SOCIAL_POST, 500, lines[1:], **page)
    office = UserFactory.make(role=Role.OFFICE, role__unit=top)
    rows = reach.by_content(plan, office, DAY, DAY)
    assert [row.people for row in rows] == [340, 540]
    whole = reach.total(rows)
    assert (whole.activities, whole.touches, whole.people) == (3, 840, 540)


def test_a_neighbours_work_is_not_seen(top, school):
    plan = plan_of(top)
    task = PlanTask.objects.create(plan=plan, text="Tuyên truyền")
    did(school, Kind.CONFERENCE, 40, [owed(school, task, top)])
    neighbour = UserFactory.make(role=Role.OFFICER, role__unit=UnitFactory.make(upper=True, parent=top))
    (row,) = reach.by_content(plan, neighbour, DAY, DAY)
    assert row.activities == 0


def test_more_units_take_no_more_queries(top, django_assert_num_queries):
    plan = plan_of(top)
    task = PlanTask.objects.create(plan=plan, text="Tuyên truyền")
    office = UserFactory.make(role=Role.OFFICE, role__unit=top)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def add(number: int) -> None:
        for _ in range(number):
            unit = UnitFactory.make(upper=True, parent=top)
            did(unit, Kind.CONFERENCE, 40, [owed(unit, task, top)])

    add(2)
    reach.by_content(plan, office, DAY, DAY)
    with CaptureQueriesContext(
        connection,
    ) as few:
        reach.by_content(plan, office, DAY, DAY)
    add(8)
    with django_assert_num_queries(len(few)):
        reach.by_content(plan, office, DAY, DAY)


def test_what_goes_out_is_one_line_of_the_books_with_what_it_serves(top, school):
    plan = plan_of(top)
    task = PlanTask.objects.create(plan=plan, text="Tuyên truyền")
    line = owed(school, task, top)
    channel = ChannelFactory.make(unit=school, type=ChannelType.PASTE, is_live=True)
    posting = PostingFactory.make(channel=channel)
    posting.obligations.set([line])
    head = UserFactory.make(role=Role.HEAD, role__unit=school)
    releasing.release(posting, by=head)
    Posting.objects.filter(pk=posting.pk).update(state=PostingState.TO_PASTE)
    posting = releasing.confirm(posting, by=head, link="https://zalo.example/1", reached=70)
    assert list(posting.activity.obligations.all()) == [line]
    assert posting.activity.source == posting
    assert posting.activity.details == {"page": channel.name}


def test_figures_that_an_accepted_report_counts_stay_as_they_were(top, school, monkeypatch):
    activity = did(school, Kind.SOCIAL_POST, 10, [])
    posting = PostingFactory.make(channel=ChannelFactory.make(unit=school), activity=activity, reached=90)
    monkeypatch.setattr(reach, "counted_in", lambda _: ["báo cáo tháng 3"])
    reach.count(posting)
    activity.refresh_from_db()
    assert activity.people == 10
    monkeypatch.setattr(reach, "counted_in", lambda _: [])
    reach.count(posting)
    activity.refresh_from_db()
    assert activity.people == 90
