from lantoa.ledger.models.calendar import CalendarDay
from lantoa.ledger.models.feed import Feed
from lantoa.ledger.models.obligation import Obligation, ObligationEvent

__all__ = ["CalendarDay", "Feed", "Obligation", "ObligationEvent"]
