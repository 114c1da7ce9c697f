"""A published article put right, with its files and where it is filed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor, files_left
from lantoa.audit.edits import EditConflict
from lantoa.news import correcting
from lantoa.news.file_forms import FileForm, changes_in, file_forms
from lantoa.news.forms import CorrectionForm
from lantoa.news.models import Article
from lantoa.news.views.getting import posted, publishable_article
from lantoa.review.enums import ReviewState


@require_http_methods(["GET", "HEAD", "POST"])
@asks_second_factor
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a published article right; readers are told what was wrong."""
    article = publishable_article(request, pk)
    if article.review_state != ReviewState.ISSUED:
        return redirect(article)
    form, of_files = CorrectionForm(posted(request), article=article), file_forms(request, article)
    if left := files_left(request):
        form.add_error(None, left)
    is_whole = all([form.is_valid(), *(one.is_valid() for one in of_files)]) if form.is_bound else False
    if is_whole and _correct(request, form, of_files, article):
        told = bool(form.cleaned_data["notice"])
        messages.success(request, "Đã đính chính. Người đọc thấy lời đính chính ở đầu bài." if told else "Đã sửa.")
        return redirect(article)
    context = {
        "article": article,
        "form": form,
        "of_files": of_files,
        "files_alt": request.POST.get("files_alt", ""),
        "theirs": form.theirs,
        "bound": form if form.is_bound else None,
    }
    return render(request, "news/article_correct.html", context, status=422 if form.is_bound else 200)


def _correct(request: PersonRequest, form: CorrectionForm, of_files: list[FileForm], article: Article) -> bool:
    try:
        correcting.correct(
            article,
            form.text(),
            form.said(),
            version=form.held_version,
            by=request.user,
            filing=form.filing(),
            changes=changes_in(request, of_files),
        )
    except EditConflict as conflict:
        form.tell(conflict, request.user)
        return False
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    return True
