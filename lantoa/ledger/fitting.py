"""Which kind of activity a task asks for, by the words in which it, its products and its channels are written."""

import re
from functools import cache

from lantoa.ledger.activity_kinds import SPECS, KindSpec
from lantoa.ledger.enums import ActivityKind as Kind
from lantoa.ledger.models import Obligation
from lantoa.ledger.products import products_of
from lantoa.vietnamese.text import fold

# Words without marks, as whole words; where a text holds words of several kinds, what it names first is meant.
_WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.PARENTS_MEETING: ("hop cha me", "hop phu huynh", "hoi nghi cha me", "hop ban dai dien cha me"),
    Kind.FLAG_SALUTE: ("chao co", "sinh hoat duoi co", "sinh hoat tap the", "sinh hoat lop", "ngoai khoa"),
    Kind.CONFERENCE: ("hoi nghi", "hoi thao", "toa dam", "cuoc hop", "hop hoi dong", "hop giao ban", "quan triet"),
    Kind.TRAINING: ("tap huan", "boi duong"),
    Kind.STAGE_PLAY: ("san khau hoa", "san khau", "tieu pham", "van nghe"),
    Kind.LOUDSPEAKER: ("phat thanh", "truyen thanh", "loa", "truyen hinh"),
    Kind.NOTICE_BOARD: ("niem yet", "bang tin", "cong khai"),
    Kind.PRINT_RUN: (
        "to roi", "to gap", "pa no", "pano", "ap phich", "bang ron", "khau hieu", "an pham", "in an", "tai lieu",
        "cam nang", "so tay",
    ),
    Kind.ARTICLE: (
        "cong thong tin", "trang thong tin", "cong dich vu", "website", "chuyen trang", "chuyen muc", "tin bai",
        "tin, bai", "bai viet",
    ),
    Kind.ARTICLE_ELSEWHERE: ("bao chi", "bao tinh", "bao dia phuong", "dai phat thanh", "phong su", "co quan bao"),
    Kind.SOCIAL_POST: ("mang xa hoi", "facebook", "zalo", "fanpage", "video", "clip", "infographic"),
    Kind.CONTEST: ("cuoc thi", "hoi thi", "thi tim hieu", "thi truc tuyen", "phat dong thi"),
    Kind.DIALOGUE: ("doi thoai", "giai dap", "phan anh", "kien nghi", "tiep xuc"),
}  # fmt: skip


def kind_for(row: Obligation) -> str:
    """The kind that the task's own words ask for, then its products', then its channels' (`channel_kinds` of what the
    obligation is about, where it has any); else what was logged for it last, or "other"."""
    products = [one.text for one in products_of([row])[row.pk]]
    named = (found for text in (row.title, *products) if (found := named_first(text)))
    return next(named, None) or _of_channels(getattr(row.subject, "channel_kinds", None)) or _logged_last(row)


def fit(text: str, spec: KindSpec) -> int:
    """How many of the words of the kind's channel a text (folded) holds."""
    return len(set(_of_channel(spec.channel).findall(text)))


def named_first(text: str) -> Kind | None:
    """The kind whose words stand first in a text; the longer words where two begin at one place."""
    plain = fold(text)
    places = [(found.start(), -len(found[0]), kind) for kind in _WORDS if (found := _words(kind).search(plain))]
    return min(places)[2] if places else None


def _of_channels(channels: object) -> Kind | None:
    known = channels if isinstance(channels, list | tuple) else ()
    return next((spec.kind for one in known for spec in SPECS.values() if spec.channel == one), None)


def _logged_last(row: Obligation) -> str:
    kinds = row.activities.counted().order_by("-on", "-pk").values_list("kind", flat=True)
    return kinds.first() or Kind.OTHER


@cache
def _words(kind: Kind) -> re.Pattern[str]:
    return _pattern(_WORDS[kind])


@cache
def _of_channel(channel: str) -> re.Pattern[str]:
    return _pattern(tuple(word for kind, words in _WORDS.items() if SPECS[kind].channel == channel for word in words))


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b" if words else r"(?!)")
