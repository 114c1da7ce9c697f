"""Checks between a report's figures, and what keeps it from being sent."""

from lantoa.reports.models import Report


def blocking(report: Report) -> list[str]:
    """Sentences that keep `report` from being sent; none: it may go."""
    return []
