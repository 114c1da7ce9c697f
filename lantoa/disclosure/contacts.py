"""Every unit's ways in, and what is missing or dead of them: one place for the office, and for units to mend theirs."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.http import QueryDict

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.disclosure.enums import Outcome
from lantoa.disclosure.models import DEAD_DAYS, ContactCheck
from lantoa.organisations.enums import PARTS, UnitKind
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.vietnamese.text import squeeze

_REFUSED = Q(contact_check__outcome=Outcome.REFUSED)
_SAME = Q(contact_check__url=F("portal_url"))  # what was found of an older link says nothing of today's
DEAD = ~Q(portal_url="") & _SAME & (Q(contact_check__failed_days__gte=DEAD_DAYS) | _REFUSED)
FAULTS: dict[str, tuple[str, Q]] = {
    "hotline": ("Chưa có đường dây nóng", Q(hotline="")),
    "email": ("Chưa có thư điện tử", Q(email="")),
    "address": ("Chưa có địa chỉ", Q(address="")),
    "link": ("Chưa có trang thông tin", Q(portal_url="")),
    "dead": ("Trang thông tin không mở được", DEAD),
}
_ANY = FAULTS["hotline"][1] | FAULTS["email"][1] | FAULTS["address"][1] | FAULTS["link"][1] | DEAD


class ContactFilter:
    """Words, kind, what is missing (`thieu`): one fault, any of them, or none asked."""

    def __init__(self, given: QueryDict, user: User) -> None:
        self.user = user
        self.words = squeeze(given.get("q", ""))[:100]
        self.kind = given.get("loai", "") if given.get("loai") in UnitKind.values else ""
        asked = given.get("thieu", "")
        self.fault = asked if asked in FAULTS or asked == "tat-ca" else ""

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.kind)

    def _base(self) -> UnitQuerySet:
        """Units that people turn to: a division is reached through the unit that it is part of."""
        found = Unit.objects.current().filter(access.within(self.user, Power.SEE)).exclude(kind__in=PARTS)
        found = found.filter(kind=self.kind) if self.kind else found
        return found.search(self.words) if self.words else found

    def units(self) -> UnitQuerySet:
        """Those with most missing first."""
        found = self._base().select_related("contact_check").order_by("area", "sort_key", "pk")
        if self.fault == "tat-ca":
            return found.filter(_ANY)
        return found.filter(FAULTS[self.fault][1]) if self.fault else found

    def counts(self) -> list[tuple[str, str, int]]:
        """Each fault with how many units have it."""
        found = self._base().aggregate(
            whole=Count("pk"),
            any=Count("pk", filter=_ANY),
            **{key: Count("pk", filter=condition) for key, (_, condition) in FAULTS.items()},
        )
        named = [(key, label, found[key]) for key, (label, _) in FAULTS.items()]
        return [("", "Mọi đơn vị", found["whole"]), ("tat-ca", "Còn thiếu, hỏng", found["any"]), *named]


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with what is wrong, in words; `check`: what was found of the link as it is now."""

    unit: Unit
    faults: list[str]
    check: ContactCheck | None
    may_mend: bool


def lines(units: list[Unit], user: User) -> list[Line]:
    return [_line(unit, access.may(user, Power.KEEP, unit)) for unit in units]


def _line(unit: Unit, may_mend: bool) -> Line:
    check: ContactCheck | None = getattr(unit, "contact_check", None)
    check = check if check and check.url == unit.portal_url else None
    empty = {"hotline": unit.hotline, "email": unit.email, "address": unit.address, "link": unit.portal_url}
    faults = [FAULTS[key][0] for key, value in empty.items() if not value]
    if check and check.is_dead:
        faults.append(FAULTS["dead"][0])
    return Line(unit, faults, check, may_mend)
