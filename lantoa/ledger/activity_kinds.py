"""What each kind of activity asks beside what, when and the evidence: the columns that matter to it, in its own words,
and the fields of its own (kept in `Activity.details`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lantoa.ledger.enums import ActivityKind as Kind
from lantoa.ledger.enums import ChannelKind as Channel


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of a kind's own: whole numbers (`is_number`) or one line of words."""

    name: str
    label: str
    is_number: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class KindSpec:
    """`asks`: columns of `Activity` that the form shows, with their labels in the words of this kind."""

    kind: Kind
    channel: Channel
    example: str
    asks: Mapping[str, str] = field(default_factory=dict)
    own: tuple[OwnField, ...] = ()


def _spec(kind: Kind, channel: Channel, example: str, *own: OwnField, **asks: str) -> KindSpec:
    return KindSpec(kind, channel, example, MappingProxyType(asks), own)


_ALL = (
    _spec(
        Kind.CONFERENCE,
        Channel.MEETING,
        "Họp hội đồng phổ biến kế hoạch cải cách hành chính",
        OwnField("chaired_by", "Người chủ trì"),
        place="Nơi họp",
        people="Số người dự",
    ),
    _spec(
        Kind.PARENTS_MEETING,
        Channel.MEETING,
        "Họp cha mẹ học sinh, hướng dẫn nộp hồ sơ trực tuyến",
        OwnField("classes", "Số lớp", is_number=True),
        people="Số cha mẹ học sinh dự",
    ),
    _spec(
        Kind.FLAG_SALUTE,
        Channel.MEETING,
        "Chào cờ, giới thiệu dịch vụ công trực tuyến",
        OwnField("classes", "Số lớp", is_number=True),
        people="Số học sinh, giáo viên dự",
    ),
    _spec(
        Kind.TRAINING,
        Channel.TRAINING,
        "Tập huấn sử dụng dịch vụ công trực tuyến",
        OwnField("sessions", "Số buổi", is_number=True),
        OwnField("trainer", "Báo cáo viên"),
        place="Nơi tập huấn",
        people="Số người học",
        until="Đến ngày",
    ),
    _spec(
        Kind.STAGE_PLAY,
        Channel.THEATRE,
        "Tiểu phẩm về một cửa điện tử",
        OwnField("play", "Tên tiểu phẩm"),
        OwnField("performers", "Số người diễn", is_number=True),
        OwnField("minutes", "Thời lượng (phút)", is_number=True),
        place="Nơi diễn",
        people="Số người xem",
        times="Số buổi diễn",
    ),
    _spec(
        Kind.LOUDSPEAKER,
        Channel.BROADCAST,
        "Phát thanh măng non về thủ tục chuyển trường",
        OwnField("speakers", "Số cụm loa", is_number=True),
        OwnField("minutes", "Thời lượng mỗi lượt (phút)", is_number=True),
        times="Số lượt phát",
        people="Số người nghe (ước tính)",
        until="Đến ngày",
    ),
    _spec(
        Kind.NOTICE_BOARD,
        Channel.POSTING,
        "Niêm yết thủ tục hành chính tại bảng tin",
        OwnField("boards", "Số bảng tin", is_number=True),
        OwnField("sheets", "Số tờ niêm yết", is_number=True),
        place="Nơi treo",
        until="Treo đến ngày",
    ),
    _spec(
        Kind.PRINT_RUN,
        Channel.PRINT,
        "Phát tờ rơi hướng dẫn đăng ký tuyển sinh trực tuyến",
        OwnField("item", "Loại ấn phẩm", help="Ví dụ: tờ rơi, pa nô, áp phích, sổ tay."),
        copies="Số bản",
        people="Số người nhận",
    ),
    _spec(
        Kind.ARTICLE,
        Channel.PORTAL,
        "Bài viết về kết quả cải cách hành chính quý III",
        link="Đường dẫn bài",
        times="Số bài",
    ),
    _spec(
        Kind.ARTICLE_ELSEWHERE,
        Channel.PRESS,
        "Bài trên báo tỉnh về lớp học số",
        OwnField("outlet", "Tên báo, đài, trang"),
        link="Đường dẫn bài",
        times="Số bài",
    ),
    _spec(
        Kind.SOCIAL_POST,
        Channel.SOCIAL,
        "Đăng Zalo hướng dẫn tra cứu văn bằng",
        OwnField("page", "Tên trang, nhóm"),
        link="Đường dẫn bài",
        people="Số lượt xem",
        times="Số bài",
    ),
    _spec(
        Kind.CONTEST,
        Channel.CONTEST,
        "Cuộc thi tìm hiểu cải cách hành chính",
        OwnField("prizes", "Số giải", is_number=True),
        people="Số người dự thi",
        until="Đến ngày",
    ),
    _spec(
        Kind.DIALOGUE,
        Channel.DIALOGUE,
        "Đối thoại với cha mẹ học sinh về tuyển sinh đầu cấp",
        OwnField("questions", "Số ý kiến đã giải đáp", is_number=True),
        place="Nơi đối thoại",
        people="Số người dự",
    ),
    _spec(
        Kind.OTHER,
        Channel.OTHER,
        "Nêu ngắn việc đã làm",
        place="Nơi làm",
        people="Số người được truyền thông",
        times="Số lượt",
        copies="Số bản",
        link="Đường dẫn",
        until="Đến ngày",
    ),
)
SPECS: dict[str, KindSpec] = {spec.kind: spec for spec in _ALL}
SHARED = ("text", "cost", "fund")  # asked of every kind, folded away


def spec_of(kind: str) -> KindSpec:
    """What a kind asks; an unknown one asks what "other" does."""
    return SPECS.get(kind, SPECS[Kind.OTHER])


def own_lines(kind: str, details: Mapping[str, object]) -> list[tuple[str, object]]:
    """(label, value) of the fields of a kind's own that hold something, in the order of the form."""
    return [(one.label, details[one.name]) for one in spec_of(kind).own if details.get(one.name) not in (None, "")]
