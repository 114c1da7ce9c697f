"""A plan as the documents room writes it: what goes out is what was edited."""

from collections.abc import Iterable, Iterator
from typing import Any

from lantoa.documents import products
from lantoa.documents.plan import (
    Appendix,
    BodyText,
    Channel,
    Deadline,
    Duty,
    Figure,
    Found,
    LegalBasis,
    PlanReading,
    Reporting,
    Section,
    Signatory,
    TaskColumn,
    TaskRow,
    Timing,
)
from lantoa.plans.enums import BodyPart, ParagraphRole, TimingKind
from lantoa.plans.importing.body import duty_text_over
from lantoa.plans.importing.drafts import BESIDE
from lantoa.plans.importing.head import FIELDS
from lantoa.plans.models import Plan, PlanParagraph, PlanSection, PlanTask


def reading_of(plan: Plan, *, with_sentences: bool = False) -> PlanReading:
    """The plan with every row, ready to be written or compared with what was read. Tasks that the body says in a
    sentence stand there, not in the table; `with_sentences` has them among its rows too."""
    sections = list(plan.sections.all())
    paragraphs = list(plan.paragraphs.all())
    rows = plan.tasks.all() if with_sentences else plan.tasks.filter(paragraph=None)
    tasks = list(rows.select_related("lead").prefetch_related("products", "coordinations__mention"))
    reading = PlanReading(**_head(plan), **_beyond(plan.reading))
    reading.legal_bases = _bases(plan)
    reading.preamble = _texts_of(paragraphs, BodyPart.PREAMBLE)
    reading.closing = _texts_of(paragraphs, BodyPart.CLOSING)
    reading.sections = _tree(sections, paragraphs)
    reading.contents = [Found(row.item) for row in paragraphs if row.role == ParagraphRole.CONTENT]
    reading.channels = [Channel(row.item, row.channel_kinds) for row in paragraphs if row.role == ParagraphRole.CHANNEL]
    reading.duties = list(_duties(sections, paragraphs))
    reading.tasks = [_task(task) for task in tasks]
    reading.deadlines = list(_deadlines(plan, sections, paragraphs, tasks))
    reading.reporting = [
        Reporting(rule.period, rule.due or None, rule.to_text or None) for rule in plan.reporting_rules.all()
    ]
    reading.budget = [Found(line.words) for line in plan.budget_lines.select_related("paragraph")]
    return reading


def _head(plan: Plan) -> dict[str, Any]:
    values = {name: getattr(plan, column) for name, column in FIELDS.items()}
    signer = (plan.signer_role or None, plan.signer_on_behalf or None, plan.signer_name or None)
    columns = [TaskColumn(column["key"], column["header"]) for column in plan.columns]
    return {
        **{name: Found(value) if value else None for name, value in values.items()},
        "audiences": [Found(text) for text in plan.audiences],
        "recipients": [Found(text) for text in plan.recipients],
        "signatory": Signatory(*signer) if any(signer) else None,
        "appendix": Appendix(plan.appendix_label, plan.appendix_title, plan.appendix_note, columns),
    }


def _beyond(kept: dict[str, Any]) -> dict[str, Any]:
    """What a reading gave beyond the columns."""
    texts = {key: [Found(one["value"]) for one in kept.get(key, ())] for key in _TEXTS}
    figures = [Figure(one["value"], one["unit"], one["text"]) for one in kept.get("figures", ())]
    return {**texts, "figures": figures, "warnings": list(kept.get("warnings", ()))}


_TEXTS = ("citations", "emails", "urls", "phones")


def _bases(plan: Plan) -> list[LegalBasis]:
    return [
        LegalBasis(row.number or None, row.dated or None, row.issuer or None, row.about or None)
        for row in plan.bases.all()
    ]


def _texts_of(paragraphs: Iterable[PlanParagraph], part: str) -> list[BodyText]:
    return [text for row in paragraphs if row.part == part for text in _printed(row)]


def _printed(row: PlanParagraph) -> Iterator[BodyText]:
    """A line for each printed paragraph of a row; the first bears the mark."""
    for place, line in enumerate(row.text.split("\n")):
        yield BodyText(line, row.mark if place == 0 else "")


def _tree(sections: list[PlanSection], paragraphs: list[PlanParagraph]) -> list[Section]:
    """Headings nested by depth; lines that are no headings of the tree go back among the paragraphs."""
    roots: list[Section] = []
    open_: list[tuple[int, Section]] = []
    for row in sections:
        texts = [one for one in paragraphs if one.section_id == row.pk and one.part == BodyPart.BODY]
        if row.depth in (0, BESIDE):
            here = open_[-1][1].paragraphs if open_ else None
            if here is not None:
                here += _line(row, texts)
            continue
        section = Section(row.label, row.title, paragraphs=[text for one in texts for text in _printed(one)])
        open_ = [pair for pair in open_ if pair[0] < row.depth]
        (open_[-1][1].children if open_ else roots).append(section)
        open_.append((row.depth, section))
    return roots


def _line(row: PlanSection, texts: list[PlanParagraph]) -> Iterator[BodyText]:
    """ "- Văn phòng:" above its items, or in one line with the first of them where that has no mark."""
    if row.depth == 0:
        if texts and not texts[0].mark:
            first, *more = _printed(texts[0])
            yield BodyText(f"{row.title}: {first.text}", row.label)
            yield from more
            texts = texts[1:]
        else:
            yield BodyText(f"{row.title}:", row.label)
    for one in texts:
        yield from _printed(one)


def _duties(sections: list[PlanSection], paragraphs: list[PlanParagraph]) -> Iterator[Duty]:
    """Each unit with its items: those below its heading, up to the next unit's."""
    duties: dict[int, Duty] = {row.pk: Duty(row.duty_text, []) for row in sections if row.duty_text}
    owner: PlanSection | None = None
    owners: dict[int, int] = {}
    for row in sections:
        if row.duty_text:
            owner = row
        if owner and row.duty_of_id:
            owners[row.pk] = owner.pk
    for one in paragraphs:
        if one.role == ParagraphRole.DUTY and one.section_id in owners:
            duties[owners[one.section_id]].items.append(one.item)
    yield from duties.values()


def _task(task: PlanTask) -> TaskRow:
    return TaskRow(
        no=task.no or None,
        task=task.text,
        products=products.pieces(product.text for product in task.products.all()),
        channel=task.channel or None,
        lead=(task.lead_text or task.lead.text) if task.lead else None,
        coordinating=[str(one) for one in task.coordinations.all()],
        timing=Timing(
            task.timing_raw,
            task.timing_kind,
            task.starts_on.isoformat() if task.starts_on else None,
            task.ends_on.isoformat() if task.ends_on else None,
        ),
        group=task.group_title or None,
        other=dict(task.other_cells),
    )


def _deadlines(
    plan: Plan, sections: list[PlanSection], paragraphs: list[PlanParagraph], tasks: list[PlanTask]
) -> Iterator[Deadline]:
    """Days of due in printed order: of the body, of what stands beside it, of the table."""
    for row in paragraphs:
        for day in row.dates:
            yield Deadline(row.item, duty_text_over(row, sections), day)
    for kept in plan.reading.get("deadlines", ()):
        yield Deadline(kept["what"], kept["who"], kept["due"])
    for task in map(_task, tasks):
        if task.timing.kind == TimingKind.DATE and task.timing.start is None and task.timing.end:
            yield Deadline(task.task, task.lead, task.timing.end)
