# mypy: disable-error-code="attr-defined, no-untyped-call, type-arg, misc, assignment"
import factory
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.news.models import Article, Category, CategoryStep, SpecialPage, Tag
from lantoa.organisations.factories import Factory, UnitFactory
from lantoa.review.enums import ReviewState

BODY = "<p>Sáng nay, nhà trường tổ chức buổi hướng dẫn cha mẹ học sinh nộp hồ sơ trực tuyến tại sân trường.</p>"


class CategoryFactory(Factory[Category]):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Chuyên mục {n}")
    slug = factory.Sequence(lambda n: f"chuyen-muc-{n}")


class CategoryStepFactory(Factory[CategoryStep]):
    class Meta:
        model = CategoryStep

    category = factory.SubFactory(CategoryFactory)
    name = "Biên tập"
    role = Role.EDITOR


class TagFactory(Factory[Tag]):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"từ khóa {n}")
    slug = factory.Sequence(lambda n: f"tu-khoa-{n}")


class SpecialPageFactory(Factory[SpecialPage]):
    class Meta:
        model = SpecialPage

    name = factory.Sequence(lambda n: f"Chuyên trang {n}")
    slug = factory.Sequence(lambda n: f"chuyen-trang-{n}")


class ArticleFactory(Factory[Article]):
    """A draft; with the trait `published` a live article that went no way through review and stands on no books."""

    class Meta:
        model = Article

    unit = factory.SubFactory(UnitFactory, upper=True)
    category = factory.SubFactory(CategoryFactory)
    title = factory.Sequence(lambda n: f"Hướng dẫn nộp hồ sơ trực tuyến, buổi {n}")
    lead = "Cha mẹ học sinh được hướng dẫn từng bước."
    body = BODY
    created_by = factory.LazyAttribute(lambda made: UserFactory.make(role=Role.OFFICER, role__unit=made.unit))

    class Params:
        published = factory.Trait(
            review_state=ReviewState.ISSUED,
            published_at=factory.LazyFunction(timezone.now),
            published_by=factory.SelfAttribute("created_by"),
        )
        submitted = factory.Trait(review_state=ReviewState.SUBMITTED)
        approved = factory.Trait(review_state=ReviewState.APPROVED)
