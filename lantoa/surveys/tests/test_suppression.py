"""Small groups stay hidden, whatever is added and subtracted. The attacks are tried by linear algebra."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.surveys.suppression import choose, is_safe, whole_words

pytestmark = pytest.mark.pure


def reduced(rows):
    """Rows in echelon form."""
    rows, done = [list(map(Fraction, row)) for row in rows], []
    for place in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[place] for value in pivot]
        clear = lambda row: [one - row[place] * other for one, other in zip(row, pivot, strict=True)]  # noqa: B023, E731
        rows, done = [clear(row) for row in rows], [*map(clear, done), pivot]
    return done


def can_be_worked_out(told, target):
    return bool(target) and len(reduced([*told, target])) == len(reduced(told)) if told else False


def attack(people, sets, chosen, threshold):
    """Groups of fewer than `threshold` people whose figure follows from what is told."""
    cells = [cell for cell, number in people.items() if number]
    told = [[int(cell in sets[key]) for cell in cells] for key in chosen]
    return [
        group
        for size in range(1, min(len(cells), threshold) + 1)
        for group in combinations(cells, size)
        if sum(people[cell] for cell in group) < threshold
        and can_be_worked_out(told, [int(cell in group) for cell in cells])
    ]


FIVE = {"a": 10, "b": 20, "c": 3}
PARTS = {"total": "abc", "a": "a", "b": "b", "c": "c"}


def test_a_small_group_is_hidden():
    assert "c" not in choose(FIVE, PARTS, 5)


def test_total_minus_the_others_does_not_give_the_hidden_one():
    chosen = choose(FIVE, PARTS, 5)
    assert chosen == {"total", "b"}, "the smallest sibling is hidden with it"
    assert not attack(FIVE, PARTS, chosen, 5)


def test_the_attack_finds_what_hiding_the_small_group_alone_leaves_open():
    assert attack(FIVE, PARTS, {"total", "a", "b"}, 5) == [("c",)]
    assert not is_safe(FIVE, {key: PARTS[key] for key in ("total", "a", "b")}, 5)


def test_a_unit_minus_its_sub_units_does_not_give_its_own_few_visitors():
    people = {"own": 2, "school1": 30, "school2": 40}
    sets = {"commune": {"own", "school1", "school2"}, "school1": {"school1"}, "school2": {"school2"}}
    chosen = choose(people, sets, 5)
    assert "commune" in chosen
    assert not attack(people, sets, chosen, 5)


def test_two_filters_against_each_other_give_nothing():
    """Units × quarters: the year without three quarters, the unit's quarter without its neighbours'."""
    people = {(unit, quarter): 20 for unit in "ab" for quarter in (1, 2)} | {("a", 1): 2}
    sets = {
        (unit, quarter): {cell for cell in people if unit in ("all", cell[0]) and quarter in ("year", cell[1])}
        for unit in ("all", "a", "b")
        for quarter in ("year", 1, 2)
    }
    chosen = choose(people, sets, 5)
    assert ("all", "year") in chosen
    assert ("a", 1) not in chosen
    assert not attack(people, sets, chosen, 5)


def test_what_was_told_stays_told():
    people = {"q1": 3, "q2": 10}
    sets = {"q2": {"q2"}, "year": {"q1", "q2"}}
    assert choose(people, sets, 5, told={"q2"}) == {"q2"}


def test_told_figures_that_already_tell_too_much_are_refused():
    with pytest.raises(ValueError, match="already"):
        choose(FIVE, PARTS, 5, told={"total", "a", "b"})


def test_large_groups_are_all_told():
    assert choose({"a": 10, "b": 20, "c": 30}, PARTS, 5) == set(PARTS)


TREES = st.lists(st.integers(0, 12), min_size=2, max_size=7).flatmap(
    lambda sizes: st.tuples(
        st.just(dict(enumerate(sizes))),
        st.lists(st.sets(st.integers(0, len(sizes) - 1), min_size=1), min_size=1, max_size=7),
    )
)


@settings(max_examples=150, deadline=None)
@given(TREES, st.integers(2, 8))
def test_no_small_group_comes_out_of_any_sets(world, threshold):
    people, groups = world
    sets = dict(enumerate(groups))
    chosen = choose(people, sets, threshold)
    assert is_safe(people, {key: sets[key] for key in chosen}, threshold)
    assert not attack(people, sets, chosen, threshold)


@settings(max_examples=60, deadline=None)
@given(TREES, st.integers(2, 8))
def test_the_same_question_has_one_answer(world, threshold):
    people, groups = world
    sets = dict(enumerate(groups))
    assert choose(people, sets, threshold) == choose(people, dict(reversed(sets.items())), threshold)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([5, 2], "ít nhất 5"), ([5, 7], "12"), ([5, 0], "5"), ([2, 2], "dưới 5"), ([3, 3], "6"), ([], "0")],
)
def test_the_whole_tells_no_small_part_by_subtraction(numbers, said):
    assert whole_words(numbers, 5) == said
