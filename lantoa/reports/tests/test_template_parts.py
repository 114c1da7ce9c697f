"""Taking parts out of a template, bringing them back, and two people at one part."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.edits import EditConflict
from lantoa.organisations.factories import Province, province
from lantoa.reports import checking, template_editing, template_view
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
    in_group = before[group.title]
    page = client.post(at(template, "part_drop", "nhom", group.pk), follow=True)
    without = groups(template)
    assert without.pop("") == before.get("", 0) + in_group
    assert without == {title: number for title, number in before.items() if title not in ("", group.title)}
    undo = parse(page).find(".//div[@role='status']//form[@method='post']")
    assert undo is not None
    client.post(undo.get("action") or "")
    assert groups(template) == before


def test_a_group_taken_out_twice_at_once_comes_back_with_its_rows(office: User, template: ReportTemplate) -> None:
    before, group = groups(template), template.groups.order_by("order")[1]
    first, second = (TemplateGroup.objects.get(pk=group.pk) for _ in range(2))
    template_editing.drop(first, by=office)
    template_editing.drop(second, by=office)
    stale = TemplateGroup.objects.get(pk=group.pk)
    template_editing.take_back(TemplateGroup.objects.get(pk=group.pk), by=office)
    template_editing.take_back(stale, by=office)
    assert groups(template) == before


def test_a_row_taken_out_and_back_by_one_who_saw_it_in_a_group_that_left_stands_without_a_group(
    office: User, template: ReportTemplate
) -> None:
    group = template.groups.order_by("order")[1]
    row = group.rows.order_by("order")[0]
    template_editing.drop(group, by=office)
    template_editing.drop(row, by=office)
    template_editing.take_back(row, by=office)
    row.refresh_from_db()
    assert (row.group, row.retired_at) == (None, None)


def test_who_edits_a_row_while_its_group_leaves_is_told(
    client: PageClient, office: User, template: ReportTemplate
) -> None:
    client.force_login(office)
    group = template.groups.order_by("order")[1]
    row = group.rows.order_by("order")[0]
    template_editing.drop(group, by=office)
    answer = client.post(
        at(template, "part", "dong", row.pk), {"group": "", "is_required": "on", "version": row.version}
    )
    assert answer.status_code == 422
    assert "Có người vừa sửa" in words(parse(answer))


@pytest.mark.parametrize("kind", ["nhom", "dong", "muc"])
def test_saving_a_part_that_left_meanwhile_does_not_bring_it_back(
    office: User, template: ReportTemplate, kind: str
) -> None:
    part = template_editing.KINDS[kind]._default_manager.filter(template=template).order_by("order")[0]
    stale = template_editing.find_part(template, kind, part.pk)
    assert stale is not None
    template_editing.drop(part, by=office)
    with pytest.raises(EditConflict):
        template_editing.save_part(stale, version=stale.version, by=office)
    part.refresh_from_db()
    assert part.retired_at is not None


def test_a_row_never_goes_into_a_group_that_left_while_it_was_saved(office: User, template: ReportTemplate) -> None:
    first, second = template.groups.order_by("order")[:2]
    row, left = first.rows.order_by("order")[0], second.rows.order_by("order")[0]
    template_editing.drop(left, by=office)
    row.group = second
    template_editing.drop(TemplateGroup.objects.get(pk=second.pk), by=office)
    template_editing.save_part(row, version=row.version, by=office)
    template_editing.add_rows(template, [left.indicator], second, by=office)
    assert template.rows.filter(pk__in=[row.pk, left.pk], group=None, retired_at=None).count() == 2


def test_a_row_in_a_group_that_left_is_shown_without_a_group(
    client: PageClient, office: User, template: ReportTemplate
) -> None:
    client.force_login(office)
    group = template.groups.order_by("order")[1]
    number = groups(template)[group.title]
    TemplateGroup.objects.filter(pk=group.pk).update(retired_at=timezone.now())
    assert client.get(template.get_absolute_url()).status_code == 200
    assert groups(template)[""] == number


def test_saving_a_part_leaves_it_where_another_has_moved_it(office: User, template: ReportTemplate) -> None:
    first = template.headings.order_by("order")[0]
    opened = template_editing.find_part(template, "muc", first.pk)
    assert opened is not None
    template_editing.move(first, step=1, seen=0, by=office)
    opened.title = "Tên mới"  # type: ignore[union-attr]
    template_editing.save_part(opened, version=opened.version, by=office)
    assert [one.title for one in template.headings.order_by("order", "pk")].index("Tên mới") == 1


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

    def stored() -> str | bool:
        part.refresh_from_db()
        return str(part.title) if "title" in typed else bool(part.is_required)

    assert client.post(url, {**first, "version": opened}).status_code == 302
    kept = stored()
    answer = client.post(url, {**typed, "version": opened})
    assert answer.status_code == 422
    assert "Có người vừa sửa" in words(parse(answer))
    assert stored() == kept == ("Của người thứ nhất" if "title" in typed else False)
    assert client.post(url, {**typed, "version": opened + 1}).status_code == 302
    assert stored() == typed.get("title", True)


def test_a_copy_leaves_behind_what_was_taken_out(client: PageClient, office: User, template: ReportTemplate) -> None:
    client.force_login(office)
    client.post(at(template, "part_drop", "nhom", template.groups.order_by("order")[0].pk))
    client.post(at(template, "copy"))
    copied = ReportTemplate.objects.get(copied_from=template)
    assert TemplateGroup.objects.filter(template=copied).count() == template.groups.count() - 1
