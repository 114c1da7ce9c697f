"""What a survey puts on the desk of those who work for a unit that it asks: sheets still wanted before its last day."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.review.waiting import Waiting
from lantoa.surveys.enums import Entry
from lantoa.surveys.models import Response, Survey, SurveyUnit
from lantoa.surveys.suppression import sheets_words
from lantoa.vietnamese.dates import due_phrase

MOST = 5
_WAYS: dict[str, str] = {Entry.OPEN: "Lấy mã QR", Entry.ONE_TIME: "Lập đường dẫn"}


def waiting(user: User) -> list[Waiting]:
    """Surveys that take answers now and of which the unit has none yet, or fewer than were wanted of it; those that
    end first stand first."""
    units = access.units_where(user, Power.KEEP)
    if not units:
        return []
    asked = SurveyUnit.objects.filter(survey__in=Survey.objects.taking_answers(), unit__in=units)
    rows = list(asked.select_related("survey", "unit").order_by("survey__closes_on", "survey", "unit__path"))
    came = _came({row.survey_id for row in rows}, {row.unit_id for row in rows}) if rows else {}
    lacking = [row for row in rows if came.get((row.survey_id, row.unit_id), 0) < (row.quota or 1)]
    return [_told(row, came.get((row.survey_id, row.unit_id), 0)) for row in lacking[:MOST]]


def _came(surveys: set[int], units: set[int]) -> dict[tuple[int, int], int]:
    found = Response.objects.filter(survey__in=surveys, unit__in=units).order_by()
    counted = found.values_list("survey", "unit").annotate(number=Count("pk"))
    return {(survey, unit): number for survey, unit, number in counted}


def _told(row: SurveyUnit, came: int) -> Waiting:
    survey = row.survey
    so_far = f"có {sheets_words(came, survey.threshold)} phiếu" if came else "chưa có phiếu nào"
    wanted = f", cần {row.quota}" if row.quota else ""
    last = f" {due_phrase(survey.closes_on, timezone.localdate())} để mời trả lời." if survey.closes_on else ""
    why = f"{row.unit.label} {so_far}{wanted}.{last}"
    return Waiting(survey.title, why, reverse("surveys:links", args=[survey.pk]), _WAYS[survey.entry])
