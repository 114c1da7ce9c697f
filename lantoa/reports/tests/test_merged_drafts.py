"""The drafts of a consolidated report: each total under the heading it belongs to, each unit's words once."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine

from lantoa.ledger import books
from lantoa.ledger.enums import ActivityKind, ObligationKind
from lantoa.organisations.factories import province
from lantoa.organisations.models import Unit
from lantoa.reports import content, filling, standard
from lantoa.reports.drafting.said_below import merged
from lantoa.reports.drafting.wording import WORDS
from lantoa.reports.enums import Aggregate, HeadingRole
from lantoa.reports.factories import HeadingFactory, Season, log
from lantoa.reports.models import Inclusion, Indicator, Report
from lantoa.review.enums import ReviewState


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 6, 20, 3, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def season() -> Season:
    """The standard report, asked of two schools' units and a commune."""
    tree = province()
    season = Season(tree, tree.gdtx, tree.xa_dong, tree.thpt)
    season.period.template = standard.make_standard(tree.so)[0]
    season.period.save()
    return season


def consolidated(season: Season, *units: Unit) -> Report:
    top = season.report(season.tree.so)
    for unit in units:
        filling.fill(season.report(unit))
        Report.objects.filter(pk=season.report(unit).pk).update(review_state=ReviewState.ACCEPTED)
        Inclusion.objects.create(report=top, child=season.report(unit))
    filling.fill(top)
    return season.report(season.tree.so)


def texts(report: Report) -> dict[str, str]:
    """The texts by their headings' titles."""
    return {heading.title: text.text for heading, text in content.look(report).narratives}


@pytest.mark.django_db
def test_each_total_stands_under_the_heading_that_it_belongs_to(season: Season) -> None:
    tree = season.tree
    log(tree.thpt, kind=ActivityKind.ARTICLE, times=12)
    log(tree.gdtx, 2, kind=ActivityKind.TRAINING, people=40)
    log(tree.gdtx, kind=ActivityKind.LOUDSPEAKER, times=30)
    told = texts(consolidated(season, tree.thpt, tree.gdtx))
    assert told["Tin, bài trên các phương tiện thông tin"] == (
        "Kết quả chung trong kỳ: 12 tin, bài trên cổng, trang thông tin điện tử."
    )
    assert told["Hội nghị, sinh hoạt, đối thoại"] == ""
    assert told["Tập huấn, cuộc thi"] == "Kết quả chung trong kỳ: 02 lớp tập huấn; 80 lượt người được tập huấn."
    assert told["Phát thanh, ấn phẩm, niêm yết và hình thức khác"] == (
        "Kết quả chung trong kỳ: 30 lượt phát thanh, truyền thanh."
    )
    assert told["Kết quả thực hiện"] == (
        "Báo cáo tổng hợp từ 2/3 đơn vị. "
        "Kết quả chung trong kỳ: 04 hoạt động truyền thông; 02 đơn vị có hoạt động truyền thông."
    )


@pytest.mark.django_db
def test_what_the_department_did_itself_is_set_apart_from_the_sum(season: Season) -> None:
    tree = season.tree
    log(tree.thpt, kind=ActivityKind.ARTICLE, times=12)
    log(tree.so, kind=ActivityKind.ARTICLE, title="Bài của Sở", times=2)
    told = texts(consolidated(season, tree.thpt))
    assert told["Tin, bài trên các phương tiện thông tin"].split("\n") == [
        "Kết quả chung trong kỳ: 14 tin, bài trên cổng, trang thông tin điện tử.",
        f"Riêng {tree.so.name}: đăng 02 tin, bài trên trang thông tin của đơn vị; gồm: Bài của Sở (ngày 02/03/2026).",
    ]
    assert told["Kết quả thực hiện"].split("\n") == [
        "Báo cáo tổng hợp từ 1/3 đơn vị. "
        "Kết quả chung trong kỳ: 02 hoạt động truyền thông; 02 đơn vị có hoạt động truyền thông.",
        f"Trong kỳ, riêng {tree.so.name} đã thực hiện 01 hoạt động truyền thông.",
    ]


@pytest.mark.django_db
def test_plans_stand_under_direction_and_tasks_under_evaluation(season: Season) -> None:
    tree = season.tree
    for unit in (tree.thpt, tree.gdtx):
        for kind, title in ((ObligationKind.OWN_PLAN, "Ban hành kế hoạch"), (ObligationKind.DUTY, "Niêm yết thủ tục")):
            debt = books.Debt(unit_id=unit.pk, kind=kind, subject=unit, title=title, due_on=dt.date(2026, 5, 30))
            books.owe([debt], asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 5))
    told = texts(consolidated(season, tree.thpt, tree.gdtx))
    assert told["Công tác chỉ đạo, triển khai"] == "Trong kỳ, các đơn vị phải ban hành 02 kế hoạch, chưa ban hành."
    assert told["Đánh giá chung"] == "Tính chung trong kỳ, các đơn vị phải thực hiện 02 nhiệm vụ: 02 nhiệm vụ quá hạn."
    assert told["Khó khăn, hạn chế và nguyên nhân"].split("\n") == [
        "Nhiệm vụ quá hạn chưa hoàn thành tại các đơn vị:",
        f"- Niêm yết thủ tục: 02 đơn vị ({tree.gdtx.label}, {tree.thpt.label}).",
        "Kế hoạch quá hạn chưa ban hành tại các đơn vị:",
        f"- Ban hành kế hoạch: 02 đơn vị ({tree.gdtx.label}, {tree.thpt.label}).",
    ]


@pytest.mark.django_db
def test_a_typed_figure_goes_where_the_others_of_its_group_go(season: Season) -> None:
    tree = season.tree
    typed = Indicator.objects.get(unit=tree.so, code="KP-GIAO")
    child = season.report(tree.thpt)
    filling.fill(child)
    filling.type_figure(child, typed, value=Decimal(5_000_000), version=1, by=season.office)
    told = texts(consolidated(season, tree.thpt))
    assert "kinh phí được giao trong năm 5.000.000 đồng" in told["Kết quả thực hiện"]


@pytest.mark.django_db
def test_a_heading_that_groups_others_leads_in_whatever_its_role(season: Season) -> None:
    log(season.tree.thpt, 3, people=100)
    report = season.report(season.tree.thpt)
    filling.fill(report)
    assert texts(report)["Kết quả thực hiện"] == (
        "Trong kỳ, đơn vị đã thực hiện 03 hoạt động truyền thông với 300 lượt người tham gia, theo dõi."
    )


@pytest.mark.django_db
def test_a_template_without_filters_tells_every_total_under_its_results(season: Season) -> None:
    tree = season.tree
    season.period.template = season.template
    season.period.save()
    HeadingFactory.make(template=season.template, role=HeadingRole.RESULTS, title="Kết quả")
    log(tree.thpt, 4)
    (told,) = texts(consolidated(season, tree.thpt)).values()
    assert told.split("\n") == [
        "Báo cáo tổng hợp từ 1/3 đơn vị. Kết quả chung trong kỳ: 04 lượt tin, bài.",
    ]


def test_sentences_count_what_the_table_counts() -> None:
    for figure in standard.FIGURES:
        if figure.kinds and figure.add in (Aggregate.COUNT, Aggregate.TIMES):
            assert {WORDS[kind].amount for kind in figure.kinds} == {figure.add.value}, figure.name


def test_the_same_words_of_several_units_stand_once_with_their_names() -> None:
    assert merged(
        [("Trường A", "Thiếu kinh phí."), ("Trường B", "- Thiếu  kinh phí;"), ("Trường C", "Thiếu người")]
    ) == ("- Thiếu kinh phí: 02 đơn vị (Trường A, Trường B);\n- Thiếu người: 01 đơn vị (Trường C).")


def test_late_work_is_joined_over_units_whatever_its_due_day() -> None:
    late = "Có 02 việc chưa hoàn thành đúng hạn:\n- Ban hành kế hoạch (hạn {});\n- {} việc khác."
    said = merged([("A", late.format("01/05/2026", "03")), ("B", late.format("02/05/2026", "05"))])
    assert said.split("\n") == [
        "Việc chưa hoàn thành đúng hạn tại các đơn vị:",
        "- Ban hành kế hoạch: 02 đơn vị (A, B);",
        "- Việc khác: 02 đơn vị (A, B).",
    ]


def test_lists_that_a_level_below_joined_are_joined_again() -> None:
    communes = [
        (name, merged([(f"{name}{number}", "Thiếu kinh phí.") for number in range(20)])) for name in ("Xã Đ", "Xã T")
    ]
    said = merged([*communes, ("Trường A", "Thiếu kinh phí")])
    assert said.startswith("- Thiếu kinh phí: 41 đơn vị (Xã Đ0, Xã Đ1, ")
    assert said.endswith(" và 29 đơn vị khác).")


def test_the_units_own_words_are_led_in_after_a_list_that_has_ended() -> None:
    late = "Có 01 nhiệm vụ quá hạn chưa hoàn thành: Niêm yết thủ tục (hạn 01/05/2026)."
    own = "- Đường truyền yếu;\n- Thiếu người."
    said = merged([("A", f"{own}\n{late}"), ("B", late)])
    assert said.split("\n") == [
        "Nhiệm vụ quá hạn chưa hoàn thành tại các đơn vị:",
        "- Niêm yết thủ tục: 02 đơn vị (A, B).",
        "Nội dung các đơn vị nêu:",
        "- Đường truyền yếu: 01 đơn vị (A);",
        "- Thiếu người: 01 đơn vị (A).",
    ]
    assert merged([("C", said)]).split("\n")[2:4] == ["Nội dung các đơn vị nêu:", "- Đường truyền yếu: 01 đơn vị (A);"]
    assert merged([("A", own)], is_led=False).startswith("Nội dung các đơn vị nêu:\n")


def test_long_words_of_one_unit_stand_behind_its_name() -> None:
    assert merged([("Trường A", "Máy hỏng. Chưa có kinh phí sửa.")]) == ("- Trường A: Máy hỏng. Chưa có kinh phí sửa.")
