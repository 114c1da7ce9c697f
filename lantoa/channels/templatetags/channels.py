from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context

from lantoa.channels import archive
from lantoa.channels.models import Posting
from lantoa.channels.posting_acts import verb_for

register = template.Library()


@register.inclusion_tag("channels/_still_out.html")
def still_out(source: Model, act: str) -> dict[str, Any]:
    """What stands on others' pages of a text that is about to change; `act` says what does not happen to it there."""
    return {"rows": archive.still_out(source), "act": act}


@register.simple_tag(takes_context=True)
def posting_verb(context: Context, posting: Posting) -> str:
    """What the button of the posting's row says to the person who looks."""
    request = getattr(context, "request", None)
    return verb_for(request.user, posting) if request is not None else "Xem"
