"""Who decides a claim. Work that another unit asked for is judged there; work that a unit asked of itself, and
"không phát sinh", by the unit's head, whose own word is enough. Nobody else judges what they asked for themselves;
where nobody of the unit can, the nearest unit above does."""

from collections.abc import Iterable, Mapping

from django.db.models import F, Q

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import Membership, User
from lantoa.ledger.enums import ClaimKind
from lantoa.ledger.models import Claim, Obligation
from lantoa.ledger.models.claim import ClaimQuerySet
from lantoa.organisations.lineage import heirs
from lantoa.organisations.models import Unit

_HEADS = frozenset(role for role, powers in access.POWERS.items() if Power.APPROVE in powers)
_ANY = _HEADS | {role for role, powers in access.POWERS.items() if Power.DIRECT in powers}
_BY_HEAD = Q(kind=ClaimKind.NIL) | Q(obligation__unit=F("obligation__asked_by"))


def is_for_head(obligation: Obligation, kind: str) -> bool:
    """Whether the performer's own head judges it."""
    return kind == ClaimKind.NIL or obligation.unit_id == obligation.asked_by_id


def is_own_head(user: User, obligation: Obligation) -> bool:
    """Whether `user` heads the performing unit itself."""
    return any(one.role in _HEADS and one.unit_id == obligation.unit_id for one in access.memberships(user))


def may_judge(user: User) -> bool:
    """Whether claims can ever come before `user`."""
    return any(one.role in _ANY for one in access.memberships(user))


def may_decide(user: User, claim: Claim) -> bool:
    """Whether `user` may accept or return the claim."""
    if user.pk == claim.asked_by_id:
        return False
    if is_for_head(claim.obligation, claim.kind):
        held = {one.pk for one in access.memberships(user)}
        return any(one.pk in held for one in deciders([claim])[claim.pk])
    unit = claim.obligation.asked_by
    return access.may(user, Power.DIRECT, unit) or access.may(user, Power.APPROVE, unit)


def deciders(claims: Iterable[Claim]) -> dict[int | None, list[Membership]]:
    """For each claim (by id), the people whom it is put before, in one query; none where nobody can judge it."""
    rows = list(claims)
    chains = _chains({one.pk: judging_unit(one.obligation, one.kind) for one in rows})
    held: dict[int, list[Membership]] = {}
    for one in (
        Membership.objects.current()
        .filter(role__in=_ANY, unit__in={pk for chain in chains.values() for pk in chain}, user__is_active=True)
        .select_related("unit", "user")
    ):
        held.setdefault(one.unit_id, []).append(one)
    return {one.pk: _nearest(one, chains[one.pk], held) for one in rows}


def judging_unit(obligation: Obligation, kind: str) -> Unit:
    return obligation.unit if is_for_head(obligation, kind) else obligation.asked_by


def _chains(judging: Mapping[int | None, Unit]) -> dict[int | None, list[int]]:
    """For each claim the units that are asked for a judge, the nearest first: who carries on the work of a unit that
    ended, the unit itself, those above it."""
    ended = {unit.pk for unit in judging.values() if not unit.is_current}
    carried = heirs(ended) if ended else {}
    return {
        pk: [*sorted(carried.get(unit.pk, set()) - {unit.pk}), unit.pk, *reversed(unit.ancestor_ids())]
        for pk, unit in judging.items()
    }


def _nearest(claim: Claim, chain: list[int], held: dict[int, list[Membership]]) -> list[Membership]:
    roles = _HEADS if is_for_head(claim.obligation, claim.kind) else _ANY
    for pk in chain:
        found = [one for one in held.get(pk, ()) if one.role in roles and one.user_id != claim.asked_by_id]
        if found:
            return found
    return []


def queue(user: User) -> ClaimQuerySet:
    """The open claims that are put before `user`, the longest waiting first."""
    offices = {one.unit_id for one in access.memberships(user) if one.role in _ANY}
    headed = {one.unit_id for one in access.memberships(user) if one.role in _HEADS}
    if not offices:
        return Claim.objects.none()
    asked = Claim.objects.asked().exclude(asked_by=user)
    own = (~_BY_HEAD & Q(obligation__asked_by__in=offices)) | (_BY_HEAD & Q(obligation__unit__in=headed))
    return asked.filter(own | Q(pk__in=_fallen_to(user, asked.exclude(own)))).order_by("asked_at", "pk")


def _fallen_to(user: User, asked: ClaimQuerySet) -> list[int]:
    """Claims from below that nobody nearer can judge."""
    directs = access.within(user, Power.DIRECT, "obligation__asked_by__path")
    approves = access.within(user, Power.APPROVE, "obligation__asked_by__path")
    heads = access.within(user, Power.APPROVE, "obligation__unit__path")
    below = asked.filter((~_BY_HEAD & (directs | approves)) | (_BY_HEAD & heads))
    found = deciders(below.select_related("obligation__unit", "obligation__asked_by"))
    hats = {one.pk for one in access.memberships(user)}
    return [pk for pk, people in found.items() if pk is not None and any(one.pk in hats for one in people)]
