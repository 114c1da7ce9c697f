"""Categories with their steps and special pages: kept by administrators and editors at the top."""

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.news.admin_forms import line_of
from lantoa.news.factories import CategoryFactory, CategoryStepFactory
from lantoa.news.models import Category, CategoryStep, SpecialPage
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory.make(role=Role.ADMIN, role__unit=UnitFactory.make(department=True)))
    return client


def test_a_new_site_makes_the_usual_categories_with_one_press(admin: Client):
    assert "Lập các chuyên mục thường dùng" in admin.get(reverse("news:categories")).content.decode()
    admin.post(reverse("news:categories_usual"))
    made = Category.objects.count()
    admin.post(reverse("news:categories_usual"))
    assert Category.objects.count() == made > 5
    assert Category.objects.get(slug="dich-vu-cong-truc-tuyen").parent.name == "Cải cách hành chính"


def test_an_address_is_made_of_the_name_and_stands_once(admin: Client):
    url = reverse("news:category_new")
    admin.post(url, {"name": "Phổ biến pháp luật", "is_active": "on"})
    assert Category.objects.get().slug == "pho-bien-phap-luat"
    answer = admin.post(url, {"name": "Phổ biến pháp luật", "is_active": "on"})
    assert answer.status_code == 422
    assert "đã có" in answer.content.decode()


def test_categories_have_two_levels(admin: Client):
    top = CategoryFactory.make()
    CategoryFactory.make(parent=top)
    other = CategoryFactory.make()
    given = {"name": top.name, "slug": top.slug, "parent": other.pk, "is_active": "on"}
    answer = admin.post(reverse("news:category", args=[top.pk]), given)
    assert "phải ở cấp một" in answer.content.decode()


def test_steps_are_added_and_dropped(admin: Client):
    category = CategoryFactory.make()
    admin.post(reverse("news:step_add", args=[category.pk]), {"buoc-name": "Biên tập", "buoc-role": "editor"})
    step = category.steps.get()
    assert "Biên tập" in admin.get(reverse("news:category", args=[category.pk])).content.decode()
    admin.post(reverse("news:step_drop", args=[category.pk, step.pk]))
    assert not category.steps.exists()


def test_steps_are_put_in_another_order(admin: Client):
    category = CategoryFactory.make()
    first, second, third = (CategoryStepFactory.make(category=category, name=name) for name in ("Một", "Hai", "Ba"))

    def named_after(step: CategoryStep, way: str) -> list[str]:
        admin.post(reverse("news:step_move", args=[category.pk, step.pk]), {"huong": way})
        return [row.name for row in category.steps.all()]

    assert named_after(third, "len") == ["Một", "Ba", "Hai"]
    assert named_after(first, "xuong") == ["Ba", "Một", "Hai"]
    assert named_after(second, "xuong") == ["Ba", "Một", "Hai"], "the last stays the last"
    assert named_after(third, "len") == ["Ba", "Một", "Hai"], "the first stays the first"
    assert len({row.order for row in category.steps.all()}) == 3


def test_a_step_is_moved_at_the_category_it_belongs_to_alone(admin: Client):
    step = CategoryStepFactory.make()
    url = reverse("news:step_move", args=[CategoryFactory.make().pk, step.pk])
    assert admin.post(url, {"huong": "len"}).status_code == 404


def test_a_step_without_a_name_is_asked_again(admin: Client):
    category = CategoryFactory.make()
    answer = admin.post(reverse("news:step_add", args=[category.pk]), {"buoc-role": "editor"})
    assert answer.status_code == 422


def test_a_special_page_ends_after_it_starts_and_names_its_keywords(admin: Client):
    url = reverse("news:special_new")
    given = {"name": "Ngày Pháp luật", "words": "pháp luật, 9/11", "is_active": "on", "starts_on": "01/11/2026"}
    assert admin.post(url, {**given, "ends_on": "01/10/2026"}).status_code == 422
    admin.post(url, {**given, "ends_on": "30/11/2026"})
    made = SpecialPage.objects.get()
    assert made.slug == "ngay-phap-luat"
    assert {tag.name for tag in made.tags.all()} == {"pháp luật", "9/11"}


def test_a_special_page_gathers_documents_of_the_bookcase(admin: Client):
    law = LegalDocumentFactory.make(number="12/2026/QH16", is_public=True)
    LegalDocumentFactory.make(number="77/2026/NĐ-CP")
    offered = admin.get(reverse("news:documents"), {"q": "12/2026"}).content.decode()
    assert "12/2026/QH16" in offered
    assert "77/2026" not in admin.get(reverse("news:documents"), {"q": "77/2026"}).content.decode()
    given = {"name": "Ngày Pháp luật", "is_active": "on"}
    refused = admin.post(reverse("news:special_new"), {**given, "texts": "77/2026/NĐ-CP"})
    assert "Tủ sách không có đúng một văn bản là “77/2026/NĐ-CP”" in refused.content.decode()
    admin.post(reverse("news:special_new"), {**given, "texts": line_of(law)})
    made = SpecialPage.objects.get()
    assert list(made.documents.all()) == [law]
    assert line_of(law) in admin.get(reverse("news:special", args=[made.pk])).content.decode()
