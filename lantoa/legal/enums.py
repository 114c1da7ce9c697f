from django.db.models import TextChoices


class LegalStatus(TextChoices):
    IN_FORCE = "in_force", "còn hiệu lực"
    AMENDED = "amended", "còn hiệu lực, đã sửa đổi"
    NOT_YET = "not_yet", "chưa có hiệu lực"
    EXPIRED = "expired", "hết hiệu lực"
    REPLACED = "replaced", "đã được thay thế"
    REPEALED = "repealed", "bị bãi bỏ"
    UNKNOWN = "unknown", "chưa rõ hiệu lực"


NO_LONGER_IN_FORCE = frozenset({LegalStatus.EXPIRED, LegalStatus.REPLACED, LegalStatus.REPEALED})
