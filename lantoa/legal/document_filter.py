"""The register by what stands in the address."""

from collections.abc import Iterable

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.http import QueryDict
from django.utils import timezone

from lantoa.legal.enums import NO_LONGER_IN_FORCE, LegalStatus
from lantoa.legal.models import LegalDocumentQuerySet
from lantoa.search import index
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import search_words, squeeze

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
        found = self._by_words(found) if self.words else found
        return found.order_by(*self._phrase_first(), *ORDERS[self.order])

    def _phrase_first(self) -> list[Case]:
        """Documents that hold the words as they were typed, one after the other ("một cửa"), before those that hold
        them scattered; an order that was asked for stands alone."""
        phrase = " ".join(search_words(self.words))
        if " " not in phrase or self.order:
            return []
        return [Case(When(folded__contains=phrase, then=Value(0)), default=Value(1), output_field=IntegerField())]

    def _by_words(self, found: LegalDocumentQuerySet) -> LegalDocumentQuerySet:
        return found.search(self.words)

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


class BookcaseFilter(DocumentFilter):
    """The bookcase: words are looked for in what the files say, too."""

    def _by_words(self, found: LegalDocumentQuerySet) -> LegalDocumentQuerySet:
        by_text = [int(key) for key in index.keys(self.words, "legal")]
        return found.filter(Q(pk__in=found.search(self.words).order_by().values("pk")) | Q(pk__in=by_text))


def _distinct(values: Iterable[str]) -> list[str]:
    return [value for value in values if value]
