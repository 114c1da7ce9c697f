from django.db.models import TextChoices


class ObligationKind(TextChoices):
    OWN_PLAN = "own_plan", "Kế hoạch của đơn vị"
    TASK_LEAD = "task_lead", "Nhiệm vụ chủ trì"
    TASK_COORDINATING = "task_coordinating", "Nhiệm vụ phối hợp"
    DUTY = "duty", "Trách nhiệm được giao"
    REPORT = "report", "Báo cáo"


class ObligationState(TextChoices):
    OPEN = "open", "Đang làm"
    WAITING = "waiting", "Chờ ấn định ngày"
    MET = "met", "Đã xong"
    MET_LATE = "met_late", "Đã xong, muộn"
    NIL = "nil", "Không phát sinh"
    EXCLUDED = "excluded", "Không phải làm"


PENDING = frozenset({ObligationState.OPEN, ObligationState.WAITING})
DONE = frozenset({ObligationState.MET, ObligationState.MET_LATE, ObligationState.NIL})


class Rhythm(TextChoices):
    ONCE = "once", "một lần"
    MONTHLY = "monthly", "hằng tháng"
    QUARTERLY = "quarterly", "hằng quý"
    HALF_YEARLY = "half_yearly", "6 tháng một lần"
