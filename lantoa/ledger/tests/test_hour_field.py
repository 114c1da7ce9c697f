"""A day and an hour as people type them."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lantoa.ledger.hour_field import Hour


class _Form(forms.Form):
    at = Hour(label="Giờ đăng")


def _typed(day: str, clock: str) -> Any:
    return _Form({"at_0": day, "at_1": clock})


@pytest.mark.parametrize("clock", ["08:30", "8:30", "8h30", "8 h 30", "8g30", "8.30"])
def test_an_hour_is_read_however_it_is_written(clock: str):
    form = _typed("22/11/2026", clock)
    assert form.is_valid()
    assert f"{timezone.localtime(form.cleaned_data['at']):%Y-%m-%d %H:%M}" == "2026-11-22 08:30"


def test_an_hour_alone_needs_no_minutes_and_nothing_at_all_is_no_hour():
    form, empty = _typed("22/11/2026", "8h"), _typed("", "")
    assert form.is_valid()
    assert timezone.localtime(form.cleaned_data["at"]).time() == dt.time(8)
    assert empty.is_valid()
    assert empty.cleaned_data["at"] is None


@pytest.mark.parametrize(
    ("day", "clock", "sentence"),
    [
        ("22/11/2026", "", "Ghi cả giờ, ví dụ 08:30."),
        ("", "08:30", "Ghi cả ngày, ví dụ 22/11/2026."),
        ("22/11/2026", "25:00", "Ghi giờ và phút, ví dụ 08:30."),
        ("22/11/2026", "sáng", "Ghi giờ và phút, ví dụ 08:30."),
    ],
)
def test_what_is_missing_or_no_hour_is_said_in_a_sentence(day: str, clock: str, sentence: str):
    form = _typed(day, clock)
    assert form.errors["at"] == [sentence]


def test_a_day_that_is_none_is_said_of_what_was_typed():
    form = _typed("31/02/2026", "08:00")
    assert not form.is_valid()
    assert "31/02/2026" in form.errors["at"][0] or "ngày" in form.errors["at"][0].lower()


@given(st.datetimes(min_value=dt.datetime(2020, 1, 1), max_value=dt.datetime(2040, 1, 1)))
def test_what_the_form_shows_is_what_it_reads_back(moment: dt.datetime):
    moment = timezone.make_aware(moment.replace(second=0, microsecond=0))
    field: Any = Hour()
    shown = [field.widget.widgets[place].format_value(one) for place, one in enumerate(field.widget.decompress(moment))]
    assert field.clean(shown) == moment
