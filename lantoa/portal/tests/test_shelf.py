"""Pages kept ready: quick for everyone, and never older than the last publication."""

import datetime as dt
import gzip
import time
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.legal.models import LegalDocument
from lantoa.news import correcting, publishing, withdrawing
from lantoa.news.correcting import Said
from lantoa.news.models import Article, ArticleFile
from lantoa.news.tests import published
from lantoa.news.writing import Text
from lantoa.organisations.factories import UnitFactory
from lantoa.portal import generation
from lantoa.portal.shelf import KEPT_VIEWS, Front, Shelf, shelf
from lantoa.review.enums import ReviewState
from tests.permission_table import url_names

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def kept_ready(settings):
    settings.SHELF = True
    shelf.clear()
    yield
    shelf.clear()


@pytest.fixture
def department():
    return UnitFactory.make(department=True)


@pytest.fixture
def row(department):
    return published.article("Hội đọc sách", unit=department)


def reader() -> Client:
    """A visitor, whose handler takes the shelf in."""
    return Client()


def queries(client, path, **said):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path, **said)
    return answer, len(asked)


def test_the_second_visitor_costs_no_question_to_the_database(row):
    first, some = queries(reader(), row.public_url)
    second, none = queries(reader(), row.public_url)
    assert some > 0
    assert none == 0
    assert second.content == first.content
    assert second.headers.items() == first.headers.items()
    assert not second.cookies


def test_every_view_that_is_kept_is_there():
    assert url_names() >= KEPT_VIEWS


def test_a_browser_that_has_the_page_is_told_so(row):
    first = reader().get(row.public_url)
    again = reader().get(row.public_url, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert again.status_code == 304
    assert again.content == b""
    assert "Content-Type" not in again.headers


def test_it_comes_compressed_to_those_who_read_that(row):
    plain = reader().get(row.public_url)
    small = reader().get(row.public_url, HTTP_ACCEPT_ENCODING="gzip, br")
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert int(small.headers["Content-Length"]) == len(small.content)
    assert "Accept-Encoding" in small.headers["Vary"]


def test_one_who_is_signed_in_gets_a_page_of_their_own_and_leaves_none_to_others(row):
    person = UserFactory.make(role=Role.EDITOR, role__unit=row.unit)
    official = reader()
    official.force_login(person)
    assert reverse("workspace:home") in official.get(row.public_url).content.decode()
    assert reverse("workspace:home") not in reader().get(row.public_url).content.decode()
    assert reverse("workspace:home") in official.get(row.public_url).content.decode()


def test_no_nonce_is_shared(row):
    assert "'nonce-" not in reader().get(row.public_url).headers["Content-Security-Policy"]


def test_a_form_and_a_question_are_never_kept(row):
    for path in (
        reverse("news_public:report_fault", args=[row.slug, row.pk]),
        f"{reverse('portal:units')}?q=a",
        f"{row.public_url}?fbclid=1",
    ):
        reader().get(path)
        assert queries(reader(), path)[1] > 0, path


def test_pages_of_a_list_are_kept_apart(department):
    for number in range(25):
        published.article(f"Tin số {number}", unit=department, hours=number + 1)
    first = reader().get("/tin-tuc/").content
    second = reader().get("/tin-tuc/?trang=2").content
    assert first != second
    assert reader().get("/tin-tuc/").content == first
    assert reader().get("/tin-tuc/?trang=2").content == second


def desk(row):
    return UserFactory.make(role=Role.HEAD, role__unit=row.unit)


def test_the_bookcase_is_kept_and_changes_with_it(department):
    document = LegalDocumentFactory.make(is_public=True)
    address = reverse("bookcase:detail", args=[document.pk])
    queries(reader(), address)
    answer, none = queries(reader(), address)
    assert (answer.status_code, none) == (200, 0)
    with transaction.atomic():
        LegalDocument.objects.update(is_public=False)
    assert reader().get(address).status_code == 404


def test_what_is_published_shows_at_once(department):
    row = published.article("Tin sắp đăng", unit=department, review_state=ReviewState.APPROVED, published_at=None)
    row.category = published.category()
    row.save()
    assert row.title not in reader().get("/").content.decode()
    assert reader().get(row.public_url).status_code == 404
    publishing.publish(row, by=desk(row))
    assert row.title in reader().get("/").content.decode()
    assert reader().get(row.public_url).status_code == 200


def test_what_is_corrected_shows_at_once(row):
    reader().get(row.public_url)
    row.category = published.category()
    row.save()
    text = Text(title=row.title, lead=row.lead, body="<p>Có 312 học sinh dự hội đọc sách sáng nay ở sân trường.</p>")
    correcting.correct(row, text, Said("Sửa số học sinh."), version=row.version, by=desk(row))
    page = reader().get(row.public_url).content.decode()
    assert "312 học sinh" in page
    assert "Sửa số học sinh." in page


def test_what_is_withdrawn_goes_at_once(row):
    reader().get(row.public_url)
    reader().get("/")
    withdrawing.withdraw(row, note="Ảnh chưa xin phép.", by=desk(row))
    assert reader().get(row.public_url).status_code == 410
    assert row.title not in reader().get("/").content.decode()


def test_what_is_withdrawn_behind_the_models_goes_too(row):
    reader().get(row.public_url)
    Article.objects.filter(pk=row.pk).update(review_state=ReviewState.WITHDRAWN, withdrawn_note="Sai")
    assert reader().get(row.public_url).status_code == 410


def test_other_rows_that_a_page_shows_count_too(row):
    acts = [
        lambda: published.photo(row),
        lambda: ArticleFile.objects.filter(article=row).update(caption="Chú thích mới"),
        lambda: type(row.unit).objects.filter(pk=row.unit_id).update(hotline="0900 000 000"),
        lambda: published.category("Mục mới"),
        lambda: published.take_over(row, UnitFactory.make(department=True)),
        LegalDocumentFactory.make,
    ]
    for act in acts:
        before = generation.current()
        act()
        assert generation.current() > before


def test_a_draft_being_written_leaves_the_pages_where_they_are(row):
    draft = published.article("Nháp", unit=row.unit, review_state=ReviewState.DRAFT, published_at=None)
    before = generation.current()
    draft.title = "Nháp, sửa"
    draft.save(update_fields=["title", "folded", "updated_at"])
    assert generation.current() == before


def test_an_act_that_is_taken_back_changes_nothing(row):
    before = generation.current()
    with transaction.atomic():
        published.category("Không thành")
        transaction.set_rollback(True)
    assert generation.current() == before


def test_a_page_made_of_old_rows_during_a_publication_is_not_shown_after_it(row, monkeypatch):
    """The reader's page is being made, its rows are read; then a correction is committed; then the page is kept."""
    from lantoa.news.views import public_article

    real = public_article.article_data

    def slowly(article, photos):
        made = real(article, photos)
        if article.title == "Hội đọc sách":
            Article.objects.filter(pk=article.pk).update(title="Hội đọc sách lần hai", corrected_at=timezone.now())
        return made

    monkeypatch.setattr(public_article, "article_data", slowly)
    assert "Hội đọc sách lần hai" not in reader().get(row.public_url).content.decode()
    assert "Hội đọc sách lần hai" in reader().get(row.public_url).content.decode()


def test_an_article_is_over_at_its_second(row):
    Article.objects.filter(pk=row.pk).update(expires_at=timezone.now() + dt.timedelta(seconds=1.5))
    assert reader().get(row.public_url).status_code == 200
    time.sleep(1.6)
    assert reader().get(row.public_url).status_code == 410


def test_pages_are_made_anew_after_midnight(row):
    reader().get(row.public_url)
    kept = next(iter(shelf._rows.values()))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    assert kept.until <= midnight.timestamp()


def test_another_process_hears_of_it(row):
    """The number lies beside the data, not in the process."""
    reader().get(row.public_url)
    with Path(generation._file()).open("ab") as file:
        file.write(b".")
    assert queries(reader(), row.public_url)[1] > 0


def test_nothing_kept_is_used_where_the_number_cannot_be_read(row, monkeypatch):
    reader().get(row.public_url)
    monkeypatch.setattr(generation, "_file", lambda: "/dev/null/no")
    assert queries(reader(), row.public_url)[1] > 0


def test_with_a_shared_cache_the_number_lives_there(settings, row):
    settings.SHARED_CACHE = True
    reader().get(row.public_url)
    assert queries(reader(), row.public_url)[1] == 0
    published.category("Mới")
    assert queries(reader(), row.public_url)[1] > 0


def test_the_server_answers_before_django_and_says_the_same(row):
    def through_the_front(**said):
        told = {}
        environ = {**reader()._base_environ(PATH_INFO=row.public_url), "HTTP_HOST": "testserver", **said}
        start = lambda status, headers: told.update(status=status, headers=dict(headers))  # noqa: E731
        body = b"".join(Front(lambda environ, start: [b"django"])(environ, start))
        return body, told

    assert through_the_front()[0] == b"django"
    made = reader().get(row.public_url, headers={"host": "testserver"})
    body, told = through_the_front()
    assert (body, told["status"], told["headers"]) == (made.content, "200 OK", dict(made.items()))
    body, told = through_the_front(HTTP_IF_NONE_MATCH=made.headers["ETag"])
    assert (body, told["status"]) == (b"", "304 Not Modified")
    assert through_the_front(HTTP_COOKIE="sessionid=a")[0] == b"django"
    assert through_the_front(REQUEST_METHOD="POST")[0] == b"django"
    assert through_the_front(HTTP_HX_REQUEST="true")[0] == b"django"
    published.category("Mới")
    assert through_the_front()[0] == b"django"


def test_the_shelf_forgets_what_was_asked_for_least_recently():
    from lantoa.portal.shelf import Kept

    small = Shelf(room=30_000)
    for number in range(10):
        small.put(("h", f"/{number}", "", "http"), Kept(1, 9e9, '"e"', b"x" * 5000, b"y" * 1000, [], [], []))
    assert small.find(("h", "/0", "", "http"), 1, 0) is None
    assert small.find(("h", "/9", "", "http"), 1, 0) is not None
    assert small.find(("h", "/9", "", "http"), 2, 0) is None
