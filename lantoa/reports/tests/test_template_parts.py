"""Taking parts out of a template, bringing them back, and two people at one part."""

from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province, province
from lantoa.reports import checking, template_view
from lantoa.reports.factories import Season
from lantoa.reports.models import ReportTemplate, TemplateCheck, TemplateGroup
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


def groups(template: ReportTemplate) -> dict[str, int]:
    shown = template_view.sheet(template).groups
    return {group.group.title if group.group else "": len(group.rows) for group in shown}


def test_taking_a_part_out_asks_once_and_says_how_many_reports_change(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt)
    client.force_login(season.office)
    row = season.template.rows.get(indicator=season.typed)
    page = client.get(at(season.template, "part_drop", "dong", row.pk))
    assert "2 báo cáo đang soạn" in words(parse(page))
    row.refresh_from_db()
    assert row.retired_at is None


def test_what_was_taken_out_comes_back_in_one_press(client: PageClient, office: User, template: ReportTemplate) -> None:
    client.force_login(office)
    before, group = groups(template), template.groups.order_by("order")[1]
    page = client.post(at(template, "part_drop", "nhom", group.pk), follow=True)
    assert group.title not in groups(template)
    assert sum(groups(template).values()) == sum(before.values())
    undo = parse(page).find(".//div[@role='status']//form[@method='post']")
    assert undo is not None
    client.post(undo.get("action") or "")
    assert groups(template) == before


def test_a_rule_taken_out_is_not_asked_of_reports_until_it_comes_back(client: PageClient, tree: Province) -> None:
    season = Season(tree, tree.thpt)
    client.force_login(season.office)
    code = season.typed.code
    rule = TemplateCheck.objects.create(
        template=season.template, left=[code], comparison="ge", number=5, sentence="Ít nhất năm"
    )
    report = season.report(tree.thpt)

    def asked() -> bool:
        return any("Ít nhất năm" in fault.text for fault in checking.faults(report))

    report.values.create(indicator=season.typed, own=1, value=1, origin="typed")
    assert asked()
    client.post(at(season.template, "part_drop", "kiem-tra", rule.pk))
    assert not asked()
    client.post(at(season.template, "part_back", "kiem-tra", rule.pk))
    assert asked()


@pytest.mark.parametrize(
    ("kind", "many", "typed"),
    [
        ("nhom", "groups", {"title": "Của người thứ hai"}),
        ("dong", "rows", {"group": "", "is_required": "on"}),
        ("muc", "headings", {"title": "Của người thứ hai", "depth": 1, "role": "free"}),
    ],
)
def test_the_second_of_two_editors_of_a_part_is_told(
    client: PageClient, office: User, template: ReportTemplate, kind: str, many: str, typed: dict[str, Any]
) -> None:
    client.force_login(office)
    part = getattr(template, many).order_by("order")[0]
    url, opened = at(template, "part", kind, part.pk), part.version
    first = {**typed, "title": "Của người thứ nhất"} if "title" in typed else {"group": ""}
    assert client.post(url, {**first, "version": opened}).status_code == 302
    answer = client.post(url, {**typed, "version": opened})
    assert answer.status_code == 422
    assert "Có người vừa sửa" in words(parse(answer))
    assert client.post(url, {**typed, "version": opened + 1}).status_code == 302
    part.refresh_from_db()
    assert getattr(part, "title", typed.get("title")) == typed.get("title", getattr(part, "title", None))


def test_a_copy_leaves_behind_what_was_taken_out(client: PageClient, office: User, template: ReportTemplate) -> None:
    client.force_login(office)
    client.post(at(template, "part_drop", "nhom", template.groups.order_by("order")[0].pk))
    client.post(at(template, "copy"))
    copied = ReportTemplate.objects.get(copied_from=template)
    assert TemplateGroup.objects.filter(template=copied).count() == template.groups.count() - 1
