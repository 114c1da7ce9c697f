import datetime as dt
import uuid
from decimal import Decimal

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lantoa.ledger import books
from lantoa.ledger.enums import ActivityKind, ObligationKind
from lantoa.ledger.models import Activity, Obligation
from lantoa.organisations.factories import province
from lantoa.reports import content, drilling, filling, flow, periods, sources, standard
from lantoa.reports.drilling import Joined, PartKind
from lantoa.reports.enums import Aggregate, How, RollUp
from lantoa.reports.factories import Season, log
from lantoa.reports.models import Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.mn_dong, tree.th_dong, tree.thpt)


def test_a_sum_opens_level_by_level_down_to_the_activity(season: Season) -> None:
    tree = season.tree
    done = log(tree.mn_dong, 2)
    for unit in (tree.mn_dong, tree.th_dong, tree.xa_dong):
        season.accept(unit)
    top = drilling.breakdown(season.report(tree.so), season.articles)
    assert [(part.kind, part.unit, part.amount) for part in top.parts] == [(PartKind.REPORT, tree.xa_dong, 2)]
    assert [child.unit for child in top.absent] == [tree.thpt]
    assert top.parts[0].report
    commune = drilling.breakdown(top.parts[0].report, season.articles)
    assert [(part.unit, part.amount) for part in commune.parts] == [(tree.mn_dong, 2), (tree.th_dong, 0)]
    assert commune.parts[0].report
    school = drilling.breakdown(commune.parts[0].report, season.articles)
    assert [part.kind for part in school.parts] == [PartKind.OWN]
    assert {activity for activity, _ in school.parts[0].activities} == set(done)


def test_a_typed_figure_says_who_typed_it_why_and_how_far_it_is_off(season: Season) -> None:
    log(season.tree.thpt, 3)
    report = season.report(season.tree.thpt)
    filling.type_figure(report, season.articles, value=Decimal(10), version=0, by=season.office, note="Sổ giấy")
    own, typed = drilling.breakdown(report, season.articles).parts
    assert (own.amount, typed.kind, typed.amount) == (3, PartKind.TYPED, 7)
    assert typed.value
    assert (typed.value.typed_by, typed.value.note) == (season.office, "Sổ giấy")


def test_a_frozen_figure_keeps_its_activities_and_says_what_changed_since(season: Season) -> None:
    done = log(season.tree.thpt, 3, kind=ActivityKind.CONFERENCE, people=40)
    report = season.send(season.tree.thpt)
    log(season.tree.thpt, 5, kind=ActivityKind.CONFERENCE, people=40)
    Activity.objects.filter(pk=done[0].pk).update(people=10)
    found = drilling.breakdown(report, season.people)
    assert found.value == 120
    assert [(part.kind, part.amount) for part in found.parts] == [(PartKind.OWN, 90), (PartKind.CHANGED, 30)]
    assert len(found.parts[0].activities) == 3


def test_a_figure_of_another_room_names_its_source(season: Season) -> None:
    sources.register(sources.Source("thu", "Lượt truy cập", "lượt", lambda units, *_: dict.fromkeys(units, Decimal(7))))
    visits = season.row(code="TC", name="Lượt truy cập", how=How.SOURCE, aggregate="", source="thu")
    part = drilling.breakdown(season.report(season.tree.thpt), visits).parts[0]
    assert (part.kind, part.label, part.amount) == (PartKind.SOURCE, "Lượt truy cập", 7)


def test_a_frozen_number_of_tasks_keeps_what_it_counted_and_says_what_changed_since(season: Season) -> None:
    unit = season.tree.thpt
    late = season.row(code="QH", name="Nhiệm vụ quá hạn", how=How.SOURCE, source="tasks_overdue", aggregate="")
    with time_machine.travel(dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)):
        for title in ("Niêm yết", "Tập huấn"):
            debt = books.Debt(unit.pk, ObligationKind.DUTY, unit, title, part=title, due_on=dt.date(2026, 3, 31))
            books.owe([debt], asked_by=season.tree.so.pk, origin=season.tree.so, on=dt.date(2026, 1, 5))
        report = season.send(unit)
    books.meet(Obligation.objects.filter(title="Niêm yết"), on=dt.date(2026, 5, 20), by=season.office)
    found = drilling.breakdown(report, late)
    assert [(part.kind, part.amount) for part in found.parts] == [(PartKind.OWN, 2)]
    books.exclude(Obligation.objects.filter(title="Tập huấn"), reason="Không phải làm", by=season.office)
    found = drilling.breakdown(report, late)
    assert [(part.kind, part.amount) for part in found.parts] == [(PartKind.OWN, 1), (PartKind.CHANGED, 1)]
    assert [row.title for row in found.parts[0].obligations] == ["Niêm yết"]


def test_a_ratio_opens_into_its_two_sides(season: Season) -> None:
    share = season.row(code="TL", name="Tỷ lệ", ratio=True, numerator=season.articles, denominator=season.people)
    log(season.tree.thpt, 3)
    log(season.tree.thpt, 1, kind=ActivityKind.CONFERENCE, people=12)
    found = drilling.breakdown(season.report(season.tree.thpt), share)
    assert (found.value, found.joined) == (25, Joined.RATIO)
    assert [(part.indicator, part.amount) for part in found.parts] == [(season.articles, 3), (season.people, 12)]


def test_one_fact_feeds_both_standard_reports() -> None:
    tree = province()
    season = Season(tree, tree.khtc)
    made = standard.make_standard(tree.so, by=season.office)
    assert standard.make_standard(tree.so, by=season.office) == made
    log(tree.thpt, 1, kind=ActivityKind.TRAINING, people=35)
    trained = Indicator.objects.get(unit=tree.so, code="TH-NGUOI")
    both = [one for one in made if one.rows.filter(indicator=trained).exists()]
    assert len(both) == 2
    for template in both:
        period = season.open(tree.thpt, template=template)
        report = period.reports.get(unit=tree.thpt)
        assert content.look(report).value(trained.pk) == 35
        filling.fill(report)
        for heading, text in content.look(report).narratives:
            if heading.is_required:
                filling.write(report, heading, text="Đã làm", version=text.version, by=season.office)
        flow.submit(report, by=season.office)


class Adding(TestCase):
    """Whatever units do, type, send or hold back: the parts of a figure add up to it, at every level."""

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        done=st.lists(
            st.tuples(
                st.integers(0, 3),
                st.sampled_from([ActivityKind.ARTICLE, ActivityKind.CONFERENCE]),
                st.integers(0, 500),
                st.integers(-5, 5),
            ),
            max_size=12,
        ),
        typed=st.dictionaries(st.integers(0, 3), st.integers(0, 999), max_size=2),
        accepted=st.sets(st.integers(0, 3)),
        aggregate=st.sampled_from(list(Aggregate)),
    )
    def test_parts_add_up(
        self,
        done: list[tuple[int, str, int, int]],
        typed: dict[int, int],
        accepted: set[int],
        aggregate: Aggregate,
    ) -> None:
        tree = province()
        units = [tree.mn_dong, tree.th_dong, tree.xa_dong, tree.vhxh_dong]
        season = Season(tree, *units[:3])
        indicator = season.row(code="X", name="Chỉ tiêu thử", aggregate=aggregate)
        for place, kind, people, week in done:
            day = dt.date(2026, 3, 2) + dt.timedelta(weeks=8 * week)
            log(units[place], 1, on=day, kind=kind, people=people, copies=people, cost=people, times=1 + people % 3)
        for place, figure in typed.items():
            if place < 3:
                report = season.report(units[place])
                filling.type_figure(report, indicator, value=Decimal(figure), version=0, by=season.office, note="Sổ")
        for place in sorted(accepted - {3}):
            season.accept(units[place])
        for unit in [*units[:3], tree.so]:
            found = drilling.breakdown(season.report(unit), indicator)
            assert found.value == sum((part.amount for part in found.parts), Decimal(0))


@pytest.mark.parametrize("roll_up", [RollUp.MAX, RollUp.NONE])
def test_what_is_not_added_up_opens_too(season: Season, roll_up: RollUp) -> None:
    most = season.row(code="M", name="Đông nhất", people=True, roll_up=roll_up)
    log(season.tree.mn_dong, 1, kind=ActivityKind.CONFERENCE, people=80)
    season.accept(season.tree.mn_dong)
    found = drilling.breakdown(season.report(season.tree.xa_dong), most)
    assert found.value == (80 if roll_up == RollUp.MAX else 0)
    assert max((part.amount for part in found.parts), default=0) == found.value


def test_another_form_key_is_another_period(season: Season) -> None:
    span = periods.span_of("2026-Q1")
    assert span
    opening = periods.Opening(season.tree.so, season.template, span.kind, 2026, span.starts_on, span.ends_on)
    made = periods.open_period(opening, form_key=uuid.uuid4(), by=season.office, units=[season.tree.thpt])
    assert made != season.period


def test_an_activity_that_is_given_other_words_stays_evidence_of_what_counted_it(season: Season) -> None:
    words = season.row(code="DVC", name="Bài về dịch vụ công", filter={"words": "dịch vụ công"})
    told, other = log(season.tree.thpt, 2)
    report = season.accept(season.tree.thpt)
    told.title, other.title, other.kind = "Tin vắn tuần qua", "Hội nghị", ActivityKind.CONFERENCE
    for one in (told, other):
        one.save()
    for indicator in (words, season.articles):
        found = drilling.breakdown(report, indicator)
        assert [(part.kind, part.amount) for part in found.parts] == [(PartKind.OWN, 2)]
        assert {activity for activity, _ in found.parts[0].activities} == {told, other}


def test_what_was_written_after_the_report_went_up_is_no_evidence(season: Season) -> None:
    words = season.row(code="DVC", name="Bài về dịch vụ công", filter={"words": "dịch vụ công"})
    (plain,) = log(season.tree.thpt, 1, title="Tin vắn")
    report = season.accept(season.tree.thpt)
    plain.title = "Dịch vụ công trực tuyến"
    plain.save()
    found = drilling.breakdown(report, words)
    assert found.value == 0
    assert not [activity for part in found.parts for activity in part.activities]
