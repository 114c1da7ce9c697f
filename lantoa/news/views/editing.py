"""Writing: begun with a title, saved by hand and by itself."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.news import files, picture_words, writing
from lantoa.news.cleaning import LONGEST, foreign_pictures
from lantoa.news.forms import ArticleForm, NewArticleForm
from lantoa.news.models import Article
from lantoa.news.sitting import Sending
from lantoa.news.views.getting import editable_article, posted

NEXT = {"trinh": "news:submit", "xem": "news:preview", "xong": "news:detail"}
GONE = "Bài này đã bị xóa hoặc không còn thuộc quyền của vai trò hiện tại."


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """What is it about? The draft is there from then on."""
    access.demand_somewhere(request.user, Power.WRITE)
    form = NewArticleForm(posted(request), user=request.user, initial={"form_key": uuid.uuid4()})
    if form.is_valid():
        data = form.cleaned_data
        try:
            article = writing.start(
                data["unit"], title=data["title"], by=request.user, form_key=data["form_key"], category=data["category"]
            )
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            _take_text(request, article)
            return redirect("news:edit", article.pk)
    return render(request, "news/article_new.html", {"form": form}, status=422 if form.errors else 200)


def _take_text(request: PersonRequest, article: Article) -> None:
    """Text that was left of an article that is gone goes into the new one."""
    given = request.POST
    if given.get("body") and article.version == 1:
        text = writing.Text(article.title, given.get("lead", ""), given["body"][:LONGEST])
        writing.save(article, text, version=article.version, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Write it: text, pictures, where it is filed, what it serves."""
    if request.method == "POST" and not Article.objects.visible_to(request.user).filter(pk=pk).exists():
        return _gone(request)
    if closed := _closed(request, pk):
        return _kept(request, "Bài không còn sửa được", _what_happened(closed), article=closed, status=409)
    article = editable_article(request, pk)
    if request.method != "POST":
        return _page(request, ArticleForm(article=article))
    form = ArticleForm(request.POST, article=article)
    saved = form.is_valid() and _save(request, form)
    faults = _add_files(request, article)
    if not saved:
        return _page(request, form, status=422)
    for words in faults:
        messages.error(request, words)
    if words := _left_out(form):
        messages.warning(request, words)
    then = request.POST.get("tiep", "")
    if then in NEXT and not faults:
        return redirect(NEXT[then], article.pk)
    messages.success(request, "Đã lưu.")
    return redirect("news:edit", article.pk)


def _left_out(form: ArticleForm) -> str:
    """What of the text as it was sent could not be kept."""
    count = foreign_pictures(form.cleaned_data["body"])
    return f"{count} ảnh từ nơi khác không giữ được. Lưu ảnh ra máy rồi thêm ở mục Ảnh, tài liệu." if count else ""


def _closed(request: PersonRequest, pk: int) -> Article | None:
    """The article to which something typed was sent by who writes for its unit, after it went on its way."""
    if request.method != "POST":
        return None
    article = Article.objects.visible_to(request.user).select_related("unit").filter(pk=pk).first()
    is_open = article is None or article.is_editable or not access.may(request.user, Power.WRITE, article.unit)
    return None if is_open else article


def _what_happened(article: Article) -> str:
    step = article.transitions.select_related("by").last()
    state = f"“{article.get_review_state_display()}”"
    who = f"{step.by} đã chuyển bài sang {state} lúc {timezone.localtime(step.at):%H:%M %d/%m/%Y}" if step else ""
    return f"{who or f'Bài đang ở tình trạng {state}'} nên phần vừa gửi chưa lưu."


def _gone(request: PersonRequest) -> HttpResponse:
    return _kept(request, "Bài không còn", GONE, status=404)


def _kept(
    request: PersonRequest, title: str, said: str, *, status: int, article: Article | None = None
) -> HttpResponse:
    """A page with all that was typed, from which it may become a new article."""
    given = {name: request.POST.get(name, "") for name in ("title", "lead", "body")}
    context = {"heading": title, "said": said, "given": given, "form_key": uuid.uuid4(), "article": article}
    return render(request, "news/article_gone.html", context, status=status)


def _save(request: PersonRequest, form: ArticleForm) -> bool:
    data = form.cleaned_data
    sending = Sending(data["sitting"], data["nth"] or 0, request.user)
    try:
        with transaction.atomic():
            picture_words.keep(form.article, request.POST)
            _write(form, sending)
    except EditConflict as conflict:
        form.tell(conflict, request.user)
        return False
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    sending.remember(form.article)
    return True


def _write(form: ArticleForm, sending: Sending) -> None:
    """Save from the version that the page holds, or over what the page itself has saved since."""
    text, around = form.text(), form.around()
    try:
        writing.save(form.article, text, version=form.held_version, by=sending.by, around=around)
    except EditConflict as conflict:
        stored: Any = conflict.current
        if not sending.continues(stored):
            raise
        writing.save(form.article, text, version=stored.version, by=sending.by, around=around)


def _page(request: PersonRequest, form: ArticleForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "article": form.article,
        "files": picture_words.typed(form.article, request.POST),
        "bound": form if form.is_bound else None,
        "theirs": form.theirs,
    }
    return render(request, "news/article_edit.html", context, status=status)


def _add_files(request: PersonRequest, article: Article) -> list[str]:
    return files.add(article, request.FILES.getlist("files"), by=request.user)[1]


@require_POST
def autosave(request: PersonRequest, pk: int) -> HttpResponse:
    """What was typed so far, kept by itself; answers with the moment, or with what is wrong."""
    if closed := _closed(request, pk):
        return render(request, "news/_not_saved.html", {"said": _what_happened(closed)}, status=422)
    article = editable_article(request, pk)
    form = ArticleForm(request.POST, article=article)
    saved = form.is_valid() and _save(request, form)
    context = {
        "form": form,
        "article": article,
        "saved_at": timezone.now() if saved else None,
        "left_out": _left_out(form) if saved else "",
        "theirs": form.theirs,
    }
    return render(request, "news/_saved.html", context, status=200 if saved else 422)
