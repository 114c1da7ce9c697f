"""A survey opens, closes, and shows its results. What was closed stays closed: results told before and after a
reopening would differ by a few people's answers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.surveys.enums import QuestionKind, SurveyState
from lantoa.surveys.models import Link, Question, Survey


def what_is_missing(survey: Survey) -> list[str]:
    """What keeps a draft from being opened, a sentence each."""
    questions = list(Question.objects.filter(section__survey=survey))
    missing = [] if questions else ["Thêm ít nhất một câu hỏi."]
    if not survey.consent.strip():
        missing.append("Viết thông báo về dữ liệu cho người trả lời.")
    if not survey.asked.exists():
        missing.append("Chọn đơn vị được khảo sát.")
    needs = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.MATRIX)
    missing += [f"Câu “{one}” chưa có lựa chọn." for one in questions if one.kind in needs and not one.options]
    if survey.closes_on and survey.closes_on < timezone.localdate():
        missing.append("Ngày kết thúc đã qua. Đổi ngày trước khi mở.")
    return missing


@transaction.atomic
def open_survey(survey: Survey, *, by: User) -> None:
    """Take answers from its first day on; every unit that is asked gets its link."""
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    if not held.is_draft:
        raise ValidationError("Khảo sát này đã mở rồi.")
    if missing := what_is_missing(held):
        raise ValidationError(missing)
    for row in held.asked.all():
        Link.objects.get_or_create(survey=held, unit_id=row.unit_id, counter="")
    survey.state = SurveyState.OPEN
    survey.save(update_fields=["state"])
    record("survey_opened", by=by, on=survey, unit=survey.unit, text=f"Mở khảo sát: {survey}")


@transaction.atomic
def close_survey(survey: Survey, *, by: User) -> None:
    """Take no more answers, for good."""
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    if held.state != SurveyState.OPEN:
        raise ValidationError("Chỉ kết thúc được khảo sát đang mở.")
    survey.state, survey.closed_on = SurveyState.CLOSED, timezone.localdate()
    survey.save(update_fields=["state", "closed_on"])
    record("survey_closed", by=by, on=survey, unit=survey.unit, text=f"Kết thúc khảo sát: {survey}")


def publish_results(survey: Survey, *, by: User) -> None:
    """Put the results on the portal."""
    if not survey.is_closed:
        raise ValidationError("Kết thúc khảo sát trước khi công bố kết quả.")
    survey.results_public_on = timezone.localdate()
    survey.save(update_fields=["results_public_on"])
    record("survey_results_published", by=by, on=survey, unit=survey.unit, text=f"Công bố kết quả khảo sát: {survey}")


def withdraw_results(survey: Survey, *, by: User) -> None:
    survey.results_public_on = None
    survey.save(update_fields=["results_public_on"])
    record("survey_results_withdrawn", by=by, on=survey, unit=survey.unit, text=f"Thôi công bố kết quả: {survey}")


@transaction.atomic
def throw_away(survey: Survey, *, by: User) -> None:
    """Delete a draft."""
    if not survey.is_draft:
        raise ValidationError("Chỉ xóa được khảo sát đang soạn.")
    record("survey_deleted", by=by, on=None, unit=survey.unit, text=f"Xóa bản nháp khảo sát: {survey}")
    survey.delete()
