"""How an indicator is worked out, in a sentence."""

from collections.abc import Mapping

from lantoa.ledger.enums import ActivityKind, ChannelKind
from lantoa.reports import sources
from lantoa.reports.enums import Aggregate, How
from lantoa.reports.models import Indicator


def how_words(indicator: Indicator) -> str:
    """ "Số hoạt động: Tập huấn", "Tỷ lệ A / B (%)", "Nhập tay"."""
    match indicator.how:
        case How.ACTIVITIES:
            conditions = filter_words(indicator.filter)
            added = str(Aggregate(indicator.aggregate).label)
            return f"{added}: {conditions}" if conditions else f"{added}: mọi hoạt động"
        case How.SOURCE:
            source = sources.find(indicator.source)
            return f"Tự lấy: {source.label}" if source else "Nguồn này không còn; chọn nguồn khác"
        case How.RATIO:
            return f"Tỷ lệ “{indicator.numerator}” trên “{indicator.denominator}” (%)"
        case _:
            return "Nhập tay"


def filter_words(conditions: Mapping[str, object]) -> str:
    """Which activities a filter lets through; empty: all."""
    said = [*_labels(ActivityKind, conditions.get("kinds")), *_labels(ChannelKind, conditions.get("channels"))]
    words = str(conditions.get("words") or "")
    return ", ".join([*said, *([f"có chữ “{words}”"] if words else [])])


def _labels(choices: type[ActivityKind] | type[ChannelKind], values: object) -> list[str]:
    known = dict(choices.choices)
    return [str(known[value]) for value in values if value in known] if isinstance(values, list) else []
