from django import template
from django.utils import timezone

from lantoa.ledger.enums import FileKind
from lantoa.ledger.models import Activity, ActivityFile, Obligation
from lantoa.ledger.standing import Standing
from lantoa.ledger.standing import standing as standing_of

register = template.Library()


@register.filter
def standing(row: Obligation) -> Standing:
    """How an obligation stands today."""
    return standing_of(row, timezone.localdate())


@register.filter
def is_in(value: object, chosen: object) -> bool:
    """Whether a key is among those chosen, as rows, numbers or as the text of a sent form."""
    return str(value) in {
        str(getattr(one, "pk", one)) for one in (chosen if isinstance(chosen, list | tuple | set) else ())
    }


@register.filter
def first_photo(activity: Activity) -> ActivityFile | None:
    """The picture that stands for an activity in lists; read from what was prefetched."""
    return next((one for one in activity.files.all() if one.kind == FileKind.PHOTO), None)
