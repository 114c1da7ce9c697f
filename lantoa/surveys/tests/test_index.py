"""The index and how sure it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.surveys.index import Tally, index_of, total, wilson

pytestmark = pytest.mark.pure

PEOPLE = st.lists(
    st.integers(1, 6).flatmap(lambda answers: st.tuples(st.integers(0, answers), st.just(answers))),
    min_size=1,
    max_size=60,
)


def tally(people):
    return total(Tally.of_one(satisfied, answers) for satisfied, answers in people)


def test_the_index_is_the_share_of_satisfied_answers():
    found = index_of(tally([(1, 1)] * 83 + [(0, 1)] * 17))
    assert found.value == pytest.approx(83)
    assert found.people == 100


def test_the_interval_is_wilsons():
    """Worked by hand for 83 of 100: centre (0.83 + 1.92073/100) / 1.0384146, half-width 0.0736."""
    found = index_of(tally([(1, 1)] * 83 + [(0, 1)] * 17))
    assert found.low == pytest.approx(74.45, abs=0.01)
    assert found.high == pytest.approx(89.11, abs=0.01)


def test_nobody_answered_gives_no_index():
    assert index_of(Tally()) is None


def test_a_person_with_many_answers_is_still_one_person():
    alike = [(4, 4)] * 8 + [(0, 4)] * 2
    single = [(1, 1)] * 8 + [(0, 1)] * 2
    many, one = index_of(tally(alike)), index_of(tally(single))
    assert many.high - many.low == pytest.approx(one.high - one.low, rel=0.06)


def test_all_who_were_served_answered_so_nothing_is_left_to_chance():
    found = index_of(tally([(1, 1)] * 9 + [(0, 1)]), population=10)
    assert found.low == found.value == found.high


def test_a_known_population_narrows_the_interval():
    people = tally([(1, 1)] * 40 + [(0, 1)] * 10)
    free, known = index_of(people), index_of(people, population=80)
    assert known.high - known.low < free.high - free.low


def test_a_population_smaller_than_the_answers_is_left_aside():
    people = tally([(1, 1)] * 5)
    assert index_of(people, population=3) == index_of(people)


def test_more_satisfied_answers_than_answers_are_refused():
    with pytest.raises(ValueError, match="3 of 2"):
        Tally.of_one(3, 2)


@given(PEOPLE)
def test_the_index_lies_in_its_interval(people):
    found = index_of(tally(people))
    assert 0 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 100


@given(PEOPLE, PEOPLE)
def test_tallies_of_different_people_add_up(some, others):
    assert tally(some) + tally(others) == tally([*some, *others])


@given(PEOPLE, st.integers(0, 2000))
def test_a_population_never_widens_the_interval(people, more):
    whole = tally(people)
    free, known = index_of(whole), index_of(whole, population=whole.people + more)
    assert known.high - known.low <= free.high - free.low + 1e-9


@given(st.floats(0, 1), st.floats(1, 1e6), st.floats(1.01, 10))
def test_more_people_are_surer(share, size, times):
    low, high = wilson(share, size)
    nearer_low, nearer_high = wilson(share, size * times)
    assert nearer_high - nearer_low <= high - low + 1e-12
