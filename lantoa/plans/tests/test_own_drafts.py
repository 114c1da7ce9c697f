"""What a unit finds in the draft of its own plan before anybody typed a word."""

import pytest

from lantoa.accounts.models import Membership
from lantoa.documents.plan import Signatory
from lantoa.organisations.factories import Province, province
from lantoa.organisations.models import Unit
from lantoa.plans import issuing
from lantoa.plans.enums import ParagraphRole
from lantoa.plans.exporting import reading_of
from lantoa.plans.models import Plan, PlanParagraph, PlanSection
from lantoa.plans.tests.building import PlanBuilder, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    return Staff(tree)


@pytest.fixture
def build(tree: Province, staff: Staff) -> PlanBuilder:
    """The department asks an upper secondary school for its own plan."""
    build = PlanBuilder(tree, staff.office)
    school = build.mention("THPT", tree.thpt)
    build.task("7", "Viết tin, bài", school)
    build.cascade(school)
    return build


def own(unit: Unit) -> Plan:
    return Plan.objects.get(unit=unit)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tuyên truyền cải cách hành chính {so} năm 2026", "Tuyên truyền cải cách hành chính {school} năm 2026"),
        ("Truyền thông của {so_printed} năm 2026", "Truyền thông của {school} năm 2026"),
        ("Truyền thông ngành Giáo dục An Bình năm 2026", "Truyền thông ngành Giáo dục An Bình năm 2026"),
    ],
)
def test_a_units_own_plan_bears_the_units_name_where_the_one_above_bears_its_issuers(
    build: PlanBuilder, staff: Staff, tree: Province, title: str, expected: str
) -> None:
    names = {"so": tree.so.name, "so_printed": "SỞ GD VÀ ĐT An Bình", "school": tree.thpt.name}
    Plan.objects.filter(pk=build.plan.pk).update(
        title=title.format(**names), appendix_title=title.format(**names), issuer_text=names["so_printed"]
    )
    build.plan.refresh_from_db()
    issuing.issue(build.approved(staff), by=staff.office)
    draft = own(tree.thpt)
    assert draft.title == expected.format(**names)
    assert draft.appendix_title == draft.title


def test_a_draft_prints_as_a_whole_document_before_anybody_typed(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    titles = (("I", "MỤC ĐÍCH", None), ("II", "TỔ CHỨC THỰC HIỆN", None), ("1", "Văn phòng", tree.van_phong))
    plan = build.plan
    for order, (label, title, unit) in enumerate(titles):
        duty = build.mention(title, unit) if unit else None
        depth = 2 if unit else 1
        section = PlanSection.objects.create(
            plan=plan, order=order, depth=depth, label=label, title=title, duty_of=duty, duty_text=title if unit else ""
        )
        if unit or order == 0:
            PlanParagraph.objects.create(plan=plan, section=section, order=order, text=f"Lời ở {title}")
    Membership.objects.filter(user=staff.principal).update(title="Hiệu trưởng")
    plan.tasks.update(no="7")
    issuing.issue(build.approved(staff), by=staff.office)
    draft = own(tree.thpt)
    reading, about = reading_of(draft), draft.bases.get().about
    assert [one.text for one in reading.preamble] == [
        f"Căn cứ Kế hoạch số 75/KH-SGDĐT ngày 15 tháng 01 năm 2026 của {plan.unit.name} về việc {about};",
        f"{tree.thpt.name} ban hành Kế hoạch {about} như sau:",
    ]
    assert draft.bases.get().paragraph is not None
    assert reading.signatory == Signatory("HIỆU TRƯỞNG", None, staff.principal.full_name)
    assert [task.no for task in reading.tasks] == ["1"]
    below = {section.title: [one.text for one in section.paragraphs] for section in reading.sections}
    assert below["MỤC ĐÍCH"] == ["Lời ở MỤC ĐÍCH"]
    assert below["TỔ CHỨC THỰC HIỆN"] == [
        f"{tree.thpt.name} tổ chức thực hiện các nhiệm vụ được giao trong Kế hoạch này."
    ]


def test_a_heading_whose_words_were_of_the_unit_above_is_asked_about(
    build: PlanBuilder, staff: Staff, tree: Province
) -> None:
    section = PlanSection.objects.create(plan=build.plan, depth=1, label="III", title="KINH PHÍ")
    bare = PlanSection.objects.create(plan=build.plan, order=1, depth=1, label="IV", title="NHIỆM VỤ")
    PlanParagraph.objects.create(plan=build.plan, section=section, role=ParagraphRole.BUDGET, text="Sở chi 35 triệu")
    issuing.issue(build.approved(staff), by=staff.office)
    asked = {one.title: bool(one.doubt) for one in own(tree.thpt).sections.all()}
    assert asked == {section.title: True, bare.title: False}
