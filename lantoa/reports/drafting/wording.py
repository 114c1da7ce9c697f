"""How an administrative report says what units do: counts, days, lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.ledger.enums import ActivityKind as Kind
from lantoa.vietnamese.numbers import format_number

LONGEST_TITLE = 220
UNIT = "đơn vị"  # how a report calls the unit that writes it
WAITING = "chờ ấn định ngày"  # of tasks whose document gives no day


@dataclass(frozen=True, slots=True)
class KindWords:
    """`what` is said of how many `amount` (a column of the summary) gives; `people` says who came."""

    what: str
    people: str = "lượt người tham gia"
    amount: str = "count"


# Amounts are those of the standard indicators, so that sentences and figures agree.
# In the order in which reports tell them: meeting people first, then media, then print.
WORDS: dict[str, KindWords] = {
    Kind.CONFERENCE: KindWords("Tổ chức {} hội nghị, cuộc họp", "lượt người dự"),
    Kind.TRAINING: KindWords("Tổ chức {} lớp, đợt tập huấn", "lượt người học"),
    Kind.PARENTS_MEETING: KindWords("Truyền thông tại {} cuộc họp cha mẹ học sinh", "lượt người dự"),
    Kind.FLAG_SALUTE: KindWords("Truyền thông tại {} buổi chào cờ, sinh hoạt tập thể", "lượt người dự"),
    Kind.DIALOGUE: KindWords("Tổ chức {} buổi đối thoại, giải đáp", "lượt người dự"),
    Kind.CONTEST: KindWords("Tổ chức {} cuộc thi", "lượt người dự thi"),
    Kind.STAGE_PLAY: KindWords("Tổ chức {} hoạt động sân khấu hóa", "lượt người xem"),
    Kind.ARTICLE: KindWords("Đăng {} tin, bài trên trang thông tin của đơn vị", "lượt người xem", "times"),
    Kind.ARTICLE_ELSEWHERE: KindWords("Có {} tin, bài trên báo, đài, trang khác", "lượt người xem", "times"),
    Kind.SOCIAL_POST: KindWords("Đăng {} bài trên mạng xã hội", "lượt người xem", "times"),
    Kind.LOUDSPEAKER: KindWords("Phát thanh {} lượt", "lượt người nghe (ước tính)", "times"),
    Kind.NOTICE_BOARD: KindWords("Niêm yết, cập nhật bảng tin {} lượt", "lượt người xem", "times"),
    Kind.PRINT_RUN: KindWords("In, phát tài liệu {} đợt", "lượt người nhận"),
    Kind.OTHER: KindWords("Thực hiện {} hoạt động khác"),
}


def apart(who: str) -> str:
    """Who did something: one unit among those of a consolidated report is set apart."""
    return who if who == UNIT else f"riêng {who}"


def counted(number: int | Decimal) -> str:
    """A count as documents print it: below 10 with a leading zero."""
    return f"0{number}" if 0 < number < 10 else format_number(number)


def shortened(text: str) -> str:
    """A title within a sentence: without its full stop, cut between words where it is very long."""
    bare = " ".join(text.split()).rstrip(" .;,")
    if len(bare) <= LONGEST_TITLE:
        return bare
    return bare[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" .;,") + "…"


def listed(lines: Sequence[str]) -> str:
    """Lines as a list with dashes: ";" between them, "." at the end."""
    return "\n".join(f"- {line}{'.' if place == len(lines) else ';'}" for place, line in enumerate(lines, start=1))


def led(lead: str, lines: Sequence[str]) -> str:
    """A lead with its list; a single line stands in the same sentence."""
    return f"{lead}: {lines[0]}." if len(lines) == 1 else f"{lead}:\n{listed(lines)}"


def with_rest(lines: Sequence[str], total: int, what: str, *, told: int | None = None) -> list[str]:
    """The lines, and how many more there are than they tell (each of them one, where nothing else is said)."""
    rest = total - (len(lines) if told is None else told)
    return [*lines, *([f"{counted(rest)} {what} khác"] if rest > 0 else [])]
