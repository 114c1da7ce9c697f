"""What other rooms make of a case: reminders, the unit above, reports, one-time links."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from lantoa.feedback import answering, figures, owing, rating
from lantoa.feedback.enums import StepKind
from lantoa.feedback.models import Case
from lantoa.feedback.tests.desk import a_case, answered, fresh, make_desk
from lantoa.ledger.models import Obligation
from lantoa.ledger.working_days import work_calendar
from lantoa.notices.models import Notice
from lantoa.oversight.models import Reminder, Stage
from lantoa.oversight.reminding import escalate, remind
from lantoa.oversight.rules import of_this_site
from lantoa.reports import sources
from lantoa.reports.days import Days
from lantoa.review import linkable

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PERIOD = Days.just(TODAY - dt.timedelta(days=30), TODAY)


@pytest.fixture
def desk():
    return make_desk()


def _figure(key, desk):
    return sources.find(key).compute([desk.school.pk], PERIOD).get(desk.school.pk)


def _due(case, day):
    Obligation.objects.filter(pk=owing.open_line(case).pk).update(due_on=day)


def test_an_answer_is_reminded_of_before_its_day_and_told_above_when_it_lasts(desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    calendar, rules = work_calendar(), of_this_site()
    _due(case, calendar.add_working_days(TODAY, rules.before[-1]))
    assert remind(TODAY) == 1
    assert Notice.objects.filter(user=desk.officer, text__contains=case.code).exists()
    _due(case, calendar.add_working_days(TODAY, -rules.escalate - 1))
    assert escalate(TODAY) == 1
    assert Reminder.objects.get(stage=Stage.ESCALATED).to_unit == desk.department


def test_nobody_is_urged_while_the_sender_is_waited_for(desk):
    case = a_case(desk, waiting=True)
    owing.redate(case)
    assert remind(TODAY) == 0


def test_reports_get_their_figures_by_themselves(desk):
    first, second = (a_case(desk, handling=True, handler=desk.officer) for _ in range(2))
    late = a_case(desk, handling=True, received_on=TODAY - dt.timedelta(days=20))
    type(late).objects.filter(pk__in=[late.pk, second.pk]).update(due_on=TODAY - dt.timedelta(days=1))
    answered(first, desk, number="1")
    answered(second, desk, number="2")
    rating.rate(fresh(first), score=5)
    rating.rate(fresh(second), score=3)
    assert _figure("feedback_received", desk) == 3
    assert _figure("feedback_answered", desk) == 2
    assert _figure("feedback_on_time", desk) == 1
    assert _figure("feedback_overdue", desk) == 1
    assert _figure("feedback_on_time_share", desk) == Decimal("50.0")
    assert _figure("feedback_satisfied_share", desk) == Decimal("50.0")


def test_a_head_decides_from_a_one_time_link_and_the_trace_says_so(desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    answer = answering.begin(case, by=desk.officer)
    answering.save(answer, text="Đã xem xét.", by=desk.officer, version=1)
    answering.submit(answer, by=desk.officer)
    how = linkable.how_of(answer)
    assert how is not None
    how.approve(answer, by=desk.head, note="Duyệt qua đường dẫn một lần", seen=answer.last_step)
    assert case.steps.get(what="approved").text == "Duyệt qua đường dẫn một lần"


def test_days_to_the_answer_are_of_answers_that_stand(desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    answered(case, desk)
    case.steps.filter(what=StepKind.ANSWERED).update(working_days=0)
    assert figures.total(Case.objects.all(), timezone.localdate()).days == 0
    rating.rate(fresh(case), score=1, comment="Chưa trả lời đúng điều tôi hỏi.")
    again = figures.total(Case.objects.all(), timezone.localdate())
    assert (again.answered, again.days) == (0, None)
    answered(fresh(case), desk, number="13")
    last = case.steps.filter(what=StepKind.ANSWERED).latest("pk")
    last.working_days = 6
    last.save()
    assert figures.total(Case.objects.all(), timezone.localdate()).days == 6
