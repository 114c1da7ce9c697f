"""Articles are found by the search from their publication to their end."""

import pytest

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.news import publishing, withdrawing
from lantoa.news.tests import published
from lantoa.organisations.factories import UnitFactory
from lantoa.portal.listening import KIND
from lantoa.review.enums import ReviewState
from lantoa.search import index
from lantoa.search.models import SearchEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return UnitFactory.make(upper=True)


def entry(row):
    return SearchEntry.objects.filter(kind=KIND, key=str(row.pk)).first()


def test_it_is_found_once_published_and_gone_once_withdrawn(school):
    head = UserFactory.make(role=Role.HEAD, role__unit=school)
    row = published.article("Hội đọc sách", unit=school, review_state=ReviewState.APPROVED, published_at=None)
    assert entry(row) is None
    publishing.publish(row, by=head)
    found = entry(row)
    assert found.title == "Hội đọc sách"
    assert found.url == row.public_url
    assert found.unit_name == school.name
    assert "Mỗi lớp góp một tủ sách." in found.text
    assert "<p>" not in found.text
    withdrawing.withdraw(row, note="Sai số liệu.", by=head)
    assert entry(row) is None


def test_an_index_made_anew_holds_live_articles_alone(school):
    live = published.article("Đang đăng", unit=school)
    draft = published.article("Nháp", unit=school, review_state=ReviewState.DRAFT, published_at=None)
    index.rebuild([KIND])
    assert entry(live) is not None
    assert entry(draft) is None
