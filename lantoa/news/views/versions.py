"""The versions of a text: listed, compared, taken up again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.audit.edits import EditConflict
from lantoa.news.comparing import compared
from lantoa.news.files import for_workspace
from lantoa.news.views.getting import editable_article, visible_article
from lantoa.news.writing import restore as restore_version
from lantoa.ui.pages import page_of


@require_GET
def versions(request: PersonRequest, pk: int) -> HttpResponse:
    """Who wrote what, when?"""
    article = visible_article(request, pk)
    page = page_of(request, article.versions.select_related("by").defer("body"), 30)
    return render(request, "news/version_list.html", {"article": article, "page": page})


@require_GET
def version(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """What changed in this version since another (`?so-voi=`; the one before it)?"""
    article = visible_article(request, pk)
    rows = article.versions.select_related("by")
    new = get_object_or_404(rows, number=number)
    asked = request.GET.get("so-voi", "")
    against = int(asked) if asked.isdecimal() and len(asked) < 10 else number - 1
    old = rows.filter(number=against).first()
    changes = compared(old, new)
    context = {
        "article": article,
        "old": old,
        "new": new,
        "others": rows.exclude(number=number).defer("body"),
        "title": changes["title"],
        "lead": changes["lead"],
        "body": for_workspace(changes["body"]),
        "may_restore": article.may_edit(request.user) and new != article.versions.first(),
    }
    return render(request, "news/version_detail.html", context)


@require_POST
def restore(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    """Take the text of a version up again; it becomes the newest."""
    article = editable_article(request, pk)
    try:
        restore_version(article, number, version=article.version, by=request.user)
    except (EditConflict, ValidationError) as fault:
        messages.error(request, str(fault) if isinstance(fault, EditConflict) else fault.messages[0])
        return redirect("news:versions", article.pk)
    messages.success(request, f"Đã lấy lại bản {number}. Các bản khác vẫn còn.")
    return redirect("news:edit", article.pk)
