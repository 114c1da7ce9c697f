"""One act of a person, and what is said of it on the page that comes next."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def do(request: HttpRequest, back: Any, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it and lead to `back` (whatever `redirect` takes): there stands `done`, or every sentence that was against
    it."""
    try:
        act()
    except ValidationError as fault:
        for words in fault.messages:
            messages.error(request, words)
    else:
        messages.success(request, done)
    return redirect(back)
