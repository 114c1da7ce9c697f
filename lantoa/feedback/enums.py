from django.db.models import TextChoices


class Source(TextChoices):
    """How it came in."""

    WEB = "web", "Cổng thông tin"
    QR = "qr", "Mã QR của đơn vị"
    HOTLINE = "hotline", "Đường dây nóng"
    COUNTER = "counter", "Gặp trực tiếp"
    EMAIL = "email", "Thư điện tử"
    ZALO = "zalo", "Zalo"
    POST = "post", "Bưu chính"


TYPED_BY_OFFICER = frozenset({Source.HOTLINE, Source.COUNTER, Source.POST, Source.EMAIL})


class CaseKind(TextChoices):
    """What it is by law: Nghị định 20/2008/NĐ-CP, Điều 1 and 5 (as amended) for the first six; complaints and
    denunciations are other laws."""

    BEHAVIOUR = "behaviour", "Hành vi của công chức, viên chức"
    RULES = "rules", "Quy định hành chính"
    DELAY = "delay", "Chậm trễ, không thực hiện đúng"
    QUESTION = "question", "Hỏi về thủ tục"
    IDEA = "idea", "Sáng kiến, kiến nghị"
    COMMENT = "comment", "Góp ý"
    COMPLAINT = "complaint", "Khiếu nại"
    DENUNCIATION = "denunciation", "Tố cáo"
    OUTSIDE = "outside", "Ngoài phạm vi"


OTHER_LAW = frozenset({CaseKind.COMPLAINT, CaseKind.DENUNCIATION})  # guided elsewhere, never published


class CaseState(TextChoices):
    NEW = "new", "Mới nhận"
    HANDLING = "handling", "Đang xử lý"
    WAITING = "waiting", "Chờ người gửi bổ sung"
    ANSWERED = "answered", "Đã trả lời"
    REFUSED = "refused", "Không tiếp nhận"
    DIVERTED = "diverted", "Đã hướng dẫn nơi khác"
    JOINED = "joined", "Gộp vào phản ánh khác"


OPEN_STATES = frozenset({CaseState.NEW, CaseState.HANDLING, CaseState.WAITING})
CLOSED_STATES = frozenset(CaseState) - OPEN_STATES


class FileKind(TextChoices):
    PHOTO = "photo", "Ảnh"
    VOICE = "voice", "Ghi âm"
    DOCUMENT = "document", "Tài liệu"


class StepKind(TextChoices):
    """What happened; the line of steps that the sender sees shows those that say `is_public`."""

    RECEIVED = "received", "Tiếp nhận"
    SETTLED = "settled", "Xếp việc"
    TRIAGED = "triaged", "Phân loại"
    MOVED = "moved", "Chuyển đơn vị"
    ASSIGNED = "assigned", "Giao người xử lý"
    ASKED = "asked", "Đề nghị bổ sung"
    SUPPLIED = "supplied", "Người gửi bổ sung"
    EXTENDED = "extended", "Gia hạn"
    DRAFTED = "drafted", "Soạn trả lời"
    SUBMITTED = "submitted", "Trình duyệt"
    RETURNED = "returned", "Trả lại để sửa"
    APPROVED = "approved", "Duyệt trả lời"
    ANSWERED = "answered", "Trả lời"
    REFUSED = "refused", "Không tiếp nhận"
    DIVERTED = "diverted", "Hướng dẫn nơi khác"
    JOINED = "joined", "Gộp"
    PUBLISHED = "published", "Công khai"
    WITHDRAWN = "withdrawn", "Thôi công khai"
    RATED = "rated", "Người gửi đánh giá"
    REOPENED = "reopened", "Mở lại"
    NOTED = "noted", "Ghi chú"
    ERASED = "erased", "Xóa dữ liệu cá nhân"


class SentBy(TextChoices):
    """How an answer reached the sender."""

    PAGE = "page", "Trang theo dõi"
    EMAIL = "email", "Thư điện tử"
    ZALO = "zalo", "Zalo"
    POST = "post", "Bưu chính"
    PHONE = "phone", "Điện thoại"
    HAND = "hand", "Trao trực tiếp"


class Looked(TextChoices):
    """What of a sender somebody opened."""

    IDENTITY = "identity", "Tên, cách liên hệ"
    FILE = "file", "Ảnh, ghi âm, tệp"
    LETTER = "letter", "Thư trả lời"
    EXPORT = "export", "Xuất danh sách"


class Outcome(TextChoices):
    """What became of a message that came to the mailbox, or from Zalo."""

    TAKEN = "taken", "Thành phản ánh mới"
    ADDED = "added", "Thêm vào phản ánh đang có"
    AUTOMATIC = "automatic", "Thư tự động, bỏ qua"
    OWN = "own", "Thư của hệ thống, bỏ qua"
    EMPTY = "empty", "Không có nội dung"
    FLOOD = "flood", "Quá nhiều thư, bỏ qua"
    FAILED = "failed", "Không đọc được"
