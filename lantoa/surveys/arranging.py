"""Sections and questions added, moved, removed. Each act looks first whether the questionnaire may still change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, RestrictedError

from lantoa.surveys.enums import Factor
from lantoa.surveys.models import Question, Section, Survey

FROZEN = "Đã có phiếu trả lời nên không sửa được câu hỏi: chép khảo sát này thành khảo sát mới."


def is_frozen(survey: Survey) -> bool:
    """Whether its questions stay as they are: somebody answered them, or it is over."""
    return survey.is_closed or survey.responses.exists()


def demand_free(survey: Survey) -> None:
    """Raise ValidationError where questions may no longer change."""
    if is_frozen(survey):
        raise ValidationError(FROZEN)


def siblings(row: Section | Question) -> Any:
    """The rows that it is in order with."""
    return row.survey.sections.all() if isinstance(row, Section) else row.section.questions.all()


@transaction.atomic
def add_section(survey: Survey, title: str = "Phần mới") -> Section:
    demand_free(survey)
    last = survey.sections.aggregate(last=Max("order"))["last"]
    return Section.objects.create(
        survey=survey, title=title, factor=Factor.ABOUT, order=0 if last is None else last + 1
    )


@transaction.atomic
def add_question(question: Question) -> Question:
    """Save a new question at the end of its section."""
    demand_free(question.section.survey)
    last = question.section.questions.aggregate(last=Max("order"))["last"]
    question.order = 0 if last is None else last + 1
    question.save()
    return question


@transaction.atomic
def move(row: Section | Question, *, up: bool) -> None:
    """Change places with its neighbour; a question never goes before the one it hangs on."""
    survey = row.survey if isinstance(row, Section) else row.section.survey
    demand_free(survey)
    rows = list(siblings(row))
    at = rows.index(row)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for order, one in enumerate(rows):
        type(row)._default_manager.filter(pk=one.pk).update(order=order)
    demand_order(survey)


def demand_order(survey: Survey) -> None:
    """Raise ValidationError where a question stands before the one it hangs on."""
    seen: set[int] = set()
    for question in Question.objects.filter(section__survey=survey):
        if question.shown_when_id is not None and question.shown_when_id not in seen:
            raise ValidationError(f"Câu “{question.text}” phải đứng sau câu mà nó phụ thuộc.")
        seen.add(question.pk)


@transaction.atomic
def remove(row: Section | Question) -> None:
    survey = row.survey if isinstance(row, Section) else row.section.survey
    demand_free(survey)
    if isinstance(row, Section) and survey.sections.count() == 1:
        raise ValidationError("Khảo sát cần ít nhất một phần. Thêm phần khác trước khi bỏ phần này.")
    try:
        row.delete()
    except RestrictedError as fault:
        names = ", ".join(f"“{one}”" for one in list(fault.restricted_objects)[:3])
        raise ValidationError(f"Còn câu hỏi phụ thuộc: {names}. Sửa hoặc bỏ các câu ấy trước.") from fault
