"""Which reports the office may open: what plans on the books ask for, and the days that a period covers."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Min, Q

from lantoa.ledger.enums import PENDING, ObligationKind, ObligationState
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.organisations.models import Unit
from lantoa.reports.enums import PeriodType
from lantoa.reports.models import Period, Report
from lantoa.vietnamese.periods import PeriodKind, ReportingPeriod

_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<letter>[HQ])?(?P<index>\d{1,2})(?P<nine>M)?)?", re.ASCII)
_GROUP = ("origin_type", "origin_id", "subject_type", "subject_id", "part")


@dataclass(frozen=True, slots=True)
class Span:
    """What a period covers, by Nghị định 09/2019/NĐ-CP, Điều 12, unless a person changes it."""

    kind: PeriodType
    year: int
    index: int
    name: str
    part: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True)
class Proposal:
    """Reports that one rule of one document asks for one part of the year. `units` owe it (`who`: its name, where it is
    one); `pending` of them still do;
    `due_on` is the earliest day asked; `periods` are those already opened for it; `span` is None where the part of the
    year cannot be read off."""

    key: str
    origin: models.Model | None
    subject: models.Model | None
    part: str
    title: str
    units: int
    pending: int
    due_on: dt.date | None
    span: Span | None
    periods: list[Period] = field(default_factory=list)
    who: str = ""

    @property
    def is_due_before_cut_off(self) -> bool:
        """Plans often ask for the report before the decree's cut-off: the office then chooses an earlier cut-off."""
        return self.span is not None and self.due_on is not None and self.due_on < self.span.ends_on


def proposals(unit: Unit) -> list[Proposal]:
    """What `unit` has asked of others by plans, one row a period that it may open; the earliest due first."""
    rows = list(
        _asked_by(unit)
        .order_by()
        .values(*_GROUP)
        .annotate(
            number=Count("pk", filter=~Q(state=ObligationState.EXCLUDED)),
            still=Count("pk", filter=Q(state__in=PENDING)),
            due=Min("due_on"),
            words=Min("title"),
            first=Min("unit", filter=~Q(state=ObligationState.EXCLUDED)),
        )
    )
    opened = _opened(unit)
    things = _things([(row[f"{end}_type"], row[f"{end}_id"]) for row in rows for end in ("origin", "subject")])
    alone = Unit.objects.in_bulk({row["first"] for row in rows if row["number"] == 1})
    found = [_proposal(row, things, opened, alone) for row in rows if row["number"]]
    return sorted(found, key=lambda one: (one.due_on or dt.date.max, one.part, one.key))


def find_proposal(unit: Unit, key: str) -> Proposal | None:
    """The proposal of that key, as a form sends it back."""
    return next((one for one in proposals(unit) if one.key == key), None)


def debts_of(unit: Unit, proposal: Proposal) -> ObligationQuerySet:
    """The obligations that a proposal stands for, excluded ones too: they show with their reason."""
    kinds = dict(zip(_GROUP, _read(proposal.key), strict=True))
    return _asked_by(unit).filter(**kinds)


def span(kind: PeriodType, year: int, index: int = 1) -> Span:
    """The span of a regular period by the decree. Raises ValueError with a sentence where the year has no such one."""
    period = ReportingPeriod(PeriodKind(kind.value), year, index)
    return Span(kind, year, index, period.name, part_of(kind, year, index), period.start, period.end)


def span_of(part: str) -> Span | None:
    """The span that an obligation's part names ("2026-H1"); None where it names none."""
    found = _PART.fullmatch(part)
    if found is None:
        return None
    kind, index = _kind_of(found), int(found["index"] or 1)
    try:
        return span(kind, int(found["year"]), 1 if found["nine"] else index)
    except ValueError:
        return None


def part_of(kind: PeriodType, year: int, index: int = 1) -> str:
    """The code of a regular period, the same as on the obligations of a plan's rule."""
    match kind:
        case PeriodType.MONTH:
            return f"{year}-{index:02d}"
        case PeriodType.QUARTER:
            return f"{year}-Q{index}"
        case PeriodType.HALF_YEAR:
            return f"{year}-H{index}"
        case PeriodType.NINE_MONTHS:
            return f"{year}-9M"
        case _:
            return f"{year}"


def _kind_of(found: re.Match[str]) -> PeriodType:
    if found["nine"]:
        return PeriodType.NINE_MONTHS
    if found["letter"]:
        return PeriodType.HALF_YEAR if found["letter"] == "H" else PeriodType.QUARTER
    return PeriodType.MONTH if found["index"] else PeriodType.YEAR


def _asked_by(unit: Unit) -> ObligationQuerySet:
    own = ContentType.objects.get_for_model(Period)
    return Obligation.objects.filter(kind=ObligationKind.REPORT, asked_by=unit).exclude(subject_type=own)


def _key(row: dict[str, Any]) -> str:
    return ":".join(str(row[name]) for name in _GROUP)


def _read(key: str) -> list[str]:
    return key.split(":", 4)


def _opened(unit: Unit) -> dict[str, list[Period]]:
    """The periods whose reports answer each proposal, by its key: opened for it, or shared with it."""
    keys = {(key, period) for line in ("obligation", "obligation__meets_too") for key, period in _answered(unit, line)}
    periods = Period.objects.select_related("template").in_bulk({period for _, period in keys})
    found: dict[str, list[Period]] = defaultdict(list)
    for key, period in sorted(keys):
        found[key].append(periods[period])
    return found


def _answered(unit: Unit, line: str) -> list[tuple[str, int]]:
    names = {name: f"{line}__{name}" for name in _GROUP}
    rows = Report.objects.filter(**{f"{line}__in": _asked_by(unit)}).order_by().values("period", *names.values())
    return [(_key({name: row[said] for name, said in names.items()}), row["period"]) for row in rows.distinct()]


def _things(named: Iterable[tuple[int, int]]) -> dict[tuple[int, int], models.Model]:
    """The rows that generic keys name, one question a model."""
    by_type: dict[int, set[int]] = defaultdict(set)
    for kind, pk in named:
        by_type[kind].add(pk)
    found: dict[tuple[int, int], models.Model] = {}
    for kind, pks in by_type.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            found |= {(kind, pk): row for pk, row in model._base_manager.in_bulk(pks).items()}
    return found


def _proposal(
    row: dict[str, Any],
    things: dict[tuple[int, int], models.Model],
    opened: dict[str, list[Period]],
    alone: dict[int, Unit],
) -> Proposal:
    key = _key(row)
    return Proposal(
        key=key,
        origin=things.get((row["origin_type"], row["origin_id"])),
        subject=things.get((row["subject_type"], row["subject_id"])),
        part=row["part"],
        title=row["words"],
        units=row["number"],
        pending=row["still"],
        due_on=row["due"],
        span=span_of(row["part"]),
        periods=opened.get(key, []),
        who=alone[row["first"]].name if row["number"] == 1 else "",
    )
