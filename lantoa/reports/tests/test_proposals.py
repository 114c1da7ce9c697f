"""Proposals of the units below: those to the office itself are its to answer, the others go up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import UnitFactory, province
from lantoa.organisations.models import Unit
from lantoa.reports import collecting, consolidating, drafting, filling
from lantoa.reports.drafting.addressed import Office
from lantoa.reports.drafting.proposals import addressed_to_office, sorted_by_addressee
from lantoa.reports.enums import HeadingRole
from lantoa.reports.factories import HeadingFactory, Season
from lantoa.reports.models import Report, TemplateHeading
from tests.html import PageClient, parse, words

OFFICE = Office.of(UnitKind.DEPARTMENT, ["Sở Giáo dục và Đào tạo tỉnh An Bình", "Sở GDĐT"])


def test_each_proposal_goes_its_own_way() -> None:
    found = sorted_by_addressee("1. Đề nghị Sở cấp thêm tờ rơi.\n2. Đề nghị UBND tỉnh bố trí kinh phí.", OFFICE)
    assert found.up == "- Đề nghị UBND tỉnh bố trí kinh phí."
    assert found.here == ["Đề nghị Sở cấp thêm tờ rơi"]


def test_proposals_in_one_line_are_told_apart() -> None:
    found = sorted_by_addressee(
        "Đề nghị Sở cấp thêm tờ rơi; đề nghị UBND tỉnh bố trí kinh phí. Kính mong Sở tập huấn.", OFFICE
    )
    assert found.up == "đề nghị UBND tỉnh bố trí kinh phí."
    assert found.here == ["Đề nghị Sở cấp thêm tờ rơi", "Kính mong Sở tập huấn"]


@pytest.mark.parametrize("lead", ["Đối với Sở GDĐT:", "1. Đối với Sở Giáo dục và Đào tạo", "Kiến nghị với Sở"])
def test_a_line_that_leads_in_speaks_for_those_below_it(lead: str) -> None:
    text = f"{lead}\n- Cấp thêm tờ rơi;\n- Tập huấn.\n2. Đối với UBND tỉnh\nBố trí kinh phí."
    found = sorted_by_addressee(text, OFFICE)
    assert [item.split(": ")[1] for item in found.here] == ["cấp thêm tờ rơi", "tập huấn"]
    assert found.up == "Đối với UBND tỉnh:\n- Bố trí kinh phí."


def test_a_condition_is_no_line_that_leads_in() -> None:
    text = "Đối với học sinh vùng xa, đề nghị Sở hỗ trợ\nThêm máy tính"
    assert sorted_by_addressee(text, OFFICE).up == "Thêm máy tính"


@given(st.lists(st.sampled_from(["Đề nghị Sở cấp máy", "Đề nghị Bộ sửa mẫu", "Thêm người", "Đối với Sở:", ""])))
def test_no_proposal_is_lost_or_doubled(lines: list[str]) -> None:
    found = sorted_by_addressee("\n".join(lines), OFFICE)
    everything = "\n".join([found.up, *found.here]).lower()
    for line in {one for one in lines if one and not one.endswith(":")}:
        assert everything.count(line.lower()) == lines.count(line)


def test_what_a_level_below_joined_is_sorted_too() -> None:
    text = "- Đề nghị Sở cấp tờ rơi: 02 đơn vị (Trường A, Trường B);\n- Đề nghị Bộ sửa mẫu: 01 đơn vị (Trường A)."
    found = sorted_by_addressee(text, OFFICE)
    assert found.here == ["Đề nghị Sở cấp tờ rơi: 02 đơn vị (Trường A, Trường B)"]
    assert found.up.startswith("- Đề nghị Bộ sửa mẫu: 01 đơn vị")


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.gdtx, tree.thpt)


@pytest.fixture
def heading(season: Season) -> TemplateHeading:
    made: TemplateHeading = HeadingFactory.make(
        template=season.template, role=HeadingRole.PROPOSALS, title="Đề xuất, kiến nghị"
    )
    return made


def consolidated(season: Season, heading: TemplateHeading, texts: dict[Unit, str]) -> Report:
    for unit, text in texts.items():
        filling.write(season.report(unit), heading, text=text, version=0, by=season.office)
        season.accept(unit)
    top = season.report(season.tree.so)
    consolidating.start(top, by=season.office)
    return season.report(season.tree.so)


@pytest.mark.django_db
def test_the_departments_draft_takes_up_what_is_not_for_itself(season: Season, heading: TemplateHeading) -> None:
    tree = season.tree
    both = "- Đề nghị Sở cấp thêm tờ rơi;\n- Đề nghị UBND tỉnh bố trí kinh phí."
    top = consolidated(season, heading, {tree.thpt: both, tree.gdtx: "Đề nghị Sở cấp thêm tờ rơi"})
    assert drafting.drafts(top)[heading.pk] == f"- Đề nghị UBND tỉnh bố trí kinh phí: 01 đơn vị ({tree.thpt.label})."
    assert [one.line for one in addressed_to_office(top, heading)] == [
        f"Đề nghị Sở cấp thêm tờ rơi: 02 đơn vị ({tree.gdtx.label}, {tree.thpt.label})"
    ]


@pytest.mark.django_db
def test_the_office_sees_what_is_for_itself_and_may_take_it_up(
    client: PageClient, season: Season, heading: TemplateHeading
) -> None:
    top = consolidated(season, heading, {season.tree.thpt: "Đề nghị Sở cấp thêm tờ rơi.", season.tree.gdtx: "Thêm máy"})
    client.force_login(season.office)
    assert "1 đề nghị gửi chính Sở GDĐT" in words(parse(client.get(top.get_absolute_url())))
    address = f"{reverse('reports:consolidate', args=[top.pk])}?noi_dung={heading.pk}"
    page = parse(client.get(address))
    assert "1 đề nghị gửi chính Sở GDĐT" in words(page)
    [tick] = page.findall(".//input[@name='de-nghi']")
    key = f"muc-{heading.pk}"
    held = {name: page.find(f".//input[@name='{name}-{key}']").get("value") for name in ("ban", "dau")}  # type: ignore[union-attr]
    text = page.find(f".//textarea[@name='{key}']").text.strip()  # type: ignore[union-attr]
    sent = {key: text, **{f"{name}-{key}": value for name, value in held.items()}, "de-nghi": tick.get("value")}
    client.post(reverse("reports:take_texts", args=[top.pk, heading.pk]), sent)
    stored = top.narratives.get(heading=heading).text
    assert stored.splitlines()[-1] == f"- Đề nghị Sở cấp thêm tờ rơi: 01 đơn vị ({season.tree.thpt.label})."
    assert stored.startswith("- Thêm máy: 01 đơn vị")
    [tick] = parse(client.get(address)).findall(".//input[@name='de-nghi']")
    assert tick.get("disabled") is not None


@pytest.mark.django_db
def test_a_proposal_that_was_taken_up_is_not_offered_again_when_one_more_unit_makes_it(
    season: Season, heading: TemplateHeading
) -> None:
    top = consolidated(season, heading, {season.tree.thpt: "Đề nghị Sở cấp thêm tờ rơi."})
    [one] = collecting.to_answer(top, heading, "")
    carried = f"- Đề nghị Bộ sửa mẫu;\n- {one.said}."
    top = consolidated(season, heading, {season.tree.gdtx: "Đề nghị Sở cấp thêm tờ rơi"})
    [again] = collecting.to_answer(top, heading, carried)
    assert (again.mark, again.is_taken) == (one.mark, True)
    assert "02 đơn vị" in again.said
    [longer] = collecting.to_answer(top, heading, "- Đề nghị Sở cấp thêm tờ rơi và băng rôn.")
    assert not longer.is_taken


@pytest.mark.django_db
def test_sorting_costs_the_same_questions_however_many_propose(heading: TemplateHeading, season: Season) -> None:
    costs = []
    for number in (2, 8):
        units = [UnitFactory.make(upper=True, parent=season.tree.so) for _ in range(number)]
        season.period = season.open(*units, part=f"dot-{number}", name=f"Đợt {number}")
        top = consolidated(season, heading, dict.fromkeys(units, "Đề nghị Sở cấp thêm tờ rơi"))
        with CaptureQueriesContext(connection) as asked:
            first = addressed_to_office(top, heading)[0].line
        assert first.startswith(f"Đề nghị Sở cấp thêm tờ rơi: 0{number} đơn vị")
        costs.append(len(asked))
    assert costs == [2, 2]
