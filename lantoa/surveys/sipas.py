"""A questionnaire of the shape of SIPAS to begin with: its factors, in this project's own words, for services of
education. Each section: title, factor, questions; each question: kind, text, options, further fields. `when` names the
question it hangs on by its place in the list, and the options that open it."""

from dataclasses import dataclass, field

from lantoa.surveys.enums import Factor, QuestionKind

INTRO = (
    "Cơ quan mong được biết người dân đã được phục vụ ra sao để làm tốt hơn. Câu không ghi “bắt buộc” có thể bỏ qua."
)
CONSENT = (
    "Phiếu không hỏi và không lưu họ tên, số điện thoại, địa chỉ, địa chỉ máy của người trả lời; "
    "chỉ ghi đơn vị được đánh giá, ngày và cách gửi phiếu. "
    "Câu trả lời chỉ dùng để tính mức độ hài lòng và cải thiện việc phục vụ; "
    "kết quả chỉ được nêu cho nhóm đủ đông nên không ai biết ai đã trả lời gì. Việc trả lời là tự nguyện."
)


@dataclass(frozen=True, slots=True)
class Asked:
    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()
    is_required: bool = False
    when: tuple[str, tuple[int, ...]] | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    factor: Factor
    questions: tuple[Asked, ...] = field(default=())


_WAYS = "Đã nộp hồ sơ, đề nghị bằng cách nào?"
_SPOKE = "Đã từng góp ý, phản ánh, kiến nghị với đơn vị chưa?"

PARTS = (
    Part(
        "Về lần được phục vụ",
        Factor.ABOUT,
        (
            Asked(
                QuestionKind.SINGLE,
                "Người trả lời là",
                ("Cha mẹ, người giám hộ của học sinh", "Học sinh, học viên", "Nhà giáo, người lao động", "Người khác"),
            ),
            Asked(
                QuestionKind.SINGLE,
                _WAYS,
                ("Trực tiếp tại nơi tiếp nhận", "Trực tuyến trên Cổng dịch vụ công", "Qua bưu chính"),
            ),
            Asked(
                QuestionKind.MULTIPLE,
                "Khi nộp trực tuyến đã gặp khó khăn gì?",
                ("Đăng nhập", "Điền tờ khai", "Đính kèm giấy tờ", "Nộp phí", "Không gặp khó khăn"),
                when=(_WAYS, (2,)),
                help="Có thể chọn nhiều ý.",
            ),
        ),
    ),
    Part(
        "Tiếp cận dịch vụ",
        Factor.ACCESS,
        (
            Asked(
                QuestionKind.MATRIX,
                "Mức độ hài lòng về việc tìm hiểu và tiếp cận dịch vụ",
                (
                    "Dễ tìm thông tin về dịch vụ, thủ tục",
                    "Nơi chờ, nơi tiếp nhận có đủ chỗ ngồi, thuận tiện",
                    "Trang thiết bị, biển chỉ dẫn dễ dùng, dễ hiểu",
                ),
                True,
            ),
        ),
    ),
    Part(
        "Thủ tục hành chính",
        Factor.PROCEDURE,
        (
            Asked(
                QuestionKind.MATRIX,
                "Mức độ hài lòng về thủ tục",
                (
                    "Thủ tục được niêm yết, công khai đầy đủ",
                    "Giấy tờ phải nộp đơn giản, đúng quy định",
                    "Phí, lệ phí đúng mức đã công khai",
                    "Thời hạn giải quyết phù hợp",
                ),
                True,
            ),
        ),
    ),
    Part(
        "Người phục vụ",
        Factor.OFFICIAL,
        (
            Asked(
                QuestionKind.MATRIX,
                "Mức độ hài lòng về công chức, viên chức đã tiếp",
                (
                    "Thái độ lịch sự, tôn trọng",
                    "Chú ý lắng nghe, trả lời rõ ràng",
                    "Hướng dẫn đủ trong một lần",
                    "Làm đúng quy định, không gây phiền hà",
                ),
                True,
            ),
        ),
    ),
    Part(
        "Kết quả",
        Factor.RESULT,
        (
            Asked(
                QuestionKind.MATRIX,
                "Mức độ hài lòng về kết quả nhận được",
                ("Kết quả đúng quy định", "Thông tin trên giấy tờ chính xác", "Trả kết quả đúng hẹn"),
                True,
            ),
        ),
    ),
    Part(
        "Góp ý, phản ánh, kiến nghị",
        Factor.FEEDBACK,
        (
            Asked(
                QuestionKind.SCALE, "Dễ tìm được cách góp ý: đường dây nóng, hòm thư, mã QR, người tiếp nhận", (), True
            ),
            Asked(QuestionKind.SINGLE, _SPOKE, ("Đã góp ý", "Chưa góp ý")),
            Asked(QuestionKind.SCALE, "Hài lòng với cách góp ý ấy được trả lời", (), when=(_SPOKE, (1,))),
        ),
    ),
    Part(
        "Nhìn chung",
        Factor.OVERALL,
        (
            Asked(QuestionKind.SCALE, "Nhìn chung, mức độ hài lòng với việc phục vụ của đơn vị", (), True),
            Asked(
                QuestionKind.TEXT,
                "Điều gì cần làm tốt hơn?",
                help="Không ghi họ tên, số điện thoại hoặc điều giúp nhận ra một người.",
            ),
        ),
    ),
)
