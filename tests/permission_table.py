"""Who may open what: the actors, the small world they live in, and the form of a row.

An app writes its rows in `lantoa/<app>/tests/permissions.py`:

    from tests.permission_table import LOGIN, Row, everyone

    def prepare(world):  # optional: things that its addresses need, made once for all its rows
        world.things["plan"] = PlanFactory(unit=world.own)

    ROWS = [
        Row("plans:detail", everyone(200, anonymous=LOGIN, other_officer=404, other_head=404),
            kwargs=lambda world: {"pk": world.things["plan"].pk}),
        Row("plans:submission", everyone(403, …), method="POST", kwargs=…, data={"note": "…"}),
    ]

Every actor's request is undone before the next one's, so each meets the same state.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

import lantoa
from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import UnitFactory
from lantoa.organisations.models import Unit

LOGIN = "login"  # sent to the sign-in page
Status = int | str

# actor: role and unit of the world; `own` is the unit that the things of the rows belong to.
HOLDERS: dict[str, tuple[Role, str]] = {
    "officer": (Role.OFFICER, "own"),
    "head": (Role.HEAD, "own"),
    "office": (Role.OFFICE, "own"),
    "editor": (Role.EDITOR, "own"),
    "leader": (Role.LEADER, "own"),
    "admin": (Role.ADMIN, "own"),
    "other_officer": (Role.OFFICER, "sibling"),
    "other_head": (Role.HEAD, "sibling"),
    "office_above": (Role.OFFICE, "top"),
    "admin_above": (Role.ADMIN, "top"),
}
ACTORS = ("anonymous", *HOLDERS)


@dataclass
class World:
    """A department (`top`) over two schools, `own` and `sibling`; one person for each actor but the anonymous."""

    top: Unit
    own: Unit
    sibling: Unit
    people: dict[str, User]
    things: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def make(cls) -> "World":
        top = UnitFactory.make(department=True)
        own, sibling = (UnitFactory.make(upper=True, parent=top) for _ in range(2))
        units = {"top": top, "own": own, "sibling": sibling}
        people = {
            actor: UserFactory.make(username=f"the_{actor}", role=role, role__unit=units[where])
            for actor, (role, where) in HOLDERS.items()
        }
        return cls(top, own, sibling, people)


@dataclass(frozen=True)
class Row:
    """What each actor gets at one address by one method."""

    name: str
    expected: Mapping[str, Status]
    method: str = "GET"
    kwargs: Callable[[World], Mapping[str, Any]] = lambda world: {}
    data: Mapping[str, Any] | Callable[[World], Mapping[str, Any]] = field(default_factory=dict)
    app: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def everyone(status: Status, **others: Status) -> dict[str, Status]:
    """The same for every actor, but for those named."""
    unknown = set(others) - set(ACTORS)
    assert not unknown, f"no such actor: {', '.join(sorted(unknown))}; there are {', '.join(ACTORS)}"
    return {actor: others.get(actor, status) for actor in ACTORS}


def signed_in(status: Status, **others: Status) -> dict[str, Status]:
    """The same for all who signed in; the anonymous are sent to do so."""
    return everyone(status, **{"anonymous": LOGIN, **others})


def tables() -> Iterator[tuple[str, Any]]:
    """The apps that have a table, with its module."""
    for app in pkgutil.iter_modules(lantoa.__path__):
        name = f"lantoa.{app.name}.tests.permissions"
        if app.ispkg and importlib.util.find_spec(f"lantoa.{app.name}.tests") and importlib.util.find_spec(name):
            yield app.name, importlib.import_module(name)


def all_rows() -> list[Row]:
    """Every row, with the app that wrote it."""
    return [
        Row(row.name, row.expected, row.method, row.kwargs, row.data, app)
        for app, module in tables()
        for row in module.ROWS
    ]


def url_names() -> set[str]:
    """Every name of the URLconf, with its namespaces; a pattern without one appears as its route."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}" if pattern.name else f"(no name) {pattern.pattern}"
