"""What the contract holds and no item of the body says yet: put into sentences of their own, in the contract's order.

Reading lists citations, addresses, figures and due dates by where they first stand. So each that is missing, or that
would come too late, is said in the last free place ahead of the one that follows it in the contract.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Generic, TypeVar

from lantoa.documents.plan import BodyText, PlanReading, Section
from lantoa.documents.writing.contract_body import DUTIES, part_at_figures, roles_of
from lantoa.documents.writing.said import (
    Position,
    citing,
    contacting,
    first_citation,
    first_report,
    first_text,
    reporting,
    sentences,
)
from lantoa.documents.writing.task_table import cell_of
from lantoa.vietnamese.text import fold

T = TypeVar("T", bound=Hashable)

_END: Position = (10**9, 0)
_FREE_DUTIES = ("bao cao", "thoi gian", "tien do")  # headings under Tổ chức thực hiện that name no unit
_TO_FILL_IN = "…" * 28


@dataclass(slots=True)
class Slot:
    """A place in `paragraphs` where more may be said; `ahead` texts are printed before it."""

    paragraphs: list[BodyText]
    at: int
    ahead: int
    closing: bool = False
    leads_in: bool = False  # under a heading whose own text comes further down


@dataclass(slots=True)
class Run(Generic[T]):
    """Values that are not said where they should be: after the text number `after`, ahead of `limit`."""

    values: list[T]
    limit: Position
    after: int = -1


def place_leftovers(plan: PlanReading) -> None:
    """Add to the body of `plan` what its items leave unsaid."""
    in_table = {(row.task, row.timing.end) for row in plan.tasks}
    due = [deadline.what for deadline in plan.deadlines if (deadline.what, deadline.due) not in in_table]
    _place(plan, due, first_text, sentences)
    part_at_figures(plan)
    _place(plan, [figure.text for figure in plan.figures], first_text, sentences)
    _place(plan, [(report.period, report.due, report.to) for report in plan.reporting], first_report, reporting)
    _place(plan, [item.value for item in plan.citations], first_citation, citing)
    _place_contacts(plan)
    for section, free in _walk_free(plan.sections):
        if free and not section.children and not section.paragraphs:
            section.paragraphs.append(BodyText(_TO_FILL_IN))


def _place(
    plan: PlanReading,
    wanted: Sequence[T],
    first: Callable[[list[str], T], Position | None],
    say: Callable[[Sequence[T], bool], list[BodyText]],
) -> None:
    """Say those of `wanted` that stand nowhere, or later than one that must follow them."""
    texts, slots = _layout(plan)
    for slot, values in _placed(texts, slots, wanted, first, by_name=say is citing):
        slot.paragraphs[slot.at : slot.at] = say(values, slot.closing)


def _place_contacts(plan: PlanReading) -> None:
    """Addresses of every kind that fall into one place are said in one sentence."""
    texts, slots = _layout(plan)
    lists = [[item.value for item in found] for found in (plan.emails, plan.urls, plan.phones)]
    placed = [_placed(texts, slots, wanted, first_text, by_name=True) for wanted in lists]
    for slot in reversed(slots):
        runs = [[values for place, values in kind if place is slot] for kind in placed]
        for together in zip_longest(*runs, fillvalue=[]):
            slot.paragraphs[slot.at : slot.at] = contacting([*chain(*together)], slot.closing)


def _placed(
    texts: list[str],
    slots: list[Slot],
    wanted: Sequence[T],
    first: Callable[[list[str], T], Position | None],
    *,
    by_name: bool,
) -> list[tuple[Slot, list[T]]]:
    """What is to be said where, the last place first.

    Names and numbers may be said again (`by_name`): where no place lies in range, those that must come first are
    repeated ahead of them. They may stand in the closing too; a sentence of the body may not.
    """
    values = list(dict.fromkeys(wanted))
    placed = []
    for run in _missing(texts, values, first):
        slot = _best_slot(slots, run, closes=by_name)
        said = run.values
        if slot.ahead <= run.after and by_name:
            before = values[: values.index(said[0])]
            said = [value for value in before if (first(texts, value) or (-1, 0))[0] >= slot.ahead] + said
        placed.append((slot, said))
    return placed


def _missing(texts: list[str], values: list[T], first: Callable[[list[str], T], Position | None]) -> list[Run[T]]:
    """The runs of values to be said, the last run first."""
    runs: list[Run[T]] = []
    limit, fresh = _END, True
    for value in reversed(values):
        here = first(texts, value)
        if here is not None and here <= limit:
            if not fresh:
                runs[-1].after = here[0]
            limit, fresh = here, True
        elif fresh:
            runs.append(Run([value], limit))
            fresh = False
        else:
            runs[-1].values.insert(0, value)
    return runs


def _best_slot(slots: list[Slot], run: Run[T], *, closes: bool) -> Slot:
    """The last slot in the run's range, one with no text further down if it can be; else the last one ahead of it.

    The closing takes only what sounds like one.
    """
    usable = [slot for slot in slots if closes or not slot.closing] or slots
    ahead = [slot for slot in usable if slot.ahead <= run.limit[0]] or usable[:1]
    within = [slot for slot in ahead if slot.ahead > run.after] or ahead
    return next((slot for slot in reversed(within) if not slot.leads_in), within[-1])


def _layout(plan: PlanReading) -> tuple[list[str], list[Slot]]:
    """Every text of the document in the order of print, and the places between them where more may be said."""
    texts = [plan.title.value if plan.title else "", *(paragraph.text for paragraph in plan.preamble)]
    slots: list[Slot] = []
    for section, free in _walk_free(plan.sections):
        texts += [section.title, *(paragraph.text for paragraph in section.paragraphs)]
        if free:
            slots.append(Slot(section.paragraphs, len(section.paragraphs), len(texts), leads_in=bool(section.children)))
    slots.append(Slot(plan.closing, 0, len(texts), closing=True))
    texts += [paragraph.text for paragraph in plan.closing]
    for row in plan.tasks:
        texts += [" ".join(cell_of(row, key)) for key in ("task", "products", "channel", "lead", "coordinating")]
    return texts, slots


def _walk_free(sections: Sequence[Section], taken: bool = False) -> Iterator[tuple[Section, bool]]:
    """Every heading in the order of print, and whether text may be added under it.

    It may where the contract holds no items of that part (Mục đích, Yêu cầu), under the heading that leads in the
    duties, and under one there that names no unit.
    """
    for section in sections:
        roles = roles_of(section)
        leads_in = roles == {DUTIES} and bool(section.children) and not taken
        no_unit = taken and not section.children and any(word in fold(section.title) for word in _FREE_DUTIES)
        yield section, (not taken and not roles) or leads_in or no_unit
        yield from _walk_free(section.children, taken or bool(roles))
