"""Filling a report: its figures and drafts from what was logged, and what people type over them.

Filling again keeps every typed figure and edited text. Two people at one row: the second is told (`EditConflict`).
"""

from collections.abc import Callable
from copy import copy
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.base import ModelState
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.edits import EditConflict
from lantoa.organisations.models import Unit
from lantoa.reports import content, outdated
from lantoa.reports.content import Content
from lantoa.reports.enums import FigureOrigin, How
from lantoa.reports.models import Indicator, Report, ReportNarrative, ReportValue, TemplateHeading
from lantoa.reports.owning import Owned, owned_by

# Writes the first draft under each heading (by id) from the work of the units named and the figures beside it; set
# where drafts are written.
draft_writers: list[Callable[[Report, Owned, Content], dict[int, str]]] = []

Row = TypeVar("Row", ReportValue, ReportNarrative)

_LARGEST = Decimal(10) ** 13  # a thousand of them still fit the column that holds their sum
_STORED = ("own", "below", "value")


@transaction.atomic
def fill(report: Report) -> Content:
    """Work out figures and drafts anew and store them; typed figures and edited texts stay."""
    _demand_draft(report)
    owned = owned_by(report)
    found = content.look(report, owned)
    _store_changed(found)
    _write_drafts(report, found, owned)
    report.filled_at = timezone.now()
    report.save(update_fields=["filled_at", "updated_at"])
    return found


def is_over(by: User, report: Report) -> bool:
    """Whether the person acts on the report from the unit that receives it or from above."""
    return report.receiver is not None and access.may(by, Power.DIRECT, report.receiver)


def is_writer(by: User, report: Report) -> bool:
    """Whether the person writes such reports: in the report's unit, or for it from the unit that receives it."""
    return access.may(by, Power.WRITE, report.unit) or is_over(by, report)


def may_write(by: User, report: Report) -> bool:
    """Whether the person, a writer of it, may write the report as it stands."""
    return report.is_editable and is_writer(by, report)


def typing_unit(by: User, report: Report) -> Unit | None:
    """The unit that the person types for the report's unit from; None where they belong to it."""
    own = [held.unit for held in access.holding(by, Power.WRITE) if report.unit.is_under(held.unit)]
    own += [held.unit for held in access.holding(by, Power.DIRECT)]
    if any(unit.pk == report.unit_id for unit in own) or not own:
        return None
    near = [unit for unit in own if report.unit.is_under(unit) or unit.pk == report.receiver_id]
    return max(near or own, key=lambda unit: len(unit.path))


@transaction.atomic
def type_figure(
    report: Report, indicator: Indicator, *, value: Decimal | None, version: int, by: User, note: str = ""
) -> ReportValue:
    """Put a typed figure in; None takes it away again, so that the automatic one stands (`use_auto`).

    `version` is that of the value that the form was opened with; 0 where there was none yet.
    """
    _demand_writer(by, report)
    _demand_number(value)
    _demand_row(report, indicator)
    held = _held(ReportValue, report, version, indicator=indicator)
    found = held or ReportValue(report=report, indicator=indicator)
    found.note, found.origin = note.replace("\0", " ").strip()[:300], FigureOrigin.TYPED
    found.typed_by, found.typed_at = by, timezone.now()
    if value is None:
        found.origin, found.typed_by, found.typed_at = FigureOrigin.AUTO, None, None
    if indicator.how == How.TYPED:
        found.own = value
    elif value is not None:
        found.value = value
    _with_automatic(report, found)
    _store(found, held)
    _mark_typist(report, by)
    return found


def use_auto(report: Report, indicator: Indicator, *, version: int, by: User) -> ReportValue:
    """Let the automatic figure stand again."""
    return type_figure(report, indicator, value=None, version=version, by=by)


@transaction.atomic
def write(report: Report, heading: TemplateHeading, *, text: str, version: int, by: User) -> ReportNarrative:
    """Put the text under a heading; `version` as in `type_figure`. An empty text is what the person wants too. The
    draft that it was written over stays beside it until the text has followed the figures (`outdated`)."""
    _demand_writer(by, report)
    if heading.template_id != report.period.template_id:
        raise ValidationError("Mục này không thuộc mẫu của báo cáo. Tải lại trang.")
    held = _held(ReportNarrative, report, version, heading=heading)
    found = held or ReportNarrative(report=report, heading=heading)
    was_edited = found.is_edited
    found.text, found.is_edited = text.replace("\0", " ").replace("\r\n", "\n").strip(), True
    fresh = _drafts(report, content.look(report)).get(heading.pk, "")
    if held is None or not was_edited or not outdated.left_behind(found, fresh):
        found.draft = fresh
    _store(found, held)
    _mark_typist(report, by)
    return found


@transaction.atomic
def use_draft(report: Report, heading: TemplateHeading, *, version: int, by: User) -> ReportNarrative | None:
    """Let what the system wrote stand again."""
    _demand_writer(by, report)
    found = _held(ReportNarrative, report, version, heading=heading)
    if found is None:
        return None
    found.draft = _drafts(report, content.look(report)).get(heading.pk, "")
    found.text, found.is_edited = found.draft, False
    found.save_from(found.version)
    return found


def type_for(report: Report, *, by: User) -> Unit | None:
    """Mark whose the submission is: of the unit above that types for one that has no accounts (writing marks it by
    itself); the unit that types. None where the person belongs to the report's own unit, which makes it theirs again:
    who typed earlier neither withdraws it nor confirms for its head, and asks anew before typing on."""
    _demand_writer(by, report)
    unit = _mark_typist(report, by)
    if unit is None and report.keyed_by_unit_id is not None:
        report.keyed_by_unit, report.keyed_reason = None, ""
        report.save(update_fields=["keyed_by_unit", "keyed_reason", "updated_at"])
    return unit


def _held(model: type[Row], report: Report, version: int, **key: models.Model) -> Row | None:
    """The stored row; raises EditConflict where a person has touched it since `version`."""
    found = model._default_manager.filter(report=report, **key).first()
    untouched = version == 0 and found is not None and found.version == 1 and not _is_touched(found)
    if found is not None and found.version != version and not untouched:
        raise EditConflict(found)
    return found


def _is_touched(row: ReportValue | ReportNarrative) -> bool:
    if isinstance(row, ReportNarrative):
        return row.is_edited
    return row.origin == FigureOrigin.TYPED or bool(row.note)


def _store(found: Row, held: Row | None) -> None:
    if held is not None:
        found.save_from(found.version)
        return
    try:
        with transaction.atomic():
            found.save(force_insert=True)
    except IntegrityError:
        key = "indicator" if isinstance(found, ReportValue) else "heading"
        same = type(found)._default_manager.get(report=found.report, **{key: getattr(found, key)})
        raise EditConflict(same) from None


def _store_changed(found: Content) -> None:
    """Write the figures that are new or another; the versions that forms were opened with stay as they are."""
    rows = []
    for pk, value in found.values.items():
        if value._state.adding:
            value.version = 1
            rows.append(value)
        elif (value.own, value.below, value.value) != found.was.get(pk):
            row = copy(value)
            row.pk, row._state = None, ModelState()
            rows.append(row)
    ReportValue.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=_STORED,
    )


def _with_automatic(report: Report, value: ReportValue) -> None:
    """Bring the automatic parts beside the typed figure up to date."""
    indicators = content.with_sides([value.indicator])
    fresh = content.refreshed(report, indicators, {value.indicator_id: value})
    assert fresh[value.indicator_id] is value


def _write_drafts(report: Report, found: Content, owned: Owned) -> None:
    """Store a new draft as the text under each heading that nobody has edited."""
    if not found.narratives:
        return
    drafts = _drafts(report, found, owned)
    sources = sorted(report.inclusions.values_list("child_id", flat=True))
    for heading, text in found.narratives:
        text.sources = sources
        if not text.is_edited:
            text.text = text.draft = drafts.get(heading.pk, "")
    fresh = [text for _, text in found.narratives if text.pk is None]
    for text in fresh:
        text.version = 1
    kept = [text for _, text in found.narratives if text.pk is not None]
    ReportNarrative.objects.bulk_create(fresh)
    ReportNarrative.objects.bulk_update(kept, ("draft", "text", "sources"))


def _drafts(report: Report, found: Content, owned: Owned | None = None) -> dict[int, str]:
    """What the system would write now under each heading (by id)."""
    owned = owned or owned_by(report)
    drafts: dict[int, str] = {}
    for writer in draft_writers:
        drafts |= writer(report, owned, found)
    return drafts


def _mark_typist(report: Report, by: User) -> Unit | None:
    unit = typing_unit(by, report)
    if unit is not None and report.keyed_by_unit_id != unit.pk:
        report.keyed_by_unit = unit
        report.save(update_fields=["keyed_by_unit", "updated_at"])
    return unit


def _demand_draft(report: Report) -> None:
    report._locked()
    if not report.is_editable:
        raise ValidationError("Báo cáo đã gửi nên không sửa được nữa. Muốn sửa, xin trả lại hoặc lập bản đính chính.")
    if report.is_excluded:
        raise ValidationError("Đơn vị không phải gửi báo cáo này; lý do ghi ở đầu trang.")


def _demand_writer(by: User, report: Report) -> None:
    _demand_draft(report)
    if not may_write(by, report):
        raise PermissionDenied("Vai trò hiện tại không được soạn báo cáo của đơn vị này.")


def _demand_number(value: Decimal | None) -> None:
    if value is not None and (not value.is_finite() or abs(value) >= _LARGEST):
        raise ValidationError("Số quá lớn. Kiểm tra lại số đã nhập.")
    if value is not None and value < 0:
        raise ValidationError("Số liệu không thể âm. Ghi số từ 0 trở lên.")


def _demand_row(report: Report, indicator: Indicator) -> None:
    if not report.period.template.rows.filter(indicator=indicator).exists():
        raise ValidationError("Chỉ tiêu này không thuộc mẫu của báo cáo. Tải lại trang.")
