from typing import Any

from django import template
from django.urls import reverse

from lantoa.review.linkable import may_ask

register = template.Library()


@register.simple_tag(takes_context=True)
def approval_link(context: Any, thing: Any) -> str:
    """Where the person of this page has a one-time link sent to the head; empty where they may not."""
    if not may_ask(context["request"].user, thing):
        return ""
    return reverse("review:send_link", args=[thing._meta.label_lower, thing.pk])
