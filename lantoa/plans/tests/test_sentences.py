"""Plans whose tasks stand in sentences: nothing dated that is bidden passes without a task or a question."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.documents.reading.files.text import read_text
from lantoa.documents.reading.plan import read_plan
from lantoa.ledger.enums import Rhythm
from lantoa.organisations.factories import Province
from lantoa.plans.derivation import copy_to_year
from lantoa.plans.doubts import Doubt, doubts_of
from lantoa.plans.exporting import reading_of
from lantoa.plans.forms.issue import what_is_asked
from lantoa.plans.importing import import_plan
from lantoa.plans.models import Plan, ReportingRule
from lantoa.plans.obligations import Asked
from lantoa.plans.receivers import NAME
from lantoa.plans.schedule import occasions
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}

HEAD = """UBND TỈNH AN BÌNH
SỞ GIÁO DỤC VÀ ĐÀO TẠO
Số: 15/KH-SGDĐT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 20 tháng 01 năm 2026
KẾ HOẠCH
Tuyên truyền an toàn trên mạng năm 2026
I. MỤC ĐÍCH
Để mọi người cùng hiểu.
"""
WORK = """II. NHIỆM VỤ
1. Trên trang thông tin điện tử
- Các trường trung học phổ thông đăng 03 bài mỗi tháng. Hoàn thành trước ngày 15/12/2026.
- Văn phòng Sở chủ trì, phối hợp với các phòng chuyên môn mở 01 chuyên trang trong quý II.
2. Ở nơi công cộng
- Treo băng rôn tại cổng trường, xong trước ngày 05/9/2026.
"""
REPORT = """III. BÁO CÁO
Các đơn vị báo cáo kết quả hằng quý về Sở Giáo dục và Đào tạo trước ngày 15 của tháng cuối quý.
"""
END = "Nơi nhận:\n- Các trường mầm non;\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn Tám\n"
TABLE = "PHỤ LỤC\nNHIỆM VỤ NĂM 2026\nTT\tNhiệm vụ\tChủ trì\tThời gian\n1\tHọp báo\tVăn phòng\tQuý II\n"


@pytest.fixture
def tree() -> Province:
    return Province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


@pytest.fixture
def desk(client: PageClient, office: User) -> PageClient:
    client.force_login(office)
    return client


def made(text: str, tree: Province, office: User) -> Plan:
    source = read_text(text.encode())
    return import_plan(read_plan(source), source, unit=tree.so, by=office)


def asked(plan: Plan, start: str) -> list[Doubt]:
    return [doubt for doubt in doubts_of(plan) if doubt.key.startswith(start)]


def test_without_a_table_sentences_are_tasks_and_what_names_nobody_is_asked(tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + END, tree, office)
    first, second = plan.tasks.all()
    assert (first.rhythm, first.expected, first.ends_on) == (Rhythm.MONTHLY, 3, dt.date(2026, 12, 15))
    assert first.lead is not None
    assert {*first.lead.resolve(on=plan.named_on)} == {tree.thpt.pk}
    assert (second.starts_on, second.ends_on, second.target) == (dt.date(2026, 4, 1), dt.date(2026, 6, 30), 1)
    assert [one.text for one in second.coordinations.all()] == ["các phòng chuyên môn"]
    [doubt] = asked(plan, "cau-")
    assert doubt.command is not None
    assert doubt.command["timing"]["end"] == "2026-09-05"


def test_beside_a_table_each_sentence_is_asked_about(tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + END + TABLE, tree, office)
    assert [task.text for task in plan.tasks.all()] == ["Họp báo"]
    assert len(asked(plan, "cau-")) == 3


def test_one_press_makes_a_sentence_a_task_with_what_it_says(desk: PageClient, tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + END + TABLE, tree, office)
    key = asked(plan, "cau-")[0].key
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": key}))
    [button] = [
        one for one in page.iter("button") if "btn--primary" in (one.get("class") or "") and "Ghi" in words(one)
    ]
    assert words(button) == "Ghi thành nhiệm vụ"
    desk.post(reverse("plans:make_task", args=[plan.pk]), {"khoa": key})
    task = plan.tasks.get(no="2")
    assert plan.source is not None
    spans = task.cell_spans["lead"]
    assert plan.source.text[spans[0][0] : spans[0][1]] == task.lead_text == "Các trường trung học phổ thông"
    assert [one.text for one in task.products.all()] == ["03 bài"]
    plan.refresh_from_db()
    assert key not in [doubt.key for doubt in doubts_of(plan)]
    assert desk.post(reverse("plans:make_task", args=[plan.pk]), {"khoa": key}).status_code == 404
    assert plan.tasks.count() == 2


def test_a_sentence_left_as_text_is_asked_about_no_more(desk: PageClient, tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + END + TABLE, tree, office)
    key = asked(plan, "cau-")[0].key
    answer = desk.post(reverse("plans:settle", args=[plan.pk]), {"khoa": key}, **HTMX)
    assert answer.status_code == 200
    plan.refresh_from_db()
    assert (len(asked(plan, "cau-")), plan.tasks.count()) == (2, 1)


def test_a_task_of_a_sentence_stands_in_the_body_only(tree: Province, office: User) -> None:
    source = read_text((HEAD + WORK + END).encode())
    reading = read_plan(source)
    plan = import_plan(reading, source, unit=tree.so, by=office)
    assert reading_of(plan).to_contract() == reading.to_contract()
    assert len(reading_of(plan, with_sentences=True).tasks) == 2


def test_the_source_of_such_an_obligation_is_its_heading(tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + END, tree, office)
    lines = {debt.source_line for debt in Asked(plan).debts()}
    assert lines == {"Kế hoạch số 15/KH-SGDĐT, mục 1. Trên trang thông tin điện tử"}


def test_a_copy_for_another_year_keeps_its_own_sentences(tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + END, tree, office)
    copy = copy_to_year(plan, year=2027, by=office)
    paragraphs = {task.paragraph for task in copy.tasks.all()}
    assert all(paragraph and paragraph.plan_id == copy.pk for paragraph in paragraphs)


def _rule(plan: Plan) -> ReportingRule:
    return plan.reporting_rules.get()


def test_a_day_that_comes_back_gives_every_period_its_due_day(tree: Province, office: User) -> None:
    rule = _rule(made(HEAD + REPORT + END, tree, office))
    days = [one.due_on for one in occasions(rule, rule.plan, has_yearly=False)]
    assert days == [dt.date(2026, month, 15) for month in (3, 6, 9, 12)]


@pytest.mark.parametrize(("period", "day", "after", "first", "last"), [
    ("thang", 31, 0, dt.date(2026, 1, 31), dt.date(2026, 12, 31)),
    ("thang", 5, 1, dt.date(2026, 2, 5), dt.date(2027, 1, 5)),
    ("quy", 5, 1, dt.date(2026, 4, 5), dt.date(2027, 1, 5)),
    ("6_thang", 20, 0, dt.date(2026, 6, 20), dt.date(2026, 12, 20)),
    ("nam", 15, 1, dt.date(2027, 1, 15), dt.date(2027, 1, 15)),
])  # fmt: skip
def test_the_day_lies_in_the_month_after_the_period_where_the_text_says_so(
    period: str, day: int, after: int, first: dt.date, last: dt.date, tree: Province, office: User
) -> None:
    rule = _rule(made(HEAD + REPORT + END, tree, office))
    rule.period, rule.due_day, rule.due_after = period, day, after
    days = [one.due_on for one in occasions(rule, rule.plan, has_yearly=False)]
    assert (days[0], days[-1]) == (first, last)


def test_everybody_who_gets_the_plan_reports_at_one_press(desk: PageClient, tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + REPORT + END, tree, office)
    [doubt] = asked(plan, "bao-cao-")
    assert "“Các đơn vị”" in doubt.detail
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": doubt.key}))
    panel = next(one for one in page.iter("section") if one.get("id") == "viec-can-xem")
    primary = [words(one) for one in panel.iter("button", "a") if "btn--primary" in (one.get("class") or "")]
    assert primary == [NAME]
    desk.post(reverse("plans:everybody_reports", args=[plan.pk, _rule(plan).pk]))
    [mention] = _rule(plan).reporters.all()
    owing = mention.resolve(on=plan.named_on)
    assert {tree.thpt.pk, tree.mn_dong.pk} <= owing
    assert tree.so.pk not in owing
    assert not asked(plan, "bao-cao-")


def test_issuing_says_which_report_nobody_would_owe(desk: PageClient, tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + REPORT + END, tree, office)
    desk.post(reverse("plans:settle", args=[plan.pk]), {"khoa": _rule(plan).key})
    plan.refresh_from_db()
    assert what_is_asked(plan)["unowed_reports"] == ["Báo cáo hằng quý"]
    Plan.objects.filter(pk=plan.pk).update(review_state="approved")
    page = words(parse(desk.get(reverse("plans:issue", args=[plan.pk]))))
    assert "Chưa đơn vị nào phải gửi báo cáo mà kế hoạch yêu cầu: Báo cáo hằng quý" in page


def test_a_day_that_comes_back_may_be_typed(desk: PageClient, tree: Province, office: User) -> None:
    rule = _rule(made(HEAD + REPORT + END, tree, office))
    url = reverse("plans:row", args=[rule.plan_id, "bao-cao", rule.pk])
    sent: dict[str, Any] = {"period": "quy", "due": "05 tháng đầu của quý sau", "to_text": "Sở", "version": "1"}
    desk.post(url, {f"{rule.key}-{name}": value for name, value in sent.items()})
    rule.refresh_from_db()
    assert (rule.due_day, rule.due_after, rule.due_words) == (5, 1, "ngày 05 của tháng đầu quý sau")
    sent |= {"due": "31/2", "version": str(rule.version)}
    refused = desk.post(url, {f"{rule.key}-{name}": value for name, value in sent.items()})
    assert refused.status_code == 422


@pytest.mark.parametrize(("when", "said"), [
    ("Tháng 13/2026", "Tháng 13 không có"),
    ("Trước 31/02/2026", "tháng 2/2026 chỉ có 28 ngày"),
    ("Quý V", "Quý V không có"),
])  # fmt: skip
def test_a_time_that_cannot_be_is_asked_about(
    when: str, said: str, desk: PageClient, tree: Province, office: User
) -> None:
    plan = made(HEAD + END + TABLE.replace("Quý II", when), tree, office)
    [doubt] = asked(plan, "nhiem-vu-")
    assert said in doubt.detail
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": doubt.key}))
    panel = next(one for one in page.iter("section") if one.get("id") == "viec-can-xem")
    assert [words(one) for one in panel.iter("button", "a") if "btn--primary" in (one.get("class") or "")] == ["Sửa"]
    assert said in words(next(one for one in page.iter() if one.get("id") == doubt.key))


def test_a_term_of_the_body_that_cannot_be_is_asked_about(tree: Province, office: User) -> None:
    plan = made(HEAD + "II. NHIỆM VỤ\n- Các trường treo băng rôn trước ngày 31/4/2026.\n" + END, tree, office)
    assert any("tháng 4/2026 chỉ có 30 ngày" in doubt.detail for doubt in doubts_of(plan))


DUTY = """III. TỔ CHỨC THỰC HIỆN
1. Các đơn vị
- Niêm yết công khai kết quả tại cổng trường.
2. Phòng Ngoại Vụ Lạ
- Giúp việc chung.
"""


def test_the_units_named_in_duties_may_be_everybody_who_gets_the_plan(
    desk: PageClient, tree: Province, office: User
) -> None:
    plan = made(HEAD + WORK + DUTY + END, tree, office)
    [mention] = plan.mentions.filter(text="Các đơn vị")
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": f"ten-{mention.pk}"}))
    answers = [one for one in page.iter("button") if one.get("class") == "answer"]
    assert words(answers[0]).startswith(NAME)
    groups = [words(one) for one in answers if one.get("name") == "nhom_chuan"]
    assert groups
    assert all(" đơn vị, " in text or "hiện không có đơn vị nào" in text for text in groups)
    desk.post(reverse("plans:mention", args=[plan.pk, mention.pk]), {"moi_don_vi": "1"})
    mention.refresh_from_db()
    assert {tree.thpt.pk, tree.mn_dong.pk} <= mention.resolve(on=plan.named_on)
    assert not asked(plan, f"ten-{mention.pk}")
    again = made(HEAD + DUTY + END, tree, office)
    assert asked(again, f"ten-{again.mentions.get(text='Các đơn vị').pk}")  # of that plan only


def test_a_name_of_its_own_is_not_everybody(desk: PageClient, tree: Province, office: User) -> None:
    plan = made(HEAD + WORK + DUTY + END, tree, office)
    [mention] = plan.mentions.filter(text="Phòng Ngoại Vụ Lạ")
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": f"ten-{mention.pk}"}))
    assert not [one for one in page.iter("button") if one.get("name") == "moi_don_vi"]


def test_mending_an_impossible_time_leads_to_its_field_and_its_cell(
    desk: PageClient, tree: Province, office: User
) -> None:
    plan = made(HEAD + END + TABLE.replace("Quý II", "Tháng 13/2026"), tree, office)
    [doubt] = asked(plan, "nhiem-vu-")
    assert plan.source is not None
    assert [plan.source.text[start:end] for start, end in doubt.spans] == ["Tháng 13/2026"]
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": doubt.key, "sua": doubt.key}))
    [link] = [one for one in page.iter("a") if one.get("data-lt-edit-row") == doubt.key and one.get("data-lt-field")]
    field = link.get("data-lt-field")
    assert link.get("href") == f"?sua={doubt.key}#{field}"
    assert [one.get("name") for one in page.iter("input", "textarea") if one.get("id") == field] == [
        f"{doubt.key}-timing_raw"
    ]
