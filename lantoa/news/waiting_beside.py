"""What puts itself on a desk beside articles on their way: articles sent up, errors that readers told of."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.news.enums import FaultState
from lantoa.news.models import Offer, ReportedFault
from lantoa.review.waiting import Waiting


def waiting(user: User) -> list[Waiting]:
    return [*_offers(user), *_faults(user)]


def _offers(user: User) -> list[Waiting]:
    """Articles that came to the person's pages and that nobody else has claimed."""
    pages = access.units_where(user, Power.EDIT_NEWS)
    if not pages:
        return []
    mine = Q(claimed_by=None) | Q(claimed_by=user) | Q(claim_due__lt=timezone.localdate())
    number = Offer.objects.waiting().filter(mine, portal_unit__in=pages).count()
    if not number:
        return []
    return [Waiting(f"{number} bài gửi lên cổng chờ biên tập", "", reverse("news:offers"), "Xem và quyết định")]


def _faults(user: User) -> list[Waiting]:
    """Errors in articles of the units that the person writes for."""
    own = access.units_where(user, Power.WRITE)
    number = ReportedFault.objects.filter(article__unit__in=own, state=FaultState.OPEN).count()
    if not number:
        return []
    return [Waiting(f"{number} lời báo lỗi của người đọc", "", reverse("news:faults"), "Xem và trả lời")]
