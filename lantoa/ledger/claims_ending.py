"""What becomes of claims when the books move under them."""

from collections.abc import Iterable

from django.utils import timezone

from lantoa.ledger.claims_telling import address
from lantoa.ledger.enums import ClaimState
from lantoa.ledger.models import Claim, Obligation
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import settle


def close_open(rows: Iterable[Obligation], note: str) -> int:
    """An obligation that ended otherwise, or passed to an heir, waits for nobody's word: its open claim is closed."""
    asked = Claim.objects.asked().filter(obligation__in=[row.pk for row in rows])
    for claim in asked:
        settle(address(claim), NoticeKind.TO_DECIDE)
    return asked.update(state=ClaimState.TAKEN_BACK, decided_at=timezone.now(), note=note)


def undo_accepted(rows: Iterable[Obligation], note: str) -> int:
    """What was done is open again: its products have to be shown anew."""
    accepted = Claim.objects.filter(obligation__in=[row.pk for row in rows], state=ClaimState.ACCEPTED)
    return accepted.update(state=ClaimState.RETURNED, note=note)
