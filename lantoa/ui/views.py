from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.defaults import page_not_found

from lantoa.ui.guide import SampleForm, faulty_form
from lantoa.ui.sending import FileLost


def guide(request: HttpRequest) -> HttpResponse:
    """Every component in every state: what a new page is made of."""
    context = {
        "form": SampleForm(),
        "faulty": faulty_form(),
        "page": Paginator(range(1, 1235), 50).page(2),
        "now": timezone.localtime(),
        "tones": ["positive", "warning", "negative", "info", "neutral"],
    }
    return render(request, "ui/guide.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or a file that its store has lost."""
    answer: HttpResponse = page_not_found(
        request, exception, "404_file.html" if isinstance(exception, FileLost) else "404.html"
    )
    return answer
