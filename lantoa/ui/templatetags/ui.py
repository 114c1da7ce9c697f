"""Template tags of the one look, known to every template without `{% load %}`."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import heroicons
from django import template
from django.forms import BaseForm, BoundField
from django.middleware.csrf import get_token
from django.template.base import NodeList
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe

from lantoa.ui import bundle, menu

register = template.Library()

MODULES = (
    "own-saves",  # before those that take a submit for one that is on its way
    "lost-line",  # before those that take a submit for one that is on its way
    "double-submit",
    "file-words",
    "confirm",
    "kept-notice",  # before keep-typing, whose word it hears
    "keep-typing",
    "table-sticky",
    "error-summary",
    "suggest",
    "one-line",
    "htmx-errors",
)


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """A packaged icon, hidden from screen readers: the word beside it speaks."""
    return _drawn(name, size)


@lru_cache(maxsize=256)
def _drawn(name: str, size: int) -> SafeString:
    markup = heroicons._render_icon("outline", name, size, {"aria_hidden": "true", "focusable": "false"})
    return mark_safe(markup)  # noqa: S308 - the package's own drawing


@register.simple_tag(takes_context=True)
def came_from(context: Context) -> str:
    """The page of this site that the person came from and wants to go back to (`?ve=`); "" where there is none."""
    request = getattr(context, "request", None)
    asked = request.GET.get("ve", "") if request is not None else ""
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else ""


@register.simple_tag(takes_context=True)
def page_before(context: Context) -> str:
    """The path of the page of this site from which the request was sent; "" where the browser does not say."""
    request = getattr(context, "request", None)
    if request is None:
        return ""
    sent_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    if sent_from.netloc != request.get_host():
        return ""
    path = sent_from._replace(scheme="", netloc="", fragment="").geturl()
    return path if path != "/" and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


@register.simple_tag
def stylesheets() -> SafeString:
    """The link to the house's styles, joined into one file."""
    return format_html('<link rel="stylesheet" href="{}">', static(bundle.NAME))


@register.simple_tag
def reading_styles() -> SafeString:
    """The link to what pages need that are only read."""
    return format_html('<link rel="stylesheet" href="{}">', static(bundle.READING_NAME))


@register.simple_tag(takes_context=True)
def static_module(context: Context, path: str) -> SafeString:
    """A script element for an ES module, with the request's nonce."""
    return format_html('<script type="module" src="{}" nonce="{}"></script>', static(path), _nonce(context))


@register.simple_tag(takes_context=True)
def house_modules(context: Context) -> SafeString:
    """The behaviours that every page may use."""
    return format_html_join("\n", "{}", ((static_module(context, f"ui/js/{name}.js"),) for name in MODULES))


def _nonce(context: Context) -> str:
    return str(getattr(getattr(context, "request", None), "csp_nonce", ""))


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString:
    """The token's field; unlike `{% csrf_token %}` it also works in an `{% include … only %}`."""
    request = getattr(context, "request", None)
    if request is None:
        return SafeString("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> SafeString:
    """The page's `title` block once more, for its h1: Django lets a block stand in one place only."""
    if BLOCK_CONTEXT_KEY not in context.render_context:
        return SafeString("")
    return BlockNode("title", NodeList()).render(context)


@register.simple_tag
def url_if(name: str, *args: Any) -> str:
    """The address of a URL name, empty where no such page exists (yet)."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def menu_groups(context: Context) -> list[menu.Group[menu.Entry]]:
    """What this person finds in the rail."""
    request = getattr(context, "request", None)
    return menu.shown(request) if request is not None else []


@register.simple_tag
def hats(user: Any) -> list[Any]:
    """The memberships that the person may choose to act in."""
    return list(user.memberships.current().select_related("unit").order_by("unit__path", "role"))


@register.simple_tag
def fault_count(form: BaseForm) -> int:
    """How many faults the summary on top lists."""
    return sum(len(faults) for faults in form.errors.values())


@register.filter
def anchor(field: BoundField) -> str:
    """The id of what a link to this field should focus: of a group, its first choice."""
    return field.id_for_label or f"{field.auto_id}_0"


TONE_ICONS = {
    "positive": "check-circle",
    "warning": "clock",
    "negative": "exclamation-triangle",
    "info": "information-circle",
    "neutral": "minus-circle",
}
MESSAGE_TONES = {"success": "positive", "warning": "warning", "error": "negative", "debug": "neutral"}


@register.filter
def tone_icon(tone: str) -> str:
    """The shape that goes with a tone where none is named."""
    return TONE_ICONS.get(tone, TONE_ICONS["neutral"])


@register.filter
def message_tone(level_tag: str) -> str:
    """The tone of a message of Django's."""
    return MESSAGE_TONES.get(level_tag, "info")
