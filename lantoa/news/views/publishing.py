"""Before readers: published by hand, at an hour, urgently; withdrawn, its days changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.ledger.models import Activity
from lantoa.news import publishing, withdrawing
from lantoa.news.forms import DatesForm, HourForm, NoteForm, WithdrawalForm
from lantoa.news.models import Article
from lantoa.news.views.getting import posted, publishable_article, visible_article
from lantoa.review.enums import ReviewState
from lantoa.ui.acts import do


@require_POST
@asks_second_factor
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish what is approved, now."""
    article = publishable_article(request, pk)
    return do(request, article, lambda: publishing.publish(article, by=request.user), "Đã đăng.")


def _form_page(request: PersonRequest, name: str, article: Article, form: Any, **more: Any) -> HttpResponse:
    context = {"article": article, "form": form, **more}
    return render(request, name, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: PersonRequest, pk: int) -> HttpResponse:
    """When will it be published?"""
    article = visible_article(request, pk)
    access.demand(request.user, Power.WRITE, article.unit)
    if article.review_state != ReviewState.APPROVED:
        return redirect(article)
    form = HourForm(posted(request), initial={"publish_at": article.publish_at})
    if form.is_valid():
        hour = form.cleaned_data["publish_at"]
        try:
            publishing.reschedule(article, publish_at=hour, by=request.user)
        except ValidationError as fault:
            form.add_error("publish_at", fault)
        else:
            messages.success(request, "Đã hẹn giờ đăng." if hour else "Đã bỏ giờ hẹn.")
            return redirect(article)
    return _form_page(request, "news/article_schedule.html", article, form)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_second_factor
def urgent(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish without review, with a written reason that stays on record."""
    article = publishable_article(request, pk)
    form = NoteForm(
        posted(request), label="Lý do đăng gấp", help_text="Ghi vào nhật ký; thủ trưởng đơn vị được báo ngay."
    )
    if form.is_valid():
        reason = form.cleaned_data["note"]
        return do(
            request,
            article,
            lambda: publishing.publish_urgently(article, reason=reason, by=request.user),
            "Đã đăng gấp, không qua duyệt.",
        )
    return _form_page(request, "news/article_urgent.html", article, form, missing=article.what_is_missing())


@require_http_methods(["GET", "HEAD", "POST"])
@asks_second_factor
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it from readers, with a word of explanation or a way on."""
    article = publishable_article(request, pk)
    if article.review_state != ReviewState.ISSUED:
        return redirect(article)
    form = WithdrawalForm(posted(request))
    if form.is_valid():
        try:
            kept = withdrawing.withdraw(article, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, "Đã gỡ bài.")
            if kept:
                messages.warning(request, f"Hoạt động đã ghi từ bài này chưa hủy. {kept}")
            return redirect(article)
    activity = Activity.objects.filter(source_type__model="article", source_id=article.pk).first()
    return _form_page(request, "news/article_withdraw.html", article, form, activity=activity)


@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: PersonRequest, pk: int) -> HttpResponse:
    """Until when is it shown, and when is it looked at again?"""
    article = visible_article(request, pk)
    access.demand(request.user, Power.WRITE, article.unit)
    if article.review_state != ReviewState.ISSUED:
        return redirect(article)
    given = {"expires_at": article.expires_at, "review_on": article.review_on}
    form = DatesForm(posted(request), initial=given)
    if form.is_valid():
        try:
            withdrawing.set_dates(article, by=request.user, **form.cleaned_data)
        except (PermissionDenied, ValidationError) as fault:
            form.add_error("expires_at", fault if isinstance(fault, ValidationError) else str(fault))
        else:
            messages.success(request, "Đã lưu.")
            return redirect(article)
    return _form_page(request, "news/article_dates.html", article, form)
