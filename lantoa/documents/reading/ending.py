"""The paragraphs that close the body ("Trên đây là …"). Reads the flow of the body, writes it in two parts."""

import re
from collections.abc import Sequence

from lantoa.documents.reading.joining import Flow, Paragraph
from lantoa.documents.reading.marks import Mark

_CLOSES = re.compile(
    r"(?:Trên đây (?:là|,)|Trên đây|Trong quá trình|Nhận được|Kế hoạch này|Căn cứ (?:Kế hoạch|nội dung) (?:này|trên)"
    r"|Trên cơ sở (?:Kế hoạch|nội dung) này"
    r"|Yêu cầu|Đề nghị|Nếu có (?:khó khăn|vướng mắc)|Giao Văn phòng .{0,80}theo dõi.{0,40}Kế hoạch này"
    r"|Quá trình (?:triển khai|thực hiện)|Mọi (?:vướng mắc|ý kiến))",
)
_ASKS = re.compile(
    r"\b(?:đề nghị|yêu cầu)\s+(?:các|thủ trưởng|Thủ trưởng|lãnh đạo|toàn|cán bộ|hiệu trưởng|Hiệu trưởng"
    r"|những|UBND|Phòng|Trưởng)"
)


def split_ending(flow: Sequence[Flow]) -> tuple[list[Flow], list[Paragraph]]:
    """The body and its closing paragraphs: the last ones without a mark that speak of the plan as a whole."""
    at = len(flow)
    while at > 0:
        piece = flow[at - 1]
        if not isinstance(piece, Paragraph) or not closes(piece):
            break
        at -= 1
    ending = [piece for piece in flow[at:] if isinstance(piece, Paragraph)]
    return list(flow[:at]), ending


def closes(piece: Paragraph) -> bool:
    text = piece.passage.text
    if piece.mark is not None and not _lone(piece.mark, piece.text):
        return False
    return bool(_CLOSES.match(piece.text) or (_ASKS.search(text[:300]) and not text.endswith(";")))


def _lone(mark: Mark, text: str) -> bool:
    return mark.kind == "bullet" and text.startswith("Trên đây là")
