import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.feedback import asking, erasing, extending, guidance, moving, owing, triage
from lantoa.feedback.acts import acts_for
from lantoa.feedback.changing import Again
from lantoa.feedback.enums import CaseKind, CaseState, StepKind
from lantoa.feedback.factories import HandlingRuleFactory
from lantoa.feedback.models import Case
from lantoa.feedback.tests.desk import a_case, approved, fresh, make_desk
from lantoa.ledger.enums import ObligationState
from lantoa.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


def test_sorting_dates_the_answer_by_the_rule_of_the_kind(desk):
    HandlingRuleFactory.make(unit=desk.department, kind=CaseKind.BEHAVIOUR, days=3, days_many=4, days_max=6)
    case = a_case(desk)
    before = case.due_on
    triage.classify(case, kind=CaseKind.BEHAVIOUR, by=desk.officer)
    case = fresh(case)
    assert (case.state, case.kind) == (CaseState.HANDLING, CaseKind.BEHAVIOUR)
    assert case.due_on < before
    line = owing.open_line(case)
    assert line.due_on == case.due_on
    assert "Hành vi" in line.title
    assert case.subject not in line.title


def test_a_double_click_sorts_once(desk):
    case = a_case(desk)
    triage.classify(case, kind=CaseKind.QUESTION, by=desk.officer, version=1)
    with pytest.raises(Again):
        triage.classify(case, kind=CaseKind.QUESTION, by=desk.officer, version=1)
    assert case.steps.filter(what=StepKind.TRIAGED).count() == 1


def test_an_act_from_an_old_page_is_refused_with_who_came_first(desk):
    case = a_case(desk)
    triage.classify(case, kind=CaseKind.QUESTION, by=desk.officer, version=1)
    with pytest.raises(ValidationError, match=str(desk.officer)):
        moving.assign(case, handler=desk.office, by=desk.head, version=1)


def test_another_school_does_not_act_on_it(desk):
    stranger = UserFactory.make(role=Role.HEAD, role__unit=desk.other)
    with pytest.raises(PermissionDenied):
        triage.classify(a_case(desk), kind=CaseKind.QUESTION, by=stranger)


def test_a_denunciation_is_guided_elsewhere_and_owes_no_answer(desk, django_capture_on_commit_callbacks):
    case, text = a_case(desk), guidance.guidance_for(CaseKind.DENUNCIATION)
    assert "Luật Tố cáo" in text
    assert "154/2026/NĐ-CP" in text
    with django_capture_on_commit_callbacks(execute=True):
        triage.divert(case, kind=CaseKind.DENUNCIATION, text=text, by=desk.officer)
    case = fresh(case)
    assert (case.state, case.ground) == (CaseState.DIVERTED, text)
    assert owing.open_line(case) is None
    assert case.hops.filter(until__isnull=True).count() == 0
    assert case.steps.get(what=StepKind.DIVERTED).is_public


def test_a_refusal_says_its_ground(desk):
    case = a_case(desk)
    triage.refuse(case, ground=guidance.Ground.NO_SENDER, by=desk.office)
    assert "Điều 9" in fresh(case).ground


def test_a_wrong_refusal_is_taken_back_with_its_line_on_the_books(desk):
    case = a_case(desk)
    triage.refuse(case, ground=guidance.Ground.UNCLEAR, by=desk.office)
    triage.reopen(case, reason="Đã rõ nội dung", by=desk.office)
    case = fresh(case)
    assert (case.state, case.ground) == (CaseState.NEW, "")
    assert owing.open_line(case).state == ObligationState.OPEN
    assert case.hops.filter(until__isnull=True).count() == 1


def test_a_double_is_joined_and_a_chain_of_joins_ends_at_the_first(desk):
    first, second, third = (a_case(desk) for _ in range(3))
    triage.join(third, into=second, by=desk.officer)
    triage.join(second, into=first, by=desk.officer)
    assert fresh(third).duplicate_of == fresh(second).duplicate_of == first
    with pytest.raises(ValidationError):
        triage.join(first, into=third, by=desk.officer)


def test_two_cases_joined_crosswise_at_once_leave_one_to_be_answered(desk):
    first, second = a_case(desk), a_case(desk)
    triage.join(fresh(second), into=fresh(first), by=desk.officer)
    with pytest.raises(ValidationError):
        triage.join(first, into=second, by=desk.officer)
    assert fresh(first).is_open


def test_what_was_erased_is_not_opened_again(desk):
    case = a_case(desk)
    triage.refuse(case, ground=guidance.Ground.UNCLEAR, by=desk.office)
    erasing.erase(case)
    with pytest.raises(ValidationError, match="đã xóa"):
        triage.reopen(fresh(case), reason="Đã rõ nội dung", by=desk.office)
    assert not acts_for(desk.office, fresh(case), None).reopen


def test_mixed_words_are_parted_and_both_go_on_with_the_same_sender(desk):
    case = a_case(desk)
    part = triage.split(case, kind=CaseKind.DENUNCIATION, text="Ông A nhận tiền của phụ huynh.", by=desk.officer)
    part = Case.objects.get(pk=part.pk)
    assert (part.sender_phone, part.suggested_kind) == (case.sender_phone, CaseKind.DENUNCIATION)
    assert part.token_digest != case.token_digest
    assert fresh(case).is_open
    assert part.is_open
    assert part.code in case.steps.get(what=StepKind.TRIAGED).text


def test_it_moves_with_its_answer_owed_there_and_the_hop_timed(desk):
    case = a_case(desk)
    moving.assign(case, handler=desk.officer, by=desk.office)
    receiver = UserFactory.make(role=Role.OFFICE, role__unit=desk.other)
    moving.move(case, to=desk.other, reason="Trường khác thu", by=desk.officer)
    case = fresh(case)
    assert (case.holder, case.handler) == (desk.other, None)
    assert owing.open_line(case).unit == desk.other
    old = owing.lines_of(case).get(unit=desk.school)
    assert old.state == ObligationState.EXCLUDED
    assert "Trường khác thu" in old.reason
    assert [hop.unit for hop in case.hops.all()] == [desk.school, desk.other]
    step = case.steps.get(what=StepKind.MOVED)
    assert step.is_public
    assert step.to_unit == desk.other
    assert step.working_days == 0
    assert Notice.objects.filter(user=receiver, text__contains=case.code).exists()


def test_the_next_unit_gives_it_back_and_the_first_owes_it_again(desk):
    case = a_case(desk)
    moving.move(case, to=desk.other, reason="Chuyển", by=desk.officer)
    receiver = UserFactory.make(role=Role.OFFICE, role__unit=desk.other)
    moving.give_back(case, reason="Không phải việc của trường", by=receiver)
    assert fresh(case).holder == desk.school
    assert owing.open_line(case).unit == desk.school
    assert owing.lines_of(case).count() == 2


def test_a_letter_with_the_head_is_taken_back_before_the_case_moves(desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    approved(case, desk)
    with pytest.raises(ValidationError, match="Rút thư"):
        moving.move(case, to=desk.other, reason="Chuyển", by=desk.officer)


def test_asking_rests_the_clock_and_the_lapsed_day_runs_it_again(desk):
    case, today = a_case(desk, handling=True, handler=desk.officer), timezone.localdate()
    asking.ask(case, text="Cho biết lớp", answer_by=today + dt.timedelta(days=7), by=desk.officer)
    assert fresh(case).state == CaseState.WAITING
    assert owing.open_line(case).state == ObligationState.WAITING
    assert asking.resume_lapsed(today) == 0
    case.requests.update(answer_by=today - dt.timedelta(days=1))
    assert asking.resume_lapsed(today) == 1
    case = fresh(case)
    assert (case.state, case.paused_since) == (CaseState.HANDLING, None)
    assert owing.open_line(case).due_on == case.due_on


def test_an_extension_stays_within_the_rule_and_moves_the_line(desk):
    HandlingRuleFactory.make(unit=desk.department, days=5, days_many=7, days_max=8)
    case = a_case(desk, handling=True, handler=desk.officer)
    before = case.due_on
    with pytest.raises(ValidationError, match="từ 1 đến 3"):
        extending.extend(case, days=4, reason="Xác minh", by=desk.officer)
    extending.extend(case, days=3, reason="Xác minh", by=desk.officer)
    case = fresh(case)
    assert case.due_on > before
    assert owing.open_line(case).due_on == case.due_on
    with pytest.raises(ValidationError, match="hết số ngày"):
        extending.extend(case, days=1, reason="Xác minh", by=desk.officer)


def test_the_sender_is_told_once_the_act_is_committed(desk, django_capture_on_commit_callbacks):
    case = a_case(desk, handling=True, handler=desk.officer)
    with django_capture_on_commit_callbacks() as waiting:
        asking.ask(case, text="Cho biết lớp", answer_by=timezone.localdate() + dt.timedelta(days=7), by=desk.officer)
    assert len(waiting) == 1
    assert not mail.outbox
