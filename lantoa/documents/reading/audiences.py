"""Who is to be reached. Reads the passages under "Đối tượng", writes the bare groups (CONTRACT, `audiences`)."""

import re
from collections.abc import Iterable, Iterator

from lantoa.documents.plan import Found
from lantoa.documents.reading.passage import Passage

_GROUP = re.compile(
    r"(?:đội ngũ\s+)?(?P<group>cán bộ quản lý|cán bộ|công chức|viên chức|người lao động|lao động hợp đồng|người học"
    r"|nhà giáo|giáo viên|giảng viên"
    r"|nhân viên|học sinh|sinh viên|học viên|trẻ em|trẻ|phụ huynh học sinh|phụ huynh|cha mẹ học sinh|cha mẹ trẻ|cha mẹ"
    r"|người dân|nhân dân"
    r"|quần chúng nhân dân|doanh nghiệp|hợp tác xã|hộ kinh doanh|nhà đầu tư|tổ chức|cá nhân|đảng viên|đoàn viên"
    r"|hội viên|thanh niên|thiếu niên"
    r"|phụ nữ|nông dân|cựu chiến binh|công nhân|chiến sĩ|chiến sỹ|lực lượng vũ trang|cộng đồng|công dân|người cao tuổi"
    r"|người khuyết tật"
    r"|đồng bào dân tộc thiểu số|người hoạt động không chuyên trách|người sử dụng lao động|người nộp thuế|người bệnh"
    r"|cbccvc|cbgvnv|cb,?cc,?vc|cơ quan|đơn vị"
    r"|báo cáo viên|tuyên truyền viên"
    r"|du khách|khách du lịch|người nước ngoài|cử tri)(?!\w)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?:[-–+•*]\s*|gồm(?: có)?\s*:?|bao gồm\s*:?|là\s*:?|toàn thể|toàn bộ|tất cả|tầng lớp|mọi tầng lớp|đội ngũ|các"
    r"|mọi|những|đông đảo|và|cùng|hoặc"
    r"|kể cả|trước hết là|cho"
    r"|đối tượng(?: được)?(?: tuyên truyền| truyền thông| tham gia| thụ hưởng| áp dụng)?\s*(?:gồm|là|bao gồm)?\s*:?"
    r"|đến|tới|đối với)\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;:/.]\s*|\s+(?:và|cùng|cùng với|hoặc|kể cả)\s+(?:toàn thể\s+|các\s+)?")
# From here on the words say where or which, not who: "làm việc trong cơ quan …, các trường học".
_WHERE = re.compile(
    r"\b(?:trong|tại|thuộc|ở|trên|làm việc|đang|công tác|của|có|được|liên quan|hoạt động|sinh sống|khi|quan tâm)\b",
    re.IGNORECASE,
)


def read_audiences(passages: Iterable[Passage]) -> list[Found[str]]:
    found: dict[str, Found[str]] = {}
    for passage in passages:
        for group in _groups(passage):
            found.setdefault(group.text.lower(), Found(group.text.lower(), group.spans()))
    return list(found.values())


def _groups(passage: Passage) -> Iterator[Passage]:
    start, elsewhere = 0, False
    ends = [match.span() for match in _SPLIT.finditer(passage.text)] + [(len(passage.text),) * 2]
    for end, after in ends:
        piece = passage.cut(start, end)
        start = after
        separator = passage.text[end:after].strip()
        group, where = _bare(piece)
        if group and not (elsewhere and _is_body(group.text)):
            yield group
        elsewhere = (elsewhere or where) and separator[:1] not in {";", "."}


def _bare(piece: Passage) -> tuple[Passage | None, bool]:
    """The group that a piece opens with, and whether words of place follow."""
    at = 0
    while found := _AHEAD.match(piece.text, at):
        at = found.end()
    group = _GROUP.match(piece.text, at)
    where = bool(_WHERE.search(piece.text, at))
    return (piece.cut(group.start("group"), group.end("group")) if group else None), where


def _is_body(group: str) -> bool:
    """A group that is no kind of people: after words of place it only says where ("trong các cơ quan, đơn vị")."""
    return group.lower() in {"cơ quan", "đơn vị", "tổ chức", "doanh nghiệp", "cá nhân", "cộng đồng"}
