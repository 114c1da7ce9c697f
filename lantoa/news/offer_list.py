"""The work list of articles sent up: for editors what came to their pages, for others what their units sent."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.news.enums import OfferState
from lantoa.news.models import Offer
from lantoa.news.models.offer import OfferQuerySet

TABS: dict[str, tuple[str, frozenset[OfferState]]] = {
    "": ("Chờ biên tập", frozenset({OfferState.OFFERED})),
    "da-dang": ("Trên cổng", frozenset({OfferState.ACCEPTED})),
    "da-tra": ("Trả lại, đã gỡ", frozenset({OfferState.RETURNED, OfferState.REMOVED, OfferState.WITHDRAWN})),
}


class OfferFilter:
    """`muc`: the tab; `nhan=toi`, `nhan=qua-han`: what the person claimed, claims that are over."""

    def __init__(self, data: Any, *, user: User) -> None:
        self.tab = data.get("muc", "") if data.get("muc", "") in TABS else ""
        self.claim = data.get("nhan", "") if data.get("nhan", "") in ("toi", "qua-han") and not self.tab else ""
        self.user = user
        self.is_editor = bool(access.holding(user, Power.EDIT_NEWS))

    def seen(self) -> OfferQuerySet:
        rows = Offer.objects.visible_to(self.user)
        if self.is_editor:
            return rows.filter(access.within(self.user, Power.EDIT_NEWS, "portal_unit__path"))
        return rows

    def tabs(self) -> list[tuple[str, str, int]]:
        seen = self.seen()
        return [(value, label, seen.filter(state__in=states).count()) for value, (label, states) in TABS.items()]

    def rows(self) -> OfferQuerySet:
        rows = self.seen().filter(state__in=TABS[self.tab][1])
        if self.claim == "toi":
            rows = rows.filter(claimed_by=self.user)
        elif self.claim == "qua-han":
            rows = rows.filter(claim_due__lt=timezone.localdate())
        rows = rows.select_related("article__unit", "article__category", "portal_unit", "claimed_by", "offered_by")
        if self.tab:
            return rows.order_by(F("decided_at").desc(nulls_last=True), "-pk")
        return rows.order_by(F("claim_due").asc(nulls_last=True), "offered_at", "pk")
