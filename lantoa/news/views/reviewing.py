"""The article on its way: submitted, taken back, claimed, returned, approved."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.news import claiming, likeness
from lantoa.news.forms import ClaimForm, NoteForm
from lantoa.news.models import Article
from lantoa.news.views.getting import posted, visible_article
from lantoa.review.enums import ReviewState
from lantoa.ui.acts import do


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    """Is it ready? What is missing, what is already published and says the same, who decides."""
    article = visible_article(request, pk)
    access.demand(request.user, Power.WRITE, article.unit)
    form = NoteForm(posted(request), label="Lời nhắn cho người duyệt", required=False)
    if form.is_valid():
        note = form.cleaned_data["note"]
        return do(request, article, lambda: article.submit(by=request.user, note=note), "Đã trình duyệt.")
    if not article.is_editable:
        return redirect(article)
    heads, unit = article.approvers()
    context = {
        "article": article,
        "form": form,
        "missing": article.what_is_missing(),
        "alike": likeness.alike(article),
        "heads": heads,
        "unit": unit,
        "next_step": article.next_step(),
    }
    return render(request, "news/article_submit.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    article = visible_article(request, pk)
    return do(request, article, lambda: article.take_back(by=request.user), "Đã rút về để sửa.")


@require_POST
@asks_second_factor
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    """Pass the look that it waits for; after the head's it is published, or waits for its hour."""
    article, seen = visible_article(request, pk), request.POST.get("da_xem")
    note = request.POST.get("note", "")[:2000]
    said = _what_follows(article)
    return do(request, article, lambda: article.approve(by=request.user, note=note, seen=seen), said)


def _what_follows(article: Article) -> str:
    if step := article.next_step():
        return f"Đã đồng ý ở bước “{step.name}”, chuyển người duyệt tiếp theo."
    if article.publish_at and article.publish_at > timezone.now():
        return f"Đã duyệt. Bài tự đăng lúc {timezone.localtime(article.publish_at):%H:%M %d/%m/%Y}."
    return "Đã duyệt và đăng."


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Return with a note, which the author and who looked before get."""
    article = visible_article(request, pk)
    article.demand_approver(request.user)
    if article.review_state not in (ReviewState.SUBMITTED, ReviewState.APPROVED):
        return redirect(article)
    form = NoteForm(
        posted(request), label="Cần sửa gì", help_text="Người viết và những người đã xem nhận được lời này."
    )
    if form.is_valid():
        note = form.cleaned_data["note"]
        return do(request, article, lambda: article.send_back(by=request.user, note=note), "Đã trả lại kèm lời nhắn.")
    context = {"article": article, "form": form}
    return render(request, "news/article_return.html", context, status=422 if form.errors else 200)


@require_POST
def claim(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it to look at, until a day."""
    article = visible_article(request, pk)
    form = ClaimForm(request.POST)

    def act() -> None:
        if not form.is_valid():
            raise ValidationError([words for faults in form.errors.values() for words in faults])
        claiming.claim(article, by=request.user, due=form.cleaned_data["due"])

    return do(request, article, act, "Đã nhận xem. Người khác thấy ai đang xem bài này.")


@require_POST
def release(request: PersonRequest, pk: int) -> HttpResponse:
    article = visible_article(request, pk)
    return do(request, article, lambda: claiming.release(article, by=request.user), "Đã để người khác nhận xem.")
