import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lantoa.accounts.models import User
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind, ObligationState, Rhythm
from lantoa.ledger.models import Activity, Claim, Obligation
from lantoa.organisations import succession, undoing
from lantoa.organisations.factories import Province, province
from lantoa.organisations.models import Succession, Unit

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 15)
DUE = dt.date(2026, 3, 10)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("chuyenvien", full_name="Trần Thị Lan")


def owe(tree: Province, *units: Unit, due: dt.date | None = DUE, part: str = "", subject: Unit | None = None) -> int:
    """Any row may be a subject or an origin: the ledger knows no app by name."""
    debts = [
        books.Debt(
            unit_id=unit.pk,
            kind=ObligationKind.REPORT,
            subject=subject or tree.so,
            title="Báo cáo 6 tháng đầu năm",
            part=part,
            due_on=due,
            is_waiting=due is None,
        )
        for unit in units
    ]
    return books.owe(debts, asked_by=tree.so.pk, origin=tree.so, on=DAY)


def test_asking_the_same_twice_opens_one_obligation(tree: Province) -> None:
    assert owe(tree, tree.thpt, tree.gdtx) == 2
    assert owe(tree, tree.thpt, tree.gdtx) == 0
    assert Obligation.objects.count() == 2


def test_nothing_to_report_is_told_apart_from_done(tree: Province, clerk: User) -> None:
    owe(tree, tree.thpt, tree.gdtx)
    filed = Obligation.objects.filter(unit=tree.thpt)
    assert books.nil(filed, on=DUE, by=clerk) == 1
    assert books.nil(filed, on=DUE, by=clerk) == 0
    row = filed.get()
    assert (row.state, row.met_on) == (ObligationState.NIL, DUE)
    assert "Không phát sinh" in row.events.get().text
    assert Obligation.objects.counts(today=DUE) == {"total": 2, "done": 1, "overdue": 0, "waiting": 0, "open": 1}
    assert books.restore(filed, by=clerk) == 1
    assert filed.get().is_pending


def test_periods_of_one_subject_are_owed_apart(tree: Province) -> None:
    owe(tree, tree.thpt, part="2026-H1")
    owe(tree, tree.thpt, part="2026")
    assert Obligation.objects.filter(unit=tree.thpt).count() == 2


@pytest.mark.parametrize(
    ("day", "state"), [(DUE, ObligationState.MET), (DUE + dt.timedelta(1), ObligationState.MET_LATE)]
)
def test_what_is_done_after_its_day_is_marked_late(tree: Province, clerk: User, day: dt.date, state: str) -> None:
    owe(tree, tree.thpt)
    assert books.meet(Obligation.objects.all(), on=day, by=clerk) == 1
    row = Obligation.objects.get()
    assert (row.state, row.met_on) == (state, day)
    assert [event.what for event in row.events.all()] == ["met"]


def test_what_waits_becomes_open_when_the_office_sets_its_day(tree: Province, clerk: User) -> None:
    owe(tree, tree.thpt, due=None)
    assert Obligation.objects.get().state == ObligationState.WAITING
    books.set_due(Obligation.objects.all(), due_on=DUE, by=clerk, words="Theo công văn của tỉnh")
    row = Obligation.objects.get()
    assert (row.state, row.due_on) == (ObligationState.OPEN, DUE)
    assert "10/03/2026" in row.events.get().text


def test_leaving_the_denominator_takes_a_reason_and_can_be_undone(tree: Province, clerk: User) -> None:
    owe(tree, tree.thpt, tree.gdtx)
    with pytest.raises(ValidationError, match="lý do"):
        books.exclude(Obligation.objects.all(), reason=" ", by=clerk)
    books.exclude(Obligation.objects.filter(unit=tree.gdtx), reason="Không có bậc học này", by=clerk)
    assert Obligation.objects.counts(DAY)["total"] == 1
    books.restore(Obligation.objects.filter(unit=tree.gdtx), by=clerk)
    assert Obligation.objects.counts(DAY)["total"] == 2


def test_the_database_refuses_an_exclusion_without_a_reason(tree: Province) -> None:
    owe(tree, tree.thpt)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.update(state=ObligationState.EXCLUDED)


def test_counts_tell_done_overdue_waiting_and_open(tree: Province, clerk: User) -> None:
    owe(tree, tree.thpt, tree.gdtx, tree.khtc)
    owe(tree, tree.van_phong, due=None)
    books.meet(Obligation.objects.filter(unit=tree.thpt), on=DAY, by=clerk)
    counts = Obligation.objects.counts(DUE + dt.timedelta(1))
    assert counts == {"total": 4, "done": 1, "overdue": 2, "waiting": 1, "open": 0}


def test_most_urgent_stands_first_and_what_waits_for_a_day_after_it(tree: Province, clerk: User) -> None:
    owe(tree, tree.khtc, due=None)
    owe(tree, tree.thpt, due=dt.date(2026, 5, 1))
    owe(tree, tree.gdtx, due=dt.date(2026, 2, 1))
    owe(tree, tree.van_phong, due=dt.date(2026, 1, 20))
    books.meet(Obligation.objects.filter(unit=tree.van_phong), on=DAY, by=clerk)
    assert [row.unit for row in Obligation.objects.most_urgent_first()] == [
        tree.gdtx,
        tree.thpt,
        tree.khtc,
        tree.van_phong,
    ]


def test_a_merged_unit_hands_its_work_on_so_that_it_is_owed_once(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong, tree.th_dong, part="chung")
    owe(tree, tree.mn_dong, part="riêng")
    succession.merge_into([tree.mn_dong], tree.th_dong, on=dt.date(2026, 2, 1), decision="QĐ số 9", by=clerk)
    counted = Obligation.objects.counted()
    assert {(row.unit, row.part) for row in counted} == {(tree.th_dong, "chung"), (tree.th_dong, "riêng")}
    left = Obligation.objects.filter(unit=tree.mn_dong)
    assert all("việc chuyển cho" in row.reason for row in left)


def test_a_dissolved_unit_leaves_the_denominator_with_the_reason_and_keeps_its_history(
    tree: Province, clerk: User
) -> None:
    owe(tree, tree.gdtx, part="đã xong")
    books.meet(Obligation.objects.filter(unit=tree.gdtx), on=DAY, by=clerk)
    owe(tree, tree.gdtx, part="chưa xong")
    succession.dissolve([tree.gdtx], on=dt.date(2026, 6, 1), decision="QĐ số 10", by=clerk)
    by_part = {row.part: row for row in Obligation.objects.filter(unit=tree.gdtx)}
    assert by_part["đã xong"].state == ObligationState.MET
    assert by_part["chưa xong"].state == ObligationState.EXCLUDED
    assert "giải thể" in by_part["chưa xong"].reason


def test_undoing_a_mistaken_merge_gives_the_work_back(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong)
    succession.merge_into([tree.mn_dong], tree.th_dong, on=dt.date(2026, 2, 1), decision="QĐ số 9", by=clerk)
    act = Succession.objects.latest("pk").act
    undoing.undo(act, by=clerk)
    row = Obligation.objects.get()
    assert (row.unit, row.state) == (tree.mn_dong, ObligationState.OPEN)


def test_a_changed_rhythm_reaches_what_is_still_pending(tree: Province, clerk: User) -> None:
    owe(tree, tree.thpt, tree.gdtx)
    books.meet(Obligation.objects.filter(unit=tree.gdtx), on=DAY, by=clerk)
    assert books.set_rhythm(Obligation.objects.all(), rhythm=Rhythm.QUARTERLY, expected=2, by=clerk) == 1
    assert Obligation.objects.get(unit=tree.thpt).expected == 2


def merge(tree: Province, clerk: User, month: int) -> None:
    succession.merge_into([tree.mn_dong], tree.th_dong, on=dt.date(2026, month, 1), decision="QĐ số 9", by=clerk)
    tree.mn_dong.refresh_from_db()


def undo_last(clerk: User) -> None:
    undoing.undo(Succession.objects.latest("pk").act, by=clerk)


def test_undoing_a_second_merge_leaves_what_was_excused_in_between(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong)
    merge(tree, clerk, 2)
    undo_last(clerk)
    books.exclude(Obligation.objects.all(), reason="Trường không có bậc học này", by=clerk)
    tree.mn_dong.refresh_from_db()
    merge(tree, clerk, 3)
    undo_last(clerk)
    row = Obligation.objects.get()
    assert (row.state, row.reason) == (ObligationState.EXCLUDED, "Trường không có bậc học này")


def test_undoing_a_merge_does_not_open_what_was_excused_with_the_heir(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong)
    merge(tree, clerk, 2)
    books.exclude(Obligation.objects.filter(unit=tree.th_dong), reason="Kế hoạch đã thu hồi", by=clerk)
    undo_last(clerk)
    row = Obligation.objects.get()
    assert (row.unit, row.state, row.reason) == (tree.mn_dong, ObligationState.EXCLUDED, "Kế hoạch đã thu hồi")


def test_undoing_a_merge_keeps_the_day_that_was_set_meanwhile(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong, due=None)
    merge(tree, clerk, 2)
    books.set_due(Obligation.objects.filter(unit=tree.th_dong), due_on=DUE, by=clerk)
    undo_last(clerk)
    row = Obligation.objects.get()
    assert (row.unit, row.state, row.due_on) == (tree.mn_dong, ObligationState.OPEN, DUE)


def test_a_merge_is_not_undone_once_the_heir_logged_work_for_what_it_took_over(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong)
    merge(tree, clerk, 2)
    done = Activity.objects.create(unit=tree.th_dong, kind="meeting", title="Họp phụ huynh", on=DAY, created_by=clerk)
    done.obligations.add(Obligation.objects.get(unit=tree.th_dong))
    with pytest.raises(ValidationError, match="đã ghi"):
        undo_last(clerk)
    assert done.served.count() == 1


def test_a_merge_is_not_undone_once_the_heir_asked_to_have_its_work_confirmed(tree: Province, clerk: User) -> None:
    owe(tree, tree.mn_dong)
    merge(tree, clerk, 2)
    Claim.objects.create(obligation=Obligation.objects.get(unit=tree.th_dong), asked_by=clerk)
    with pytest.raises(ValidationError, match="đã ghi"):
        undo_last(clerk)
    assert Claim.objects.count() == 1


def test_lines_are_locked_in_one_order_so_that_two_acts_wait_and_do_not_stop_each_other(
    tree: Province, clerk: User
) -> None:
    owe(tree, tree.thpt, tree.gdtx)
    with CaptureQueriesContext(connection) as captured:
        books.meet(Obligation.objects.order_by("-due_on"), on=DAY, by=clerk)
    read = next(one["sql"] for one in captured if one["sql"].startswith("SELECT"))
    assert 'ORDER BY "ledger_obligation"."id" ASC' in read


def test_many_lines_change_by_as_few_words_as_few_do(tree: Province, clerk: User) -> None:
    """Naming each line with its new state took a minute for 40,000 of them."""

    def words(*units: Unit) -> list[int]:
        rows = Obligation.objects.filter(unit__in=units)
        said = []
        for act in (
            lambda: books.set_due(rows, due_on=DUE, by=clerk),
            lambda: books.set_rhythm(rows, rhythm=Rhythm.MONTHLY, expected=1, by=clerk),
            lambda: books.exclude(rows, reason="Trường hè", by=clerk),
            lambda: books.restore(rows, by=clerk),
            lambda: books.meet(rows, on=DUE, by=clerk),
        ):
            with CaptureQueriesContext(connection) as captured:
                assert act() == len(units)
            said.append(sum(query["sql"].count("WHEN") for query in captured.captured_queries))
        return said

    many = (tree.xa_dong, tree.xa_tay, tree.mn_dong, tree.mn_tay, tree.th_dong)
    owe(tree, tree.thpt, tree.gdtx, *many)
    assert words(*many) == words(tree.thpt, tree.gdtx)
