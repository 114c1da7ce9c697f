"""Which obligations an activity most likely serves: offered first, so that a clerk ticks and need not search."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Q

from lantoa.ledger.activity_kinds import KindSpec
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold

OFFERED = 5
LOOKED_AT = 200
WORK = (ObligationKind.TASK_LEAD, ObligationKind.TASK_COORDINATING, ObligationKind.DUTY, ObligationKind.REMEDY)
_WORDS: dict[str, tuple[str, ...]] = {
    "meeting": ("hoi nghi", "cuoc hop", "hop ", "sinh hoat", "cha me", "chao co", "long ghep"),
    "training": ("tap huan", "boi duong", "huong dan"),
    "theatre": ("san khau", "tieu pham", "van nghe"),
    "broadcast": ("phat thanh", "truyen thanh", "loa", "truyen hinh"),
    "posting": ("niem yet", "bang tin", "cong khai"),
    "print": ("to roi", "to gap", "pa no", "ap phich", "an pham", "in an", "tai lieu", "cam nang"),
    "portal": ("trang thong tin", "cong thong tin", "website", "tin, bai", "tin bai", "chuyen muc"),
    "press": ("bao chi", "bao ", "dai ", "phong su"),
    "social": ("mang xa hoi", "facebook", "zalo", "fanpage"),
    "contest": ("cuoc thi", "hoi thi", "thi tim hieu"),
    "dialogue": ("doi thoai", "giai dap", "phan anh", "kien nghi"),
}


@dataclass(slots=True)
class Likely:
    """`first`: the few most likely; `rest`: what else the unit owes; each most urgent first."""

    first: list[Obligation] = field(default_factory=list)
    rest: list[Obligation] = field(default_factory=list)

    @property
    def all(self) -> list[Obligation]:
        return [*self.first, *self.rest]


def likely(unit: Unit, spec: KindSpec, *, today: dt.date) -> Likely:
    """The unit's pending work, what fits the kind of activity first: by the words of the task, then by what the unit
    logged for it lately in this kind, then by urgency."""
    lately = Q(activities__kind=spec.kind, activities__on__gte=today - dt.timedelta(days=120))
    rows = list(
        Obligation.objects.filter(unit=unit, kind__in=WORK)
        .pending()
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=today + dt.timedelta(days=31)))
        .annotate(used=Count("activities", filter=lately, distinct=True))
        .most_urgent_first()[:LOOKED_AT]
    )
    words = _WORDS.get(spec.channel, ())
    order = sorted(range(len(rows)), key=lambda place: (-_fit(rows[place], words), place))
    fitting = [place for place in order if _fit(rows[place], words)][:OFFERED]
    first = fitting or order[:OFFERED]
    return Likely([rows[place] for place in first], [rows[place] for place in order if place not in set(first)])


def _fit(row: Obligation, words: tuple[str, ...]) -> int:
    text = row.folded or fold(row.title)
    return sum(word in text for word in words) * 2 + min(getattr(row, "used", 0), 3)
