"""What was to be done and what became of it, in the very figures that the report's table shows.

A figure that the template does not have is counted by the same rule (`sources`); of a sum, which holds what others
counted, it is left out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lantoa.reports import falling_due, sources
from lantoa.reports.content import Content
from lantoa.reports.days import Days
from lantoa.reports.drafting.wording import WAITING, counted
from lantoa.reports.enums import How
from lantoa.reports.models import Report, ReportValue
from lantoa.vietnamese.numbers import format_number

TASKS = ("tasks_assigned", "tasks_done", "tasks_on_time", "tasks_overdue")
PLANS = ("own_plans_asked", "own_plans_issued")


@dataclass(frozen=True, slots=True)
class Tally:
    """Tasks of a unit or of a sum; None: not known. `share`: the percentage that the report gives, as printed;
    `carried`: how many are left from earlier periods; `waiting`: how many of what is left wait for a day."""

    assigned: int
    done: int
    on_time: int | None
    overdue: int | None
    nil: int | None
    share: str = ""
    carried: int = 0
    waiting: int = 0

    def said(self, lead: str) -> str:
        """ "… 12 nhiệm vụ: đã hoàn thành 06 nhiệm vụ (05 nhiệm vụ đúng hạn, 01 nhiệm vụ sau hạn); còn …"."""
        if not self.assigned:
            return ""
        said = [text for text in (self._done(), self._nil(), self._rest()) if text]
        before = f" (có {counted(self.carried)} nhiệm vụ từ kỳ trước chuyển sang)" if self.carried else ""
        return f"{lead} {counted(self.assigned)} nhiệm vụ{before}{': ' if said else ''}{'; '.join(said)}."

    def _done(self) -> str:
        if not self.done:
            return ""
        share = f", đạt {self.share}" if self.share else ""
        return f"đã hoàn thành {counted(self.done)} nhiệm vụ{self._timely()}{share}"

    def _timely(self) -> str:
        if self.on_time is None or self.on_time > self.done:
            return ""
        late = self.done - self.on_time
        if not late:
            return " đúng hạn"
        if not self.on_time:
            return " sau hạn"
        return f" ({counted(self.on_time)} nhiệm vụ đúng hạn, {counted(late)} nhiệm vụ sau hạn)"

    def _nil(self) -> str:
        return f"{counted(self.nil)} nhiệm vụ không phát sinh" if self.nil else ""

    def _rest(self) -> str:
        """What is still to be done; of a sum, which does not know of nil returns, only what is overdue."""
        if self.nil is None:
            return f"{counted(self.overdue)} nhiệm vụ quá hạn" if self.overdue else ""
        rest = self.assigned - self.done - self.nil
        if rest <= 0:
            return ""
        number = f"{counted(rest)} nhiệm vụ"
        said = f"còn {number} chưa hoàn thành" if self.done or self.nil else f"chưa hoàn thành {number}"
        said += f" ({counted(self.waiting)} nhiệm vụ {WAITING})" if 0 < self.waiting <= rest else ""
        if self.overdue == rest:
            return f"{said}, đã quá hạn"
        if self.overdue:
            return f"{said}, trong đó {counted(self.overdue)} nhiệm vụ quá hạn"
        return f"{said}, không có nhiệm vụ quá hạn"


def of_unit(report: Report, found: Content, units: Collection[int], *, is_sum: bool) -> Tally:
    """What the unit itself had to do: in a report without a sum the figures as they stand, typed ones too."""
    held = {key: value.own if is_sum else value.value for key, value in _of_sources(found).items()}
    days = Days.of(report.period)
    keys = (*TASKS, "tasks_nil", "tasks_carried")
    assigned, done, on_time, overdue, nil, carried = (_whole(held.get(key), key, units, days) for key in keys)
    share = "" if is_sum else _share(found)
    return Tally(assigned, done, on_time, overdue, nil, share, min(carried, assigned), _waiting(units, days))


def of_sum(found: Content) -> Tally | None:
    """What the unit and all reports in its sum had to do; None where the template does not ask."""
    held = {key: value.value for key, value in _of_sources(found).items()}
    assigned, done = held.get("tasks_assigned"), held.get("tasks_done")
    if assigned is None or done is None:
        return None
    on_time, overdue = _known(held, "tasks_on_time"), _known(held, "tasks_overdue")
    return Tally(int(assigned), int(done), on_time, overdue, None, _share(found))


def plans_of_sum(found: Content) -> str:
    """ "Các đơn vị phải ban hành 15 kế hoạch: đã ban hành 08 kế hoạch; còn 07 kế hoạch chưa ban hành."."""
    held = {key: value.value for key, value in _of_sources(found).items()}
    asked, issued = _known(held, PLANS[0]), _known(held, PLANS[1])
    if not asked or issued is None:
        return ""
    lead, rest = f"Trong kỳ, các đơn vị phải ban hành {counted(asked)} kế hoạch", asked - issued
    if not issued:
        return f"{lead}, chưa ban hành."
    left = f"; còn {counted(rest)} kế hoạch chưa ban hành" if rest > 0 else ""
    return f"{lead}: đã ban hành {counted(issued)} kế hoạch{left}."


def told(found: Content) -> set[int]:
    """The indicators (ids) that the sentences of a sum tell, so that no list tells them again."""
    by_source = _of_sources(found)
    known: set[int] = set()
    for keys in (TASKS, PLANS):
        if all(key in by_source and by_source[key].value is not None for key in keys[:2]):
            known |= {by_source[key].indicator_id for key in keys if key in by_source}
    share = _ratio(found)
    return known | {share.indicator_id} if share and share.indicator.numerator_id in known else known


def _of_sources(found: Content) -> dict[str, ReportValue]:
    """The values of figures of the ledger by their keys, as the template orders them."""
    values: dict[str, ReportValue] = {}
    for value in [*(value for _, value in found.rows), *found.values.values()]:
        if value.indicator.how == How.SOURCE:
            values.setdefault(value.indicator.source, value)
    return values


def _ratio(found: Content) -> ReportValue | None:
    """The share of tasks that are done, where the template asks for it."""
    held = _of_sources(found)
    if "tasks_done" not in held or "tasks_assigned" not in held:
        return None
    sides = (held["tasks_done"].indicator_id, held["tasks_assigned"].indicator_id)
    ratios = (value for _, value in found.rows if value.indicator.how == How.RATIO)
    return next((one for one in ratios if (one.indicator.numerator_id, one.indicator.denominator_id) == sides), None)


def _share(found: Content) -> str:
    held = _ratio(found)
    return f"{format_number(held.value, held.indicator.places)}%" if held and held.value is not None else ""


def _known(held: Mapping[str, Decimal | None], key: str) -> int | None:
    value = held.get(key)
    return None if value is None else int(value)


def _waiting(units: Collection[int], days: Days) -> int:
    """Tasks left without a day; the prospects name them."""
    asked = sources.obligations("tasks_assigned", units, days)
    assert asked is not None
    unfinished = falling_due.unfinished(falling_due.tasks)(sources.seen_of_tasks(days))
    return asked.filter(unfinished, due_on__isnull=True).count()


def _whole(value: Decimal | None, key: str, units: Collection[int], days: Days) -> int:
    if value is not None:
        return int(value)
    rows = sources.obligations(key, units, days)
    return 0 if rows is None else rows.count()
