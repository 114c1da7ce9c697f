"""The first draft of the narrative, written from what was logged and owed."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.ledger import books
from lantoa.ledger.enums import ActivityKind, ChannelKind, ClaimKind, ClaimState, ObligationKind
from lantoa.ledger.models import Claim, Obligation
from lantoa.organisations.factories import province
from lantoa.organisations.models import Unit
from lantoa.reports import drafting, filling
from lantoa.reports.drafting.tally import TASKS
from lantoa.reports.drafting.wording import counted, listed, shortened
from lantoa.reports.enums import HeadingRole, How
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Inclusion, Report, TemplateHeading
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 6, 20, 3, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.gdtx, tree.xa_dong, tree.thpt)


def heading(season: Season, role: str = HeadingRole.RESULTS, **fields: object) -> TemplateHeading:
    made: TemplateHeading = HeadingFactory.make(template=season.template, role=role, **fields)
    return made


def draft(season: Season, under: TemplateHeading, unit: Unit | None = None) -> str:
    return drafting.drafts(season.report(unit or season.tree.thpt))[under.pk]


def owe(season: Season, title: str, due: dt.date, **fields: object) -> Obligation:
    unit = season.tree.thpt
    debt = books.Debt(unit_id=unit.pk, kind=ObligationKind.DUTY, subject=unit, title=title, part=title[:20], due_on=due)
    books.owe([debt], asked_by=season.tree.so.pk, origin=season.tree.so, on=dt.date(2026, 1, 5))
    return Obligation.objects.get(title=title)


def test_results_are_told_kind_by_kind_with_counts_people_and_the_main_ones(season: Season) -> None:
    results = heading(season)
    unit = season.tree.thpt
    log(unit, kind=ActivityKind.CONFERENCE, title="Hội nghị chuyển đổi số", people=1200, place="hội trường")
    log(unit, kind=ActivityKind.CONFERENCE, title="Họp liên tịch", people=40, on=dt.date(2026, 2, 5))
    log(unit, kind=ActivityKind.ARTICLE, title="Bài về học bạ số", times=3)
    assert draft(season, results).split("\n") == [
        "Tổ chức 02 hội nghị, cuộc họp với 1.240 lượt người dự; gồm: Họp liên tịch (ngày 05/02/2026, 40 người); "
        "Hội nghị chuyển đổi số (ngày 02/03/2026, hội trường, 1.200 người).",
        "Đăng 03 tin, bài trên trang thông tin của đơn vị; gồm: Bài về học bạ số (ngày 02/03/2026).",
    ]


def test_the_largest_few_are_named_and_no_title_twice(season: Season) -> None:
    results = heading(season)
    log(season.tree.thpt, 8, kind=ActivityKind.FLAG_SALUTE, title="Chào cờ giới thiệu dịch vụ công", people=900)
    for number in range(5):
        log(season.tree.thpt, kind=ActivityKind.FLAG_SALUTE, title=f"Sinh hoạt lớp {number}", people=100 + number)
    said = draft(season, results)
    assert said.count("Chào cờ giới thiệu dịch vụ công") == 1
    assert said.startswith("Truyền thông tại 13 buổi chào cờ, sinh hoạt tập thể với 7.710 lượt người dự; tiêu biểu: ")
    assert "Sinh hoạt lớp 4" in said
    assert "Sinh hoạt lớp 0" not in said


def test_what_lies_outside_the_period_or_was_cancelled_is_not_told(season: Season) -> None:
    results = heading(season)
    log(season.tree.thpt, on=season.period.starts_on - dt.timedelta(days=1), title="Sớm")
    log(season.tree.thpt, on=season.period.ends_on + dt.timedelta(days=1), title="Muộn")
    (wrong,) = log(season.tree.thpt, title="Ghi nhầm")
    wrong.cancelled_at, wrong.cancel_reason = dt.datetime(2026, 3, 3, tzinfo=dt.UTC), "nhầm"
    wrong.save()
    assert draft(season, results) == "Trong kỳ, đơn vị chưa ghi nhận hoạt động nào."


def test_headings_with_filters_share_the_work_out_without_repeating(season: Season) -> None:
    lead = heading(season)
    meetings = heading(season, depth=2, filter={"kinds": [ActivityKind.CONFERENCE]})
    met_too = heading(season, depth=2, filter={"channels": [ChannelKind.MEETING]})
    rest = heading(season, depth=2)
    unit = season.tree.thpt
    log(unit, kind=ActivityKind.CONFERENCE, channel_kind=ChannelKind.MEETING, title="Hội nghị", people=100)
    log(unit, kind=ActivityKind.PARENTS_MEETING, channel_kind=ChannelKind.MEETING, title="Họp phụ huynh")
    log(unit, kind=ActivityKind.ARTICLE, title="Bài viết")
    told = drafting.drafts(season.report(unit))
    assert told[lead.pk] == (
        "Trong kỳ, đơn vị đã thực hiện 03 hoạt động truyền thông với 100 lượt người tham gia, theo dõi."
    )
    assert [told[one.pk].split(";")[0] for one in (meetings, met_too, rest)] == [
        "Tổ chức 01 hội nghị, cuộc họp với 100 lượt người dự",
        "Truyền thông tại 01 cuộc họp cha mẹ học sinh",
        "Đăng 01 tin, bài trên trang thông tin của đơn vị",
    ]


def test_direction_is_the_own_plan_and_the_meetings_that_set_it_going(season: Season) -> None:
    directed, results = heading(season, HeadingRole.LEADERSHIP), heading(season)
    unit = season.tree.thpt
    debt = books.Debt(unit_id=unit.pk, kind=ObligationKind.OWN_PLAN, subject=unit, title="Kế hoạch của đơn vị")
    books.owe([debt], asked_by=season.tree.so.pk, origin=season.tree.so, on=dt.date(2026, 1, 5))
    plan = Obligation.objects.filter(kind=ObligationKind.OWN_PLAN)
    books.meet(plan, on=dt.date(2026, 3, 5), by=season.office, text="Đã ban hành kế hoạch số 07/KH-THPT")
    log(unit, kind=ActivityKind.CONFERENCE, title="Họp triển khai kế hoạch năm", people=30, on=dt.date(2026, 3, 6))
    log(unit, kind=ActivityKind.CONFERENCE, title="Hội nghị phụ huynh tiêu biểu", people=90)
    assert draft(season, directed).split("\n") == [
        "Đã ban hành kế hoạch số 07/KH-THPT ngày 05/03/2026.",
        "Đã tổ chức: Họp triển khai kế hoạch năm (ngày 06/03/2026, 30 người).",
    ]
    assert "Tổ chức 02 hội nghị" in draft(season, results)
    assert "Họp triển khai" not in draft(season, results)


def test_meetings_of_the_same_title_are_named_once(season: Season) -> None:
    directed = heading(season, HeadingRole.LEADERSHIP)
    for month in (1, 2, 3):
        day = dt.date(2026, month, 5)
        log(season.tree.thpt, kind=ActivityKind.CONFERENCE, title="Giao ban tháng", people=40, on=day)
    log(season.tree.thpt, kind=ActivityKind.CONFERENCE, title="Họp triển khai kế hoạch", on=dt.date(2026, 3, 6))
    assert draft(season, directed).split("\n") == [
        "Đã tổ chức 04 hội nghị, cuộc họp để chỉ đạo, triển khai:",
        "- Giao ban tháng (03 cuộc, từ ngày 05/01/2026 đến ngày 05/03/2026, 120 lượt người);",
        "- Họp triển khai kế hoạch (ngày 06/03/2026).",
    ]


def test_difficulties_are_late_work_and_returned_claims_as_facts(season: Season) -> None:
    troubles = heading(season, HeadingRole.DIFFICULTIES)
    assert draft(season, troubles) == ""
    late = owe(season, "Niêm yết thủ tục hành chính.", dt.date(2026, 5, 30))
    owe(season, "Việc chưa đến hạn", dt.date(2026, 12, 30))
    asker = UserFactory.make(role=Role.OFFICER, role__unit=season.tree.thpt)
    Claim.objects.create(
        obligation=late,
        kind=ClaimKind.DONE,
        state=ClaimState.RETURNED,
        asked_by=asker,
        decided_by=season.office,
        decided_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
        note="Ảnh chưa rõ.",
    )
    assert draft(season, troubles).split("\n") == [
        "Có 01 nhiệm vụ quá hạn chưa hoàn thành: Niêm yết thủ tục hành chính (hạn 30/05/2026).",
        "Có 01 đề nghị xác nhận hoàn thành bị trả lại: Niêm yết thủ tục hành chính (lý do: Ảnh chưa rõ).",
    ]


def test_evaluation_counts_the_tasks_of_the_period(season: Season) -> None:
    judged = heading(season, HeadingRole.EVALUATION)
    for number, done in enumerate([dt.date(2026, 3, 1), dt.date(2026, 5, 1), None]):
        made = owe(season, f"Việc {number}", dt.date(2026, 4, 1))
        if done:
            books.meet(Obligation.objects.filter(pk=made.pk), on=done, by=season.office)
    assert draft(season, judged) == (
        "Trong kỳ, đơn vị phải thực hiện 03 nhiệm vụ: đã hoàn thành 02 nhiệm vụ (01 nhiệm vụ đúng hạn, 01 nhiệm vụ sau "
        "hạn); còn 01 nhiệm vụ chưa hoàn thành, đã quá hạn."
    )


def test_what_an_earlier_period_left_is_said_to_come_from_it(season: Season) -> None:
    judged = heading(season, HeadingRole.EVALUATION)
    unit = season.tree.thpt
    for kind, title, met in (
        (ObligationKind.DUTY, "Tổng kết năm", dt.date(2025, 12, 20)),
        (ObligationKind.REPORT, "Báo cáo năm 2025", dt.date(2026, 1, 9)),
    ):
        due = dt.date(2025, 12, 31) if kind == ObligationKind.DUTY else dt.date(2025, 12, 10)
        books.owe([books.Debt(unit.pk, kind, unit, title, due_on=due)], asked_by=unit.pk, origin=unit, on=due)
        Obligation.objects.filter(title=title).update(opened_on=dt.date(2025, 3, 1))
        books.meet(Obligation.objects.filter(title=title), on=met, by=season.office)
    assert draft(season, judged).split("\n") == [
        "Trong kỳ, đơn vị phải thực hiện 01 nhiệm vụ (có 01 nhiệm vụ từ kỳ trước chuyển sang): "
        "đã hoàn thành 01 nhiệm vụ đúng hạn.",
        "Đơn vị đã gửi 01 báo cáo đến hạn từ kỳ trước.",
    ]


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", text)]


def test_the_text_gives_the_numbers_of_the_table(season: Season) -> None:
    """Also where a person typed over one; work of other kinds is named as what it is."""
    judged, troubles = heading(season, HeadingRole.EVALUATION), heading(season, HeadingRole.DIFFICULTIES)
    rows = {key: season.row(code=key, name=key, how=How.SOURCE, source=key, aggregate="") for key in TASKS}
    share = season.row(code="TL", name="Tỷ lệ", ratio=True, numerator=rows[TASKS[1]], denominator=rows[TASKS[0]])
    for number, done in enumerate([dt.date(2026, 3, 1), dt.date(2026, 5, 1), None, None, None]):
        made = owe(season, f"Việc {number}", dt.date(2026, 4, 1) if number < 3 else dt.date(2026, 12, 1))
        if done:
            books.meet(Obligation.objects.filter(pk=made.pk), on=done, by=season.office)
    unit = season.tree.thpt
    debt = books.Debt(unit.pk, ObligationKind.OWN_PLAN, unit, "Ban hành kế hoạch", due_on=dt.date(2026, 3, 10))
    books.owe([debt], asked_by=season.tree.so.pk, origin=season.tree.so, on=dt.date(2026, 1, 5))
    held = filling.fill(season.report(unit))
    assert [held.value(rows[key].pk) for key in TASKS] == [5, 2, 1, 1]
    assert held.value(share.pk) == 40
    told = drafting.drafts(season.report(unit))
    assert told[judged.pk] == (
        "Trong kỳ, đơn vị phải thực hiện 05 nhiệm vụ: đã hoàn thành 02 nhiệm vụ (01 nhiệm vụ đúng hạn, 01 nhiệm vụ sau "
        "hạn), đạt 40,0%; còn 03 nhiệm vụ chưa hoàn thành, trong đó 01 nhiệm vụ quá hạn."
    )
    assert told[troubles.pk].split("\n") == [
        "Có 01 nhiệm vụ quá hạn chưa hoàn thành: Việc 2 (hạn 01/04/2026).",
        "Có 01 kế hoạch quá hạn chưa ban hành: Ban hành kế hoạch (hạn 10/03/2026).",
    ]
    filling.type_figure(season.report(unit), rows["tasks_done"], value=Decimal(4), version=1, by=season.office)
    assert numbers(draft(season, judged))[:4] == [5, 4, 1, 3]


def test_reports_that_were_due_are_told_apart_from_tasks_and_this_one_is_none_of_them(season: Season) -> None:
    judged = heading(season, HeadingRole.EVALUATION)
    unit = season.tree.thpt
    for part, due in (("Q1", dt.date(2026, 3, 1)), ("Q2", dt.date(2026, 6, 1)), ("Q3", dt.date(2026, 9, 1))):
        debt = books.Debt(unit.pk, ObligationKind.REPORT, unit, f"Báo cáo {part}", part=part, due_on=due)
        books.owe([debt], asked_by=season.tree.so.pk, origin=season.tree.so, on=dt.date(2026, 1, 5))
    books.meet(Obligation.objects.filter(part="Q1"), on=dt.date(2026, 2, 20), by=season.office)
    assert draft(season, judged) == (
        "Ngoài báo cáo này, đơn vị có 02 báo cáo đến hạn: 01 báo cáo đã gửi đúng hạn; 01 báo cáo chưa gửi."
    )


def test_late_work_of_one_title_stands_once_with_how_often(season: Season) -> None:
    troubles = heading(season, HeadingRole.DIFFICULTIES)
    for part in ("một", "hai", "ba"):
        debt = books.Debt(
            season.tree.thpt.pk,
            ObligationKind.DUTY,
            season.tree.thpt,
            "Rà soát",
            part=part,
            due_on=dt.date(2026, 5, 30),
        )
        books.owe([debt], asked_by=season.tree.so.pk, origin=season.tree.so, on=dt.date(2026, 1, 5))
    owe(season, "Niêm yết", dt.date(2026, 6, 1))
    assert draft(season, troubles).split("\n") == [
        "Có 04 nhiệm vụ quá hạn chưa hoàn thành:",
        "- Rà soát (03 lần, hạn 30/05/2026);",
        "- Niêm yết (hạn 01/06/2026).",
    ]


def test_what_comes_next_is_what_falls_due_next(season: Season) -> None:
    ahead = heading(season, HeadingRole.NEXT)
    assert draft(season, ahead) == ""
    owe(season, "Tổ chức cuộc thi tìm hiểu", dt.date(2026, 9, 30))
    owe(season, "Việc của năm sau", dt.date(2027, 6, 30))
    Obligation.objects.filter(pk=owe(season, "Báo cáo chuyên đề", dt.date(2026, 10, 1)).pk).update(kind="report")
    assert draft(season, ahead).split("\n") == [
        "Trong kỳ tới, đơn vị tiếp tục thực hiện 01 nhiệm vụ đến hạn: Tổ chức cuộc thi tìm hiểu (hạn 30/09/2026).",
        "Đơn vị gửi 01 báo cáo đến hạn: Báo cáo chuyên đề (hạn 01/10/2026).",
    ]


def test_what_is_left_after_the_cut_off_is_told_apart_from_what_comes_next(season: Season) -> None:
    """Work of this half-year that is due after the 14th is not the next one's."""
    ahead = heading(season, HeadingRole.NEXT)
    owe(season, "Rà soát thủ tục", dt.date(2026, 6, 30))
    owe(season, "Tổng kết", dt.date(2026, 12, 31))
    assert draft(season, ahead).split("\n") == [
        "Đến hết ngày 30/06/2026, đơn vị hoàn thành 01 nhiệm vụ còn lại của kỳ này: Rà soát thủ tục (hạn 30/06/2026).",
        "Trong kỳ tới, đơn vị tiếp tục thực hiện 01 nhiệm vụ đến hạn: Tổng kết (hạn 31/12/2026).",
    ]


def test_a_report_that_two_plans_ask_for_is_to_be_sent_once(season: Season) -> None:
    ahead = heading(season, HeadingRole.NEXT)
    rows = [owe(season, title, dt.date(2026, 9, 20)) for title in ("Báo cáo quý III", "Báo cáo quý III, gửi Sở")]
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(kind="report")
    assert "02 báo cáo" in draft(season, ahead)
    Obligation.objects.filter(pk=rows[1].pk).update(met_with=rows[0])
    assert draft(season, ahead) == "Đơn vị gửi 01 báo cáo đến hạn: Báo cáo quý III (hạn 20/09/2026)."


def test_what_a_unit_asks_of_its_own_divisions_is_no_report_that_it_sends(season: Season) -> None:
    ahead = heading(season, HeadingRole.NEXT)
    row = owe(season, "Báo cáo của phòng", dt.date(2026, 9, 20))
    Obligation.objects.filter(pk=row.pk).update(kind="report", unit=season.tree.khtc, asked_by=season.tree.so)
    assert "Báo cáo của phòng" not in draft(season, ahead, season.tree.so)
    Obligation.objects.filter(pk=row.pk).update(asked_by=season.tree.ubnd)
    assert "Báo cáo của phòng" in draft(season, ahead, season.tree.so)


def test_nothing_is_invented_under_proposals_and_free_headings(season: Season) -> None:
    log(season.tree.thpt, 3)
    owe(season, "Việc muộn", dt.date(2026, 5, 1))
    for role in (HeadingRole.PROPOSALS, HeadingRole.FREE):
        assert draft(season, heading(season, role)) == ""


def test_a_nil_report_says_so_in_one_sentence(season: Season) -> None:
    first, results = heading(season, HeadingRole.LEADERSHIP), heading(season)
    report = season.report(season.tree.thpt)
    report.is_nil = True
    told = drafting.drafts(report)
    assert told[results.pk] == "Trong kỳ, Trường THPT Nguyễn Trãi không phát sinh nội dung báo cáo."
    assert told[first.pk] == ""


def consolidated(season: Season) -> Report:
    """The department's report with two of three units in its sum."""
    tree = season.tree
    for unit in (tree.thpt, tree.gdtx):
        log(unit, 2)
        filling.fill(season.report(unit))
        Report.objects.filter(pk=season.report(unit).pk).update(review_state=ReviewState.ACCEPTED)
        Inclusion.objects.create(report=season.report(tree.so), child=season.report(unit))
    return season.report(tree.so)


def test_a_consolidated_report_opens_with_the_sum_and_collects_what_units_say(season: Season) -> None:
    results, troubles = heading(season), heading(season, HeadingRole.PROPOSALS)
    tree = season.tree
    for unit in (tree.thpt, tree.gdtx):
        report = season.report(unit)
        filling.write(report, troubles, text="Cấp thêm kinh phí.", version=0, by=season.office)
    report = consolidated(season)
    filling.fill(report)
    told = drafting.drafts(report)
    said = told[results.pk]
    assert said.startswith("Báo cáo tổng hợp từ 2/3 đơn vị.")
    assert "04 lượt tin, bài" in said
    assert told[troubles.pk] == "- Cấp thêm kinh phí: 02 đơn vị (Trung tâm GDTX tỉnh, Trường THPT Nguyễn Trãi)."
    assert [(name, text) for _, name, text in drafting.collected(report, troubles)] == [
        ("Trung tâm GDTX tỉnh", "Cấp thêm kinh phí."),
        ("Trường THPT Nguyễn Trãi", "Cấp thêm kinh phí."),
    ]


def test_drafting_costs_the_same_questions_however_much_was_done(season: Season) -> None:
    for role in HeadingRole:
        heading(season, role)
    costs = []
    for number in (2, 12):
        for kind in (ActivityKind.CONFERENCE, ActivityKind.ARTICLE):
            log(season.tree.thpt, number, kind=kind, title=f"Họp triển khai {number}")
        for place in range(number):
            owe(season, f"Việc {number} {place}", dt.date(2026, 4, 1))
        report = season.report(season.tree.thpt)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            drafting.drafts(report)
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] < 40


@given(st.integers(0, 10**9))
def test_counts_are_printed_with_dots_and_small_ones_with_a_zero(number: int) -> None:
    said = counted(number)
    assert int(said.replace(".", "")) == number
    assert re.fullmatch(r"0|0[1-9]|[1-9]\d{1,2}(\.\d{3})*|[1-9](\.\d{3})+", said)


@given(st.text(max_size=600))
def test_a_title_in_a_sentence_has_one_line_and_no_full_stop(text: str) -> None:
    short = shortened(text)
    assert len(short) <= 221
    assert "\n" not in short
    assert not short.endswith((".", ";", ",", " "))


@given(st.lists(st.text("ab ", min_size=1), min_size=1))
def test_a_list_ends_with_one_full_stop(lines: list[str]) -> None:
    said = listed(lines).split("\n")
    assert said[-1].endswith(".")
    assert all(line.endswith(";") for line in said[:-1])
