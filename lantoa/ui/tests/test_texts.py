"""What Django itself says to people is Vietnamese."""

import datetime as dt
import inspect
import re
from pathlib import Path

import polib
import pytest
from django import forms
from django.core.paginator import EmptyPage, Paginator
from django.utils.timesince import timesince
from django.utils.translation import gettext

from tests.compile_texts import sources

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.parts[-5])
def test_the_compiled_texts_agree_with_their_source(source: Path):
    written = polib.pofile(str(source))
    compiled = {(one.msgctxt, one.msgid): one for one in polib.mofile(str(source.with_suffix(".mo")))}
    stale = [
        one.msgid
        for one in written.translated_entries()
        if (kept := compiled.get((one.msgctxt, one.msgid))) is None
        or (kept.msgstr, kept.msgstr_plural) != (one.msgstr, one.msgstr_plural)
    ]
    assert not stale, f"Run .venv/bin/python -m tests.compile_texts: {stale[:3]}"
    assert len(compiled) == len(written.translated_entries())
    assert not written.untranslated_entries()


@pytest.mark.parametrize("source", sources(), ids=lambda path: path.parts[-5])
def test_translations_keep_the_places_for_values(source: Path):
    def places(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)[sdr]|%d|\{\w+\}", text))

    for one in polib.pofile(str(source)):
        for translated in [one.msgstr, *one.msgstr_plural.values()]:
            assert not translated or places(translated) <= places(one.msgid) | places(one.msgid_plural), one.msgid


def _fields() -> list[type[forms.Field]]:
    return [one for _, one in inspect.getmembers(forms.fields, inspect.isclass) if issubclass(one, forms.Field)]


@pytest.mark.parametrize("field", _fields(), ids=lambda field: field.__name__)
def test_every_fault_of_a_field_is_said_in_vietnamese(field: type[forms.Field]):
    for code, message in field.default_error_messages.items():
        told = str(message)  # one that counts is empty until it knows the number
        assert not told or not told.isascii(), f"{field.__name__}, {code}: {told}"


def test_a_form_says_what_to_do():
    class Sample(forms.Form):
        name = forms.CharField(max_length=5)
        count = forms.IntegerField(min_value=0)
        day = forms.DateField()

    form = Sample({"name": "quá dài rồi", "count": "-1", "day": "31/02/2026"})
    assert form.errors["name"] == ["Nhập nhiều nhất 5 ký tự, hiện có 11."]
    assert form.errors["count"] == ["Nhập từ 0 trở lên."]
    assert form.errors["day"] == ["Nhập ngày theo dạng ngày/tháng/năm, ví dụ 20/11/2026."]


def test_a_date_is_read_day_first():
    assert forms.DateField().clean("02/09/2026") == dt.date(2026, 9, 2)


def test_time_passed_is_told_in_vietnamese():
    assert timesince(dt.datetime(2026, 11, 1), dt.datetime(2026, 11, 3)) == "2\xa0ngày"


def test_a_page_too_far_is_told_in_vietnamese():
    with pytest.raises(EmptyPage, match="Trang này không có gì"):
        Paginator([1], 1).page(9)


def test_yes_and_no_are_vietnamese():
    assert [gettext(word) for word in ("Yes", "No")] == ["Có", "Không"]
