"""Whom a report is for: "Kính gửi" and "Nơi nhận" (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 9a, 9b)."""

import re

from lantoa.organisations.models import Unit
from lantoa.reports.models import Report

UNKNOWN = "…" * 30  # to be filled in by hand: a report that goes up always names whom it is for
_AS_ABOVE, _KEPT = "Như trên", "Lưu: VT"


def addressees(report: Report) -> list[str]:
    """The unit that receives the report, whom its template names, whose plan asked for it, or the body above.

    A report drawn from another one goes where its own template says and nowhere else; a template may name several.
    """
    if report.receiver:
        return [report.receiver.name]
    named = [part.strip(" .-") for part in re.split(r"[;\n]", report.period.template.receiver)]
    if any(named):
        return [name for name in named if name]
    above = None if report.drawn_from_id else _asking(report) or report.unit.parent
    return [above.name if above else UNKNOWN]


def recipients(report: Report) -> list[str]:
    """The lines of "Nơi nhận": those it is addressed to, who asked for it if that is another, and the archive."""
    asking = _asking(report)
    told = [asking.name] if asking and asking.name not in addressees(report) else []
    return [_AS_ABOVE, *told, _KEPT]


def _asking(report: Report) -> Unit | None:
    """Whose document asks for the report; none where the unit asked itself."""
    asked = report.obligation.asked_by if report.obligation else None
    return asked if asked and asked.pk != report.unit_id else None
