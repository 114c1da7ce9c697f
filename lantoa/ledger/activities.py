"""The books of what was done: the only functions through which an activity is logged, changed or cancelled.

Apps that did something themselves (an article that was published) log it here with their `source`; reports read it.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.ledger.activity_kinds import spec_of
from lantoa.ledger.counted_in import counted_in, why_kept
from lantoa.ledger.enums import ActivityOrigin
from lantoa.ledger.evidence import MOST_FILES, Evidence
from lantoa.ledger.models import Activity, ActivityFile, Obligation, Served
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.ledger.proofs import why_stays
from lantoa.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done: kind, title and day, and any further columns of `Activity` by name (`more`)."""

    kind: str
    title: str
    on: dt.date
    more: Mapping[str, Any] = field(default_factory=dict)

    def columns(self) -> dict[str, Any]:
        """Every column that the deed sets; the channel follows from the kind where it is not given."""
        unknown = set(self.more) - _MORE
        if unknown:
            raise TypeError(f"no such columns: {unknown}")
        given = {"channel_kind": spec_of(self.kind).channel, **self.more}
        return {"kind": self.kind, "title": self.title, "on": self.on, **given}


_MORE = frozenset(
    {"channel_kind", "text", "until", "place", "people", "times", "copies", "link", "cost", "fund", "details"}
)
# What a line holds where its kind does not ask: figures hidden behind another kind would be counted on.
_QUANTITIES: Mapping[str, Any] = {"until": None, "people": None, "times": 1, "copies": None}

# What reports count of a line, and the day by which they find it.
_COUNTED = ("kind", "channel_kind", "on", "people", "times", "copies", "cost")


def log(
    unit: Unit,
    deed: Deed,
    *,
    by: User,
    obligations: Iterable[Obligation] = (),
    files: Sequence[tuple[uuid.UUID, Evidence]] = (),
    form_key: uuid.UUID | None = None,
    source: models.Model | None = None,
) -> Activity:
    """Put on the books what `unit` did; the same `form_key` (or `source`) again gives the line that is there.

    `files`: (key, evidence) pairs. Raises ValidationError with what is wrong, PermissionDenied where `by` may not
    write for the unit.
    """
    access.demand(by, Power.WRITE, unit)
    key = form_key or uuid.uuid4()
    known = _known(key, source, unit)
    if known:
        return known
    _demand_day(unit, deed.on, deed.more.get("until"))
    activity = Activity(unit=unit, form_key=key, created_by=by, **deed.columns())
    if source is not None:
        activity.source, activity.origin = source, ActivityOrigin.APP
    try:
        with transaction.atomic():
            activity.save()
            _serve(activity, obligations)
            add_files(activity, files, by=by)
            record("activity_logged", by=by, on=activity, unit=unit, text=f"Ghi hoạt động: {activity.title}")
    except IntegrityError:
        twin = _known(key, source, unit)
        if twin is None:
            raise
        return twin
    return activity


def is_own(by: User, unit: Unit) -> bool:
    """Whether the person writes for this very unit: what a unit did is put right by the unit, not from above."""
    return any(one.pk == unit.pk for one in access.units_where(by, Power.WRITE))


def _demand_own(by: User, unit: Unit) -> None:
    if not is_own(by, unit):
        raise PermissionDenied("Hoạt động và minh chứng do chính đơn vị đã ghi sửa, hủy hoặc bỏ.")


def _demand_loose(activity: Activity) -> None:
    """Nothing that an accepted report counts is taken away from under it."""
    if held := why_kept(counted_in(activity)):
        raise ValidationError(held)


def _demand_loose_figures(activity: Activity, given: Mapping[str, Any]) -> None:
    """What an accepted report counted stays as it counted it: first the report is corrected, with a reason. Words, link
    and evidence may be mended at any time."""
    moved = [name for name in _COUNTED if name in given and given[name] != getattr(activity, name)]
    if moved and (held := why_kept(counted_in(activity), act="sửa số liệu")):
        names = [str(Activity._meta.get_field(name).verbose_name) for name in moved]  # type: ignore[union-attr]
        raise ValidationError(f"Đang đổi {', '.join(names)}. {held}")


@transaction.atomic
def change(
    activity: Activity, deed: Deed, *, version: int, by: User, obligations: Iterable[Obligation] | None = None
) -> Activity:
    """Change a line from the version that the form showed; of another kind, it keeps no figure that is not given anew.
    Raises EditConflict where somebody saved it meanwhile, ValidationError where an accepted report counted a figure
    that would change."""
    _demand_own(by, activity.unit)
    if not activity.is_counted:
        raise ValidationError("Hoạt động này đã hủy. Khôi phục trước khi sửa.")
    left = _QUANTITIES if deed.kind != activity.kind else {}
    _demand_day(activity.unit, deed.on, deed.more.get("until", left.get("until", activity.until)))
    given = {**left, **deed.columns()}
    _demand_loose_figures(activity, given)
    for name, value in given.items():
        setattr(activity, name, value)
    activity.save_from(version)
    if obligations is not None:
        _serve(activity, obligations)
    record("activity_changed", by=by, on=activity, unit=activity.unit, text=f"Sửa hoạt động: {activity.title}")
    return activity


@transaction.atomic
def cancel(activity: Activity, *, reason: str, by: User) -> None:
    """Take a wrong line out of every figure to come, with a reason; asked twice, once is enough. Raises ValidationError
    where an accepted report counts it."""
    _demand_own(by, activity.unit)
    reason = reason.replace("\0", " ").strip()[:300]
    if not reason:
        raise ValidationError("Ghi lý do hủy để người xem sau này hiểu.")
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    if row.cancelled_at:
        return
    _demand_loose(row)
    _take_out(row, reason, by)


@transaction.atomic
def cancel_of(source: models.Model, *, reason: str, by: User) -> str:
    """Take out what another room logged with this source, whose rules let `by` undo it. Where an accepted report counts
    any line of it, all of it stays: the sentence that says so; else empty."""
    kind = ContentType.objects.get_for_model(source)
    rows = Activity.objects.select_for_update().filter(source_type=kind, source_id=source.pk, cancelled_at__isnull=True)
    found = list(rows.select_related("unit").order_by("pk"))
    for row in found:
        access.demand(by, Power.WRITE, row.unit)
        if held := why_kept(counted_in(row)):
            return held
    for row in found:
        _take_out(row, reason.replace("\0", " ").strip()[:300], by)
    return ""


def _take_out(row: Activity, reason: str, by: User) -> None:
    row.cancelled_at, row.cancelled_by, row.cancel_reason = timezone.now(), by, reason
    row.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    record("activity_cancelled", by=by, on=row, unit=row.unit, text=f"Hủy hoạt động “{row.title}”: {reason}")


@transaction.atomic
def restore(activity: Activity, *, by: User) -> None:
    """Undo `cancel`."""
    _demand_own(by, activity.unit)
    row = Activity.objects.select_for_update().get(pk=activity.pk)
    if row.cancelled_at is None:
        return
    row.cancelled_at, row.cancelled_by, row.cancel_reason = None, None, ""
    row.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    record("activity_restored", by=by, on=row, unit=row.unit, text=f"Khôi phục hoạt động: {row.title}")


@transaction.atomic
def add_files(activity: Activity, files: Sequence[tuple[uuid.UUID, Evidence]], *, by: User) -> list[ActivityFile]:
    """Keep evidence with its line; a file whose key is known, or that is there already, is kept once."""
    rows = list(activity.files.all())
    keys, sums = {row.key for row in rows}, {row.sha256 for row in rows}
    added: list[ActivityFile] = []
    for key, evidence in files:
        if key in keys or evidence.sha256 in sums:
            continue
        if len(rows) + len(added) >= MOST_FILES:
            raise ValidationError(f"Mỗi hoạt động giữ nhiều nhất {MOST_FILES} ảnh, tài liệu. Bỏ bớt rồi gửi lại.")
        added.append(_keep(activity, key, evidence, order=len(rows) + len(added), by=by))
        keys.add(key)
        sums.add(evidence.sha256)
    return added


def _keep(activity: Activity, key: uuid.UUID, evidence: Evidence, *, order: int, by: User) -> ActivityFile:
    row = ActivityFile(
        activity=activity,
        key=key,
        kind=evidence.kind,
        name=evidence.name,
        content_type=evidence.content_type,
        sha256=evidence.sha256,
        size=evidence.content.size,
        width=evidence.width,
        height=evidence.height,
        order=order,
        added_by=by,
    )
    row.file.save("evidence", evidence.content, save=False)
    if evidence.thumb:
        row.thumb.save("thumb", evidence.thumb, save=False)
    row.save()
    return row


@transaction.atomic
def remove_file(row: ActivityFile, *, by: User) -> None:
    """Take a piece of evidence away; the stored file goes with it. Not from under an accepted report, nor the last
    proof of what another room shows by it (ValidationError)."""
    activity = Activity.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.activity_id)
    _demand_own(by, activity.unit)
    _demand_loose(activity)
    if said := why_stays(row):
        raise ValidationError(said)
    record("evidence_removed", by=by, on=activity, unit=activity.unit, text=f"Bỏ minh chứng “{row.name}”")
    names = [field.name for field in (row.file, row.thumb) if field]
    storage = row.file.storage
    row.delete()
    for name in filter(None, names):
        transaction.on_commit(partial(storage.delete, name))


def servable(unit: Unit) -> ObligationQuerySet:
    """The obligations that an activity of the unit can serve: its own, done ones too, since work is logged after."""
    return Obligation.objects.filter(unit=unit).counted()


def _serve(activity: Activity, obligations: Iterable[Obligation]) -> None:
    chosen = {row.pk for row in obligations}
    if chosen - set(servable(activity.unit).filter(pk__in=chosen).values_list("pk", flat=True)):
        raise ValidationError("Có việc không thuộc đơn vị này. Chọn lại các việc mà hoạt động phục vụ.")
    held = set(activity.served.values_list("obligation_id", flat=True))
    activity.served.filter(obligation_id__in=held - chosen).delete()
    Served.objects.bulk_create([Served(activity=activity, obligation_id=pk) for pk in sorted(chosen - held)])


def _known(key: uuid.UUID, source: models.Model | None, unit: Unit) -> Activity | None:
    """The line that this form, or this thing of another room, made already."""
    found = Activity.objects.filter(form_key=key).first()
    if found and found.unit_id != unit.pk:
        raise ValidationError("Biểu này đã gửi cho đơn vị khác. Mở biểu mới để ghi tiếp.")
    if found or source is None:
        return found
    kind = ContentType.objects.get_for_model(source)
    return Activity.objects.filter(source_type=kind, source_id=source.pk, unit=unit).first()


def _demand_day(unit: Unit, on: dt.date, until: dt.date | None) -> None:
    """A day on which the unit existed and that is not to come."""
    today = timezone.localdate()
    if on > today:
        raise ValidationError({"on": "Ngày này chưa đến. Ghi hoạt động sau khi đã làm."})
    if on < unit.valid_from:
        begun = unit.valid_from
        raise ValidationError({"on": f"{unit.label} hoạt động từ ngày {begun:%d/%m/%Y}. Kiểm tra lại ngày."})
    if unit.valid_to and on >= unit.valid_to:
        raise ValidationError({"on": f"{unit.label} đã thôi hoạt động từ ngày {unit.valid_to:%d/%m/%Y}."})
    if until and until < on:
        raise ValidationError({"until": "Ngày kết thúc phải từ ngày bắt đầu trở đi."})
