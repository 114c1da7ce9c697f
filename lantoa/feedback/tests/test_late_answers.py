"""Whether an answer came late is judged by the day by which it was owed, whatever happens to its case later."""

import datetime as dt
import importlib

import pytest
from django.apps import apps
from django.utils import timezone

from lantoa.feedback import asking, figures, publishing, rating
from lantoa.feedback.models import Answer, Case, Request
from lantoa.feedback.publishing import Public
from lantoa.feedback.tests.desk import a_case, answered, fresh, make_desk
from lantoa.ledger.models import Obligation
from lantoa.reports import sources
from lantoa.reports.days import Days

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
PUBLIC = Public(title="Thu ngoài quy định", question="Lớp thu một khoản.", answer="Đã trả.")


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def late(desk):
    """A case whose answer was sent a day after its day, as the books have it too."""
    case = a_case(desk, handling=True, handler=desk.officer, received_on=TODAY - 20 * DAY)
    Case.objects.filter(pk=case.pk).update(due_on=TODAY - DAY)
    Obligation.objects.filter(subject_id=case.pk).update(due_on=TODAY - DAY)
    answered(fresh(case), desk)
    return fresh(case)


def _again(case):
    """Its sender has it opened again, which gives it a day to come."""
    rating.rate(case, score=1, comment="Chưa trả lời đúng điều tôi hỏi.")
    assert fresh(case).due_on > TODAY
    return fresh(case)


def _figure(key, desk, first=TODAY - 30 * DAY, last=TODAY):
    return sources.find(key).compute([desk.school.pk], Days.just(first, last)).get(desk.school.pk, 0)


def test_the_later_day_of_a_case_opened_again_does_not_mend_the_first_answer(desk, late):
    case = _again(late)
    assert (_figure("feedback_answered", desk), _figure("feedback_on_time", desk)) == (1, 0)
    answered(case, desk, number="13")
    assert (_figure("feedback_answered", desk), _figure("feedback_on_time", desk)) == (2, 1)
    assert _figure("feedback_on_time_share", desk) == 50
    line = figures.total(Case.objects.all(), TODAY)
    assert (line.answered, line.on_time) == (1, 0)


def test_the_desk_reads_that_an_answer_came_late(client, desk, late):
    client.force_login(desk.officer)
    said = f"gửi quá hạn {late.due_on:%d/%m/%Y}"
    assert said in client.get(_again(late).get_absolute_url()).content.decode()


def test_figures_by_kind_know_the_late_ones(desk, late):
    answered(a_case(desk, handling=True, handler=desk.officer), desk, number="13")
    line = figures.by_kind(Case.objects.all(), TODAY)[0]
    assert (line.answered, line.on_time, line.on_time_share) == (2, 1, 50)


def test_what_was_overdue_on_a_day_past_stays_so_once_it_is_opened_again(desk, late):
    Case.objects.filter(pk=late.pk).update(due_on=TODAY - 5 * DAY)
    Answer.objects.update(due_on=TODAY - 5 * DAY)
    assert _figure("feedback_overdue", desk, last=TODAY - 2 * DAY) == 1
    _again(fresh(late))
    assert _figure("feedback_overdue", desk, last=TODAY - 2 * DAY) == 1
    assert _figure("feedback_overdue", desk) == 0


def test_readers_are_told_of_the_answer_that_they_read(desk, late):
    publishing.publish(late, PUBLIC, masks=[], by=desk.officer)
    case = _again(late)
    assert publishing.publish(case, PUBLIC, masks=[], by=desk.officer).was_late
    answered(case, desk, number="13")
    assert not publishing.publish(fresh(case), PUBLIC, masks=[], by=desk.officer).was_late


def test_days_of_waiting_for_the_sender_make_no_answer_late(desk):
    case = a_case(desk, handling=True, handler=desk.officer, received_on=TODAY - 20 * DAY)
    asking.ask(case, text="Xin cho biết lớp.", answer_by=TODAY + 5 * DAY, by=desk.officer)
    Request.objects.update(asked_on=TODAY - 19 * DAY)
    Case.objects.filter(pk=case.pk).update(due_on=TODAY - 3 * DAY)
    answer = answered(fresh(case), desk)
    assert answer.due_on > TODAY
    assert not answer.was_late
    assert Request.objects.get().ended_on == TODAY
    assert Obligation.objects.get().due_on == answer.due_on
    assert figures.total(Case.objects.all(), TODAY).on_time == 1


def test_answers_sent_before_get_their_day_from_the_case_or_from_the_books(desk, late):
    answered(_again(late), desk, number="13")
    days = [late.due_on, fresh(late).due_on]
    Answer.objects.update(due_on=None)
    importlib.import_module("lantoa.feedback.migrations.0004_due_day_of_an_answer").fill(apps, None)
    assert list(Answer.objects.order_by("pk").values_list("due_on", flat=True)) == days
