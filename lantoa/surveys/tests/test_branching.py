"""Who is asked what."""

from types import SimpleNamespace

import pytest

from lantoa.surveys.branching import shown

pytestmark = pytest.mark.pure


def question(pk, when=None, values=()):
    return SimpleNamespace(pk=pk, shown_when_id=when, shown_values=list(values))


QUESTIONS = [question(1), question(2, 1, [1, 2]), question(3, 2, [5]), question(4)]


def asked(chosen):
    return [one.pk for one in shown(QUESTIONS, chosen)]


def test_what_hangs_on_nothing_is_asked_of_everybody():
    assert asked({}) == [1, 4]


def test_an_answer_opens_the_question_that_hangs_on_it():
    assert asked({1: {2}}) == [1, 2, 4]
    assert asked({1: {3}}) == [1, 4]


def test_a_hidden_question_opens_nothing_though_it_was_answered_before():
    assert asked({1: {3}, 2: {5}}) == [1, 4]
