"""The sheet as a form: one field for each line of each question. Who is not asked a question need not answer it, and
what they sent for it is not kept; the server decides that, whatever the page showed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from lantoa.surveys import branching
from lantoa.surveys.enums import QuestionKind
from lantoa.surveys.models import Question
from lantoa.surveys.receiving import Given
from lantoa.vietnamese.text import nfc

LONGEST = 2000
UNANSWERED = "Chọn một câu trả lời."


def field_name(question: Question, row: int) -> str:
    return f"{question.key}_{row}" if row else question.key


def field_of(question: Question, label: str) -> forms.Field:
    """The field of one line; whether it must be answered is asked in `AnswerForm.clean`."""
    name = label or question.text
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(label=name, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    choices = [(str(value), words) for value, words in question.choices]
    if question.kind == QuestionKind.MULTIPLE:
        return forms.MultipleChoiceField(
            label=name, required=False, choices=choices, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(label=name, required=False, choices=choices, widget=forms.RadioSelect)


def chosen(questions: Sequence[Question], data: MultiValueDict[str, Any]) -> dict[int, set[int]]:
    """What was chosen so far, as sent: numbers only, whatever else came."""
    return {
        question.pk: {
            int(value)
            for row, _ in question.rows
            for value in data.getlist(field_name(question, row))
            if value.isdecimal() and len(value) < 4
        }
        for question in questions
        if question.kind not in (QuestionKind.TEXT, QuestionKind.MATRIX)
    }


class AnswerForm(forms.Form):
    """`questions`: all of the survey in order. `on_page`: those that the page asks; none given: all."""

    def __init__(
        self,
        questions: Sequence[Question],
        data: MultiValueDict[str, Any] | None = None,
        *,
        on_page: Sequence[Question] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.questions = list(questions)
        self.on_page = list(questions if on_page is None else on_page)
        for question in self.on_page:
            for row, label in question.rows:
                self.fields[field_name(question, row)] = field_of(question, label)

    def asked(self) -> list[Question]:
        """The questions of this page that are asked of whoever sent this."""
        sent = self.data if isinstance(self.data, MultiValueDict) else MultiValueDict()
        found = {question.pk for question in branching.shown(self.questions, chosen(self.questions, sent))}
        return [question for question in self.on_page if question.pk in found]

    def clean(self) -> dict[str, Any]:
        asked = {question.pk for question in self.asked()}
        for question in self.on_page:
            for row, _ in question.rows:
                name = field_name(question, row)
                if question.pk not in asked:
                    self.cleaned_data.pop(name, None)
                    self.errors.pop(name, None)
                elif question.is_required and name not in self.errors and not self.cleaned_data.get(name):
                    self.add_error(name, _missing(question))
        return self.cleaned_data

    def given(self) -> Iterator[Given]:
        """What is to be kept."""
        for question in self.on_page:
            for row, _ in question.rows:
                yield from _given(question, row, self.cleaned_data.get(field_name(question, row)))

    def shown(self) -> list[tuple[Question, list[forms.BoundField]]]:
        """The questions of the page with their lines."""
        return [(question, [self[field_name(question, row)] for row, _ in question.rows]) for question in self.on_page]


def _missing(question: Question) -> ValidationError:
    return ValidationError("Viết câu trả lời." if question.kind == QuestionKind.TEXT else UNANSWERED)


def _given(question: Question, row: int, value: Any) -> Iterator[Given]:
    if not value:
        return
    if question.kind == QuestionKind.TEXT:
        yield Given(question.pk, text=nfc(value).strip())
    elif question.kind == QuestionKind.MULTIPLE:
        yield from (Given(question.pk, value=int(one)) for one in value)
    else:
        yield Given(question.pk, row, int(value))


def carried(data: MultiValueDict[str, Any], questions: Sequence[Question]) -> list[tuple[str, str]]:
    """What other pages asked, to go along with this one: names that are ours, with what was sent."""
    names = [field_name(question, row) for question in questions for row, _ in question.rows]
    return [(name, value[:LONGEST]) for name in names for value in data.getlist(name)]
