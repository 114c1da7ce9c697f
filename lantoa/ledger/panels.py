"""What other rooms show on the page of an obligation: they add a provider in their `AppConfig.ready` (or the shell does
for them), this room knows none by name."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from lantoa.ledger.models import Obligation

Provider = Callable[[HttpRequest, Obligation], dict[str, Any]]
providers: list[tuple[str, Provider]] = []  # a template, and what gives its context


def panels_of(request: HttpRequest, obligation: Obligation) -> list[str]:
    """The panels of an obligation as markup, in the order in which rooms registered."""
    return [render_to_string(template, provider(request, obligation), request) for template, provider in providers]
