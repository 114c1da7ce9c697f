import pytest
from django.test import Client

from lantoa.legal.models import LegalDocument
from lantoa.organisations.factories import province
from lantoa.plans.models import PlanBasis
from lantoa.plans.tests.building import PlanBuilder, Staff, person

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
