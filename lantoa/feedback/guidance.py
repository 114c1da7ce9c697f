"""What a sender is told whose words are another law's, or can't be taken as feedback."""

from django.db.models import TextChoices

from lantoa.feedback.enums import CaseKind

_BODY = (
    "Nội dung đã gửi là {what}, không thuộc phạm vi phản ánh, kiến nghị theo Nghị định 20/2008/NĐ-CP (đã được sửa đổi "
    "tại Nghị định 48/2013/NĐ-CP và Nghị định 92/2017/NĐ-CP) nên không xử lý theo thủ tục này và không công khai."
)
_COMPLAINT = (
    "Khiếu nại quyết định hành chính, hành vi hành chính thực hiện theo Luật Khiếu nại: gửi đơn (hoặc đến trình bày "
    "trực tiếp) tới chính cơ quan, thủ trưởng đã ra quyết định hoặc có người thực hiện hành vi; không đồng ý với kết "
    "quả giải quyết lần đầu thì khiếu nại lần hai lên cấp trên trực tiếp hoặc khởi kiện tại Tòa án. Đơn ghi ngày, họ "
    "tên, địa chỉ người khiếu nại, nội dung, lý do, yêu cầu và có chữ ký. Cơ quan nhận đơn thông báo việc thụ lý trong "
    "07 ngày làm việc (Nghị định 155/2026/NĐ-CP, Điều 10)."
)
_DENUNCIATION = (
    "Tố cáo hành vi vi phạm pháp luật thực hiện theo Luật Tố cáo: gửi đơn hoặc đến tố cáo trực tiếp tại cơ quan có "
    "thẩm quyền quản lý người bị tố cáo. Đơn ghi ngày, họ tên, địa chỉ, cách liên hệ của người tố cáo, hành vi bị tố "
    "cáo và các thông tin liên quan. Họ tên, địa chỉ, bút tích của người tố cáo được giữ bí mật; người tố cáo có quyền "
    "yêu cầu được bảo vệ."
)
_MEETING = (
    "Có thể đến nơi tiếp công dân của cơ quan để được hướng dẫn, tiếp nhận đơn theo Luật Tiếp công dân và Nghị định "
    "154/2026/NĐ-CP."
)
_WHAT = {CaseKind.COMPLAINT: ("khiếu nại", _COMPLAINT), CaseKind.DENUNCIATION: ("tố cáo", _DENUNCIATION)}


def guidance_for(kind: str) -> str:
    """Where to go with it and what to bring, for a complaint or a denunciation; empty for other kinds."""
    if kind not in _WHAT:
        return ""
    what, where = _WHAT[CaseKind(kind)]
    return "\n\n".join([_BODY.format(what=what), where, _MEETING])


class Ground(TextChoices):
    """Why words are not taken as feedback (Nghị định 20/2008/NĐ-CP, Điều 1, 5, 7 and 9); the last by Nghị định
    154/2026/NĐ-CP, Điều 15."""

    UNCLEAR = "unclear", "Nội dung không rõ ràng, đã đề nghị bổ sung mà không có thêm thông tin"
    NO_SENDER = "no_sender", "Không có họ tên, địa chỉ hoặc cách liên hệ của người gửi"
    LANGUAGE = "language", "Không viết bằng tiếng Việt"
    OUTSIDE = "outside", "Không thuộc phạm vi phản ánh, kiến nghị về quy định hành chính"
    REPEATED = "repeated", "Đã trả lời nội dung này, không có tình tiết mới"


def refusal(ground: str, more: str = "") -> str:
    """The sentence that the sender reads."""
    basis = "Nghị định 154/2026/NĐ-CP, Điều 15" if ground == Ground.REPEATED else "Nghị định 20/2008/NĐ-CP, Điều 9"
    return f"{Ground(ground).label} ({basis}). {more.strip()}".strip()
