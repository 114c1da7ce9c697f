"""How the names of units look: what a text must open with to be one, and where the name ends in a sentence.

No list of real units: only the nouns of the field (sở, phòng, trường, trung tâm …), so that any province's will do.
"""

import re

from lantoa.vietnamese.text import UPPER

_PLURAL = r"(?:(?:toàn thể|tất cả|toàn bộ|các|những|mỗi|từng|\d+)\s+)*"
_HEADS = (
    r"u\.?b\.?n\.?d(?:\b|(?=\W))|[uủ]?ỷ ban|uỷ ban|ủy ban|hội đồng|hđnd|sở|phòng|văn phòng|vp|ban|trung tâm|trường"
    r"|nhà trường"
    r"|đơn vị|cơ quan|cơ sở|bộ phận|tổ|nhóm|đoàn|công đoàn|thanh tra|đảng ủy|đảng uỷ|đảng bộ|chi bộ|chi đoàn|liên đội"
    r"|thủ trưởng|lãnh đạo|người đứng đầu|hiệu trưởng|phó hiệu trưởng|giám đốc|phó giám đốc|trưởng|phó trưởng|chánh"
    r"|giáo viên|cán bộ|công chức|viên chức|nhân viên|chuyên viên|đài|báo|cổng|trang thông tin|bưu điện|công an|quân sự"
    r"|mặt trận|mttq|ubmttq|hội|liên hiệp|liên minh|chi cục|cục|vụ|viện|kho bạc|ngân hàng|doanh nghiệp|cá nhân"
    r"|thành viên|kế toán|bí thư|chủ tịch|phó chủ tịch|địa phương|sở,|ngành|xã|phường|thị trấn|huyện|quận|thành phố"
    r"|tỉnh"
    r"|thôn|bản|khu phố|tổ dân phố|khối|lớp|học viện|đại học|tttt|trạm|ban giám hiệu|bgh|tổng phụ trách|đội tntp"
    r"|chính phủ|quốc hội|thủ tướng|bộ|tổng cục|tỉnh ủy|tỉnh uỷ|thành ủy|huyện ủy|thị ủy|đảng|nhân dân|cộng đồng|gvcn"
    r"|đầu mối"
    r"|pgd|sgd|gdnn|gdtx|ttgd"
    r"|văn thư|thủ quỹ|thủ kho|thư ký|thư viện|giáo vụ|học vụ|quản sinh|quản trị mạng|y tế (?:trường|học đường|cơ quan)"
    r"|người phụ trách"
)
_UNIT = re.compile(rf"{_PLURAL}(?:{_HEADS})(?![\w])", re.IGNORECASE)
_LEAD_IN = re.compile(r"(?:giao(?: cho)?|đối với|đề nghị|trách nhiệm(?: của)?|nhiệm vụ của|yêu cầu)\s+", re.IGNORECASE)
# No unit, though it opens like one: "Tổ chức …", "Ban hành …", "Báo cáo …", "Đoàn kết", "Bộ máy", "Hội nghị".
_NO_UNIT = re.compile(
    r"(?:tổ chức (?!đoàn|chính|hội|hành|đảng|cán|trong|trực)|ban hành|báo cáo|báo chí|hội nghị|hội thảo|hội thi"
    r"|cơ sở dữ liệu|bộ máy|bản tin"
    r"|trường hợp|trang bị|đảng viên|tổ chức$|cơ sở vật chất|cơ sở hạ tầng|đoàn kết|cơ quan thông tấn|bộ tài liệu"
    r"|bộ thủ tục|bộ chỉ số"
    r"|trưởng thành|vụ việc|tỉnh giản|bảo đảm|khối lượng)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+(?:có trách nhiệm|chịu trách nhiệm|chủ trì|chủ động|phối hợp|tham mưu|triển khai|tổ chức(?=\s+(?:thực|tuyên"
    r"|các|triển|quán|tập))"
    r"|thực hiện|xây dựng|căn cứ|tiếp tục|thường xuyên|theo dõi|hướng dẫn|đôn đốc|tổng hợp|rà soát|chỉ đạo|quán triệt"
    r"|báo cáo|đẩy mạnh|tăng cường|lồng ghép|nghiêm túc|tuyên truyền|đăng tải|cập nhật|bố trí|là đầu mối|làm đầu mối"
    r"|kiểm tra"
    r"|thông tin|lập|gửi|đề xuất|biên soạn|cung cấp|niêm yết|công khai|bảo đảm|đảm bảo|định kỳ|giúp|viết|phổ biến"
    r"|đưa|vận động|phát động|cân đối|thẩm định)\b",
    re.IGNORECASE,
)


def opens_unit(text: str) -> bool:
    """Whether the text starts with the name of a unit (a "Giao", "Đối với" ahead of it is passed over)."""
    lead = _LEAD_IN.match(text)
    bare = text[lead.end() :] if lead else text
    return bool(_UNIT.match(bare)) and not _NO_UNIT.match(bare)


def verb_at(text: str) -> int:
    """Where the first verb of duty stands after a name, -1 where there is none."""
    return next((verb.start() for verb in _VERB.finditer(text) if not _is_of_name(text, verb)), -1)


# "Sở Thông tin và Truyền thông", "Phòng Phổ biến, Theo dõi thi hành pháp luật": a field of work, no verb.
_NAMED_AFTER_WORK = re.compile(
    r"(?:^|\s)(?i:sở|phòng|ban|trung tâm|bộ|cục|chi cục|vụ|viện|tổ|đội|nhóm|bộ phận)"
    rf"(?:\s+[{UPPER}][^.;:]{{0,60}}(?:,|-|\bvà))?$"
)


def _is_of_name(text: str, verb: re.Match[str]) -> bool:
    """Whether what looks like a verb is written with a capital behind the noun that opens the unit's name."""
    word = verb[0].lstrip()
    return word[0].isupper() and not text.isupper() and bool(_NAMED_AFTER_WORK.search(text[: verb.start()]))


def is_unit_name(text: str) -> bool:
    """Whether the whole text is a name: it opens as a unit, and no verb follows."""
    if not opens_unit(text):
        return False
    lead = _LEAD_IN.match(text)
    rest = text[lead.end() :] if lead else text
    if verb_at(rest) < 0:
        return True
    named = re.match(r"(?:ban|bộ phận|tổ|nhóm|phòng|đội|trung tâm|cán bộ)\s", rest, re.IGNORECASE)
    return bool(named) and len(rest.split()) <= 9  # Ban Tuyên truyền, Bộ phận theo dõi cải cách hành chính
