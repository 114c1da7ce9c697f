"""Views of a unit's article count in what a plan's content reached."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.channels import reach
from lantoa.ledger.books import Debt, owe
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Activity, Obligation
from lantoa.news.tests.desk import School, school, written
from lantoa.plans.models import Plan, PlanTask
from lantoa.portal.models import PageView

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> School:
    return school()


def test_views_of_an_article_are_touches_until_somebody_says_how_many_it_reached(at: School) -> None:
    today = timezone.localdate()
    plan = Plan.objects.create(unit=at.top, title="Truyền thông", year=today.year, created_by=at.head)
    task = PlanTask.objects.create(plan=plan, text="Viết tin, bài")
    debt = Debt(at.unit.pk, ObligationKind.TASK_LEAD, task, task.text, due_on=today + dt.timedelta(days=9))
    owe([debt], asked_by=at.top.pk, origin=plan, on=today)
    article = written(at, obligations=list(Obligation.objects.filter(subject_id=task.pk)))
    article.submit(by=at.teacher)
    article.approve(by=at.head)
    article.refresh_from_db()
    for _ in range(7):
        PageView.objects.count_one(article.public_url)
    office = UserFactory.make(role=Role.OFFICE, role__unit=at.top)

    def touched() -> tuple[int, int]:
        (row,) = reach.by_content(plan, office, today, today)
        return row.touches, row.people

    assert touched() == (7, 0), "who looks at a page is not counted as a person"
    kind = ContentType.objects.get_for_model(article)
    Activity.objects.filter(source_type=kind, source_id=article.pk).update(people=40)
    assert touched() == (40, 40)
