"""What is missing before a thing on its way can be decided on: shown in red wherever it is looked at."""

from lantoa.review.enums import EDITABLE, ReviewState
from lantoa.review.models import Reviewed

_UNDECIDED = EDITABLE | {ReviewState.SUBMITTED}


def gap_of(thing: Reviewed) -> str:
    """What to say while the thing needs a head that its unit has not; empty where nothing is missing."""
    if thing.review_state not in _UNDECIDED:
        return ""
    _, decides = thing.approvers()
    if decides is None:
        return "Đơn vị và các cấp trên chưa có người duyệt; đề nghị quản trị viên giao vai trò thủ trưởng"
    return "" if decides.pk == thing.unit.pk else f"Đơn vị chưa có người duyệt; {decides.label} duyệt thay"
