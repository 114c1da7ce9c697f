"""Beginning a survey: from the template, from nothing, from an earlier one."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.models import Unit
from lantoa.surveys import sipas
from lantoa.surveys.enums import Factor
from lantoa.surveys.models import GroupQuota, Question, Section, Survey, SurveyUnit


@transaction.atomic
def begin(survey: Survey, *, by: User, shape: str, key: uuid.UUID | None = None) -> Survey:
    """Save a new survey with its first questions. `shape`: "sipas", "empty", or the key of the survey to copy. A form
    that was sent twice (`key`) begins one."""
    known = Survey.objects.filter(form_key=key).first() if key else None
    if known is not None:
        return known
    survey.created_by, survey.form_key = by, key
    survey.consent = survey.consent or sipas.CONSENT
    survey.intro = survey.intro or sipas.INTRO
    survey.save()
    if shape == "sipas":
        _from_template(survey)
    elif shape.isdecimal():
        _from_survey(survey, _earlier(survey, int(shape)))
    else:
        Section.objects.create(survey=survey, title="Phần 1", factor=Factor.ABOUT)
    if not survey.asked.exists():
        SurveyUnit.objects.create(survey=survey, unit=survey.unit)
    record("survey_begun", by=by, on=survey, unit=survey.unit, text=f"Lập khảo sát: {survey}")
    return survey


def earlier_of(unit: Unit) -> list[Survey]:
    """Surveys whose questions the unit may take over, the newest first."""
    return list(Survey.objects.filter(unit=unit).order_by("-opens_on", "-pk")[:30])


def _earlier(survey: Survey, pk: int) -> Survey:
    found = Survey.objects.filter(unit=survey.unit, pk=min(pk, 2**62)).first()
    if found is None:
        raise ValidationError("Khảo sát được chép không thuộc đơn vị này. Chọn khảo sát khác.")
    return found


def _from_template(survey: Survey) -> None:
    by_text: dict[str, Question] = {}
    for place, part in enumerate(sipas.PARTS):
        section = Section.objects.create(survey=survey, order=place, title=part.title, factor=part.factor)
        for number, asked in enumerate(part.questions):
            before, values = asked.when or ("", ())
            by_text[asked.text] = Question.objects.create(
                section=section,
                order=number,
                kind=asked.kind,
                text=asked.text,
                help=asked.help,
                options=list(asked.options),
                is_required=asked.is_required,
                shown_when=by_text.get(before),
                shown_values=list(values),
            )


def _from_survey(survey: Survey, earlier: Survey) -> None:
    survey.follows = earlier
    for name in ("intro", "consent", "entry", "threshold"):
        setattr(survey, name, getattr(earlier, name))
    survey.save(update_fields=["follows", "intro", "consent", "entry", "threshold"])
    copies: dict[int, Question] = {}
    for section in earlier.sections.prefetch_related("questions"):
        old_questions = list(section.questions.all())
        section.pk, section.survey = None, survey
        section._state.adding = True
        section.save()
        for question in old_questions:
            old = question.pk
            question.pk, question.section = None, section
            question._state.adding = True
            question.shown_when = copies.get(question.shown_when_id or 0)
            question.shown_values = question.shown_values if question.shown_when else []
            question.save()
            copies[old] = question
    _copy_asked(survey, earlier)


def _copy_asked(survey: Survey, earlier: Survey) -> None:
    """The units that still work; who was served last year says nothing of this year's number."""
    day = max(survey.opens_on, dt.date.min)
    for row in earlier.asked.select_related("unit"):
        if row.unit.is_valid_on(day):
            SurveyUnit.objects.create(survey=survey, unit=row.unit, quota=row.quota)
    for quota in earlier.group_quotas.all():
        GroupQuota.objects.create(survey=survey, group_id=quota.group_id, wanted=quota.wanted)
