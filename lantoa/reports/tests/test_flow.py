import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.audit.edits import EditConflict
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationState
from lantoa.organisations.factories import province
from lantoa.reports import content, filling, flow, periods
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Report, ReportingLine
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.mn_dong, tree.thpt, due_on=dt.date(2026, 6, 25))


def test_what_was_submitted_can_not_be_edited_and_what_came_back_can(season: Season) -> None:
    unit = season.tree.thpt
    report = season.send(unit)
    with pytest.raises(ValidationError, match="không sửa được"):
        filling.type_figure(report, season.typed, value=Decimal(2), version=1, by=season.office)
    flow.send_back(report, by=season.office, note="Thiếu số giải thưởng")
    report = season.report(unit)
    assert report.return_note == "Thiếu số giải thưởng"
    assert report.obligation
    assert report.obligation.state == ObligationState.OPEN
    filling.type_figure(report, season.typed, value=Decimal(2), version=1, by=season.office)
    assert content.look(report).value(season.typed.pk) == 2


def test_returning_takes_a_reason(season: Season) -> None:
    report = season.send(season.tree.thpt)
    with pytest.raises(ValidationError, match="lý do"):
        flow.send_back(report, by=season.office, note="  ")


def test_the_head_of_the_unit_above_approves_where_there_is_none(season: Season) -> None:
    stranger = UserFactory.make(role=Role.HEAD, role__unit=season.tree.xa_tay)
    report = season.report(season.tree.mn_dong)
    flow.submit(report, by=season.office)
    with pytest.raises(PermissionDenied):
        flow.approve(report, by=stranger)
    flow.approve(report, by=season.head)
    assert season.report(season.tree.mn_dong).review_state == ReviewState.APPROVED


def test_sending_late_is_on_the_books(season: Season) -> None:
    report = season.report(season.tree.thpt)
    flow.submit(report, by=season.office)
    flow.approve(report, by=season.head, on=dt.date(2026, 7, 1))
    debt = season.report(season.tree.thpt).obligation
    assert debt
    assert debt.state == ObligationState.MET_LATE


def test_the_unit_above_freezes_lets_go_and_accepts(season: Season) -> None:
    report = season.send(season.tree.thpt)
    flow.receive(report, by=season.office)
    flow.receive(report, by=season.office)
    assert season.report(season.tree.thpt).review_state == ReviewState.RECEIVED
    flow.release(report, by=season.office)
    assert season.report(season.tree.thpt).review_state == ReviewState.APPROVED
    flow.accept(report, by=season.office)
    flow.accept(report, by=season.office)
    done = season.report(season.tree.thpt)
    assert (done.review_state, done.accepted_at is None) == (ReviewState.ACCEPTED, False)
    assert done.transitions.filter(to_state=ReviewState.ACCEPTED).count() == 1


def test_only_the_unit_that_a_report_goes_to_judges_it(season: Season) -> None:
    own = UserFactory.make(role=Role.OFFICE, role__unit=season.tree.thpt)
    report = season.send(season.tree.thpt)
    with pytest.raises(PermissionDenied):
        flow.accept(report, by=own)


def test_nothing_to_report_is_confirmed_by_the_head_and_is_not_missing(season: Season) -> None:
    report = season.report(season.tree.thpt)
    flow.file_nil(report, by=season.office)
    flow.file_nil(report, by=season.office)
    assert season.report(season.tree.thpt).obligation.state == ObligationState.OPEN  # type: ignore[union-attr]
    flow.approve(report, by=season.head)
    done = season.report(season.tree.thpt)
    assert done.is_nil
    assert done.obligation
    assert done.obligation.state == ObligationState.NIL


def test_who_did_something_can_not_file_nothing(season: Season) -> None:
    log(season.tree.thpt, 2)
    with pytest.raises(ValidationError, match="đã ghi 2 hoạt động"):
        flow.file_nil(season.report(season.tree.thpt), by=season.office)


def test_nothing_to_report_can_be_returned(season: Season) -> None:
    report = season.report(season.tree.thpt)
    flow.file_nil(report, by=season.office)
    flow.approve(report, by=season.head)
    flow.send_back(report, by=season.office, note="Trường có tổ chức chào cờ tháng 3")
    back = season.report(season.tree.thpt)
    assert (back.is_nil, back.review_state) == (False, ReviewState.RETURNED)
    assert back.obligation
    assert back.obligation.is_pending


def test_typing_for_a_unit_without_accounts_is_marked(season: Season) -> None:
    report = season.report(season.tree.mn_dong)
    filling.type_figure(report, season.typed, value=Decimal(1), version=0, by=season.office)
    assert season.report(season.tree.mn_dong).keyed_by_unit == season.tree.so
    teacher = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    filling.type_figure(season.report(season.tree.thpt), season.typed, value=Decimal(1), version=0, by=teacher)
    assert season.report(season.tree.thpt).keyed_by_unit is None


def test_the_unit_that_a_line_leads_to_types_and_judges_though_the_tree_says_otherwise() -> None:
    tree = province()
    ReportingLine.objects.create(unit=tree.mn_dong, to_unit=tree.xa_tay, valid_from=dt.date(2026, 1, 1))
    season = Season(tree, tree.mn_dong)
    office = UserFactory.make(role=Role.OFFICE, role__unit=tree.xa_tay)
    report = season.report(tree.mn_dong)
    filling.type_figure(report, season.typed, value=Decimal(3), version=0, by=office)
    flow.submit(report, by=office)
    flow.approve(report, by=season.head)
    flow.accept(report, by=office)
    assert season.report(tree.mn_dong).keyed_by_unit == tree.xa_tay
    assert content.look(season.report(tree.xa_tay)).value(season.typed.pk) == 3


def test_two_people_at_one_figure_and_nothing_typed_is_lost(season: Season) -> None:
    report = season.report(season.tree.thpt)
    filling.type_figure(report, season.typed, value=Decimal(4), version=0, by=season.office)
    with pytest.raises(EditConflict) as told:
        filling.type_figure(report, season.typed, value=Decimal(7), version=0, by=season.head)
    assert told.value.current.value == 4  # type: ignore[attr-defined]
    filling.type_figure(report, season.typed, value=Decimal(7), version=1, by=season.head)
    assert content.look(report).value(season.typed.pk) == 7


def test_two_people_at_one_text(season: Season) -> None:
    heading = HeadingFactory.make(template=season.template)
    report = season.report(season.tree.thpt)
    filling.write(report, heading, text="Bản của tôi", version=0, by=season.office)
    with pytest.raises(EditConflict):
        filling.write(report, heading, text="Bản của chị", version=0, by=season.head)
    assert content.look(report).narratives[0][1].text == "Bản của tôi"


def test_filling_anew_does_not_disturb_an_open_form(season: Season) -> None:
    report = season.report(season.tree.thpt)
    filling.fill(report)
    filling.type_figure(report, season.typed, value=Decimal(4), version=0, by=season.office)
    filling.fill(report)
    assert content.look(report).value(season.typed.pk) == 4


def test_a_closed_period_takes_no_report_but_a_correction(season: Season) -> None:
    season.accept(season.tree.thpt)
    periods.close(season.period, by=season.office)
    with pytest.raises(ValidationError, match="đã đóng"):
        flow.submit(season.report(season.tree.mn_dong), by=season.office)
    new = flow.correct(season.report(season.tree.thpt), reason="Cộng nhầm tháng 3", by=season.office)
    flow.submit(season.report(season.tree.thpt), by=season.office)
    assert season.report(season.tree.thpt) == new


def test_a_correction_is_a_new_edition_and_the_old_one_counts_until_it_is_accepted(season: Season) -> None:
    unit = season.tree.thpt
    filling.type_figure(season.report(unit), season.typed, value=Decimal(5), version=0, by=season.office)
    old = season.accept(unit)
    with pytest.raises(ValidationError, match="lý do"):
        flow.correct(old, reason=" ", by=season.office)
    new = flow.correct(old, reason="Đếm sót một giải", by=season.office)
    assert flow.correct(old, reason="Lần nữa", by=season.office) == new
    held = content.look(new).values[season.typed.pk]
    filling.type_figure(new, season.typed, value=Decimal(6), version=held.version, by=season.office)
    season.send(unit)
    assert list(Report.objects.counting().filter(unit=unit)) == [old]
    flow.accept(season.report(unit), by=season.office)
    assert list(Report.objects.counting().filter(unit=unit)) == [new]
    old.refresh_from_db()
    assert old.values.get(indicator=season.typed).value == 5


def test_the_topmost_report_is_issued_once_with_number_and_day(season: Season) -> None:
    top = season.send(season.tree.so)
    day = dt.date(2026, 6, 24)
    with pytest.raises(ValidationError, match="số, ký hiệu"):
        flow.issue(top, by=season.office, number=" ", dated=day)
    flow.issue(top, by=season.office, number="45/BC-SGDĐT", dated=day)
    flow.issue(top, by=season.office, number="46/BC-SGDĐT", dated=day)
    done = season.report(season.tree.so)
    assert (done.number, done.review_state) == ("45/BC-SGDĐT", ReviewState.ISSUED)
    assert done.obligation
    assert (done.obligation.state, done.obligation.met_on) == (ObligationState.MET, day)


def test_the_office_does_not_issue_what_goes_up(season: Season) -> None:
    report = season.send(season.tree.thpt)
    with pytest.raises(ValidationError, match="không ban hành riêng"):
        flow.issue(report, by=season.office, number="1/BC", dated=dt.date(2026, 6, 24))


def test_taking_back_before_the_head_has_decided(season: Season) -> None:
    report = season.report(season.tree.thpt)
    flow.submit(report, by=season.office)
    flow.take_back(report, by=season.office)
    assert season.report(season.tree.thpt).review_state == ReviewState.DRAFT
    season.send(season.tree.thpt)
    with pytest.raises(ValidationError, match="đã quyết định"):
        flow.take_back(season.report(season.tree.thpt), by=season.office)


def test_an_office_further_up_does_not_undo_what_a_unit_submitted(season: Season) -> None:
    report = season.report(season.tree.thpt)
    clerk = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    flow.submit(report, by=clerk)
    with pytest.raises(PermissionDenied):
        flow.take_back(report, by=season.office)
    flow.take_back(report, by=clerk)
    assert report.review_state == ReviewState.DRAFT


def test_nothing_is_sent_or_confirmed_for_a_period_that_has_not_begun() -> None:
    tree = province()
    first = books.today() + dt.timedelta(days=3)
    season = Season(tree, tree.thpt, starts_on=first, ends_on=first + dt.timedelta(days=30), part="sau")
    for send in (flow.submit, flow.file_nil):
        with pytest.raises(ValidationError, match=f"từ ngày {first:%d/%m/%Y}"):
            send(season.report(tree.thpt), by=season.office)
