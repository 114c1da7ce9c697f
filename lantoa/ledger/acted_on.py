"""What people did about obligations that keeps them from being taken off the books: other rooms that know of such acts
add a provider in their `AppConfig.ready`; this room knows none by name."""

from collections.abc import Callable

from lantoa.ledger.models import Comment, Served
from lantoa.ledger.models.obligation import ObligationQuerySet

# Each says what was done ("đã có đơn vị được đôn đốc"); empty where nothing was.
providers: list[Callable[[ObligationQuerySet], str]] = []


def what_was_done(rows: ObligationQuerySet) -> str:
    """The first act on any of the rows, in words that follow "Không hủy được: "; empty where nobody did anything."""
    if Served.objects.filter(obligation__in=rows, activity__cancelled_at__isnull=True).exists():
        return "đã có đơn vị ghi hoạt động cho báo cáo này"
    if Comment.objects.filter(obligation__in=rows, removed_at__isnull=True).exists():
        return "đã có trao đổi về báo cáo này"
    return next((said for provider in providers if (said := provider(rows))), "")
