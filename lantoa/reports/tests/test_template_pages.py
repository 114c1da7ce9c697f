from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.factories import Province, province
from lantoa.reports import content, filling
from lantoa.reports.factories import HeadingFactory, IndicatorFactory, RowFactory, Season, TemplateFactory, log
from lantoa.reports.models import Indicator, ReportTemplate, TemplateCheck, TemplateRow
from lantoa.reports.standard import make_standard
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


@pytest.fixture
def template(tree: Province) -> ReportTemplate:
    return make_standard(tree.so)[0]


def at(template: ReportTemplate, name: str, *more: Any) -> str:
    return reverse(f"reports:template_{name}", args=[template.pk, *more])


def codes(template: ReportTemplate) -> list[str]:
    rows = template.rows.filter(retired_at__isnull=True).order_by("order")
    return list(rows.values_list("indicator__code", flat=True))


def test_a_school_reads_the_form_of_the_unit_above_and_takes_a_copy(
    client: PageClient, tree: Province, template: ReportTemplate
) -> None:
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.thpt))
    page = client.get(template.get_absolute_url()).content.decode()
    assert "Chép về để sửa" in page
    assert "Thêm chỉ tiêu" not in page
    places = {client.post(at(template, "copy"))["Location"] for _ in range(2)}
    copy = ReportTemplate.objects.get(unit=tree.thpt)
    assert places == {copy.get_absolute_url()}
    assert codes(copy) == codes(template)
    assert (copy.groups.count(), copy.headings.count(), copy.checks.count()) == (5, 10, 5)


def test_rows_move_by_one_and_a_second_press_moves_nothing(
    client: PageClient, office: User, template: ReportTemplate
) -> None:
    client.force_login(office)
    before, second = codes(template), template.rows.order_by("order")[1]
    for _ in range(2):
        client.post(at(template, "part_move", "dong", second.pk), {"huong": "len-1"})
    assert codes(template) == [before[1], before[0], *before[2:]]


def test_what_was_typed_stays_when_its_row_leaves_and_comes_back(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt)
    client.force_login(season.office)
    report, row = season.report(tree.thpt), season.template.rows.get(indicator=season.typed)
    filling.type_figure(report, season.typed, value=Decimal(7), version=0, by=season.office)
    assert "2 báo cáo đang soạn" in client.get(season.template.get_absolute_url()).content.decode()
    client.post(at(season.template, "part_drop", "dong", row.pk))
    assert [value.value for value in content.look(season.report(tree.thpt)).left] == [7]
    client.post(at(season.template, "part_back", "dong", row.pk))
    assert content.look(season.report(tree.thpt)).value(season.typed.pk) == 7


def test_indicators_are_chosen_from_the_list(client: PageClient, tree: Province, office: User) -> None:
    template, indicator = TemplateFactory.make(unit=tree.so), IndicatorFactory.make(unit=tree.so)
    client.force_login(office)
    for _ in range(2):
        client.post(at(template, "rows"), {"indicators": [indicator.pk], "group": ""})
    assert TemplateRow.objects.get(template=template).indicator == indicator


def test_a_template_that_has_every_indicator_offers_a_new_one_instead_of_an_empty_choice(
    client: PageClient, template: ReportTemplate, office: User
) -> None:
    for left in Indicator.objects.exclude(pk__in=template.rows.values("indicator")):
        RowFactory.make(template=template, indicator=left)
    client.force_login(office)
    page = parse(client.get(at(template, "rows")))
    assert "đã có trong mẫu" in words(page)
    assert not page.findall(".//select[@name='group']")
    assert [one for one in page.findall(".//main//a") if one.get("href", "").endswith(f"?mau={template.pk}")]


def test_a_check_is_shown_as_a_sentence_while_it_is_made(
    client: PageClient, office: User, template: ReportTemplate
) -> None:
    client.force_login(office)
    typed = {"left": ["TH-LOP"], "comparison": "le", "right": ["HD-TONG"], "is_blocking": "on"}
    said = "“Lớp tập huấn” phải không lớn hơn “Tổng số hoạt động truyền thông”"
    assert words(parse(client.get(at(template, "rule"), typed))) == f"Quy tắc: {said}"
    client.post(at(template, "part_new", "kiem-tra"), typed)
    check = TemplateCheck.objects.latest("pk")
    assert (check.left, check.right, check.is_blocking) == (["TH-LOP"], ["HD-TONG"], True)
    assert said in client.get(template.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"right": [], "number": "nhiều"}, "không phải là số"),
        ({"right": []}, "Chọn chỉ tiêu cho vế phải"),
        ({"right": ["TH-LOP"]}, "Hai vế đang là một"),
    ],
)
def test_a_check_that_says_nothing_is_refused_in_words(
    client: PageClient, office: User, template: ReportTemplate, changes: dict[str, Any], said: str
) -> None:
    client.force_login(office)
    answer = client.post(at(template, "part_new", "kiem-tra"), {"left": ["TH-LOP"], "comparison": "le", **changes})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_two_people_at_one_head_the_second_is_told(client: PageClient, office: User, template: ReportTemplate) -> None:
    client.force_login(office)
    version, typed = template.version, {"name": "Mẫu A", "title": "Tuyên truyền"}
    client.post(at(template, "head"), {**typed, "version": version})
    answer = client.post(at(template, "head"), {**typed, "name": "Mẫu B", "version": version})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mẫu A" in page
    assert 'value="Mẫu B"' in page
    assert ReportTemplate.objects.get(pk=template.pk).name == "Mẫu A"
    client.post(at(template, "head"), {**typed, "name": "Mẫu B", "version": version + 1})
    assert ReportTemplate.objects.get(pk=template.pk).name == "Mẫu B"


def test_the_form_is_seen_with_ones_own_figures(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt)
    log(tree.thpt, 3, kind=ActivityKind.ARTICLE)
    log(tree.gdtx, 5, kind=ActivityKind.ARTICLE)
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=tree.thpt))
    page = parse(client.get(at(season.template, "preview")))
    part = next(one for one in page.findall(".//div[@class='part part--value']") if "Tin, bài" in words(one))
    assert "3 lượt" in words(part)
    assert f"kỳ “{season.period.name}”: số liệu thật" in words(page)


def test_a_retired_form_opens_no_period(client: PageClient, office: User, template: ReportTemplate) -> None:
    client.force_login(office)
    client.post(at(template, "retire"))
    offered = parse(client.get(reverse("reports:period_other"))).findall(".//select[@name='template']/option")
    assert template.pk not in {int(one.get("value") or 0) for one in offered}
    client.post(at(template, "use"))
    assert ReportTemplate.objects.get(pk=template.pk).retired_at is None


def test_a_page_of_many_parts_costs_the_same(client: PageClient, tree: Province, office: User) -> None:
    template = TemplateFactory.make(unit=tree.so)
    client.force_login(office)
    counts = []
    for _ in range(2):
        for _ in range(8):
            RowFactory.make(template=template, indicator=IndicatorFactory.make(unit=tree.so))
            HeadingFactory.make(template=template)
        with CaptureQueriesContext(connection) as caught:
            client.get(template.get_absolute_url())
        counts.append(len(caught))
    assert counts[0] == counts[1]
