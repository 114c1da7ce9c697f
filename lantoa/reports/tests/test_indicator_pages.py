import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.reports import filling
from lantoa.reports.factories import IndicatorFactory, Season, TemplateFactory, log
from lantoa.reports.models import Indicator, ReportingLine
from lantoa.reports.template_view import own_ids
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def office(client: PageClient, tree: Province) -> User:
    person: User = UserFactory.make(role=Role.OFFICE, role__unit=tree.so)
    client.force_login(person)
    return person


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "code": "TIN",
        "name": "Tin, bài",
        "measure": "tin, bài",
        "how": "activities",
        "aggregate": "count",
        "kinds": [ActivityKind.ARTICLE.value],
        "roll_up": "sum",
        "places": "0",
        **changes,
    }


def test_an_indicator_made_for_a_form_stands_in_it(client: PageClient, tree: Province, office: User) -> None:
    template = TemplateFactory.make(unit=tree.so)
    client.post(reverse("reports:indicator_new"), typed(mau=template.pk))
    assert template.rows.get().indicator.filter == {"kinds": ["article"], "channels": [], "words": ""}


def test_it_is_tried_out_before_it_is_saved(client: PageClient, tree: Province, office: User) -> None:
    log(tree.thpt, 2, kind=ActivityKind.ARTICLE)
    log(tree.so, 1, kind=ActivityKind.ARTICLE)
    trial = {"thu": "1", "thu_don_vi": "SO", "thu_tu": "15/12/2025", "thu_den": "14/6/2026"}
    answer = client.post(reverse("reports:indicator_new"), typed(**trial))
    said = words(next(one for one in parse(answer).findall(".//div") if one.get("role") == "status"))
    assert "Riêng đơn vị 1 tin, bài" in said
    assert "Cả các đơn vị bên dưới 3 tin, bài" in said
    assert not Indicator.objects.exists()


def test_nobody_tries_out_a_unit_that_they_do_not_see(client: PageClient, tree: Province) -> None:
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.thpt))
    trial = {"thu": "1", "thu_don_vi": "GDTX", "thu_tu": "15/12/2025", "thu_den": "14/6/2026"}
    assert "Không có đơn vị nào là" in client.post(reverse("reports:indicator_new"), typed(**trial)).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"aggregate": ""}, "Chọn phép tính"),
        ({"how": "source"}, "Chọn nguồn số liệu"),
        ({"how": "ratio"}, "Chọn tử số của tỷ lệ"),
        ({"places": "9"}, "Nhiều nhất 2 chữ số thập phân"),
        ({"code": "cu"}, "Mã chỉ tiêu này đã có"),
    ],
)
def test_what_is_missing_is_said(
    client: PageClient, tree: Province, office: User, changes: dict[str, Any], said: str
) -> None:
    IndicatorFactory.make(unit=tree.so, code="CU")
    answer = client.post(reverse("reports:indicator_new"), typed(**changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_ratio_cannot_be_worked_out_from_itself(client: PageClient, tree: Province, office: User) -> None:
    base = IndicatorFactory.make(unit=tree.so)
    inner = IndicatorFactory.make(unit=tree.so, ratio=True, numerator=base, denominator=base)
    outer = IndicatorFactory.make(unit=tree.so, ratio=True, numerator=inner, denominator=base)
    sides = {"numerator": outer.pk, "denominator": base.pk, "version": inner.version}
    answer = client.post(reverse("reports:indicator", args=[inner.pk]), typed(how="ratio", **sides))
    assert "tính vòng lại chính nó" in answer.content.decode()


def test_another_way_of_working_out_forgets_the_old_one(client: PageClient, tree: Province, office: User) -> None:
    one = IndicatorFactory.make(unit=tree.so, filter={"kinds": ["article"]})
    client.post(reverse("reports:indicator", args=[one.pk]), typed(how="typed", version=one.version))
    one.refresh_from_db()
    assert (one.how, one.aggregate, one.filter) == ("typed", "", {})


def test_the_page_says_where_it_is_used(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt)
    client.force_login(season.office)
    page = client.get(reverse("reports:indicator", args=[season.articles.pk])).content.decode()
    assert season.template.name in page


def test_the_list_is_searched_without_accents_at_one_cost(client: PageClient, tree: Province, office: User) -> None:
    counts = []
    for _ in range(2):
        for _ in range(6):
            IndicatorFactory.make(unit=tree.so, name="Hội nghị tuyên truyền")
        with CaptureQueriesContext(connection) as caught:
            page = parse(client.get(reverse("reports:indicator_list"), {"q": "hoi nghi"}))
        counts.append(len(caught))
    assert len(page.findall(".//tbody/tr")) == 12
    assert counts[0] == counts[1]


def line(tree: Province, **changes: Any) -> dict[str, Any]:
    return {"unit": "THD", "to_unit": "THPT1", "valid_from": "01/01/2026", "reason": "Quyết định 5", **changes}


def test_a_line_moves_the_report_of_an_open_period_and_its_end_brings_it_back(
    client: PageClient, tree: Province
) -> None:
    season = Season(tree, tree.th_dong, tree.thpt)
    client.force_login(season.office)
    assert season.report(tree.th_dong).receiver == tree.xa_dong
    for _ in range(2):
        client.post(reverse("reports:line_new"), line(tree))
    held = ReportingLine.objects.get()
    assert season.report(tree.th_dong).receiver == tree.thpt
    client.post(reverse("reports:line_end", args=[held.pk]), {"on": "01/02/2026"})
    assert season.report(tree.th_dong).receiver == tree.xa_dong
    held.refresh_from_db()
    assert held.valid_to == dt.date(2026, 2, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": "XD", "to_unit": "THD"}, "cấp dưới của mình"),
        ({"to_unit": "GDTX", "valid_from": "05/05/2026"}, "đã có tuyến đến"),
        ({"valid_to": "01/01/2025"}, "Ngày kết thúc phải sau ngày bắt đầu"),
        ({"reason": ""}, "Ghi căn cứ"),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_words(
    client: PageClient, tree: Province, office: User, changes: dict[str, Any], said: str
) -> None:
    client.post(reverse("reports:line_new"), line(tree))
    answer = client.post(reverse("reports:line_new"), line(tree, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_no_unit_sends_itself_elsewhere_and_what_was_typed_stays(client: PageClient, tree: Province) -> None:
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.th_dong))
    answer = client.post(reverse("reports:line_new"), line(tree))
    assert answer.status_code == 422
    assert "Quyết định 5" in answer.content.decode()
    assert not ReportingLine.objects.exists()


def test_a_line_made_by_mistake_is_taken_away_on_record(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.th_dong, tree.thpt)
    client.force_login(season.office)
    client.post(reverse("reports:line_new"), line(tree))
    held = ReportingLine.objects.get()
    client.post(reverse("reports:line_end", args=[held.pk]), {"on": "01/01/2026"})
    assert not ReportingLine.objects.exists()
    assert season.report(tree.th_dong).receiver == tree.xa_dong
    assert "thôi báo cáo cho" in Entry.objects.filter(action="reporting_line").latest("pk").text


def test_a_trial_counts_the_divisions_that_have_no_report_of_their_own(tree: Province) -> None:
    inner = UnitFactory.make(kind=UnitKind.DIVISION, name="Tổ truyền thông", parent=tree.van_phong)
    assert set(own_ids(tree.so)) == {tree.so.pk, tree.van_phong.pk, tree.khtc.pk, inner.pk}
    assert own_ids(tree.ubnd) == [tree.ubnd.pk]


def test_what_people_typed_is_not_lost_by_another_way_of_working_out(
    client: PageClient, tree: Province, office: User
) -> None:
    season = Season(tree, tree.thpt)
    filling.type_figure(season.report(tree.thpt), season.articles, value=Decimal(12), version=0, by=season.office)
    address = reverse("reports:indicator", args=[season.articles.pk])
    sent = typed(code="TIN", how="typed", aggregate="", version=season.articles.version)
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Đã có số liệu nhập tay" in answer.content.decode()
    season.articles.refresh_from_db()
    assert season.articles.how == "activities"
