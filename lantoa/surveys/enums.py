"""Words of surveys. Factors are those of SIPAS (Chỉ số hài lòng về sự phục vụ hành chính, Bộ Nội vụ)."""

from django.db.models import TextChoices


class SurveyKind(TextChoices):
    SERVICE = "service", "Sau khi nhận kết quả dịch vụ"
    YEARLY = "yearly", "Hằng năm"


class SurveyState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    OPEN = "open", "Đang lấy ý kiến"
    CLOSED = "closed", "Đã kết thúc"


class Entry(TextChoices):
    OPEN = "open", "Mở cho mọi người, qua trang web và mã QR"
    ONE_TIME = "one_time", "Chỉ người có đường dẫn riêng, mỗi đường dẫn trả lời một lần"


class Factor(TextChoices):
    """What a section asks about; the first five make the index."""

    ACCESS = "access", "Tiếp cận dịch vụ"
    PROCEDURE = "procedure", "Thủ tục hành chính"
    OFFICIAL = "official", "Công chức, viên chức phục vụ"
    RESULT = "result", "Kết quả dịch vụ"
    FEEDBACK = "feedback", "Tiếp nhận, xử lý góp ý, phản ánh, kiến nghị"
    OVERALL = "overall", "Ảnh hưởng và mức độ hài lòng chung"
    ABOUT = "about", "Thông tin chung, không tính điểm"


INDEX_FACTORS = (Factor.ACCESS, Factor.PROCEDURE, Factor.OFFICIAL, Factor.RESULT, Factor.FEEDBACK)
MEASURED = (*INDEX_FACTORS, Factor.OVERALL)


class QuestionKind(TextChoices):
    SCALE = "scale", "Mức độ hài lòng (5 mức)"
    MATRIX = "matrix", "Bảng: nhiều ý, mỗi ý 5 mức"
    SINGLE = "single", "Chọn một"
    MULTIPLE = "multiple", "Chọn nhiều"
    TEXT = "text", "Viết câu trả lời"


RATED = frozenset({QuestionKind.SCALE, QuestionKind.MATRIX})
CHOSEN = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE})
LEVELS = (
    (1, "Rất không hài lòng"),
    (2, "Không hài lòng"),
    (3, "Bình thường"),
    (4, "Hài lòng"),
    (5, "Rất hài lòng"),
)


class Channel(TextChoices):
    WEB = "web", "Trang web"
    QR = "qr", "Mã QR"
    PAPER = "paper", "Phiếu giấy"
