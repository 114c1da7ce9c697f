"""What was done in the period, kind by kind: how many, for how many people, the main ones by name, day and place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, Sum, Window
from django.db.models.functions import RowNumber

from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.models import Activity
from lantoa.ledger.models.activity import ActivityQuerySet
from lantoa.reports.drafting import leadership
from lantoa.reports.drafting.tellers import is_lead_in, tells
from lantoa.reports.drafting.wording import WORDS, apart, counted, shortened
from lantoa.reports.enums import HeadingRole
from lantoa.reports.figures import done_by, matching
from lantoa.reports.models import Report, TemplateHeading
from lantoa.vietnamese.dates import short_date
from lantoa.vietnamese.text import fold

_NAMED, _LOOKED_AT = 3, 12  # of a kind; of those looked at some bear the same title
_ADDED = {"count": Count("pk"), "times": Sum("times"), "people": Sum("people"), "copies": Sum("copies")}


@dataclass(slots=True)
class KindDone:
    """What was done of one kind; `main`: the activities worth a name."""

    kind: str
    count: int
    times: int
    people: int
    copies: int
    main: list[Activity] = field(default_factory=list)


def drafts(report: Report, units: Collection[int], headings: Sequence[TemplateHeading], who: str) -> dict[int, str]:
    """The text under every heading that tells results. What one heading has told, the next one does not tell again;
    `who` did it."""
    period = report.period
    done = done_by(units, period.starts_on, period.ends_on)
    leading_in = {heading.pk for heading in headings if is_lead_in(heading, headings)}
    tellers = [heading for heading in headings if tells(heading) or heading.pk in leading_in]
    filters = [matching(heading.filter) for heading in tellers if heading.filter]
    named_above = [leadership.matching_of(one) for one in headings if one.role == HeadingRole.LEADERSHIP]
    told: dict[int, str] = {}
    seen = Q(pk__in=())
    has_rest = False
    for heading in tellers:
        if heading.pk in leading_in:
            told[heading.pk] = _overview(done, who)
        elif heading.filter:
            mine = matching(heading.filter)
            told[heading.pk] = told_of(done.filter(mine).exclude(seen), named_above)
            seen |= mine
        elif not has_rest:
            rest = done.exclude(_any(filters)) if filters else done
            told[heading.pk] = told_of(rest, named_above) or ("" if filters else NOTHING)
            has_rest = True
    return told


NOTHING = "Trong kỳ, đơn vị chưa ghi nhận hoạt động nào."


def told_of(done: ActivityQuerySet, named_above: Sequence[Q] = ()) -> str:
    """A paragraph for each kind of activity; `named_above`: what is named elsewhere and only counted here."""
    return "\n".join(_paragraph(kind) for kind in _by_kind(done, named_above))


def _any(filters: Sequence[Q]) -> Q:
    found = Q(pk__in=())
    for one in filters:
        found |= one
    return found


def _overview(done: ActivityQuerySet, who: str) -> str:
    sums = done.order_by().aggregate(**_ADDED)
    if not sums["count"]:
        return NOTHING
    people = f" với {counted(sums['people'])} lượt người tham gia, theo dõi" if sums["people"] else ""
    return f"Trong kỳ, {apart(who)} đã thực hiện {counted(sums['count'])} hoạt động truyền thông{people}."


def _by_kind(done: ActivityQuerySet, named_above: Sequence[Q]) -> list[KindDone]:
    """Two questions: the sums of every kind, and the largest few of each."""
    sums = done.order_by().values_list("kind").annotate(*_ADDED.values())
    found = {
        kind: KindDone(kind, count, times or 0, people or 0, copies or 0) for kind, count, times, people, copies in sums
    }
    if not found:
        return []
    rank = Window(
        RowNumber(), partition_by="kind", order_by=[F("people").desc(nulls_last=True), F("on").desc(), F("pk").desc()]
    )
    largest = done.exclude(_any(named_above)) if named_above else done
    for activity in largest.order_by().annotate(rank=rank).filter(rank__lte=_LOOKED_AT).order_by("rank"):
        found[activity.kind].main.append(activity)
    order = list(WORDS)
    return sorted(found.values(), key=lambda one: order.index(one.kind) if one.kind in order else len(order))


def _paragraph(done: KindDone) -> str:
    words = WORDS.get(done.kind, WORDS[ActivityKind.OTHER])
    amount = done.times if words.amount == "times" else done.count
    said = words.what.format(counted(amount))
    if done.kind == ActivityKind.PRINT_RUN and done.copies:
        said += f", tổng số {counted(done.copies)} bản"
    if done.people:
        said += f" với {counted(done.people)} {words.people}"
    chosen = _main(done.main)
    if not chosen:
        return f"{said}."
    lead = "gồm" if len(chosen) == done.count else "tiêu biểu"
    return f"{said}; {lead}: {'; '.join(named(one) for one in _by_day(chosen))}."


def _main(activities: Sequence[Activity]) -> list[Activity]:
    """The first few with titles of their own."""
    found: dict[str, Activity] = {}
    for activity in activities:
        found.setdefault(fold(activity.title), activity)
    return list(found.values())[:_NAMED]


def _by_day(activities: Sequence[Activity]) -> list[Activity]:
    return sorted(activities, key=lambda one: (one.on, one.pk))


def named(activity: Activity) -> str:
    """ "Họp cha mẹ học sinh đầu năm (ngày 05/02/2026, hội trường, 120 người)"."""
    day = f"ngày {short_date(activity.on)}"
    if activity.until and activity.until != activity.on:
        day = f"từ ngày {short_date(activity.on)} đến ngày {short_date(activity.until)}"
    place = shortened(activity.place)
    people = f"{counted(activity.people)} người" if activity.people else ""
    return f"{shortened(activity.title)} ({', '.join(text for text in (day, place, people) if text)})"
