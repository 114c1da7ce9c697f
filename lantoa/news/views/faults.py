"""Errors that readers told of: the list, and the answer to each."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.news import faulting
from lantoa.news.acts import acts_for
from lantoa.news.enums import FaultState
from lantoa.news.models import ReportedFault
from lantoa.ui.pages import page_of

PER_PAGE = 30


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label="Kết quả",
        choices=[(state.value, state.label) for state in (FaultState.MENDED, FaultState.DISMISSED)],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kết quả."},
    )
    answer = forms.CharField(
        label="Nói rõ hơn",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Đã sửa gì, hoặc vì sao không phải lỗi. Người báo có để lại thư điện tử thì nhận được câu này.",
        error_messages={"required": "Ghi kết quả: đã sửa gì, hoặc vì sao không phải lỗi."},
    )


@require_GET
def faults(request: PersonRequest) -> HttpResponse:
    """What did readers find wrong?"""
    is_done = request.GET.get("muc") == "xong"
    seen = faulting.visible_faults(request.user)
    rows = seen.exclude(state=FaultState.OPEN) if is_done else seen.filter(state=FaultState.OPEN)
    page = page_of(request, rows.select_related("article__unit", "answered_by"), PER_PAGE)
    context = {"page": page, "rows": list(page.object_list), "is_done": is_done}
    context["open"] = seen.filter(state=FaultState.OPEN).count()
    return render(request, "news/fault_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fault(request: PersonRequest, pk: int) -> HttpResponse:
    """Is it an error, and what became of it?"""
    rows = faulting.visible_faults(request.user).select_related("article__unit", "article__category", "answered_by")
    found: ReportedFault = get_object_or_404(rows, pk=pk)
    may_answer = access.may(request.user, Power.WRITE, found.article.unit)
    if request.method == "POST":
        access.demand(request.user, Power.WRITE, found.article.unit)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answer(request, form, found):
        return redirect("news:faults")
    context = {
        "fault": found,
        "form": form,
        "may_answer": may_answer and found.state == FaultState.OPEN,
        "may_correct": acts_for(request.user, found.article).correct,
    }
    return render(request, "news/fault_detail.html", context, status=422 if form.errors else 200)


def _answer(request: PersonRequest, form: AnswerForm, found: ReportedFault) -> bool:
    given = form.cleaned_data
    try:
        faulting.answer(found, state=FaultState(given["state"]), words=given["answer"], by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, "Đã ghi kết quả.")
    return True
