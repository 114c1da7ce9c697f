"""Telling people: the one way in which a room above lets a person know of something.

    tell(heads, "Kế hoạch … chờ duyệt", kind=NoticeKind.TO_DECIDE, url=plan.get_absolute_url(), key=f"step-{step.pk}")

A notice shows in the workspace at once. It is mailed at once where it is urgent, else in the day's digest.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.notices import mail
from lantoa.notices.models import Notice, NoticeKind
from lantoa.organisations.models import Unit

BATCH = 1000
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence for one person. `unit_id`: the unit that it concerns; `key`: told once to a person."""

    user_id: int
    text: str
    kind: NoticeKind
    url: str = ""
    unit_id: int | None = None
    note: str = ""
    key: str = ""


def tell(  # noqa: PLR0913 - what a message has
    users: Iterable[User],
    text: str,
    *,
    kind: NoticeKind,
    url: str = "",
    unit: Unit | None = None,
    note: str = "",
    key: str = "",
    by: User | None = None,
    urgent: bool = False,
) -> int:
    """Tell each person once the same; how many were told now. Who was told by the same `key` before is left alone."""
    unit_id = unit.pk if unit else None
    tellings = [Telling(user.pk, text, kind, url, unit_id, note, key) for user in users]
    return len(tell_all(tellings, by=by, urgent=urgent))


@transaction.atomic
def tell_all(tellings: Iterable[Telling], *, by: User | None = None, urgent: bool = False) -> list[Notice]:
    """Tell many people, each a sentence of their own, in a few queries; the notices that are new.

    Inactive people are skipped, and whoever was told by the same key before.
    """
    asked = {(one.user_id, one.key or str(place)): one for place, one in enumerate(tellings)}
    reachable = _reachable(list(asked.values()))
    rows = [_notice(one, by, urgent) for one in asked.values() if one in reachable]
    if not rows:
        return []
    keyed = [row for row in rows if row.key]
    plain = Notice.objects.bulk_create([row for row in rows if not row.key], batch_size=BATCH)
    Notice.objects.bulk_create(keyed, batch_size=BATCH, ignore_conflicts=True)
    made = [*plain, *_stored(keyed)]
    if urgent and made:
        waiting = [row.pk for row in made]
        transaction.on_commit(lambda: mail.send_soon(waiting))
    return made


def _reachable(asked: list[Telling]) -> set[Telling]:
    active: set[int] = set()
    told: set[tuple[int, str]] = set()
    ids = list({one.user_id for one in asked})
    keys = list({one.key for one in asked if one.key})
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        active |= set(User.objects.filter(pk__in=part, is_active=True).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        told |= set(Notice.objects.filter(key__in=keys[start : start + BATCH]).values_list("user_id", "key"))
    return {one for one in asked if one.user_id in active and (one.user_id, one.key) not in told}


def _notice(one: Telling, by: User | None, urgent: bool) -> Notice:
    return Notice(
        user_id=one.user_id,
        unit_id=one.unit_id,
        kind=one.kind,
        text=shortened(one.text),
        note=one.note.replace("\0", " "),
        url=one.url,
        key=one.key,
        by=by,
        is_urgent=urgent,
    )


def _stored(keyed: list[Notice]) -> list[Notice]:
    """The rows as the database has them: with `ignore_conflicts` it gives no ids."""
    wanted = {(row.user_id, row.key) for row in keyed}
    keys = list({row.key for row in keyed})
    found: list[Notice] = []
    for start in range(0, len(keys), BATCH):
        found += Notice.objects.filter(key__in=keys[start : start + BATCH])
    return [row for row in found if (row.user_id, row.key) in wanted]


def shortened(text: str) -> str:
    """A sentence that fits its column, cut at a word."""
    text = text.replace("\0", " ")
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rsplit(" ", 1)[0] + " …"


def settle(url: str, kind: NoticeKind) -> int:
    """What waited at `url` has been decided: nobody needs to read that it waits; how many were unread."""
    waiting = Notice.objects.unread().filter(Q(url=url) & ~Q(url=""), kind=kind)
    return waiting.update(read_at=timezone.now())
