"""The work list of postings: its tabs, and whose postings it shows."""

from collections.abc import Mapping

from django.db.models import Q

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.channels.asking import IS_ASKED, IS_WRITTEN
from lantoa.channels.enums import ON_THE_WAY, PostingState
from lantoa.channels.models import Posting
from lantoa.channels.models.posting import PostingQuerySet
from lantoa.ledger import scope

TABS: dict[str, tuple[str, Q]] = {
    "cho-duyet": ("Chờ duyệt phát", IS_ASKED),
    "dang-soan": ("Đang soạn", IS_WRITTEN),
    "hen-gio": ("Đã hẹn giờ", Q(state__in=sorted(ON_THE_WAY))),
    "bang-tay": ("Chờ đăng bằng tay", Q(state=PostingState.TO_PASTE)),
    "khong-duoc": ("Gửi không được", Q(state__in=[PostingState.FAILED, PostingState.UNSURE])),
    "da-dang": ("Đã đăng", Q(state=PostingState.SENT)),
    "gui-thu": ("Đã gửi thử", Q(state=PostingState.REHEARSED)),
    "da-huy": ("Đã hủy", Q(state=PostingState.CANCELLED)),
}
_RARE = ("bang-tay", "gui-thu", "da-huy")  # shown only where there is something in them


def _order(tab: str) -> tuple[str, ...]:
    return {"hen-gio": ("send_at", "pk"), "da-dang": ("-sent_at", "-pk")}.get(tab, ("-created_at", "-pk"))


class PostingFilter:
    """`muc`: the tab. `pham-vi=tat-ca`: the units below too. `kenh`: one channel alone."""

    def __init__(self, data: Mapping[str, str], *, user: User) -> None:
        self.user = user
        self.own = scope.own_unit_ids(user)
        seen = Posting.objects.visible_to(user)
        self.sees_others = seen.exclude(channel__unit__in=self.own).exists()
        self.is_wide = self.sees_others and data.get("pham-vi") == "tat-ca"
        self.channel = data.get("kenh", "") if data.get("kenh", "").isdecimal() else ""
        self.seen = seen if self.is_wide else seen.filter(channel__unit__in=self.own)
        if self.channel:
            self.seen = self.seen.filter(channel=min(int(self.channel), 2**62))
        counts = {value: self.seen.filter(condition).count() for value, (_, condition) in TABS.items()}
        self.tab = data.get("muc", "") if data.get("muc", "") in TABS else self._first(counts)
        self.tabs = [
            (value, label, counts[value])
            for value, (label, _) in TABS.items()
            if counts[value] or value not in _RARE or value == self.tab
        ]

    def _first(self, counts: Mapping[str, int]) -> str:
        """What the person is needed for: to release, else to write on."""
        releases = access.holding(self.user, Power.APPROVE) or access.holding(self.user, Power.EDIT_NEWS)
        return "cho-duyet" if releases and counts["cho-duyet"] else "dang-soan"

    def rows(self) -> PostingQuerySet:
        rows = self.seen.filter(TABS[self.tab][1]).select_related("channel__unit", "created_by", "released_by")
        return rows.order_by(*_order(self.tab))
