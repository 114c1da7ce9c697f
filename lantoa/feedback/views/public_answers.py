"""What everybody reads: answers, one answer, how feedback stands. And the sender's rating behind the secret link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lantoa.feedback import figures, rating, tokens
from lantoa.feedback.models import Case, Publication
from lantoa.feedback.published import PublishedFilter
from lantoa.feedback.views.statistics import year_of

PER_PAGE = 20


@login_not_required
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What was asked, and what was answered?"""
    chosen = PublishedFilter(request.GET)
    page = chosen.page(request.GET.get("trang"), PER_PAGE)
    return render(request, "feedback/public/answers.html", {"filter": chosen, "page": page})


@login_not_required
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One question and its answer; 404 once it was withdrawn."""
    found = get_object_or_404(Publication.objects.live().select_related("unit", "case"), pk=pk)
    others = Publication.objects.live().filter(kind=found.kind).exclude(pk=pk).select_related("unit")[:3]
    return render(request, "feedback/public/answer.html", {"row": found, "others": others})


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Who answers in time, who is late?"""
    today = timezone.localdate()
    years = figures.years(Case.objects.all())
    year = year_of(request.GET.get("nam", ""), years)
    cases = figures.in_year(Case.objects.all(), year)
    context = {
        "year": year,
        "years": years,
        "today": today,
        "total": figures.total(cases, today),
        "kinds": figures.by_kind(cases, today),
        "units": figures.by_unit(cases, today),
    }
    return render(request, "feedback/public/statistics.html", context)


@login_not_required
@csrf_exempt  # the token in the address is what lets in; nobody is signed in for it
@never_cache
@require_POST
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """The sender says whether the answer helped."""
    case = tokens.case_of(token)
    if case is None:
        raise Http404
    typed = request.POST.get("score", "")
    try:
        made = rating.rate(
            case, score=int(typed) if typed in "12345" and typed else 0, comment=request.POST.get("comment", "")
        )
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    else:
        messages.success(request, _said(made is not None and made.reopened))
    return redirect("feedback_public:follow", token=token)


def _said(reopened: bool) -> str:
    if reopened:
        return "Đã ghi đánh giá. Phản ánh được mở lại để đơn vị xem lại."
    return "Đã ghi đánh giá. Cảm ơn ý kiến đã gửi."
