"""Lines of the books that one result meets (two plans that ask for the same report): one leads, the others follow it.

What meets the lead, or opens it again, does so with those that follow. An excuse does not: it may be one document's
alone. Where the lead leaves the books without the result, the next line that still asks takes the lead.
"""

from collections.abc import Callable, Iterable, Sequence

from lantoa.ledger.enums import DONE, PENDING
from lantoa.ledger.models import Obligation

# Rooms that keep something by the lead's line hear who leads now: {old line's key: new lead}.
on_new_lead: list[Callable[[dict[int, Obligation]], None]] = []
_MANY = 5_000


def follow(rows: Iterable[Obligation], leads: dict[int, Obligation]) -> list[Obligation]:
    """Let lines follow their leads (by key of the line), and what followed them too. Those that changed."""
    changed = []
    for row in rows:
        lead = leads[row.pk]
        if lead.pk != row.pk:
            row.met_with_id = lead.met_with_id or lead.pk
            changed.append(row)
    moved = {row.pk: row.met_with_id for row in changed}
    second = list(Obligation.objects.filter(met_with__in=list(moved)))
    for row in second:
        row.met_with_id = moved[row.met_with_id or 0]
    Obligation.objects.bulk_update([*changed, *second], ["met_with"], batch_size=500)
    return changed


def let_go(rows: Sequence[Obligation]) -> None:
    """Lines that are opened again while their lead is closed stand by themselves: its result meets them no more."""
    own = {row.pk for row in rows}
    alone = [row.pk for row in rows if row.met_with_id and row.met_with_id not in own]
    still = Obligation.objects.filter(met_with__state__in=PENDING)
    Obligation.objects.filter(pk__in=alone).exclude(pk__in=still).update(met_with=None)


def standing(rows: Iterable[Obligation], leads: dict[int, Obligation]) -> list[tuple[Obligation, list[int]]]:
    """Lines by how their leads stand: one lead of each standing, with the keys of the lines."""
    found: dict[tuple[object, ...], tuple[Obligation, list[int]]] = {}
    for row in rows:
        lead = leads[row.pk]
        found.setdefault((lead.state, lead.met_on, lead.due_on, lead.reason), (lead, []))[1].append(row.pk)
    return list(found.values())


def led_by_others(rows: Iterable[Obligation]) -> dict[int, int]:
    """Of lines that follow one of another unit (a division's, its office's): the lead's key by key of the line."""
    leads = {row.pk: row.met_with_id for row in rows if row.met_with_id}
    units = dict(Obligation.objects.filter(pk__in=leads.values()).values_list("pk", "unit")) if leads else {}
    return {row.pk: leads[row.pk] for row in rows if row.pk in leads and units.get(leads[row.pk]) != row.unit_id}


def hand_lead(rows: Sequence[Obligation]) -> None:
    """These lines were excused: where others still ask for the same result, the first of those leads from now on."""
    left = {row.pk for row in rows}
    new: dict[int, Obligation] = {}
    changed: list[Obligation] = []
    ids = sorted(left)
    for start in range(0, len(ids), _MANY):
        followers = Obligation.objects.filter(met_with__in=ids[start : start + _MANY]).order_by("pk")
        for line in followers:
            if line.is_pending and line.pk not in left:
                new.setdefault(line.met_with_id or 0, line)
        changed += [line for line in followers if line.met_with_id in new]
    for line in changed:
        lead = new[line.met_with_id or 0]
        line.met_with = None if line.pk == lead.pk else lead
    Obligation.objects.bulk_update(changed, ["met_with"], batch_size=500)
    for hear in on_new_lead if new else ():
        hear(new)


def closed_with_lead(rows: Iterable[Obligation]) -> list[Obligation]:
    """Of lines that follow: those that the lead's result has met, not those excused for a reason of their own."""
    return [row for row in rows if row.state in DONE]
