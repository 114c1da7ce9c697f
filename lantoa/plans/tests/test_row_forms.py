"""What may be typed in the rows of the editor, and what it costs to save it."""

from typing import Any

import pytest
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province
from lantoa.organisations.matching import Matcher
from lantoa.plans.models import PlanTask
from lantoa.plans.tests.building import PlanBuilder
from tests.html import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return Province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


@pytest.fixture
def desk(client: PageClient, office: User) -> PageClient:
    client.force_login(office)
    return client


@pytest.fixture
def task(tree: Province, office: User) -> PlanTask:
    return PlanBuilder(tree, office).task("1", "Mở chuyên mục", None)


def _save(desk: PageClient, task: PlanTask, **typed: Any) -> Any:
    task.refresh_from_db()
    usual = {"text": task.text, "timing_raw": task.timing_raw, "rhythm": task.rhythm, "expected": 1, "no": task.no}
    data = {**usual, "version": task.version, **typed}
    url = reverse("plans:row", args=[task.plan_id, "nhiem-vu", task.pk])
    return desk.post(url, {f"{task.key}-{name}": value for name, value in data.items()})


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Each name that was matched, with the number of transactions open then."""
    from django.db import connection

    asked: list[tuple[str, int]] = []
    match = Matcher.match

    def watched(self: Matcher, text: str) -> Any:
        asked.append((text, len(connection.savepoint_ids)))
        return match(self, text)

    monkeypatch.setattr(Matcher, "match", watched)
    return asked


def test_a_new_name_is_matched_once_before_the_row_is_written(
    desk: PageClient, task: PlanTask, matched: list[tuple[str, int]]
) -> None:
    names = ["Tổ Sông Trăng", "Tổ Núi Xanh", "tổ sông trăng"]
    assert _save(desk, task, lead_text="Tổ Sông Trăng", coordinating_text="\n".join(names)).status_code == 302
    assert matched == [("Tổ Sông Trăng", 0), ("Tổ Núi Xanh", 0)]
    assert [str(one) for one in task.coordinations.all()] == names


def test_a_name_that_the_plan_knows_is_not_matched_again(
    desk: PageClient, task: PlanTask, matched: list[tuple[str, int]]
) -> None:
    for _ in range(2):
        assert _save(desk, task, coordinating_text="Tổ Sông Trăng\n" + "chữ " * 90).status_code == 302
    assert len(matched) == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"coordinating_text": "\n".join(f"Tổ số {n}" for n in range(101))}, "Ghi nhiều nhất 100 dòng"),
        ({"coordinating_text": "x" * 401}, "dài quá 400 chữ"),
        ({"lead_text": "x" * 401}, "dài quá 400 chữ"),
    ],
)
def test_too_many_or_too_long_names_are_refused_in_a_sentence(
    desk: PageClient, task: PlanTask, typed: dict[str, str], sentence: str, matched: list[tuple[str, int]]
) -> None:
    answer = _save(desk, task, **typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not matched


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("budget", "-1", "Ghi số từ 0 đến"),
        ("expected", "0", "Ghi số từ 1 đến 100."),
        ("expected", "101", "Ghi số từ 1 đến 100."),
        ("target", "-1", "Ghi số từ 0 đến 2.147.483.647."),
        ("target", "2147483648", "Ghi số từ 0 đến 2.147.483.647."),
    ],
)
def test_a_number_out_of_its_bounds_is_refused(
    desk: PageClient, task: PlanTask, field: str, value: str, sentence: str
) -> None:
    answer = _save(desk, task, **{field: value})
    assert answer.status_code == 422
    assert answer.content.decode().count(sentence) == 1


def test_numbers_at_their_bounds_are_taken(desk: PageClient, task: PlanTask) -> None:
    assert _save(desk, task, budget=0, expected=100, target=2147483647).status_code == 302


def _save_head(desk: PageClient, task: PlanTask, dated: str) -> Any:
    plan = task.plan
    data = {"title": plan.title, "year": plan.year, "before_day": plan.before_day, "version": plan.version}
    url = reverse("plans:row", args=[plan.pk, "dau-van-ban", plan.pk])
    return desk.post(url, {f"dau-van-ban-{plan.pk}-{name}": value for name, value in {**data, "dated": dated}.items()})


@pytest.mark.parametrize("dated", ["15/01/2024", "12/2028", ""])
def test_a_day_of_issue_near_the_year_of_the_plan_is_taken(desk: PageClient, task: PlanTask, dated: str) -> None:
    assert _save_head(desk, task, dated).status_code == 302


@pytest.mark.parametrize(
    ("dated", "sentence"),
    [
        ("15/01/2023", "ban hành từ năm 2024 đến năm 2028"),
        ("01/2029", "ban hành từ năm 2024 đến năm 2028"),
        ("١٥/٠١/٢٠٢٦", "Ghi ngày như"),
    ],
)
def test_a_day_of_issue_far_from_the_year_or_in_other_digits_is_refused(
    desk: PageClient, task: PlanTask, dated: str, sentence: str
) -> None:
    answer = _save_head(desk, task, dated)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
