"""Where an indicator is used, and what it would give: seen before it is changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.organisations.models import Unit
from lantoa.reports import content, figures
from lantoa.reports.checking import written
from lantoa.reports.days import Days
from lantoa.reports.enums import How
from lantoa.reports.models import Indicator, TemplateCheck, TemplateRow
from lantoa.reports.template_view import own_ids


@dataclass(frozen=True, slots=True)
class Uses:
    """Rows of templates in use, checks that name it, ratios that it is a side of."""

    rows: list[TemplateRow] = field(default_factory=list)
    checks: list[TemplateCheck] = field(default_factory=list)
    ratios: list[Indicator] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.rows or self.checks or self.ratios)


def uses_of(indicator: Indicator) -> Uses:
    """Where `indicator` stands now."""
    rows = indicator.rows.filter(retired_at__isnull=True, template__retired_at__isnull=True).select_related(
        "template__unit"
    )
    templates = indicator.rows.values("template")
    checks = TemplateCheck.objects.filter(template__in=templates, retired_at__isnull=True).select_related("template")
    named = [one for one in checks if indicator.code in one.left or indicator.code in one.right]
    ratios = Indicator.objects.filter(how=How.RATIO, retired_at__isnull=True)
    sides = ratios.filter(numerator=indicator) | ratios.filter(denominator=indicator)
    return Uses(list(rows), named, list(sides))


@dataclass(frozen=True, slots=True)
class Trial:
    """What an indicator gives for a unit in some days: by itself with its divisions, and with all units below it."""

    unit: Unit
    first: dt.date
    last: dt.date
    own: str
    whole: str


def try_out(indicator: Indicator, unit: Unit, first: dt.date, last: dt.date) -> Trial:
    """The figures of an indicator as it stands, saved or not; nothing is written."""
    indicator.pk = indicator.pk or 0
    wanted = content.with_sides([indicator])
    groups = {1: own_ids(unit), 2: list(Unit.objects.under(unit).order_by().values_list("pk", flat=True))}
    found = figures.compute(wanted, groups, Days.just(first, last))
    own, whole = (_said(indicator, found[group].get(indicator.pk)) for group in (1, 2))
    return Trial(unit, first, last, own, whole)


def _said(indicator: Indicator, value: Decimal | None) -> str:
    return f"{written(indicator, value)} {indicator.measure}" if value is not None else "chưa có số liệu"


def retire(indicator: Indicator, *, by: User) -> None:
    """No template takes it up any more; those that hold it keep it."""
    _set_retired(indicator, by, is_retired=True)


def use_again(indicator: Indicator, *, by: User) -> None:
    _set_retired(indicator, by, is_retired=False)


def _set_retired(indicator: Indicator, by: User, *, is_retired: bool) -> None:
    access.demand(by, Power.DIRECT, indicator.unit)
    if bool(indicator.retired_at) != is_retired:
        indicator.retired_at = timezone.now() if is_retired else None
        indicator.save(update_fields=["retired_at"])
        note(indicator, by, f"{'Ngừng dùng' if is_retired else 'Dùng lại'} chỉ tiêu {indicator}")


def note(indicator: Indicator, by: User, text: str) -> None:
    record("indicator_changed", by=by, on=indicator, unit=indicator.unit, text=text)


def leads_to(indicator: Indicator, sides: Iterable[Indicator]) -> bool:
    """Whether a ratio of `sides` would be worked out from `indicator` itself, which has no end."""
    return any(one.pk == indicator.pk for one in content.with_sides(sides)) if indicator.pk else False
