"""The survey that a request asks for: what one may not see is 404, what one may not change is 403."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.organisations.models import Unit
from lantoa.surveys.models import Survey

BIGGEST_KEY = 2**62


def visible_survey(request: PersonRequest, pk: int) -> Survey:
    rows = Survey.objects.visible_to(request.user).select_related("unit", "follows", "created_by")
    return get_object_or_404(rows, pk=min(pk, BIGGEST_KEY))


def writable_survey(request: PersonRequest, pk: int) -> Survey:
    """The survey, where the person works for the unit that holds it."""
    survey = visible_survey(request, pk)
    access.demand(request.user, Power.KEEP, survey.unit)
    return survey


def may_write(request: PersonRequest, survey: Survey) -> bool:
    return access.may(request.user, Power.KEEP, survey.unit)


def own_units(request: PersonRequest, survey: Survey) -> QuerySet[Unit]:
    """The units asked for which the person works: whose codes they print, whose paper they type in."""
    asked = Unit.objects.filter(pk__in=survey.asked.values("unit_id"))
    return asked.filter(access.within(request.user, Power.KEEP)).order_by("path")


def key_in(text: str) -> int | None:
    """The key that a part of an address gives; None where it is none, however long."""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def posted(request: PersonRequest) -> Any:
    """What a form is bound to: an empty one that was sent is still sent."""
    return request.POST if request.method == "POST" else None
