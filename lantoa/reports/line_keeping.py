"""Lines of reporting that differ from the tree: from a day on, until a day."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.fields import path_range
from lantoa.organisations.models import Unit
from lantoa.organisations.models.unit import UnitQuerySet
from lantoa.reports.lines import aim
from lantoa.reports.models import Period, ReportingLine


def visible_lines(user: User) -> "models.QuerySet[ReportingLine]":
    """Lines of units of the subtree, and those that lead into it."""
    mine = access.within(user, Power.SEE, "unit__path") | access.within(user, Power.SEE, "to_unit__path")
    return ReportingLine.objects.filter(mine).select_related("unit", "to_unit", "template", "made_by")


def redirectable(user: User) -> UnitQuerySet:
    """Current units whose line the person may lead elsewhere: those below the units they direct."""
    below = Q()
    for held in access.holding(user, Power.DIRECT):
        first, last = path_range(held.unit.path)
        below |= Q(path__gt=first, path__lt=last)
    return Unit.objects.current().filter(below) if below else Unit.objects.none()


def may_change(user: User, line: ReportingLine) -> bool:
    """Whether the person directs from above the unit: nobody sends their own unit elsewhere."""
    above = [held.unit for held in access.holding(user, Power.DIRECT)]
    return any(line.unit.is_under(unit) and line.unit_id != unit.pk for unit in above)


def demand(user: User, line: ReportingLine) -> None:
    """Raise PermissionDenied (403) unless the person may change the line."""
    if not may_change(user, line):
        raise PermissionDenied("Chỉ văn phòng của đơn vị cấp trên đổi được tuyến báo cáo của đơn vị này.")


@transaction.atomic
def add(line: ReportingLine, *, by: User) -> ReportingLine:
    """Put a line on record; the same line twice is one. Raises ValidationError where another holds in these days, or
    it would lead back to the unit. Open periods that it concerns follow."""
    demand(by, line)
    same = ReportingLine.objects.filter(unit=line.unit, template=line.template)
    twin = same.filter(to_unit=line.to_unit, valid_from=line.valid_from, valid_to=line.valid_to).first()
    if twin is not None:
        return twin
    if line.to_unit.is_under(line.unit):
        raise ValidationError("Đơn vị không thể báo cáo cho chính mình hoặc cấp dưới của mình. Chọn nơi nhận khác.")
    ends_later = Q(valid_to__isnull=True) | Q(valid_to__gt=line.valid_from)
    begins_before = Q(valid_from__lt=line.valid_to) if line.valid_to else Q()
    other = same.filter(ends_later & begins_before).select_related("to_unit").first()
    if other is not None:
        raise ValidationError(
            f"Từ ngày {other.valid_from:%d/%m/%Y} đã có tuyến đến {other.to_unit.name}. Kết thúc tuyến đó trước."
        )
    line.made_by = by
    line.save()
    _note(line, by, f"Từ {line.valid_from:%d/%m/%Y} {line.unit} báo cáo cho {line.to_unit}")
    follow(line)
    return line


@transaction.atomic
def end(line: ReportingLine, *, on: dt.date, by: User) -> None:
    """Let a line hold until the day before `on`, from then on the tree counts again; one that ends on the day of its
    beginning was a mistake and is taken away, on record."""
    demand(by, line)
    if on < line.valid_from:
        raise ValidationError(f"Ngày kết thúc không được trước ngày bắt đầu {line.valid_from:%d/%m/%Y}.")
    _note(line, by, f"Từ {on:%d/%m/%Y} {line.unit} thôi báo cáo cho {line.to_unit}")
    line.valid_to = on
    if on == line.valid_from:
        type(line).objects.filter(pk=line.pk).delete()
    else:
        line.save(update_fields=["valid_to"])
    follow(line)


def follow(line: ReportingLine) -> int:
    """Send reports of open periods where the lines lead now; how many changed. What was taken up stays."""
    open_ones = Period.objects.open().filter(reports__unit=line.unit, ends_on__gte=line.valid_from)
    if line.template_id:
        open_ones = open_ones.filter(template=line.template_id)
    return sum(aim(period) for period in open_ones.select_related("unit", "template").distinct())


def _note(line: ReportingLine, by: User, text: str) -> None:
    record("reporting_line", by=by, on=line, unit=line.unit, text=text, detail={"reason": line.reason})
