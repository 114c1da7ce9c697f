"""Which channels an item speaks of (CONTRACT, `kinds`). Reads an item's text, writes the kinds in the table's order."""

import re

from lantoa.documents.plan import Channel
from lantoa.documents.reading.items import Item

_KINDS = (
    (
        "portal",
        r"(?:cổng|trang)(?: thành phần)? thông tin(?: điện tử)?|cổng ttđt|trang ttđt|website|web site|trang web"
        r"|chuyên trang|cổng dịch vụ công",
    ),
    ("social", r"mạng xã hội|facebook|fanpage|fan page|zalo|youtube|tiktok"),
    ("press", r"báo chí|báo viết|báo in|báo điện tử|báo giấy|thông tấn|thông tin đại chúng|truyền thông đại chúng"),
    ("broadcast", r"phát thanh|truyền thanh|truyền hình|loa"),
    ("meeting", r"họp|hội nghị|hội thảo|giao ban|sinh hoạt"),
    ("training", r"tập huấn|bồi dưỡng"),
    ("contest", r"cuộc thi|hội thi"),
    ("print", r"tờ rơi|tờ gấp|pa[ -]?nô|áp[ -]?phích|khẩu hiệu|băng[ -]?r[ôo]n|sổ tay"),
    ("posting", r"niêm yết|bảng tin|bản tin|công khai[^.;]*? tại (?:các )?trụ sở"),
    ("hotline", r"đường dây nóng|hotline"),
    ("qr", r"mã qr|qr[ -]?code"),
    ("bookcase", r"tủ sách"),
    ("theatre", r"sân khấu h(?:óa|oá)|tiểu phẩm"),
    ("dialogue", r"đối thoại"),
)
_PATTERNS = [(kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)) for kind, pattern in _KINDS]


def channel_kinds(text: str) -> list[str]:
    """Every kind whose words stand in the text; "other" only where none does."""
    return [kind for kind, pattern in _PATTERNS if pattern.search(text)] or ["other"]


def read_channels(items: list[Item]) -> list[Channel]:
    return [Channel(item.text, channel_kinds(item.text), item.passage.spans()) for item in items]
