"""Files of articles: readers get them while the article is live, its unit before that too."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.news.tests import published
from lantoa.organisations.factories import UnitFactory
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return UnitFactory.make(upper=True)


def address(file, size="vua"):
    return reverse("news_public:picture", args=[file.key, size])


def test_each_size_of_a_picture_is_another_file(client, school):
    file = published.photo(published.article(unit=school))
    bodies = {size: b"".join(client.get(address(file, size)).streaming_content) for size in ("lon", "vua", "nho")}
    assert len({len(body) for body in bodies.values()}) == 3
    assert all(body.startswith(b"\xff\xd8") for body in bodies.values())


def test_a_browser_that_has_it_is_told_so(client, school):
    file = published.photo(published.article(unit=school))
    etag = client.get(address(file)).headers["ETag"]
    again = client.get(address(file), HTTP_IF_NONE_MATCH=etag)
    assert again.status_code == 304
    assert client.get(address(file, "nho")).headers["ETag"] != etag


@pytest.mark.parametrize(
    "state",
    [
        {"review_state": ReviewState.DRAFT, "published_at": None},
        {"review_state": ReviewState.WITHDRAWN, "withdrawn_note": "Sai"},
        {"expires_at": timezone.now() - dt.timedelta(days=1)},
    ],
)
def test_files_of_what_is_not_live_are_not_there_for_readers(client, school, state):
    row = published.article(unit=school, **state)
    assert client.get(address(published.photo(row))).status_code == 404
    document = reverse("news_public:document", args=[published.document(row).key])
    assert client.get(document).status_code == 404


def test_its_unit_sees_a_drafts_picture_and_no_cache_keeps_it(client, school):
    file = published.photo(published.article(unit=school, review_state=ReviewState.DRAFT, published_at=None))
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=school))
    answer = client.get(address(file))
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]


def test_another_school_does_not(client, school):
    file = published.photo(published.article(unit=school, review_state=ReviewState.DRAFT, published_at=None))
    client.force_login(UserFactory.make(role=Role.HEAD, role__unit=UnitFactory.make(upper=True)))
    assert client.get(address(file)).status_code == 404


def test_a_picture_is_no_document_and_a_size_is_one_of_three(client, school):
    file = published.photo(published.article(unit=school))
    assert client.get(reverse("news_public:document", args=[file.key])).status_code == 404
    assert client.get(address(file, "to")).status_code == 404
    assert client.get(reverse("news_public:picture", args=[uuid.uuid4(), "lon"])).status_code == 404


def test_a_picture_runs_nothing_even_opened_by_itself(client, school):
    answer = client.get(address(published.photo(published.article(unit=school))))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
