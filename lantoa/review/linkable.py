"""What may be decided on by a one-time link: rooms register their models in `AppConfig.ready`; this room knows none by
name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.fields.files import FieldFile

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.review.enums import ReviewState


def usual_approve(thing: Any, *, by: User, note: str, seen: str) -> None:
    thing.approve(by=by, note=note, seen=seen)


def usual_send_back(thing: Any, *, by: User, note: str, seen: str) -> None:
    """Inside a transaction: what is returned is what was read."""
    thing._locked()
    thing.demand_seen(seen)
    thing.send_back(by=by, note=note)


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A file of the thing as the page of the link hands it out: in the page (`is_shown`), else kept on the device."""

    name: str
    content_type: str
    stored: "FieldFile"
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Linkable:
    """How things of one model are read by somebody who is not signed in, and the acts of the head on them.

    `approve` and `send_back` take the thing and `by`, `note`, `seen`. `template` shows the thing with what `context`
    gives; it leads to no page that asks for a sign-in. `context` also takes a function that gives the address of a file
    by its key, good for as long as the link; `file_of` finds that file. `verb` is what approving does, as its button
    says, `done` what it did; `public_page` is where anybody reads the thing now, empty where nobody does.
    """

    noun: str  # "kế hoạch"
    template: str
    context: Callable[[Any, Callable[[object], str]], dict[str, Any]]
    approve: Callable[..., Any] = usual_approve
    send_back: Callable[..., Any] = usual_send_back
    verb: Callable[[Any], str] = lambda thing: "Duyệt"
    is_with_head: Callable[[Any], bool] = lambda thing: True  # no look of others comes first
    styles: tuple[str, ...] = ()
    file_of: Callable[[Any, UUID], LinkedFile | None] = lambda thing, key: None
    done: Callable[[Any], str] = lambda thing: "Đã duyệt."
    public_page: Callable[[Any], str] = lambda thing: ""


_known: dict[str, tuple[type[models.Model], Linkable]] = {}


def register(model: type[models.Model], how: Linkable) -> None:
    _known[model._meta.label_lower] = (model, how)


def how_of(thing: Any) -> Linkable | None:
    found = _known.get(thing._meta.label_lower) if thing is not None else None
    return found[1] if found else None


def model_named(label: str) -> type[models.Model] | None:
    """The registered model of an address ("plans.plan")."""
    found = _known.get(label)
    return found[0] if found else None


def may_ask(user: User, thing: Any) -> bool:
    """Whether the person may have a link sent: they write for the unit, the thing waits for the head, and they do not
    decide themselves. Asks no database where the memberships are read."""
    how = how_of(thing)
    if how is None or thing.review_state != ReviewState.SUBMITTED or not how.is_with_head(thing):
        return False
    return access.may(user, Power.WRITE, thing.unit) and not access.may(user, Power.APPROVE, thing.unit)
