import pytest
from django.test import Client
from django.utils import timezone

from lantoa.legal.models import LegalDocument
from lantoa.organisations.factories import province
from lantoa.plans.importing import bases
from lantoa.plans.models import Plan, PlanBasis
from lantoa.plans.tests.building import PlanBuilder, Staff, person
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


def test_a_documents_page_names_the_plans_that_rest_on_it_to_who_may_see_them(client: Client) -> None:
    tree = province()
    staff = Staff(tree)
    build = PlanBuilder(tree, staff.office)
    document = LegalDocument.objects.create(number="42/2022/NĐ-CP", kind="Nghị định", title="Dịch vụ công trực tuyến")
    PlanBasis.objects.create(plan=build.plan, document=document, number=document.number)
    client.force_login(staff.office)
    assert build.plan.title[1:] in client.get(document.get_absolute_url()).content.decode()
    client.force_login(person("xa", tree.xa_dong, "officer"))  # type: ignore[arg-type]
    assert build.plan.title[1:] not in client.get(document.get_absolute_url()).content.decode()


def test_a_base_that_is_no_longer_in_force_says_what_applies_instead() -> None:
    heir = LegalDocument.objects.create(number="224/2026/NĐ-CP", kind="Nghị định", title="Mới", status="in_force")
    old = LegalDocument.objects.create(
        number="42/2022/NĐ-CP", kind="Nghị định", title="Cũ", status="replaced", replaced_by=heir
    )
    assert "224/2026/NĐ-CP" in PlanBasis(document=old, number=old.number).warning
    assert PlanBasis(document=heir, number=heir.number).warning == ""


def test_a_plan_that_was_issued_here_is_no_unknown_base() -> None:
    tree = province()
    staff = Staff(tree)
    earlier = PlanBuilder(tree, staff.office).plan
    Plan.objects.filter(pk=earlier.pk).update(
        number="120/KH-SGDĐT", dated="2026-01-09", issued_at=timezone.now(), review_state=ReviewState.ISSUED
    )
    plan = PlanBuilder(tree, staff.office).plan
    numbers = ("120/KH-SGDĐT", "9/KH-UBND")
    cited = {number: PlanBasis(plan=plan, number=number, dated="2026-01-09") for number in numbers}
    doubts = {number: bases.doubt_of(row, bases.link(row)) for number, row in cited.items()}
    assert doubts["120/KH-SGDĐT"] == ""
    assert "chưa có trong danh mục" in doubts["9/KH-UBND"]
