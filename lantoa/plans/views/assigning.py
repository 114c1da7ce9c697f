from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.plans.assigning import assign as give
from lantoa.plans.forms.assign import AssignForm
from lantoa.plans.models.versioned import EditConflict
from lantoa.plans.views.editing import answer
from lantoa.plans.views.getting import editable_plan


@require_POST
def assign(request: PersonRequest, pk: int) -> HttpResponse:
    """Give what was selected in the source to a field: `tu` and `den` are offsets, `cho` the field, `dong` the row."""
    plan = editable_plan(request, pk)
    form = AssignForm(request.POST)
    if not form.is_valid():
        return _refused(request, form.fault)
    data = form.cleaned_data
    try:
        parts, key = give(plan, data["tu"], data["den"], data["cho"], data["dong"])
    except ValidationError as error:
        return _refused(request, error.messages[0])
    except EditConflict:
        return _refused(request, "Có người vừa sửa phần này. Tải lại trang rồi gán lại.")
    record("plan_text_assigned", by=request.user, on=plan, unit=plan.unit, text=f"Gán đoạn văn bản cho {key}")
    return answer(request, plan, (*parts, "ten"), focus=key)


def _refused(request: PersonRequest, words: str) -> HttpResponse:
    return render(request, "plans/_refused.html", {"words": words}, status=422)
