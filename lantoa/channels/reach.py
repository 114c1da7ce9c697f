"""How many a posting reached, as the channel says: read back some days after, and counted with the activity.

Totals by what a plan asks (docs/decisions/0025):
- *touches* ("lượt") add up everything, each activity once: an article that several pages carry is one line of the
  books. Where nobody said how many it reached, the views of its page on this site count;
- *people* ("số người, không đếm trùng") are no more than can be different people: posts on one page reach the same
  followers, so of one outlet the largest figure counts; so it does of meetings of one kind in one unit. Over outlets,
  kinds and units the figures add up: nobody knows how far their audiences overlap. Views are no people.
"""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import httpx
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.channels import limits
from lantoa.channels.adapters import wire
from lantoa.channels.adapters.outcomes import Failure
from lantoa.channels.done import people_of
from lantoa.channels.enums import PostingState
from lantoa.channels.models import Posting
from lantoa.channels.registry import ADAPTERS, adapter_of
from lantoa.channels.rounds import Round
from lantoa.ledger.counted_in import counted_in
from lantoa.ledger.models import Activity, Served
from lantoa.plans.enums import ParagraphRole
from lantoa.plans.models import Plan, PlanParagraph, PlanTask

log = logging.getLogger("lantoa.channels")

A_ROUND = 20
Views = Callable[[list[Activity]], Mapping[int, int]]
view_providers: list[Views] = []  # activity → how often its page was looked at: rooms with public pages say
_READABLE = sorted(kind for kind, adapter in ADAPTERS.items() if adapter.can_read_reach)


def read_due(now: dt.datetime | None = None) -> int:
    """The worker's round: read the figures of postings whose day for it has come; how many."""
    moment = now or timezone.now()
    due = Q(pk__in=[])
    for age in limits.READ_AT:
        unread = Q(read_at__isnull=True) | Q(read_at__lt=F("sent_at") + age)
        due |= unread & Q(sent_at__lte=moment - age, sent_at__gt=moment - age - dt.timedelta(days=20))
    rows = Posting.objects.filter(
        due, state=PostingState.SENT, removed_at__isnull=True, channel__type__in=_READABLE, channel__is_live=True
    )
    postings = list(rows.exclude(external_id="").select_related("channel__unit", "activity").order_by("pk")[:A_ROUND])
    if not postings:
        return 0
    around, keyed = Round(), {posting.pk: posting for posting in postings}
    with wire.client() as http:
        return sum(
            _read_in(around, keyed[pk], http) for pk in around.each((one.pk, one.channel_id) for one in postings)
        )


def _read_in(around: Round, posting: Posting, http: httpx.Client) -> int:
    """One that breaks ends no round: it is noted as read, and the others go on."""
    try:
        read(posting, http)
    except Exception:
        log.exception("figures of posting %s could not be read", posting.pk)
        Posting.objects.filter(pk=posting.pk).update(read_at=timezone.now())
    return 1


def read(posting: Posting, http: httpx.Client) -> bool:
    """Ask the channel for the posting's figures and keep them; whether it gave any."""
    posting.read_at = timezone.now()
    try:
        found = adapter_of(posting.channel).read_reach(posting, http)
    except Failure as failure:
        log.info("no figures of posting %s: %s", posting.pk, failure.words)
        found = None
    if found:
        posting.seen, posting.reacted = _known(found.seen, posting.seen), _known(found.reacted, posting.reacted)
        posting.reached = _known(found.reached, posting.reached)
        posting.live_url = posting.live_url or found.url[:500]
    posting.save(update_fields=["read_at", "seen", "reached", "reacted", "live_url"])
    count(posting)
    return found is not None


def read_now(posting: Posting) -> bool:
    """The same, when a person asks."""
    with wire.client() as http:
        return read(posting, http)


def count(posting: Posting) -> None:
    """Bring the activity's figure up to the posting's, unless an accepted report counts it: that one stands."""
    activity, people = posting.activity, people_of(posting)
    if activity is None or people is None or activity.people == people or counted_in(activity):
        return
    link = activity.link or posting.live_url
    Activity.objects.filter(pk=activity.pk).update(people=people, link=link, version=F("version") + 1)


def _known(new: int | None, old: int | None) -> int | None:
    return old if new is None else new


@dataclass(slots=True)
class ContentReach:
    """What was reached for one task or duty of a plan. `units`: how many units did something for it."""

    title: str
    group: str = ""
    activities: int = 0
    touches: int = 0
    people: int = 0
    units: int = 0
    by_channel: dict[str, int] = field(default_factory=dict)
    counted: list[Activity] = field(default_factory=list, repr=False)


def by_content(plan: Plan, user: User, first: dt.date, last: dt.date) -> list[ContentReach]:
    """A row for each task and each duty of `plan`, over what `user` may see; a unit's own plan counts for the task its
    task is derived from. The same number of queries, however many units."""
    tasks = list(PlanTask.objects.filter(plan=plan))
    duties = list(PlanParagraph.objects.filter(plan=plan, role=ParagraphRole.DUTY).select_related("section"))
    served = {
        **{("task", pk): ids for pk, ids in _served(PlanTask, _roots({task.pk for task in tasks})).items()},
        **{("duty", pk): ids for pk, ids in _served(PlanParagraph, {duty.pk: duty.pk for duty in duties}).items()},
    }
    wanted = {pk for ids in served.values() for pk in ids}
    seen = Activity.objects.visible_to(user).counted().between(first, last)
    rows = {row.pk: row for row in seen.filter(pk__in=wanted)}
    audiences = _Audiences(rows.values())

    def summed(row: ContentReach, key: tuple[str, int]) -> ContentReach:
        return _summed(row, [rows[pk] for pk in sorted(served.get(key, ())) if pk in rows], audiences)

    found = [summed(ContentReach(task.text, task.group_title), ("task", task.pk)) for task in tasks]
    done = [key[1] for key in served if key[0] == "duty"]  # of duties only those that something was done for
    titled = [(duty, duty.section.title if duty.section else "") for duty in duties if duty.pk in done]
    return [*found, *(summed(ContentReach(duty.item, group), ("duty", duty.pk)) for duty, group in titled)]


def _served(model: type[Model], roots: dict[int, int]) -> dict[int, set[int]]:
    """Root → the activities that serve an obligation about it."""
    found: dict[int, set[int]] = defaultdict(set)
    kind = ContentType.objects.get_for_model(model)
    links = Served.objects.filter(obligation__subject_type=kind, obligation__subject_id__in=roots)
    for activity, subject in links.values_list("activity_id", "obligation__subject_id"):
        found[roots[subject]].add(activity)
    return found


def total(contents: Iterable[ContentReach]) -> ContentReach:
    """Over several contents: what serves two of them counts once, so do followers of a page that carried both."""
    rows = list({row.pk: row for content in contents for row in content.counted}.values())
    return _summed(ContentReach(""), rows, _Audiences(rows))


def _summed(into: ContentReach, rows: list[Activity], audiences: "_Audiences") -> ContentReach:
    largest: dict[tuple[object, ...], int] = {}
    for row in rows:
        touches, audience = audiences.touches(row), audiences.of(row)
        into.activities += 1
        into.touches += touches
        into.by_channel[row.channel_kind] = into.by_channel.get(row.channel_kind, 0) + touches
        largest[audience] = max(largest.get(audience, 0), row.people or 0)
    into.people = sum(largest.values())
    into.counted = rows
    into.units = len({row.unit_id for row in rows})
    return into


class _Audiences:
    """Whom these activities reached; the same few questions for any number."""

    def __init__(self, rows: Iterable[Activity]) -> None:
        known = list(rows)
        sent = Posting.objects.filter(activity__in=[row.pk for row in known])
        self._outlets = dict(sent.values_list("activity_id", "channel_id"))  # where its posting went out
        untold = [row for row in known if row.people is None]
        self._views = {pk: number for provider in view_providers for pk, number in provider(untold).items()}

    def of(self, row: Activity) -> tuple[object, ...]:
        """Activities with the same one reach the same people: an outlet's followers, a unit's people for one kind."""
        if row.pk in self._outlets:
            return ("outlet", self._outlets[row.pk])
        if page := str((row.details or {}).get("page") or "").strip().lower():
            return ("page", row.unit_id, page)
        return (row.unit_id, row.kind)

    def touches(self, row: Activity) -> int:
        return self._views.get(row.pk, 0) if row.people is None else row.people


def _roots(tasks: set[int]) -> dict[int, int]:
    """Each task, and each derived from it however far down, → the task of the plan."""
    roots, layer = {pk: pk for pk in tasks}, set(tasks)
    while layer:
        below = PlanTask.objects.filter(derived_from__in=layer).values_list("pk", "derived_from_id")
        fresh = {pk: roots[above] for pk, above in below if above is not None and pk not in roots}
        roots |= fresh
        layer = set(fresh)
    return roots
