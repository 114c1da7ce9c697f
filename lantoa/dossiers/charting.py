"""A year's figures as a drawing."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from lantoa.documents.writing.charts import Chart, Series, svg
from lantoa.dossiers.counting import Totals
from lantoa.dossiers.targets import Standing


def by_month(totals: Sequence[Totals], year: int) -> SafeString:
    """Received and settled in each month that has figures; empty where none has."""
    shown = [(number, total) for number, total in enumerate(totals, 1) if total.figures["received"] or total.settled]
    if not shown:
        return SafeString("")
    chart = Chart(
        "ho-so-thang",
        f"Hồ sơ theo tháng, năm {year}",
        [f"Tháng {number}" for number, _ in shown],
        [
            Series("Tiếp nhận", [Decimal(total.figures["received"]) for _, total in shown]),
            Series("Đã giải quyết", [Decimal(total.settled) for _, total in shown]),
        ],
        "hồ sơ",
    )
    return mark_safe(svg(chart))  # noqa: S308 - the house's own drawing, its words escaped


def beside_targets(standings: Sequence[Standing], year: int) -> SafeString:
    """Shares and what was set for them; empty where there is no share."""
    shown = [one for one in standings if one.share is not None]
    if not shown:
        return SafeString("")
    chart = Chart(
        "ho-so-ty-le",
        f"Tỷ lệ so với chỉ tiêu, năm {year}",
        [one.label for one in shown],
        [
            Series("Đạt được", [one.share for one in shown]),
            Series("Chỉ tiêu", [one.goal.share if one.goal else None for one in shown]),
        ],
        "%",
    )
    return mark_safe(svg(chart))  # noqa: S308 - the house's own drawing, its words escaped
