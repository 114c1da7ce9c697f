"""Who is told of a claim: those who decide it, then who asked."""

from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.ledger.claims_deciding import deciders
from lantoa.ledger.enums import ClaimKind, ClaimState
from lantoa.ledger.models import Claim
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import settle, tell


def tell_asked(claim: Claim) -> None:
    """Put it before those who decide it."""
    people = {one.user for one in deciders([claim])[claim.pk]}
    what = "Chờ xác nhận không phát sinh" if claim.kind == ClaimKind.NIL else claim.state_word
    obligation = claim.obligation
    text = f"{what}: {obligation.title}"
    note = f"{obligation.unit.label} đề nghị. {claim.text}".strip()
    tell(
        people,
        text,
        kind=NoticeKind.TO_DECIDE,
        url=address(claim),
        unit=obligation.unit,
        note=note,
        key=f"claim-{claim.pk}",
        by=claim.asked_by,
    )


def tell_decided(claim: Claim, *, by: User) -> None:
    """Nobody else needs to decide; the asker learns how it ended."""
    settle(address(claim), NoticeKind.TO_DECIDE)
    if claim.state == ClaimState.TAKEN_BACK or by == claim.asked_by:
        return
    returned = claim.state == ClaimState.RETURNED
    word = "Trả lại" if returned else claim.accepted_word
    tell(
        [claim.asked_by],
        f"{word}: {claim.obligation.title}",
        kind=NoticeKind.RETURNED if returned else NoticeKind.DECIDED,
        url=address(claim),
        unit=claim.obligation.unit,
        note=claim.note,
        key=f"claim-{claim.pk}-{claim.state}",
        by=by,
    )


def address(claim: Claim) -> str:
    """The page on which the claim is decided."""
    return reverse("ledger:detail", args=[claim.obligation_id])
