"""The figures of a consolidated report in its narrative: each under the heading that it belongs to.

A figure from activities belongs to the heading whose filter lets all of its activities through; plans belong to the
direction of the work, tasks to the evaluation, what covers every kind of activity to what leads the results in; a typed
figure goes where most of its group goes, a ratio where its numerator goes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from lantoa.documents.writing.wording import lower_first
from lantoa.reports.content import Content
from lantoa.reports.drafting import tally
from lantoa.reports.drafting.tellers import is_lead_in, tells
from lantoa.reports.drafting.wording import counted
from lantoa.reports.enums import HeadingRole, How
from lantoa.reports.models import Indicator, TemplateHeading, TemplateRow
from lantoa.vietnamese.numbers import format_number

_MOST = 8
_OF_PLANS = frozenset({"own_plans_asked", "own_plans_issued"})  # sources that tell how the work was set going
_PREFIXES = ("Tổng số ", "Số lượng ", "Số ")
# Words that stand between a number and what is counted: "27 cuộc hội nghị", "2.945 bản tài liệu".
_CLASSIFIERS = frozenset(
    {"cuộc", "buổi", "lớp", "đợt", "lượt", "bản", "bài", "tin", "tờ", "quyển", "cuốn", "tập", "chiếc", "cái", "video"}
)
Filter = Mapping[str, object]


def by_heading(held: Content, headings: Sequence[TemplateHeading]) -> dict[int, str]:
    """What stands under each heading (by id) that has figures: plans and tasks in sentences of their own, the others in
    one; figures that are zero go without saying."""
    places = _places([row for row, _ in held.rows], headings)
    told = tally.told(held)
    found: dict[int, list[str]] = defaultdict(list)
    for row, value in held.rows:
        heading = places.get(row.indicator_id)
        if value.value and heading is not None and row.indicator_id not in told:
            found[heading].append(said(row.indicator, value.value))
    sentences = _of_duties(held, places)
    return {
        heading: " ".join([*sentences.get(heading, ()), *([_sentence(found[heading])] if found.get(heading) else [])])
        for heading in {**sentences, **found}
    }


def _of_duties(held: Content, places: Mapping[int, int]) -> dict[int, list[str]]:
    """The sentences on plans and on tasks, each where its figures belong."""
    tasks = tally.of_sum(held)
    sentences = {
        tally.PLANS[0]: tally.plans_of_sum(held),
        tally.TASKS[0]: tasks.said("Tính chung trong kỳ, các đơn vị phải thực hiện") if tasks else "",
    }
    found: dict[int, list[str]] = defaultdict(list)
    for row, _ in held.rows:
        if (said := sentences.pop(row.indicator.source, "")) and row.indicator_id in places:
            found[places[row.indicator_id]].append(said)
    return found


def said(indicator: Indicator, value: Decimal) -> str:
    """ "45 kế hoạch đã ban hành": a figure as part of a sentence; its name and unit of measure are not said twice."""
    name, measure = _bare(indicator.name), indicator.measure
    number = counted(int(value)) if value == int(value) and value >= 0 else format_number(value, indicator.places)
    if measure == "%":
        return f"{name} {'đạt ' if name.startswith('tỷ lệ') else 'là '}{format_number(value, indicator.places)}%"
    if name.startswith(measure) and measure:
        return f"{number} {name}"
    last = measure.rpartition(" ")[2]
    if last and name.startswith(f"{last} "):
        return f"{number} {measure}{name.removeprefix(last)}"
    if measure in _CLASSIFIERS:
        return f"{number} {measure} {name}"
    return f"{name} {number} đồng" if measure == "đồng" else f"{name}: {number} {measure}".strip()


def _bare(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return lower_first(name)


def _sentence(figures: Sequence[str]) -> str:
    rest = " và các số liệu khác nêu ở phụ lục" if len(figures) > _MOST else ""
    return f"Kết quả chung trong kỳ: {'; '.join(figures[:_MOST])}{rest}."


def _places(rows: Iterable[TemplateRow], headings: Sequence[TemplateHeading]) -> dict[int, int]:
    """The heading of each indicator; those that belong nowhere are left out."""
    found: dict[int, int | None] = {}
    waiting: list[TemplateRow] = []
    of_group: dict[int | None, Counter[int]] = defaultdict(Counter)
    for row in rows:
        if row.indicator.how in (How.TYPED, How.RATIO):
            waiting.append(row)
            continue
        found[row.indicator_id] = place = _place(row.indicator, headings)
        if place is not None:
            of_group[row.group_id][place] += 1
    general = _general(headings)
    for row in waiting:
        near = of_group[row.group_id].most_common(1)
        beside = found.get(row.indicator.numerator_id or 0) or (near[0][0] if near and row.group_id else general)
        found[row.indicator_id] = beside
    return {indicator: place for indicator, place in found.items() if place is not None}


def _place(indicator: Indicator, headings: Sequence[TemplateHeading]) -> int | None:
    if indicator.how == How.SOURCE:
        directing = [one.pk for one in headings if one.role == HeadingRole.LEADERSHIP]
        return directing[0] if directing and indicator.source in _OF_PLANS else _general(headings)
    if not any(indicator.filter.values()):
        leading_in = [one.pk for one in headings if is_lead_in(one, headings)]
        return leading_in[0] if leading_in else _general(headings)
    leaves = [one for one in headings if tells(one) and not is_lead_in(one, headings)]
    own = [one.pk for one in leaves if one.filter and lets_through(one.filter, indicator.filter)]
    rest = [one.pk for one in leaves if not one.filter]
    return next(iter([*own, *rest]), _general(headings))


def lets_through(heading: Filter, indicator: Filter) -> bool:
    """Whether every activity that the indicator's filter takes passes the heading's; words are compared as written."""
    for name in ("kinds", "channels"):
        mine, theirs = _listed(heading, name), _listed(indicator, name)
        if mine and not (theirs and theirs <= mine):
            return False
    return not heading.get("words") or heading["words"] == indicator.get("words")


def _listed(conditions: Filter, name: str) -> set[object]:
    held = conditions.get(name)
    return set(held) if isinstance(held, list | tuple) else set()


def _general(headings: Sequence[TemplateHeading]) -> int | None:
    """Where figures stand that no other heading takes: the evaluation, failing that what leads the results in."""
    ranked = [
        *(one for one in headings if one.role == HeadingRole.EVALUATION),
        *(one for one in headings if is_lead_in(one, headings)),
        *(one for one in headings if tells(one)),
        *(one for one in headings if one.role == HeadingRole.LEADERSHIP),
    ]
    return ranked[0].pk if ranked else None
