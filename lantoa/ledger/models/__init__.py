from lantoa.ledger.models.activity import Activity, ActivityFile, Served
from lantoa.ledger.models.calendar import CalendarDay
from lantoa.ledger.models.claim import Claim, Comment, Delivery
from lantoa.ledger.models.feed import Feed
from lantoa.ledger.models.obligation import Obligation, ObligationEvent

__all__ = [
    "Activity",
    "ActivityFile",
    "CalendarDay",
    "Claim",
    "Comment",
    "Delivery",
    "Feed",
    "Obligation",
    "ObligationEvent",
    "Served",
]
