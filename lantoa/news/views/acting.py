"""A draft thrown away; what was withdrawn, written again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.news import rewriting, writing
from lantoa.news.views.getting import editable_article, visible_article


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw a draft away that readers never saw."""
    article = editable_article(request, pk)
    title = str(article)
    try:
        writing.delete(article, by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect(article)
    messages.success(request, f"Đã xóa bản nháp “{title}”.")
    return redirect("news:list")


@require_POST
def write_again(request: PersonRequest, pk: int) -> HttpResponse:
    """A new draft made of what was withdrawn."""
    article = visible_article(request, pk)
    try:
        fresh = rewriting.write_again(article, by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect(article)
    messages.success(request, "Đã lập bản nháp mới từ bài đã gỡ. Sửa chỗ cần sửa, bỏ ảnh không đăng nữa rồi trình.")
    return redirect("news:edit", fresh.pk)
