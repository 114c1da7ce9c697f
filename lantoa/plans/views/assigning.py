from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.plans.assigning import assign as give
from lantoa.plans.views.editing import answer
from lantoa.plans.views.getting import editable_plan


@require_POST
def assign(request: PersonRequest, pk: int) -> HttpResponse:
    """Give what was selected in the source to a field: `tu` and `den` are offsets, `cho` the field, `dong` the row."""
    plan = editable_plan(request, pk)
    try:
        start, end = int(request.POST.get("tu", "")), int(request.POST.get("den", ""))
        parts, key = give(plan, start, end, request.POST.get("cho", ""), request.POST.get("dong", ""))
    except (ValueError, ValidationError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else "Chọn lại đoạn chữ trong văn bản gốc."
        return render(request, "plans/_refused.html", {"words": words}, status=422)
    record("plan_text_assigned", by=request.user, on=plan, unit=plan.unit, text=f"Gán đoạn văn bản cho {key}")
    return answer(request, plan, (*parts, "ten"), focus=key)
