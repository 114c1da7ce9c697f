"""Before everybody: what is taken out, what is read, and the way back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.feedback import publishing, rights
from lantoa.feedback.masking import Masking
from lantoa.feedback.models import Case, Publication
from lantoa.feedback.publication_forms import PublicForm, WithdrawForm
from lantoa.feedback.publishing import still_private
from lantoa.feedback.views.getting import visible_case

MOST_OWN = 50


def _case(request: PersonRequest, pk: int) -> Case:
    case = visible_case(request, pk)
    if not rights.publishes(request.user, case):
        raise PermissionDenied(rights.NOT_YOURS)
    return case


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: PersonRequest, pk: int) -> HttpResponse:
    """What is taken out? All that is suggested, to begin with; POST shows the choice and writes nothing."""
    case = _case(request, pk)
    if words := publishing.why_not(case):
        messages.info(request, words)
        return redirect(case)
    masking = Masking.of(case)
    is_chosen = request.method == "POST"
    taken = set(request.POST.getlist("bo")) & masking.all_keys() if is_chosen else masking.all_keys()
    own = [line.strip() for line in request.POST.get("them", "").splitlines() if line.strip()][:MOST_OWN]
    public = masking.public(taken, own) if is_chosen else masking.start(publishing.published_of(case))
    start = {"title": public.title, "question": public.question, "answer": public.answer}
    form = PublicForm(initial={**start, "masks": masking.masks(taken, own)})
    return _page(request, case, masking, form, taken=taken, own=own)


@never_cache
@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish the words as they were edited; what still looks private in them is said once more."""
    case = _case(request, pk)
    masking, form = Masking.of(case), PublicForm(request.POST)
    if form.is_valid():
        left = still_private(form.public(), masking.known)
        if left and not form.cleaned_data["is_read"]:
            form.add_error(None, "Bản công khai còn chỗ giống dữ liệu cá nhân. Sửa các chỗ đó, hoặc đánh dấu đã đọc.")
            return _page(request, case, masking, form, taken=masking.all_keys(), left=left, status=422)
        return _published(request, case, form)
    return _page(request, case, masking, form, taken=masking.all_keys(), status=422)


def _published(request: PersonRequest, case: Case, form: PublicForm) -> HttpResponse:
    masks = [one for one in form.cleaned_data["masks"].split(",") if one]
    try:
        publishing.publish(case, form.public(), masks=masks, by=request.user)
    except ValidationError as fault:
        form.add_error(None, fault)
        masking = Masking.of(case)
        return _page(request, case, masking, form, taken=masking.all_keys(), status=422)
    messages.success(request, "Đã công khai câu hỏi và trả lời.")
    return redirect(case)


def _page(request: PersonRequest, case: Case, masking: Masking, form: PublicForm, **more: Any) -> HttpResponse:
    taken, status = more.pop("taken"), more.pop("status", 200)
    found = [one for rows in masking.found.values() for one in rows]
    context = {
        "case": case,
        "form": form,
        "pieces": masking.pieces(taken),
        "stretches": [(one, one.key in taken) for one in found],
        "own": "\n".join(more.pop("own", [])),
        "left": more.pop("left", []),
    }
    return render(request, "feedback/publish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Readers find it no longer."""
    case = _case(request, pk)
    publication = get_object_or_404(Publication.objects.live().select_related("case"), case=case)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        publishing.withdraw(publication, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Đã thôi công khai.")
        return redirect(case)
    context = {"form": form, "case": case}
    return render(request, "feedback/withdraw.html", context, status=422 if form.errors else 200)
