from typing import Any

from django import template
from django.db.models import Model

from lantoa.channels import archive

register = template.Library()


@register.inclusion_tag("channels/_still_out.html")
def still_out(source: Model, act: str) -> dict[str, Any]:
    """What stands on others' pages of a text that is about to change; `act` says what does not happen to it there."""
    return {"rows": archive.still_out(source), "act": act}
