"""Documents that obligations came from and that ask nothing any more: a model whose rows can be withdrawn says so by a
property `why_closed`, a sentence that is empty while it stands. This room knows no such model by name."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType

from lantoa.ledger.models import Obligation


def why_closed(rows: Iterable[Obligation]) -> str:
    """Why these may not be open again: the sentence of the first of their origins that is closed; two queries for one
    kind of origin, whatever the number of rows."""
    ids: dict[int, set[int]] = {}
    for row in rows:
        ids.setdefault(row.origin_type_id, set()).add(row.origin_id)
    for kind, keys in ids.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or not hasattr(model, "why_closed"):
            continue
        for origin in model._base_manager.filter(pk__in=keys):
            if origin.why_closed:
                return str(origin.why_closed)
    return ""
