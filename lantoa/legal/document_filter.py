"""The register by what stands in the address."""

from collections.abc import Iterable

from django.db.models import F, Q
from django.http import QueryDict
from django.utils import timezone

from lantoa.legal.enums import NO_LONGER_IN_FORCE, LegalStatus
from lantoa.legal.models import LegalDocumentQuerySet
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import squeeze

STATES = (
    ("", "Mọi hiệu lực"),
    ("con", "Còn hiệu lực"),
    ("het", "Hết hiệu lực"),
    ("chua", "Chưa có hiệu lực"),
    ("chua-ro", "Chưa rõ hiệu lực"),
)
ORDERS = {
    "": (F("issued_on").desc(nulls_last=True), "number_key", "pk"),
    "cu": (F("issued_on").asc(nulls_last=True), "number_key", "pk"),
    "so": ("number_key", "pk"),
}


class DocumentFilter:
    """Words, kind, effect today, year of issue, issuer, order."""

    def __init__(self, given: QueryDict, visible: LegalDocumentQuerySet) -> None:
        self.visible = visible
        self.words = squeeze(given.get("q", ""))[:100]
        self.kind = squeeze(given.get("loai", ""))[:60]
        self.issuer = squeeze(given.get("co-quan", ""))[:100]
        self.state = given.get("hieu-luc", "") if given.get("hieu-luc") in dict(STATES) else ""
        year = given.get("nam", "")
        self.year = int(year) if year.isdecimal() and 1900 < int(year[:4]) < 2200 and len(year) == 4 else None
        self.order = given.get("xep", "") if given.get("xep") in ORDERS else ""

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.kind or self.issuer or self.state or self.year)

    @property
    def is_narrowed(self) -> bool:
        """Whether more than words is asked for."""
        return bool(self.kind or self.issuer or self.state or self.year or self.order)

    def documents(self) -> LegalDocumentQuerySet:
        found = self._by_state(self.visible)
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.issuer:
            found = found.filter(issuer_key__contains=name_key(self.issuer))
        if self.year:
            found = found.filter(issued_on__year=self.year)
        found = found.search(self.words) if self.words else found
        return found.order_by(*ORDERS[self.order])

    def _by_state(self, found: LegalDocumentQuerySet) -> LegalDocumentQuerySet:
        today = timezone.localdate()
        dead = Q(status__in=NO_LONGER_IN_FORCE) | Q(ends_on__isnull=False, ends_on__lte=today)
        coming = Q(effective_on__isnull=False, effective_on__gt=today)
        unknown = Q(status=LegalStatus.UNKNOWN)
        match self.state:
            case "con":
                return found.exclude(dead).exclude(coming).exclude(unknown)
            case "het":
                return found.filter(dead)
            case "chua":
                return found.exclude(dead).filter(coming)
            case "chua-ro":
                return found.exclude(dead).exclude(coming).filter(unknown)
            case _:
                return found

    def kinds(self) -> list[str]:
        return _distinct(self.visible.order_by("kind").values_list("kind", flat=True).distinct())

    def years(self) -> list[int]:
        days = self.visible.order_by("-issued_on").dates("issued_on", "year", order="DESC")
        return [day.year for day in days]

    def issuers(self) -> list[str]:
        return _distinct(self.visible.order_by("issuer").values_list("issuer", flat=True).distinct()[:200])


def _distinct(values: Iterable[str]) -> list[str]:
    return [value for value in values if value]
