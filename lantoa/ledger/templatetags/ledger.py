from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils import timezone

from lantoa.ledger.enums import FileKind
from lantoa.ledger.models import Activity, ActivityFile, Obligation
from lantoa.ledger.next_steps import Step, steps_for
from lantoa.ledger.standing import Standing
from lantoa.ledger.standing import standing as standing_of

register = template.Library()


@register.filter
def standing(row: Obligation) -> Standing:
    """How an obligation stands today."""
    return standing_of(row, timezone.localdate())


@register.simple_tag(takes_context=True)
def steps(context: Context, rows: Iterable[Obligation]) -> dict[int, Step]:
    """What this person does next about each of the rows, where a room says so; by their ids."""
    request = getattr(context, "request", None)
    return steps_for(list(rows), request.user) if request is not None else {}


@register.filter
def step_of(found: dict[int, Step] | str, row: Obligation) -> Step | None:
    """The row's step; none where the page asked for no steps."""
    return found.get(row.pk) if found else None  # type: ignore[union-attr]


@register.simple_tag(takes_context=True)
def leads(context: Context, rows: Iterable[Obligation]) -> dict[int, Obligation]:
    """The lines with which rows are met together, by the row's id, as far as the person may see them; one query, and
    only where there are any."""
    request = getattr(context, "request", None)
    led = {row.pk: row.met_with_id for row in rows if row.met_with_id}
    if request is None or not led:
        return {}
    known = Obligation.objects.visible_to(request.user).only("title").in_bulk(set(led.values()))
    return {pk: known[lead] for pk, lead in led.items() if lead in known}


@register.filter
def lead_of(found: dict[int, Obligation], row: Obligation) -> Obligation | None:
    return found.get(row.pk)


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
