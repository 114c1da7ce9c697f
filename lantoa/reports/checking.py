"""Checks of a report: what keeps it from being sent, and what a careful reader would ask about."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lantoa.reports import content, outliers
from lantoa.reports.content import Content
from lantoa.reports.enums import Comparison, FigureOrigin, How
from lantoa.reports.models import Indicator, Report, ReportValue, TemplateCheck
from lantoa.vietnamese.numbers import format_number

_HOLDS = {
    Comparison.EQUAL: lambda left, right: left == right,
    Comparison.AT_MOST: lambda left, right: left <= right,
    Comparison.AT_LEAST: lambda left, right: left >= right,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence about a figure or a text; `indicators` (ids) and `heading` say which to highlight."""

    text: str
    is_blocking: bool
    indicators: tuple[int, ...] = ()
    heading: int | None = None


def blocking(report: Report) -> list[str]:
    """Sentences that keep `report` from being sent; none: it may go. One that says nothing happened may always."""
    return [fault.text for fault in faults(report) if fault.is_blocking]


def warnings(report: Report) -> list[Fault]:
    """What stands out without keeping the report from being sent: an explanation beside the figure silences it."""
    return [fault for fault in faults(report) if not fault.is_blocking]


def faults(report: Report, found: Content | None = None) -> list[Fault]:
    """Everything there is to say about what the report holds now, what blocks first."""
    if report.is_nil:
        return []
    held = found or content.look(report)
    said = [*_impossible(held), *_unexplained(held), *_missing(held), *_failed(held)]
    said += [*_left_out(held), *_unlikely(held)]
    return sorted(said, key=lambda fault: not fault.is_blocking)


def _unlikely(held: Content) -> list[Fault]:
    shown = [value for _, value in held.rows]
    return [Fault(text, False, (pk,)) for pk, text in outliers.outliers(held.report, shown)]


def _left_out(held: Content) -> list[Fault]:
    """Units that the sum waits for: sending it now is a decision, and one that shows."""
    inside, asked = outliers.held_of_asked(held.report)
    if inside >= asked:
        return []
    missing = f"trình lúc này thì báo cáo nêu tên {asked - inside} đơn vị còn thiếu"
    text = f"Mới có {inside} trong {asked} đơn vị trong tổng hợp; {missing}."
    return [Fault(text, False)]


def _impossible(held: Content) -> list[Fault]:
    """Figures below nought; shares above the whole that nobody has explained."""
    found = []
    for _, value in held.rows:
        if value.value is None:
            continue
        shown = written(value.indicator, value.value)
        if value.value < 0:
            found.append(Fault(f"“{value.indicator}” là {shown}: số liệu không thể âm.", True, (value.indicator_id,)))
        elif value.indicator.how == How.RATIO and value.value > 100 and not value.note:
            text = f"“{value.indicator}” là {shown}%, hơn 100%. Kiểm tra tử số và mẫu số, hoặc ghi giải thích."
            found.append(Fault(text, True, (value.indicator_id,)))
    return found


def _unexplained(held: Content) -> list[Fault]:
    """Figures typed over another that the system had worked out, without a word why. Where it had found nothing, what
    is typed replaces nothing; a share above the whole is asked about already."""
    found = []
    for _, value in held.rows:
        counted = content.automatic(value)
        if value.origin != FigureOrigin.TYPED or value.note or value.value is None or not counted:
            continue
        typed, stood = written(value.indicator, value.value), written(value.indicator, counted)
        if typed != stood and not (value.indicator.how == How.RATIO and value.value > 100):
            text = f"“{value.indicator}” gõ {typed}: ghi lý do thay số tự động {stood}."
            found.append(Fault(text, True, (value.indicator_id,)))
    return found


def _missing(held: Content) -> list[Fault]:
    found = [
        Fault(f"Chưa có số liệu bắt buộc: “{value.indicator}”.", True, (value.indicator_id,))
        for row, value in held.rows
        if row.is_required and value.value is None
    ]
    found += [
        Fault(f"Chưa có nội dung bắt buộc: mục “{heading}”.", True, heading=heading.pk)
        for heading, text in held.narratives
        if heading.is_required and not text.text.strip()
    ]
    return found


def _failed(held: Content) -> list[Fault]:
    by_code = {value.indicator.code: value for value in held.values.values()}
    checks = held.report.period.template.checks.filter(retired_at__isnull=True).order_by("order", "pk")
    return [fault for check in checks if (fault := _judged(check, by_code))]


def _judged(check: TemplateCheck, by_code: Mapping[str, ReportValue]) -> Fault | None:
    """A check speaks only where a figure of each side is there."""
    left = _sum(check.left, by_code)
    right = check.number if not check.right else _sum(check.right, by_code)
    if left is None or right is None or _HOLDS[Comparison(check.comparison)](left, right):
        return None
    ids = tuple(by_code[code].indicator_id for code in [*check.left, *check.right] if code in by_code)
    word = str(Comparison(check.comparison).label)
    sides = f"{_named(check.left, by_code)} ({format_number(left)}) phải {word} "
    sides += f"{_named(check.right, by_code)} ({format_number(right)})" if check.right else format_number(right)
    text = f"{check.sentence.rstrip('.')}: {sides}." if check.sentence else f"{sides}."
    return Fault(text, check.is_blocking, ids)


def _sum(codes: list[str], by_code: Mapping[str, ReportValue]) -> Decimal | None:
    held = [value for code in codes if code in by_code and (value := by_code[code].value) is not None]
    return sum(held, Decimal(0)) if held else None


def _named(codes: list[str], by_code: Mapping[str, ReportValue]) -> str:
    return " + ".join(f"“{by_code[code].indicator}”" if code in by_code else f"“{code}”" for code in codes)


def written(indicator: Indicator, value: Decimal) -> str:
    """A figure as people read it: with the decimals that its indicator asks for, more where it was typed so."""
    places = indicator.places
    return format_number(value, places if value == round(value, places) or indicator.how == How.RATIO else None)


def explanation(value: ReportValue) -> str:
    """What stands quietly beside a figure: its reason, and the automatic one that it was typed over."""
    other = content.replaced(value)
    if other is None:
        return value.note
    return f"tự động {written(value.indicator, other)}" + (f" · lý do: {value.note}" if value.note else "")


def origin_label(value: ReportValue) -> str:
    """ "tự động" or "nhập tay", as it stands beside every figure on pages and paper; nothing where no figure is. What
    people alone can give is typed in a sum too: units below typed it."""
    if value.value is None:
        return ""
    return str(FigureOrigin(FigureOrigin.TYPED if value.indicator.how == How.TYPED else value.origin).label)
