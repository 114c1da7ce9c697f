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

# What tells people of the law without being law: it has no number and no effect of its own.
LEAFLET_KINDS = ("Tờ rơi", "Tờ gấp", "Áp phích", "Sổ tay", "Cẩm nang", "Hỏi đáp pháp luật", "Tài liệu tuyên truyền")


class FileFormat(TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"

    @property
    def content_type(self) -> str:
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return "application/pdf" if self == FileFormat.PDF else word


class ReadingState(TextChoices):
    WAITING = "waiting", "đang đọc"
    READ = "read", "đã đọc"
    FAILED = "failed", "chưa đọc được"
