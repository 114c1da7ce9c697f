"""Whom and what the address of the form names, and where in the network a request came from."""

import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict

from lantoa.feedback.enums import Source
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure

_MOST_DIGITS = 18
_MOST_UNITS = 5000
_units: dict[int, tuple[Unit, float]] = {}  # by key: the unit, and until when it is believed


@dataclass(frozen=True, slots=True)
class Addressed:
    """What the address of the form names: whom one writes to, about what, and how one came."""

    unit: Unit | None
    procedure: Procedure | None
    source: Source


def read(query: QueryDict) -> Addressed:
    """What `?dv=`, `?thu-tuc=` and `?tu=` name; odd ones name nothing."""
    unit, procedure = _unit(_key(query.get("dv", ""))), _key(query.get("thu-tuc", ""))
    source = Source.QR if unit is not None and query.get("tu") != "trang" else Source.WEB
    return Addressed(unit, Procedure.objects.filter(pk=procedure).first() if procedure else None, source)


def address_of(request: HttpRequest) -> str:
    """Where in the network the request came from; "" where that can't be told."""
    try:
        return str(get_adapter().get_client_ip(request) or "")
    except PermissionDenied:  # a proxy that says nothing
        return ""


def _key(typed: str) -> int:
    """A number of a row; 0 for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS else 0


def _unit(key: int) -> Unit | None:
    """The unit that the address names; asked of the database once in a while, since every sender comes with one."""
    known, until = _units.get(key, (None, 0.0))
    if known is not None and time.monotonic() < until:
        return known
    found = Unit.objects.current().filter(pk=key).first() if key else None
    if found is not None and (key in _units or len(_units) < _MOST_UNITS):
        _units[key] = found, time.monotonic() + settings.FEEDBACK_UNIT_SECONDS
    return found
