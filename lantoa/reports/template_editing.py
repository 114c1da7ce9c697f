"""Changing the form of a report while drafts in it are open: what leaves is retired, so that no words are lost."""

import datetime as dt
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.models import Unit
from lantoa.reports.models import (
    Indicator,
    Report,
    ReportTemplate,
    TemplateCheck,
    TemplateGroup,
    TemplateHeading,
    TemplateRow,
)
from lantoa.reports.models.indicator import OwnedQuerySet
from lantoa.review.enums import EDITABLE

Part = TemplateGroup | TemplateRow | TemplateHeading | TemplateCheck
Made = TypeVar("Made", bound=models.Model)
KINDS: dict[str, type[Part]] = {
    "nhom": TemplateGroup,
    "dong": TemplateRow,
    "muc": TemplateHeading,
    "kiem-tra": TemplateCheck,
}


def may_edit(user: User, template: ReportTemplate) -> bool:
    return access.may(user, Power.DIRECT, template.unit)


def open_drafts(template: ReportTemplate) -> int:
    """How many reports are being written in the template now: they change with it."""
    drafts = Report.objects.current().filter(period__template=template, period__closed_at__isnull=True)
    return drafts.filter(review_state__in=EDITABLE).count()


def with_numbers(templates: OwnedQuerySet) -> OwnedQuerySet:
    """`templates` with how many indicators and headings each has and how many periods were opened with it."""
    found: OwnedQuerySet = templates.annotate(
        rows_number=Count("rows", filter=Q(rows__retired_at__isnull=True), distinct=True),
        headings_number=Count("headings", filter=Q(headings__retired_at__isnull=True), distinct=True),
        periods_number=Count("periods", distinct=True),
    )
    return found


def usable_indicators(unit: Unit) -> OwnedQuerySet:
    """The indicators that a template of `unit` may hold: its own and those of the units above, none retired."""
    return Indicator.objects.filter(unit__in=[unit.pk, *unit.ancestor_ids()], retired_at__isnull=True)


@transaction.atomic
def copy_template(template: ReportTemplate, unit: Unit, *, by: User) -> ReportTemplate:
    """A template of `unit` that begins as `template` is now, with the same indicators, so that one fact feeds both.
    While a copy still bears the name it was given, asking again leads to it."""
    access.demand(by, Power.DIRECT, unit)
    name = f"{template.name[:150]} (bản của {unit.label[:40]})"
    known = ReportTemplate.objects.filter(unit=unit, copied_from=template, name=name, retired_at__isnull=True).first()
    if known is not None:
        found: ReportTemplate = known
        return found
    made: ReportTemplate = ReportTemplate.objects.create(
        unit=unit,
        name=name,
        title=template.title,
        receiver=template.receiver,
        is_section=template.is_section,
        copied_from=template,
        created_by=by,
    )
    _copy_parts(template, made)
    record("template_copied", by=by, on=made, unit=unit, text=f"Chép mẫu báo cáo {template}")
    return made


def _copy_parts(template: ReportTemplate, made: ReportTemplate) -> None:
    groups = {group.pk: _again(group, made) for group in template.groups.filter(retired_at__isnull=True)}
    for row in template.rows.filter(retired_at__isnull=True):
        row.group = groups.get(row.group_id or 0)
        _again(row, made)
    for part in (*template.headings.filter(retired_at__isnull=True), *template.checks.filter(retired_at__isnull=True)):
        _again(part, made)


def _again(part: Made, template: ReportTemplate) -> Made:
    part.pk, part._state.adding = None, True
    part.template = template  # type: ignore[attr-defined]
    part.save()
    return part


@transaction.atomic
def add_rows(
    template: ReportTemplate, indicators: list[Indicator], group: TemplateGroup | None, *, by: User
) -> list[TemplateRow]:
    """Put indicators into the template; one that had left it comes back, with what drafts still hold."""
    access.demand(by, Power.DIRECT, template.unit)
    _lock(template.pk)
    group = _in_use(group)
    known = {row.indicator_id: row for row in template.rows.all()}
    last = max((row.order for row in known.values()), default=0)
    made = []
    for place, indicator in enumerate(indicators, last + 1):
        row = known.get(indicator.pk) or TemplateRow(template=template, indicator=indicator, version=0)
        if row.pk is None or row.retired_at is not None:
            row.group, row.order, row.retired_at, row.version = group, place, None, row.version + 1
            row.save()
            made.append(row)
    _note(template, by, f"Thêm {len(made)} chỉ tiêu vào mẫu {template}")
    return made


@transaction.atomic
def save_part(part: Part, *, version: int = 0, by: User) -> None:
    """Save a new part, which stands last, or one that was changed from `version`, at the place where it stands now;
    raises EditConflict where another person has changed it since. A row asked into a group that has left stands without
    one."""
    access.demand(by, Power.DIRECT, part.template.unit)
    _lock(part.template_id)
    if isinstance(part, TemplateRow):
        part.group = _in_use(part.group)
    if part._state.adding:
        part.order = max(_siblings(part).values_list("order", flat=True), default=0) + 1
        part.save()
    else:
        part.order = type(part)._default_manager.values_list("order", flat=True).get(pk=part.pk)
        part.save_from(version)
    _note(part.template, by, f"Sửa {part._meta.verbose_name} “{part}” của mẫu {part.template}")


@transaction.atomic
def move(part: Part, *, step: int, seen: int, by: User) -> None:
    """Move a part up (-1) or down (1) among those beside it, where it still stands at the place `seen`: a second press
    of the same button changes nothing."""
    access.demand(by, Power.DIRECT, part.template.unit)
    _hold(part)
    beside = list(_siblings(part))
    place = next((number for number, one in enumerate(beside) if one.pk == part.pk), -1)
    if place != seen or not 0 <= place + step < len(beside):
        return
    beside.insert(place + step, beside.pop(place))
    for order, one in enumerate(beside, 1):
        one.order = order
    _siblings(part).bulk_update(beside, ["order"])
    _note(part.template, by, f"Đổi thứ tự “{part}” của mẫu {part.template}")


@transaction.atomic
def drop(part: Part, *, by: User) -> None:
    """Take a part out; `take_back` brings it back. A group leaves its rows in the template and remembers them. Twice
    changes nothing."""
    access.demand(by, Power.DIRECT, part.template.unit)
    _hold(part)
    if part.retired_at is not None:
        return
    if isinstance(part, TemplateGroup):
        part.former_rows = list(part.rows.values_list("pk", flat=True))
        part.rows.update(group=None, version=F("version") + 1)
    _keep_retired(part, timezone.now())
    _note(part.template, by, f"Bỏ {part._meta.verbose_name} “{part}” khỏi mẫu {part.template}")


@transaction.atomic
def take_back(part: Part, *, by: User) -> None:
    """Bring a part back, with what drafts hold under it; a group with its rows that have found no other since."""
    access.demand(by, Power.DIRECT, part.template.unit)
    _hold(part)
    if part.retired_at is None:
        return
    if isinstance(part, TemplateGroup):
        rows = part.template.rows.filter(pk__in=part.former_rows, group=None)
        rows.update(group=part, version=F("version") + 1)
        part.former_rows = []
    _keep_retired(part, None)
    _note(part.template, by, f"Lấy lại “{part}” vào mẫu {part.template}")


def _lock(template_pk: int) -> None:
    """Acts on the parts of one template come one after another; to be asked in a transaction."""
    ReportTemplate.objects.select_for_update().only("pk").get(pk=template_pk)


def _hold(part: Part) -> None:
    """Lock the template and read the part as it stands now: the page that asks may be old."""
    template = part.template
    _lock(template.pk)
    part.refresh_from_db()
    part.template = template


def _in_use(group: TemplateGroup | None) -> TemplateGroup | None:
    """The group as it stands, where it has not left the template."""
    return group and TemplateGroup.objects.filter(pk=group.pk, retired_at__isnull=True).first()


def _keep_retired(part: Part, moment: dt.datetime | None) -> None:
    """Store that the part left at `moment` (None: is back), as a change that whoever edits the part is told of."""
    part.retired_at, part.version = moment, part.version + 1
    own = ["former_rows"] if isinstance(part, TemplateGroup) else []
    part.save(update_fields=["retired_at", "version", *own])


def find_part(template: ReportTemplate, kind: str, pk: int) -> Part | None:
    """The part of `template` that an address names, in use or not."""
    found: Part | None = (
        KINDS[kind]._default_manager.filter(pk=pk, template=template).first() if kind in KINDS else None
    )
    if found is not None:
        found.template = template
    return found


def retire(template: ReportTemplate, *, by: User) -> None:
    """No further period opens with it; those that are open go on."""
    access.demand(by, Power.DIRECT, template.unit)
    _set_retired(template, by, is_retired=True)


def use_again(template: ReportTemplate, *, by: User) -> None:
    access.demand(by, Power.DIRECT, template.unit)
    _set_retired(template, by, is_retired=False)


def _set_retired(template: ReportTemplate, by: User, *, is_retired: bool) -> None:
    if bool(template.retired_at) != is_retired:
        template.retired_at = timezone.now() if is_retired else None
        template.save(update_fields=["retired_at", "updated_at"])
        _note(template, by, f"{'Ngừng dùng' if is_retired else 'Dùng lại'} mẫu báo cáo {template}")


def _siblings(part: Part) -> "models.QuerySet[Any]":
    """The parts in use beside which this one stands, in order: rows of one group."""
    every: models.QuerySet[Any] = type(part)._default_manager.filter(template=part.template_id)
    beside = every.filter(retired_at__isnull=True)
    if isinstance(part, TemplateRow):
        beside = beside.filter(group=part.group_id)
    return beside.order_by("order", "pk")


def _note(template: ReportTemplate, by: User, text: str) -> None:
    record("template_changed", by=by, on=template, unit=template.unit, text=text)
