"""Tags of the workspace's news pages."""

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lantoa.news.files import for_workspace
from lantoa.ui.templatetags.ui import static_module

register = template.Library()

EDITOR = "django_prose_editor/editor.js"
_SHEETS = ("django_prose_editor/material-icons.css", "django_prose_editor/editor.css")


@register.filter
def from_workspace(body: str) -> SafeString:
    """A body with its pictures as the workspace gives them; it was made harmless when it came in (`news.cleaning`)."""
    return mark_safe(for_workspace(body))  # noqa: S308


@register.simple_tag
def editor_styles() -> SafeString:
    """The sheets of the packaged editor; ours comes after them."""
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(path),) for path in _SHEETS))


@register.simple_tag(takes_context=True)
def editor_modules(context: Context) -> SafeString:
    """Our modules around the packaged editor, which they fetch by the address that the text area carries."""
    return format_html(
        "{}{}{}{}{}",
        static_module(context, "news/writing.js"),
        static_module(context, "news/editor-words.js"),
        static_module(context, "news/word-lists.js"),
        static_module(context, "news/pasted.js"),
        static_module(context, "news/editor.js"),
    )
