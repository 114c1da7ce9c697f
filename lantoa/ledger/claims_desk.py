"""What claims put on a person's desk: work to judge, work that came back."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.ledger.claims_deciding import queue
from lantoa.ledger.enums import ClaimState
from lantoa.ledger.models import Claim, Obligation
from lantoa.review.waiting import Waiting

_MOST = 5


def waiting(user: User) -> list[Waiting]:
    """One row for all that waits to be judged, and one for each that came back."""
    return [*_to_judge(user), *_returned(user)]


def _to_judge(user: User) -> list[Waiting]:
    asked = list(queue(user).values_list("asked_at", flat=True))
    if not asked:
        return []
    why = f"Đề nghị lâu nhất gửi ngày {timezone.localtime(asked[0]):%d/%m/%Y}"
    return [Waiting(f"{len(asked)} việc chờ nghiệm thu", why, reverse("ledger:claims"), "Xem và nghiệm thu")]


def _returned(user: User) -> list[Waiting]:
    own = access.units_where(user, Power.WRITE)
    last = Claim.objects.filter(obligation=OuterRef("pk")).order_by("-asked_at", "-pk")
    rows = (
        Obligation.objects.pending()
        .filter(unit__in=own)
        .annotate(last=Subquery(last.values("state")[:1]), note=Subquery(last.values("note")[:1]))
        .filter(last=ClaimState.RETURNED)
        .most_urgent_first()[:_MOST]
    )
    return [_came_back(row, getattr(row, "note", "")) for row in rows]


def _came_back(row: Obligation, note: str) -> Waiting:
    return Waiting(row.title, f"Trả lại: {note}", reverse("ledger:detail", args=[row.pk]), "Bổ sung")
