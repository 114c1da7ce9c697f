"""A weak factor turned into a task of the next plan; a person confirms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantoa.accounts.requests import PersonRequest
from lantoa.plans.models import Plan
from lantoa.surveys import weak
from lantoa.surveys.enums import MEASURED, Factor
from lantoa.surveys.results import Group, Results
from lantoa.surveys.views.getting import posted, writable_survey


class ProposeForm(forms.Form):
    """Into which draft, in which words."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label="Bản thảo kế hoạch", empty_label=None)
    text = forms.CharField(label="Nhiệm vụ", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, plans: list[Plan], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field: Any = self.fields["plan"]
        field.queryset = Plan.objects.filter(pk__in=[plan.pk for plan in plans]).order_by("-year", "pk")
        field.label_from_instance = lambda plan: f"{plan.label}: {plan.title}"[:120]


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PersonRequest, pk: int, factor: str) -> HttpResponse:
    """What do we do next year about what people are least satisfied with?"""
    survey = writable_survey(request, pk)
    if factor not in {one.value for one in MEASURED}:
        raise Http404
    of = Factor(factor)
    results = Results(survey)
    group = Group(survey.unit_id)
    index = results.index(group, of) if group in results.groups else None
    if index is None:
        raise Http404("Kết quả này không được nêu.")
    plans = weak.plans_for(survey, request.user)
    form = ProposeForm(
        posted(request), plans=plans, initial={"text": weak.proposed_text(of), "plan": plans[:1] and plans[0]}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            task = weak.propose(given["plan"], survey, of, index, text=given["text"], by=request.user)
        except ValidationError as fault:
            form.add_error("text", fault)
        else:
            messages.success(request, "Đã đưa vào bản thảo kế hoạch. Xem lại chủ trì, thời gian của nhiệm vụ.")
            return redirect(f"{reverse('plans:edit', args=[task.plan_id])}#{task.key}")
    context = {"survey": survey, "form": form, "plans": plans, "sentence": weak.sentence(survey, of, index)}
    return render(request, "surveys/propose.html", context, status=422 if form.errors else 200)
