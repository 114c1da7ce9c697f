from lantoa.ledger.models.calendar import CalendarDay
from lantoa.ledger.models.obligation import Obligation, ObligationEvent

__all__ = ["CalendarDay", "Obligation", "ObligationEvent"]
