"""What keeps programs from flooding the form, without asking a stranger: each form bears a stamp of this site, signed
and short-lived, and the browser works a little on it while the person types. The stamp holds the key of the form, so
that one stamp makes one case, however often it is sent. Without JavaScript a plain question takes the place of the work
(and fewer are taken of one address).
"""

import hashlib
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from lantoa.feedback.tokens import keyed
from lantoa.vietnamese.text import fold

LIFE = 12 * 60 * 60  # seconds
SOONEST = 4  # seconds between the form and an answer given by hand
_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SIGNER = signing.TimestampSigner(salt="lantoa.feedback.stamp")


class Refused(Exception):
    """The stamp does not hold; the text is one sentence for the sender."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp that holds: whose form it is, and whether work was done (else the question was answered)."""

    form_key: uuid.UUID
    is_worked: bool


def make() -> str:
    """A fresh stamp."""
    return _SIGNER.sign(uuid.uuid4().hex)


def question(stamp: str) -> str:
    """The question that goes with a stamp."""
    first, second = _numbers(stamp)
    return f"{_WORDS[first].capitalize()} cộng {_WORDS[second]} bằng mấy?"


def still_good(stamp: str) -> bool:
    """Whether the stamp may be sent once more."""
    try:
        _SIGNER.unsign(stamp, max_age=LIFE)
    except signing.BadSignature:
        return False
    return True


def check(stamp: str, work: str, answer: str) -> Stamp:
    """The stamp, if it is ours, not too old, and worked on or answered. Raises Refused."""
    try:
        key = uuid.UUID(_SIGNER.unsign(stamp, max_age=LIFE))
    except (signing.BadSignature, ValueError) as error:
        raise Refused("Trang này mở đã lâu. Nội dung vẫn còn nguyên: bấm gửi lần nữa.") from error
    if is_worked(stamp, work):
        return Stamp(key, True)
    if not answer.strip():
        raise Refused("Trả lời câu hỏi ngắn ở cuối trang rồi bấm gửi lần nữa.")
    if fold(answer) not in _answers(stamp):
        raise Refused(f"Câu trả lời chưa đúng. {question(stamp)} Ghi bằng số rồi bấm gửi lần nữa.")
    if _is_too_soon(stamp):
        raise Refused("Chờ vài giây rồi bấm gửi lần nữa.")
    return Stamp(key, False)


def is_worked(stamp: str, work: str) -> bool:
    """Whether `work` (a number in digits) brings the digest of the stamp to begin with so many zero bits."""
    if not work.isascii() or not work.isdigit() or len(work) > 12:
        return False
    made = hashlib.sha256(f"{stamp}:{work}".encode()).digest()
    bits: int = settings.FEEDBACK_WORK_BITS
    return int.from_bytes(made[:4], "big") >> (32 - bits) == 0


def _is_too_soon(stamp: str) -> bool:
    try:
        _SIGNER.unsign(stamp, max_age=SOONEST)
    except signing.SignatureExpired:
        return False
    return True


def _numbers(stamp: str) -> tuple[int, int]:
    made = bytes.fromhex(keyed("question", stamp.partition(":")[0]))
    return made[0] % 5 + 1, made[1] % 5 + 1


def _answers(stamp: str) -> set[str]:
    total = sum(_numbers(stamp))
    return {str(total), fold(_WORDS[total])}
