from lantoa.oversight.models.reminder import Reminder, Stage, Urging
from lantoa.oversight.models.shortcoming import Shortcoming

__all__ = ["Reminder", "Shortcoming", "Stage", "Urging"]
