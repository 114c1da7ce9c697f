"""A stretch of the source given to a field: what was selected there becomes the field's value, and its place."""

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.documents.plan import Timing
from lantoa.documents.reading.channels import channel_kinds
from lantoa.plans import arranging
from lantoa.plans.enums import ParagraphRole
from lantoa.plans.holding import hold
from lantoa.plans.importing.bases import link
from lantoa.plans.importing.names import Names
from lantoa.plans.importing.rules import amount_in
from lantoa.plans.importing.table import timing_columns
from lantoa.plans.kinds import KINDS, Kind, find_row
from lantoa.plans.models import Plan, PlanParagraph, PlanProduct, TaskCoordination
from lantoa.plans.own_plan_rows import follow
from lantoa.plans.texts import bare
from lantoa.vietnamese.dates import parse_date
from lantoa.vietnamese.timing import parse_timing

# What a selection may be given to. Of the plan itself:
HEAD_FIELDS = {
    "title": "Trích yếu",
    "number": "Số, ký hiệu",
    "dated": "Ngày ban hành",
    "place": "Địa danh",
    "issuer_text": "Cơ quan ban hành",
    "superior_text": "Cơ quan chủ quản",
    "signer_role": "Chức vụ người ký",
    "signer_name": "Người ký",
}
# Of the row at hand, by its kind:
ROW_FIELDS = {
    "nhiem-vu": {
        "text": "Nhiệm vụ",
        "products": "Thêm vào sản phẩm",
        "channel": "Hình thức",
        "lead": "Chủ trì",
        "coordinating": "Thêm vào phối hợp",
        "timing": "Thời gian",
    },
    "can-cu": {"number": "Số, ký hiệu", "dated": "Ngày", "issuer": "Cơ quan", "about": "Về việc"},
    "doan": {"text": "Nội dung"},
    "bao-cao": {"to_text": "Nơi nhận báo cáo"},
}
# New rows:
NEW_ROWS = {
    "content": "Nội dung tuyên truyền",
    "channel": "Hình thức tuyên truyền",
    "nhiem-vu": "Nhiệm vụ",
    "can-cu": "Căn cứ",
    "duty": "Trách nhiệm",
    "budget": "Kinh phí",
    "doi-tuong": "Đối tượng",
    "noi-nhan": "Nơi nhận",
}


Given = tuple[tuple[str, ...], str]  # the parts of the editor that change, the key of the row


def assign(plan: Plan, start: int, end: int, to: str, row_key: str = "") -> Given:
    """Give `source[start:end]` to `to`: "moi:content", "dau:number" or "dong:lead" (of the row `row_key`).

    Returns the parts of the editor that change and the key of the row. What is typed into a form's field and what is
    given to it are checked alike: raises ValidationError where the text cannot be that, EditConflict where somebody
    saved the row meanwhile.
    """
    source = plan.source
    if source is None or not 0 <= start < end <= len(source.text):
        raise ValidationError("Chọn lại đoạn chữ trong văn bản gốc.")
    text, span = bare(source.text[start:end]), [start, end]
    where, _, name = to.partition(":")
    if not text:
        raise ValidationError("Đoạn vừa chọn không có chữ nào.")
    if where == "dau" and name in HEAD_FIELDS:
        return _to_head(plan, name, text, span)
    if where == "dong":
        kind, row = find_row(plan, row_key)
        if name in ROW_FIELDS.get(kind.slug, {}):
            return _to_row(kind, row, name, text, span)
    if where == "moi" and name in NEW_ROWS:
        return _to_new(plan, name, text, span)
    raise ValidationError("Phần này không nhận được đoạn vừa chọn.")


def _taken(kind: Kind, row: Any, field: str, text: str, *, is_added: bool = False) -> Any:
    """`text` as the row's own form takes it in `field`, alone or as a further line; ValidationError where it does not.

    Faults of other fields are not this act's.
    """
    shown = kind.form(instance=row, plan=row if kind.is_head else row.plan)
    sent = {name: shown[name].value() for name in shown.fields}
    sent[field] = f"{sent[field] or ''}\n{text}" if is_added else text
    form = kind.form(sent, instance=copy(row), plan=shown.plan)
    if field in form.errors:
        raise ValidationError([str(words) for words in form.errors[field]])
    return form.cleaned_data[field]


@transaction.atomic
def _to_head(plan: Plan, name: str, text: str, span: list[int]) -> Given:
    hold(plan)
    slug = "noi-nhan" if name.startswith("signer") else "dau-van-ban"
    setattr(plan, name, _taken(KINDS[slug], plan, name, _day(text) if name == "dated" else text))
    reading = plan.reading
    doubts = {field: words for field, words in reading.get("doubts", {}).items() if field != name}
    plan.reading = {**reading, "spans": {**reading.get("spans", {}), name: [span]}, "doubts": doubts}
    plan.save_from(plan.version)
    return (slug,), f"{slug}-{plan.pk}"


def _day(text: str) -> str:
    """The day that a stretch of the document names, as it is typed in a form."""
    try:
        return f"{parse_date(text):%d/%m/%Y}"
    except ValueError as error:
        raise ValidationError(f"“{text[:60]}” không phải là ngày. Chọn đúng phần ngày tháng.") from error


def _to_row(kind: Kind, row: Any, name: str, text: str, span: list[int]) -> Given:
    names = Names(row.plan)
    if name in ("lead", "coordinating"):
        _taken(kind, row, f"{name}_text", text, is_added=name == "coordinating")
        names.look_up([text])  # before the transaction that writes: it may take long
    with transaction.atomic():
        hold(row.plan)
        if kind.slug == "nhiem-vu":
            _to_task(kind, row, name, text, names)
            row.cell_spans = {**row.cell_spans, "task" if name == "text" else name: [span]}
        else:
            setattr(row, name, _taken(kind, row, name, _day(text) if name == "dated" else text))
        row.spans = [*row.spans, span]
        row.doubt = ""
        if kind.slug == "can-cu":
            link(row)
        row.save_from(row.version)
        if kind.slug == "nhiem-vu" and name in ("text", "lead", "timing"):
            follow(row)
    return kind.parts, f"{kind.slug}-{row.pk}"


def _to_task(kind: Kind, task: Any, name: str, text: str, names: Names) -> None:
    if name == "lead":
        task.lead, task.lead_text = names.mention(text), text
    elif name == "coordinating":
        mention = names.mention(text)
        if mention:
            TaskCoordination.objects.create(task=task, mention=mention, text=text, order=task.coordinations.count())
    elif name == "products":
        _taken(kind, task, name, text, is_added=True)
        PlanProduct.objects.create(task=task, text=text, order=task.products.count())
    elif name == "timing":
        found = parse_timing(_taken(kind, task, "timing_raw", text), task.plan.year)
        for column, value in timing_columns(Timing(found.raw, found.kind, found.start, found.end)).items():
            setattr(task, column, value)
    else:
        setattr(task, name, _taken(kind, task, name, text))
        if name == "channel":
            task.channel_kinds = channel_kinds(text)


@transaction.atomic
def _to_new(plan: Plan, name: str, text: str, span: list[int]) -> Given:
    hold(plan)
    if name in ("doi-tuong", "noi-nhan"):
        return _to_list(plan, name, text, span)
    kind = KINDS.get(name, KINDS["doan"])
    row = arranging.blank_row(plan, kind, role=name)
    row.spans = [span]
    field = "about" if kind.slug == "can-cu" else "text"
    setattr(row, field, _taken(kind, row, field, text))
    if isinstance(row, PlanParagraph):
        row.channel_kinds = channel_kinds(text) if row.role == ParagraphRole.CHANNEL else []
    elif kind.slug == "can-cu":
        link(row)
    arranging.place(row)
    row.save()
    if name == "budget":
        plan.budget_lines.create(paragraph=row, order=plan.budget_lines.count(), estimate=amount_in(text), spans=[span])
    return (*kind.parts, "kinh-phi"), f"{kind.slug}-{row.pk}"


def _with_small_first(text: str) -> str:
    """As an item of a list in a sentence: a first word that is written with a capital only because it stands first
    gets a small letter; names and abbreviations keep theirs."""
    first, _, rest = text.partition(" ")
    second = rest[:1]
    is_name = first[1:] != first[1:].lower() or second.isupper()
    return text if is_name else text[:1].lower() + text[1:]


def _to_list(plan: Plan, name: str, text: str, span: list[int]) -> Given:
    field = "audiences" if name == "doi-tuong" else "recipients"
    line = _with_small_first(text) if field == "audiences" else text
    setattr(plan, field, _taken(KINDS[name], plan, field, line, is_added=True))
    spans = plan.reading.get("spans", {})
    plan.reading = {**plan.reading, "spans": {**spans, field: [*spans.get(field, []), span]}}
    plan.save_from(plan.version)
    return KINDS[name].parts, f"{name}-{plan.pk}"
