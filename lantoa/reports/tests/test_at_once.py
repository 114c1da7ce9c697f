"""Two people at one report at the same moment, on two connections: one has their way, the other is told."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lantoa.audit.edits import EditConflict
from lantoa.organisations.factories import province
from lantoa.reports import consolidating, content, filling, flow, returning, typed
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Report
from lantoa.review.enums import ReviewState
from lantoa.review.models import Transition
from tests.at_once import two_connections, while_open
from tests.html import PageClient, parse, words

pytestmark = two_connections


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.gdtx, tree.thpt)


def steps(report: Report, to: ReviewState) -> int:
    return Transition.objects.filter(object_id=report.pk, to_state=to).count()


def test_of_two_who_save_one_text_the_second_sees_what_the_first_wrote(season: Season) -> None:
    heading = HeadingFactory.make(template=season.template)
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    fault = while_open(
        lambda: filling.write(mine, heading, text="Lời thứ nhất", version=0, by=season.office),
        lambda: filling.write(theirs, heading, text="Lời thứ hai", version=0, by=season.head),
    )
    assert isinstance(fault, EditConflict)
    assert fault.current.text == "Lời thứ nhất"  # type: ignore[attr-defined]
    assert mine.narratives.get(heading=heading).text == "Lời thứ nhất"


def test_of_two_who_type_one_figure_the_second_is_told(season: Season) -> None:
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    fault = while_open(
        lambda: filling.type_figure(mine, season.typed, value=Decimal(3), version=0, by=season.office),
        lambda: filling.type_figure(theirs, season.typed, value=Decimal(5), version=0, by=season.head),
    )
    assert isinstance(fault, EditConflict)
    assert mine.values.get(indicator=season.typed).value == 3


def test_a_report_that_two_send_at_once_is_sent_once(season: Season) -> None:
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    fault = while_open(lambda: flow.submit(mine, by=season.office), lambda: flow.submit(theirs, by=season.office))
    assert fault is None
    assert steps(mine, ReviewState.SUBMITTED) == 1


def test_nothing_is_typed_into_a_report_while_it_is_being_sent(season: Season) -> None:
    log(season.tree.thpt, 2)
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    fault = while_open(
        lambda: flow.submit(mine, by=season.office),
        lambda: filling.type_figure(theirs, season.articles, value=Decimal(9), version=0, by=season.office),
    )
    assert isinstance(fault, ValidationError)
    assert content.look(season.report(season.tree.thpt)).value(season.articles.pk) == 2


def test_one_who_says_nothing_to_report_while_another_sends_figures_is_told(season: Season) -> None:
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    fault = while_open(lambda: flow.submit(mine, by=season.office), lambda: flow.file_nil(theirs, by=season.office))
    assert isinstance(fault, ValidationError)
    sent = season.report(season.tree.thpt)
    assert not sent.is_nil
    assert sent.values.exists()


def test_one_who_sends_figures_while_another_says_nothing_to_report_is_told(season: Season) -> None:
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    fault = while_open(lambda: flow.file_nil(mine, by=season.office), lambda: flow.submit(theirs, by=season.office))
    assert isinstance(fault, ValidationError)
    assert season.report(season.tree.thpt).is_nil


def test_a_head_does_not_approve_what_is_being_taken_back(season: Season) -> None:
    flow.submit(season.report(season.tree.thpt), by=season.office)
    Report.objects.update(keyed_by_unit=season.tree.so)
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    fault = while_open(lambda: flow.take_back(mine, by=season.office), lambda: flow.approve(theirs, by=season.head))
    assert isinstance(fault, ValidationError)
    after = season.report(season.tree.thpt)
    assert after.review_state == ReviewState.DRAFT
    assert after.obligation
    assert after.obligation.is_pending


@pytest.mark.parametrize("returns_first", [True, False])
def test_a_report_is_accepted_or_returned_and_never_both(season: Season, *, returns_first: bool) -> None:
    season.send(season.tree.thpt)
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    first, second = (mine, theirs) if returns_first else (theirs, mine)

    def send_back() -> None:
        flow.send_back(first, by=season.office, note="Thiếu số")

    def accept() -> None:
        flow.accept(second, by=season.head)

    fault = while_open(send_back, accept) if returns_first else while_open(accept, send_back)
    assert isinstance(fault, ValidationError)
    after = season.report(season.tree.thpt)
    assert after.review_state == (ReviewState.RETURNED if returns_first else ReviewState.ACCEPTED)
    assert after.obligation
    assert after.obligation.is_pending is returns_first


def test_two_reports_that_are_accepted_at_once_are_both_in_the_sum(season: Season) -> None:
    tree = season.tree
    for unit in (tree.thpt, tree.gdtx):
        log(unit, 3)
        season.send(unit)
    mine, theirs = season.report(tree.thpt), season.report(tree.gdtx)
    assert while_open(lambda: flow.accept(mine, by=season.office), lambda: flow.accept(theirs, by=season.head)) is None
    top = season.report(tree.so)
    consolidating.start(top, by=season.office)
    assert top.inclusions.count() == 2
    assert content.look(top).value(season.articles.pk) == 6


def test_of_two_who_take_the_same_reports_in_each_is_in_the_sum_once(season: Season) -> None:
    season.accept(season.tree.thpt)
    season.accept(season.tree.gdtx)
    mine, theirs = season.report(season.tree.so), season.report(season.tree.so)
    fault = while_open(
        lambda: consolidating.start(mine, by=season.office), lambda: consolidating.start(theirs, by=season.head)
    )
    assert fault is None
    assert season.report(season.tree.so).inclusions.count() == 2


def test_of_two_who_correct_one_report_one_correction_comes(season: Season) -> None:
    mine = season.accept(season.tree.thpt)
    theirs = Report.objects.get(pk=mine.pk)
    fault = while_open(
        lambda: flow.correct(mine, reason="Đếm nhầm", by=season.office),
        lambda: flow.correct(theirs, reason="Cộng nhầm", by=season.office),
    )
    assert fault is None or isinstance(fault, ValidationError)
    assert Report.objects.filter(unit=season.tree.thpt, period=season.period).count() == 2


def test_of_two_who_answer_a_return_at_once_the_second_sees_the_first_ones_answer(season: Season) -> None:
    report = season.send(season.tree.thpt)
    flow.send_back(report, by=season.office, note="Thiếu số")
    mine, theirs = season.report(season.tree.thpt), season.report(season.tree.thpt)
    seen = returning.reply_mark("")
    fault = while_open(
        lambda: returning.keep_reply(mine, "Đã bổ sung", seen),
        lambda: flow.file_nil(theirs, by=season.office, note="Cả kỳ không họp", mark=seen),
    )
    assert isinstance(fault, returning.OtherReply)
    after = season.report(season.tree.thpt)
    assert (after.review_state, after.reply) == (ReviewState.RETURNED, "Đã bổ sung")


def test_who_presses_send_while_another_sends_sees_what_they_typed(season: Season, client: PageClient) -> None:
    client.force_login(season.office)
    report, key = season.report(season.tree.thpt), f"so-{season.typed.pk}"
    Report.objects.filter(pk=report.pk).update(keyed_by_unit=season.tree.so)
    answers: list[Any] = []
    sent = {key: "340", f"ban-{key}": "0", f"dau-{key}": typed.mark_of("")}
    fault = while_open(
        lambda: flow.submit(report, by=season.office),
        lambda: answers.append(client.post(reverse("reports:submit", args=[report.pk]), sent)),
    )
    assert fault is None
    assert answers[0].status_code == 422
    assert "Giải thưởng: 340" in words(parse(answers[0]))
    assert steps(report, ReviewState.SUBMITTED) == 1
