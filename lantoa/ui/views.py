from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lantoa.ui.guide import SampleForm, faulty_form


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
