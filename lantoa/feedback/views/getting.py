"""The case that a request asks for: what one may not see is 404, what one may not act on is 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from lantoa.accounts.requests import PersonRequest
from lantoa.feedback import answering, rights
from lantoa.feedback.models import Answer, Case
from lantoa.feedback.models.case import SEALED


def visible_case(request: PersonRequest, pk: int) -> Case:
    """The case without its sender: what is sealed is read only where it is asked for."""
    rows = Case.objects.visible_to(request.user).defer(*SEALED)
    related = ("holder", "handler", "addressed_unit", "duplicate_of", "suggested_unit", "suggested_same")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def workable_case(request: PersonRequest, pk: int) -> Case:
    """The case, where the person may act on it."""
    case = visible_case(request, pk)
    rights.demand_work(request.user, case)
    return case


def answer_in_hand(case: Case) -> Answer:
    """The answer in the making; 404 where there is none."""
    answer = answering.in_hand(case)
    if answer is None:
        raise Http404("Chưa có thư trả lời đang soạn.")
    return answer


def written_answer(request: PersonRequest, pk: int) -> Answer:
    """The answer in the making, where the person writes for the unit that answers."""
    answer = answer_in_hand(visible_case(request, pk))
    if not rights.writes_answers(request.user, answer):
        raise PermissionDenied(rights.NOT_YOURS)
    return answer


def decided_answer(request: PersonRequest, pk: int) -> Answer:
    """The answer in the making, where the person decides on it."""
    answer = answer_in_hand(visible_case(request, pk))
    answer.demand_approver(request.user)
    return answer
