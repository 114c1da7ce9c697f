"""Obligations that stay open on the books although nothing can be done about them now (the office that asks has closed
the period): nobody is reminded of them or urged. Rooms that shut lines add a provider in their `AppConfig.ready`; this
room knows none by name."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from lantoa.ledger.models.obligation import ObligationQuerySet

# Each gives the keys of the lines that it keeps shut now, one column and none of them empty.
providers: list[Callable[[], QuerySet[Any, Any]]] = []


def without_shut(rows: ObligationQuerySet) -> ObligationQuerySet:
    """Those of the rows about which something can be done now."""
    for provider in providers:
        rows = rows.exclude(pk__in=provider())
    return rows


def shut_among(rows: ObligationQuerySet) -> set[int]:
    """The keys of those of the rows that are shut now."""
    pks = [set(rows.filter(pk__in=provider()).order_by().values_list("pk", flat=True)) for provider in providers]
    return set().union(*pks)
