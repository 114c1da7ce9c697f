import datetime as dt

import pytest
from django.utils import timezone

from lantoa.jobs import daily
from lantoa.jobs.models import DailyRun

pytestmark = pytest.mark.django_db

ran: list[dt.date] = []


def at(hour: int, minute: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime(2026, 11, 20, hour, minute))


@pytest.fixture(autouse=True)
def only_this_duty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "_duties", {})
    ran.clear()
    daily.register("test", hour=7, run=ran.append)


def test_a_duty_is_done_once_a_day_from_its_hour_on() -> None:
    assert daily.run_due(at(6, 59)) == []
    assert daily.run_due(at(7)) == ["test"]
    assert daily.run_due(at(7, 1)) == []
    assert ran == [dt.date(2026, 11, 20)]


def test_a_missed_hour_is_made_up_the_same_day() -> None:
    assert daily.run_due(at(22)) == ["test"]


def test_another_worker_leaves_alone_what_one_has_begun_and_takes_over_when_it_died() -> None:
    row = DailyRun.objects.create(name="test", day=dt.date(2026, 11, 20))
    DailyRun.objects.filter(pk=row.pk).update(at=at(7))
    assert daily.run_due(at(7, 10)) == []
    assert daily.run_due(at(7, 30)) == ["test"]


def test_a_duty_that_failed_is_tried_again_after_a_while() -> None:
    def fail(day: dt.date) -> None:
        raise RuntimeError

    daily.register("test", hour=7, run=fail)
    assert daily.run_due(at(7)) == []
    daily.register("test", hour=7, run=ran.append)
    assert daily.run_due(at(7, 1)) == []
    assert daily.run_due(at(8)) == ["test"]
