"""Sheets of paper typed in: one short line for each question, the numbers of what was ticked."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.surveys import branching
from lantoa.surveys.answer_form import LONGEST, field_name
from lantoa.surveys.enums import QuestionKind, SurveyKind
from lantoa.surveys.models import PaperBatch, Question, Survey
from lantoa.surveys.quarters import Quarter
from lantoa.surveys.receiving import Given
from lantoa.vietnamese.text import nfc

EMPTY = "Phiếu chưa có câu trả lời nào. Nhập ít nhất một câu."


def first_day(survey: Survey, today: dt.date | None = None) -> dt.date:
    """The earliest day that sheets may bear: days before it were told of already, or came before the survey."""
    today = today or timezone.localdate()
    if survey.kind == SurveyKind.SERVICE:
        return max(survey.opens_on, Quarter.of(today).first)
    return survey.opens_on


def check_day(survey: Survey, day: dt.date) -> None:
    """Raise ValidationError where sheets of that day can no longer, or not yet, be taken."""
    first, today = first_day(survey), timezone.localdate()
    if day > today:
        raise ValidationError("Ngày thu phiếu chưa đến. Ghi ngày đã thu phiếu.")
    if day < first:
        why = "các quý trước đã có kết quả" if first > survey.opens_on else "khảo sát chưa bắt đầu"
        raise ValidationError(f"Ghi ngày từ {first:%d/%m/%Y} trở đi: trước ngày đó {why}.")


class BatchForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = PaperBatch
        fields = ("unit", "day", "counted")
        help_texts = {"counted": "Đếm phiếu trước khi nhập; trang nhập sẽ báo đã nhập bao nhiêu."}

    def __init__(self, *args: Any, survey: Survey, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        field: Any = self.fields["unit"]
        field.queryset, field.empty_label = units, None
        self.initial["day"] = timezone.localdate()

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        check_day(self.survey, day)
        return day


class Digits(forms.CharField):
    """The number, or numbers, of what was ticked: "4", "1 3". Empty: nothing was."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        self.known = {value for value, _ in question.choices}
        self.is_one = question.kind != QuestionKind.MULTIPLE
        kwargs["widget"] = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-lt-digits": "1" if self._is_short else ""}
        )
        super().__init__(required=False, max_length=60, **kwargs)

    @property
    def _is_short(self) -> bool:
        return self.is_one and max(self.known, default=0) < 10

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        parts = text.replace(",", " ").replace(";", " ").split()
        numbers = {int(part) for part in parts if part.isdecimal() and len(part) < 4}
        if len(numbers) != len(parts) or not numbers <= self.known:
            raise ValidationError(f"Ghi số từ 1 đến {max(self.known)}, hoặc để trống.")
        if self.is_one and len(numbers) > 1:
            raise ValidationError("Câu này chỉ chọn một. Phiếu chọn nhiều thì để trống.")
        return sorted(numbers)


class SheetForm(forms.Form):
    """One sheet of paper. Nothing is required: what was left open on paper stays open."""

    def __init__(self, questions: Sequence[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            for row, label in question.rows:
                self.fields[field_name(question, row)] = self._field(question, label or question.text)

    @staticmethod
    def _field(question: Question, label: str) -> forms.Field:
        if question.kind == QuestionKind.TEXT:
            widget = forms.Textarea(attrs={"rows": 2})
            return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget)
        return Digits(question, label=label)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(EMPTY)
        return self.cleaned_data

    def given(self) -> Iterator[Given]:
        """What is to be kept: of questions that hang on another only where that was answered so."""
        said = {
            one.pk: set(self.cleaned_data[one.key])
            for one in self.questions
            if one.kind not in (QuestionKind.TEXT, QuestionKind.MATRIX)
        }
        for question in branching.shown(self.questions, said):
            for row, _ in question.rows:
                value = self.cleaned_data[field_name(question, row)]
                if isinstance(value, str):
                    yield from [Given(question.pk, text=nfc(value).strip())] if value.strip() else []
                else:
                    yield from (Given(question.pk, row, one) for one in value)

    def shown(self) -> list[tuple[Question, list[forms.BoundField]]]:
        return [(one, [self[field_name(one, row)] for row, _ in one.rows]) for one in self.questions]
