from django import template
from django.utils.safestring import SafeString

from lantoa.notices import links, mail

register = template.Library()


@register.filter
def linked(text: str, longest: int = 0) -> SafeString:
    """Addresses of the workspace in a notice's words as links; `longest`: the words cut there, never in an address."""
    return links.linked(links.cut(text, longest) if longest else text)


@register.filter
def spelled_out(text: str, longest: int = 0) -> str:
    """Addresses of the workspace in a notice's words as mail needs them; `longest` as in `linked`."""
    return links.spelled_out(links.cut(text, longest) if longest else text, mail.absolute)
