"""What units are told to do: the verbs of plans, and where the first of them stands behind a name."""

import re

from lantoa.documents.reading.units import opens_unit

_MUST = r"phải|cần|sẽ|có trách nhiệm|chịu trách nhiệm"
# In small letters: "Phòng Tổ chức cán bộ tổ chức …" names its field with a capital.
_DEEDS = (
    rf"{_MUST}|chủ trì|chủ động|phối hợp|tham mưu|triển khai|tổ chức|thực hiện"
    r"|xây dựng|hoàn thành|hoàn thiện|đăng tải|đăng ký|đăng cai|đăng|viết|gửi|nộp|báo cáo|treo|phát hành|phát động"
    r"|phát sóng|phát|mở(?!\s+cửa)|ban hành|cử|làm|(?<!máy )in|quay|dựng|duy trì|tham gia|cập nhật|rà soát|niêm yết"
    r"|công khai|thành lập|lập|kiện toàn|tuyên truyền|phổ biến|tập huấn|bồi dưỡng|biên soạn|sưu tầm"
    r"|cung cấp|đưa|ký|tiếp tục"
    r"|kiểm tra|hướng dẫn|đôn đốc|tổng hợp|bố trí|lồng ghép|trang trí|chuẩn bị|đẩy mạnh|tăng cường"
    r"|giới thiệu|phân công"
    r"|lựa chọn|chọn|theo dõi|đề xuất|(?<!chương )(?<!quy )(?<!công )(?<!giáo )(?<!lộ )trình|thẩm định"
    r"|khảo sát|đánh giá|sơ kết|tổng kết|quán triệt|chỉ đạo|vận động"
    r"|bảo đảm|đảm bảo|ra mắt|vận hành|nâng cấp|sinh hoạt|(?<!cuộc )(?<!phòng )họp|dán"
    r"|(?<!phòng )(?<!văn hóa )đọc|thông báo|chấm|trao|khen thưởng|lắp đặt"
    r"|xuất bản|sản xuất|nghiêm túc|căn cứ|định kỳ|thường xuyên|hằng tháng|hằng quý|hằng năm|hằng tuần|hàng tháng"
    r"|hàng quý|hàng năm|hàng tuần|là đầu mối|làm đầu mối|truyền thông|số hóa|giao|mời|gắn"
    r"|(?<!máy )(?<!màn )chiếu|trưng bày|thiết kế"
    r"|cấp phát"
    r"|cấp(?!\s+(?:trung ương|tỉnh|huyện|xã|phường|trường|sở|cơ sở|phòng|ủy|uỷ|trên|dưới|học|mầm|tiểu|trung|THCS"
    r"|THPT))|tặng|ghi hình|ghi âm|nhập (?:dữ liệu|số liệu|liệu)"
    r"|hưởng ứng|ra quân|khai mạc|trồng|mua sắm|tư vấn"
)
# Words that say how things stand as often as what is to be done.
_WEAK = r"có|đạt|gồm|ghi|nhập"
_DEED = re.compile(rf"(?<=\s)(?:{_DEEDS})(?=[\s,;.]|$)(?!\s+viên\b)")
_OPENS_DEED = re.compile(rf"(?:{_DEEDS}|{_WEAK})(?=[\s,;.:]|$)(?!\s+viên\b)", re.IGNORECASE)
_OPENS_WEAKLY = re.compile(rf"(?:{_WEAK})(?=[\s,;.:])", re.IGNORECASE)
_IS_MUST = re.compile(_MUST)
# Behind one of these words a verb is still of the name, or a noun: "cán bộ phụ trách truyền thông", "sự tham gia".
_STILL_NAME = re.compile(
    r"(?:^|\s)(?:và|của|các|những|về|với|-|–|phụ trách|chuyên trách|công tác|lĩnh vực|mảng|sự|việc"
    r"|được|(?<!thiết )(?<!trang )(?<!chuẩn )bị)\s*$",
    re.IGNORECASE,
)
_NAMED_FOR_WORK = re.compile(
    r"(?:ban|tổ|đội|nhóm|bộ phận|câu lạc bộ|tổ công tác|cán bộ|công chức|cụm)\s*$", re.IGNORECASE
)
LONGEST_NAME = 200


def opens_with_deed(text: str) -> bool:
    """Whether a sentence bids something without saying whom."""
    return bool(_OPENS_DEED.match(text)) and not opens_unit(text)


def opens_weakly(text: str) -> bool:
    """Whether it opens with a word that tells as often as it bids: "Có 12 tin", "Đạt 80%"."""
    return bool(_OPENS_WEAKLY.match(text))


def deed_at(text: str) -> int:
    """Where the first verb behind a name stands, 0 where there is none within the length of a name."""
    for verb in _DEED.finditer(text):
        if verb.start() > LONGEST_NAME:
            return 0
        before = text[: verb.start()]
        if _IS_MUST.match(verb[0]) or not (_STILL_NAME.search(before) or _NAMED_FOR_WORK.fullmatch(before.strip())):
            return verb.start()
    return 0
