"""“x of y articles this quarter”: who sets how many, what counts, who is behind."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.news import targets
from lantoa.news.factories import ArticleFactory, CategoryFactory
from lantoa.news.models import Article
from lantoa.news.tests.desk import School, school
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.factories import UnitFactory
from tests.html import PageClient

pytestmark = pytest.mark.django_db
YEAR = 2026
GRID = "/lam-viec/tin-bai/chi-tieu/"


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def office(at: School):
    return UserFactory.make(role=Role.OFFICE, role__unit=at.top)


def published(at: School, month: int, number: int = 1, **more: object) -> None:
    when = timezone.make_aware(dt.datetime(YEAR, month, 10, 9, 0))
    for _ in range(number):
        ArticleFactory.make(unit=at.unit, created_by=at.teacher, published=True, published_at=when, **more)


def line(at: School, place: int = 0) -> targets.Line:
    return targets.lines_of([at.unit], YEAR)[place]


def test_a_target_for_all_below_reaches_each_school(at: School, office):
    targets.put(at.top, category=None, year=YEAR, number=3, for_subtree=True, by=office)
    published(at, 2, 2)
    published(at, 5)
    found = line(at)
    assert [found.words(quarter) for quarter in (1, 2, 3)] == ["2/3", "1/3", "0/3"]
    assert found.is_behind(1)
    assert not targets.lines_of([at.top], YEAR), "for all below, not for itself"


def test_a_division_has_no_page_and_is_asked_for_nothing(at: School, office):
    division = UnitFactory.make(kind=UnitKind.DIVISION, name="Phòng Giáo dục Trung học", parent=at.top)
    targets.put(at.top, category=None, year=YEAR, number=3, for_subtree=True, by=office)
    assert [one.unit for one in targets.lines_of([division, at.unit], YEAR)] == [at.unit]


def test_what_a_unit_set_for_itself_wins(at: School, office):
    targets.put(at.top, category=None, year=YEAR, number=3, for_subtree=True, by=office)
    targets.put(at.unit, category=None, year=YEAR, number=5, for_subtree=False, by=at.teacher)
    assert (line(at).wanted.number, line(at).wanted.source) == (5, "đơn vị tự đặt")


def test_a_theme_counts_its_own_articles_and_those_of_themes_below(at: School, office):
    theme = CategoryFactory.make(name="Chuyển đổi số")
    targets.put(at.top, category=theme, year=YEAR, number=2, for_subtree=True, by=office)
    published(at, 1, category=CategoryFactory.make(parent=theme))
    published(at, 1, category=CategoryFactory.make())
    assert (line(at).theme, line(at).words(1)) == ("Chuyển đổi số", "1/2")


def test_a_withdrawn_article_counts_no_more(at: School, office):
    targets.put(at.unit, category=None, year=YEAR, number=1, for_subtree=False, by=at.teacher)
    published(at, 1)
    assert not line(at).is_behind(1)
    Article.objects.update(review_state="withdrawn", withdrawn_at=timezone.now(), withdrawn_note="Sai")
    assert line(at).words(1) == "0/1"


def test_where_nobody_set_one_an_issued_plan_says_how_many(at: School, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(targets, "plan_providers", [lambda units, year: dict.fromkeys(units, 4)])
    assert (line(at).wanted.number, line(at).wanted.source) == (4, "theo kế hoạch đã ban hành")
    targets.put(at.unit, category=None, year=YEAR, number=1, for_subtree=False, by=at.teacher)
    assert [one.wanted.number for one in targets.lines_of([at.unit], YEAR)] == [1]


def test_nothing_takes_a_target_away(at: School):
    targets.put(at.unit, category=None, year=YEAR, number=1, for_subtree=False, by=at.teacher)
    targets.put(at.unit, category=None, year=YEAR, number=0, for_subtree=False, by=at.teacher)
    assert targets.lines_of([at.unit], YEAR) == []


def test_a_teacher_sets_none_for_others(at: School):
    for unit, below in ((at.unit, True), (at.top, False)):
        with pytest.raises(PermissionDenied):
            targets.put(unit, category=None, year=YEAR, number=1, for_subtree=below, by=at.teacher)


def test_the_page_names_who_is_behind(at: School, office, client: PageClient):
    client.force_login(office)
    assert "Chưa có chỉ tiêu nào" in client.get(GRID).content.decode()
    client.post(reverse("news:target_put"), _given(at, YEAR - 1))
    published(at, 1)
    Article.objects.update(published_at=timezone.make_aware(dt.datetime(YEAR - 1, 11, 10)))
    shown = client.get(GRID, {"nam": YEAR - 1}).content.decode()
    assert "1 trong 1 đơn vị chưa đủ chỉ tiêu quý 4" in shown
    assert "1/2" in shown
    Article.objects.update(published_at=timezone.make_aware(dt.datetime(YEAR - 1, 2, 10)))
    assert at.unit.label in client.get(GRID, {"nam": YEAR - 1, "cham": "1"}).content.decode()


def _given(at: School, year: int) -> dict[str, object]:
    return {"unit": at.top.pk, "for_subtree": "1", "year": year, "number": 2}


def test_only_an_office_gives_targets_to_all_below(at: School, client: PageClient):
    client.force_login(at.teacher)
    given = {**_given(at, YEAR), "unit": at.unit.pk}
    answer = client.post(reverse("news:target_put"), given)
    assert answer.status_code == 422
    assert "Chỉ văn phòng" in answer.content.decode()


def test_the_sheet_holds_numbers(at: School, office, client: PageClient):
    targets.put(at.top, category=None, year=YEAR, number=3, for_subtree=True, by=office)
    published(at, 2, 2)
    client.force_login(office)
    book = load_workbook(io.BytesIO(client.get(GRID, {"nam": YEAR, "dang": "xlsx"}).content))
    cells = [value for row in book.worksheets[0].iter_rows(values_only=True) for value in row]
    assert at.unit.name in cells
    assert 3 in cells
    assert 2 in cells


def test_the_page_asks_the_same_for_two_units_as_for_ten(at: School, office, client: PageClient):
    targets.put(at.top, category=None, year=YEAR, number=3, for_subtree=True, by=office)
    client.force_login(office)
    before = _queries(client)
    for _ in range(8):
        UnitFactory.make(upper=True, parent=at.top)
    assert _queries(client) == before


def _queries(client: PageClient) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(GRID, {"nam": YEAR})
    return len(seen)
