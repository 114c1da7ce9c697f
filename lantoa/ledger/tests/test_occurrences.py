import datetime as dt
import itertools

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lantoa.ledger import activities, books
from lantoa.ledger.enums import ObligationState, Rhythm
from lantoa.ledger.models import Obligation
from lantoa.ledger.occurrences import _periods, missing_of, occurrences_of
from lantoa.ledger.tests.working import People, did, owe
from lantoa.organisations.factories import Province, province

DAY = dt.date(2025, 1, 1)
END = dt.date(2025, 12, 31)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def people(tree: Province) -> People:
    return People(tree)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rhythm", "labels"),
    [
        (Rhythm.QUARTERLY, ["Quý I", "Quý II", "Quý III", "Quý IV"]),
        (Rhythm.HALF_YEARLY, ["6 tháng đầu năm", "6 tháng cuối năm"]),
        (Rhythm.MONTHLY, [f"Tháng {number}" for number in range(1, 13)]),
        (Rhythm.ONCE, []),
    ],
)
def test_each_rhythm_has_its_periods(tree: Province, rhythm: Rhythm, labels: list[str]) -> None:
    row = owe(tree, tree.thpt, rhythm=rhythm, starts=DAY, due=END)
    assert [one.label for one in occurrences_of([row]).get(row.pk, [])] == labels


@pytest.mark.django_db
def test_what_was_done_counts_in_its_period_as_often_as_it_says(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt, rhythm=Rhythm.MONTHLY, expected=2, starts=DAY, due=END)
    did(row, people.clerk, on=dt.date(2025, 1, 31), times=2)
    did(row, people.clerk, on=dt.date(2025, 2, 1))
    wrong = did(row, people.clerk, on=dt.date(2025, 3, 5), times=2)
    activities.cancel(wrong, reason="Ghi nhầm", by=people.clerk)
    january, february, march, *_ = occurrences_of([row])[row.pk]
    assert (january.done, february.done, march.done) == (2, 1, 0)
    today = dt.date(2025, 3, 10)
    assert january.is_full
    assert [one.label for one in missing_of([row], today)[row.pk]] == ["Tháng 2"]
    assert march.is_current(today)


@pytest.mark.django_db
def test_who_need_not_do_it_misses_nothing(tree: Province) -> None:
    row = owe(tree, tree.thpt, rhythm=Rhythm.MONTHLY, starts=DAY, due=END)
    Obligation.objects.update(state=ObligationState.EXCLUDED, reason="Không có bậc học này")
    row.refresh_from_db()
    assert missing_of([row], END) == {}


@pytest.mark.django_db
def test_many_rows_are_counted_in_one_query(tree: Province) -> None:
    rows = [
        owe(tree, unit, rhythm=Rhythm.MONTHLY, starts=DAY, due=END) for unit in (tree.thpt, tree.gdtx, tree.mn_dong)
    ]
    with CaptureQueriesContext(connection) as captured:
        assert len(occurrences_of(rows)) == 3
    assert len(captured) == 1


@pytest.mark.django_db
def test_the_list_and_the_page_name_the_months_that_lack_something(
    client: Client, tree: Province, people: People
) -> None:
    row = owe(tree, tree.thpt, rhythm=Rhythm.QUARTERLY, starts=DAY, due=dt.date(2025, 9, 30))
    did(row, people.clerk, on=dt.date(2025, 5, 5))
    client.force_login(people.clerk)
    shown = client.get(reverse("ledger:list")).content.decode()
    assert "Quý III: 0/1, Quý I: 0/1" in shown
    page = client.get(reverse("ledger:detail", args=[row.pk])).content.decode()
    assert page.count("Thiếu") == 2


@pytest.mark.pure
@given(
    starts=st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31)),
    length=st.integers(0, 1500),
    rhythm=st.sampled_from([Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.HALF_YEARLY]),
)
def test_periods_follow_each_other_without_a_gap_and_hold_both_ends(
    starts: dt.date, length: int, rhythm: Rhythm
) -> None:
    ends = starts + dt.timedelta(days=length)
    row = Obligation(opened_on=starts, starts_on=starts, due_on=ends, rhythm=rhythm, expected=1)
    found = _periods(row, {})
    assert found[0].first <= starts <= found[0].last
    assert found[-1].first <= ends <= found[-1].last
    for before, after in itertools.pairwise(found):
        assert after.first - before.last == dt.timedelta(days=1)
    assert len({one.label for one in found}) == len(found)


@pytest.mark.django_db
def test_a_row_closed_in_spite_of_holes_says_one_true_thing_which_months_and_who_closed_it(
    client: Client, tree: Province, people: People
) -> None:
    row = owe(tree, tree.thpt, rhythm=Rhythm.QUARTERLY, starts=DAY, due=dt.date(2025, 9, 30))
    did(row, people.clerk, on=dt.date(2025, 5, 5))
    books.meet(Obligation.objects.filter(pk=row.pk), on=dt.date(2025, 9, 30), by=people.principal)
    client.force_login(people.clerk)
    for page in (
        client.get(reverse("ledger:list"), {"tinh_trang": "xong"}),
        client.get(reverse("ledger:detail", args=[row.pk])),
    ):
        shown = page.content.decode()
        assert "Đã đóng, thiếu 2 kỳ" in shown
        assert f"Chưa đủ: Quý III, Quý I; {people.principal} ghi là xong" in shown
        assert "Quý III: 0/1, Quý I" not in shown
