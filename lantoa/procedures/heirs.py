"""What stands in the place of an abolished procedure: the end of the chain of those that replaced it, one by one."""

import datetime as dt
from dataclasses import dataclass

from lantoa.procedures.models import Procedure, ProcedureVersion


@dataclass(frozen=True)
class Heir:
    """`version` holds on the day asked of: an abolition where this one is gone, too; None where it is still to come,
    from the day `begins` if that is known."""

    procedure: Procedure
    version: ProcedureVersion | None
    begins: dt.date | None = None


def heir_of(abolition: ProcedureVersion, day: dt.date) -> Heir | None:
    """The last of those that took over; None where the decision names none."""
    found: Procedure | None = None
    here: ProcedureVersion | None = abolition
    seen = {abolition.procedure}
    while here is not None and here.is_abolition and here.replaced_by and here.replaced_by not in seen:
        found = here.replaced_by
        seen.add(found)
        here = found.version_on(day)
    if found is None:
        return None
    first = found.versions.order_by("in_force_from", "number").first() if here is None else None
    return Heir(found, here, first.in_force_from if first else None)
