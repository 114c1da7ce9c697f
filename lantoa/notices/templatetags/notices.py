from django import template
from django.utils.safestring import SafeString

from lantoa.notices import links, mail

register = template.Library()


@register.filter
def linked(text: str) -> SafeString:
    """Addresses of the workspace in a notice's words as links."""
    return links.linked(text)


@register.filter
def spelled_out(text: str) -> str:
    """Addresses of the workspace in a notice's words as mail needs them."""
    return links.spelled_out(text, mail.absolute)
