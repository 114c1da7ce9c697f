"""What postings are made of. Rooms above register theirs in `AppConfig.ready`; this room knows none by name."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from lantoa.accounts.models import User
from lantoa.channels.models import Posting
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Source:
    """A text that can be put on channels; `url` is its page in the workspace, `link` the one that readers open,
    `short` the same in few signs, for who types or pastes it.

    `pictures`: `{"path": path in the storage, "alt": …}`.
    """

    kind: str
    thing: Model
    unit: Unit
    title: str
    url: str
    lead: str = ""
    text: str = ""
    link: str = ""
    short: str = ""
    pictures: Sequence[Mapping[str, str]] = ()
    hashtags: Sequence[str] = ()
    obligations: Sequence[Obligation] = ()


def _never(_: Model) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` stands in addresses. `find` gives the thing of that key where the person may see it. `why_not` says in a
    sentence why nothing made of the thing may go out now; empty: it may. `opens_at`: when it may by itself, where it
    waits for its hour. `readable`: the things that readers find now; without it, all of them. `recalled`: those that
    somebody took from readers on purpose."""

    name: str
    model: type[Model]
    find: Callable[[User, int], Source | None]
    why_not: Callable[[Model], str]
    opens_at: Callable[[Model], dt.datetime | None] = _never
    readable: "Callable[[], QuerySet[Any]] | None" = None
    recalled: "Callable[[], QuerySet[Any]] | None" = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that stands in the calendar of channels: a day, an hour where it has one, where it leads to."""

    on: dt.date
    title: str
    url: str
    word: str
    at: dt.datetime | None = None
    tone: str = "neutral"
    unit: str = field(default="", compare=False)
    move_url: str = ""  # where the person gives it another hour; empty: it has none to give
    parts: tuple["Mark", ...] = ()  # one thing on several channels: each of them
    log_url: str = ""  # where the person logs what was held; empty: nothing to log, or not theirs


kinds: dict[str, Kind] = {}
calendars: list[Callable[[User, Sequence[int], dt.date, dt.date], Iterable[Mark]]] = []


def register(kind: Kind) -> None:
    """Let postings be made of this kind of thing."""
    kinds[kind.name] = kind


def find(user: User, name: str, pk: int) -> Source | None:
    """The thing that an address names, where the person may see it."""
    kind = kinds.get(name)
    return kind.find(user, pk) if kind else None


def source_of(posting: Posting, user: User) -> Source | None:
    """What the posting was made of, where it is there and the person may see it."""
    kind = _kind_of(posting)
    return kind.find(user, posting.source_id) if kind and posting.source_id else None


def name_of(posting: Posting) -> str:
    """What stands in the address of the kind of thing it was made of; "" where it was made of none."""
    kind = _kind_of(posting)
    return kind.name if kind else ""


def why_not(posting: Posting) -> str:
    """Why what the posting was made of keeps it back; empty: it does not."""
    kind = _kind_of(posting)
    if kind is None:
        return ""
    if posting.source is None:
        return "Bài gốc không còn. Hủy bài trên kênh."
    return kind.why_not(posting.source)


def opens_at(posting: Posting) -> dt.datetime | None:
    """When what keeps the posting back ends by itself; None: only a person can end it, or nothing keeps it back."""
    kind = _kind_of(posting)
    return kind.opens_at(posting.source) if kind and posting.source is not None else None


def is_gone(posting: Posting) -> bool:
    """Whether its source, as it stands now, lets nothing out and will not by itself."""
    row = Posting.objects.select_related("source_type").get(pk=posting.pk)
    return bool(why_not(row)) and opens_at(row) is None


def _kind_of(posting: Posting) -> Kind | None:
    model = posting.source_type.model_class() if posting.source_type else None
    return next((kind for kind in kinds.values() if kind.model is model), None)
