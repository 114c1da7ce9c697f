"""What the words of a case point to: its kind by law, and whether it is a complaint or a denunciation, which are other
laws (Nghị định 20/2008/NĐ-CP, Điều 1 and 5). Suggestions with their reason: a person decides."""

import re
from dataclasses import dataclass

from lantoa.feedback.enums import CaseKind
from lantoa.vietnamese.text import nfc

# Accents count: "tố cáo" is no "to cao". Words that name another law's paper or ask for its procedure.
_COMPLAINT = re.compile(
    r"\b(?:khiếu nại|khiếu kiện|đơn khiếu|quyết định giải quyết khiếu nại|không đồng ý với (?:quyết định|kết luận))\b",
    re.IGNORECASE,
)
_DENUNCIATION = re.compile(
    r"\b(?:tố cáo|tố giác|nhận hối lộ|đưa hối lộ|hối lộ|tham ô|tham nhũng|biển thủ|chiếm đoạt|làm giả hồ sơ|"
    r"đánh đập|xâm hại|bạo hành)\b",
    re.IGNORECASE,
)
_NOT_MEANT = re.compile(
    r"\b(?:không phải (?:là )?(?:đơn )?|chưa |thủ tục |cách |quy trình |hướng dẫn |về việc )(?=khiếu nại|tố cáo)",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[CaseKind, re.Pattern[str]], ...] = (
    (
        CaseKind.DELAY,
        re.compile(
            r"\b(?:chậm trễ|quá hạn|trễ hẹn|chưa (?:được )?(?:trả lời|giải quyết|trả kết quả)|chờ (?:mãi|lâu)|kéo dài|"
            r"mãi (?:chưa|không))\b",
            re.IGNORECASE,
        ),
    ),
    (
        CaseKind.BEHAVIOUR,
        re.compile(
            r"\b(?:thái độ|quát|mắng|gây khó dễ|sách nhiễu|nhũng nhiễu|gây phiền hà|ép (?:buộc|đóng|học)|"
            r"bắt (?:buộc|đóng)|thu (?:tiền|khoản)|lạm thu|dạy thêm)\b",
            re.IGNORECASE,
        ),
    ),
    (
        CaseKind.QUESTION,
        re.compile(
            r"\b(?:cho (?:tôi |em |mình )?hỏi|xin hỏi|hồ sơ (?:gồm|cần)|thủ tục (?:gì|nào|thế nào|như thế nào|ra sao)|"
            r"làm (?:thế nào|sao) để|nộp ở đâu|cần (?:những )?giấy tờ (?:gì|nào))\b|\?\s*$",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        CaseKind.RULES,
        re.compile(
            r"\b(?:quy định (?:này|trên|hiện hành)?\s*(?:không|chưa|bất)|bất cập|không hợp lý|chồng chéo|"
            r"trái (?:luật|quy định))\b",
            re.IGNORECASE,
        ),
    ),
    (CaseKind.IDEA, re.compile(r"\b(?:kiến nghị|đề xuất|sáng kiến|nên (?:có|bổ sung|sửa))\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """A kind that the words point to, and the words."""

    kind: CaseKind
    words: str


def other_law(text: str) -> list[Signal]:
    """What points to a complaint or a denunciation; denunciations first, whose senders are protected."""
    plain = _NOT_MEANT.sub(lambda found: found[0] + "…", nfc(text))
    found = []
    for kind, pattern in ((CaseKind.DENUNCIATION, _DENUNCIATION), (CaseKind.COMPLAINT, _COMPLAINT)):
        for match in pattern.finditer(plain):
            if not plain[: match.start()].endswith("…"):
                found.append(Signal(kind, match[0].lower()))
                break
    return found


def kind_of(text: str, *, is_anonymous: bool = False) -> Signal | None:
    """The kind that the words point to most plainly; a comment where the sender gave no way to be answered; None where
    nothing points anywhere."""
    plain = nfc(text)
    for kind, pattern in _KINDS:
        if found := pattern.search(plain):
            return Signal(kind, found[0].strip().lower())
    return Signal(CaseKind.COMMENT, "không có tên, cách liên hệ") if is_anonymous else None
