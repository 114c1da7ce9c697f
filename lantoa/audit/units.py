"""Changes of units, as `organisations.events` tells them."""

from lantoa.audit.models import record
from lantoa.organisations.events import Change


def write_down(change: Change) -> None:
    """An entry for one change."""
    record(change.action, by=change.by, on=change.subject, text=change.text, unit=change.unit, detail=change.detail)
