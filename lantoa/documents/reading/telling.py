"""Sentences that tell how things are, were or are not, and bid nothing: "Sở đã ban hành 3 văn bản", "Luật có hiệu lực
từ ngày 01/7". In doubt they are asked about, never taken for a task."""

import re
from collections.abc import Sequence
from enum import Enum

from lantoa.documents.reading.deeds import deed_at, opens_with_deed

# `past`: done, under way or denied; `barred`: forbidden or left open; `state`: how a thing is.
_MARK = re.compile(
    r"(?<=\s)(?:(?P<barred>không (?:được|để|nên)|có thể|nghiêm cấm)"
    r"|(?P<past>đã|đang|chưa|(?<!và )vừa(?! và)|(?<![Hh]àng )(?<![Pp]hòng )không"
    r"|(?<![Tt]hiết )(?<![Tt]rang )(?<![Cc]huẩn )bị)"
    r"|(?P<state>có(?! (?:trách nhiệm|liên quan))|(?<!giải )được(?! (?:giao|phân công|cử|chọn|lựa chọn|chỉ định|mời) "
    r"(?!\d))|là(?! đầu mối)|gồm|đạt|ghi nhận))(?=[\s,])"
)
_NEVER_BIDS = re.compile(
    r"\b(?:có|hết|bắt đầu|phát sinh) hiệu lực\b|\b(?:luật|nghị định|thông tư|quy định)\b[^.;]{0,90}\báp dụng từ\b"
    r"|\bnghỉ (?:hè|tết|lễ|học|giữa kỳ|cuối tuần)\b",
    re.IGNORECASE,
)
_DUE = re.compile(r"(?:trước|chậm nhất|muộn nhất|hết|đến|xong|hạn)\b", re.IGNORECASE)
_SET = re.compile(r"(?:trước|chậm nhất|muộn nhất|hết|đến|hạn|xong|trong|vào|cuối|đầu|giữa|đúng)\b", re.IGNORECASE)
_SINCE = re.compile(r"từ\b(?!.*\b(?:đến|tới)\b)", re.IGNORECASE)
_GOAL = re.compile(
    r"\b(?:ít nhất|tối thiểu|không dưới|trở lên|phấn đấu|chỉ tiêu)\b|^(?:mỗi|từng|100%)\s", re.IGNORECASE
)
_GONE = re.compile(
    r"(?P<since>(?:so với|như|của|từ|hơn|cùng kỳ|theo)\s+[^,;.]{0,12})?"
    r"(?P<when>(?:quý\s+\w{1,3}|tháng\s+\d{1,2})\s*(?:/|năm)\s*|(?:trong |vào )?năm(?: học)?\s+)"
    r"(?P<year>20\d\d)(?:\s?[-–]\s?(?P<to>20\d\d))?",
    re.IGNORECASE,
)


def is_telling_name(subject: str) -> bool:
    """Whether what stands before a verb tells of a unit instead of naming it."""
    return bool(_MARK.search(subject))


def manner_of_telling(text: str) -> str:
    """ "never", "past", "barred" or "state" where a sentence tells before it bids anything; "" where it bids."""
    if _NEVER_BIDS.search(text):
        return "never"
    mark = _MARK.search(text)
    if not mark or opens_with_deed(text) or 0 < deed_at(text) < mark.start():
        return ""
    return str(mark.lastgroup)


def may_bid(text: str, times: Sequence[str], *, is_counted: bool) -> bool:
    """Whether a sentence that tells may bid all the same, so that it must be asked about: by a term, by a goal, by
    what follows in its clause. `times`: its words of time; `is_counted`: so many are named."""
    manner, mark = manner_of_telling(text), _MARK.search(text)
    if manner == "never":
        return False
    if any(_DUE.match(time) for time in times) or (manner == "barred" and times):
        return True
    return mark is not None and manner == "state" and _state_may_bid(text, mark, times, is_counted=is_counted)


def _state_may_bid(text: str, mark: re.Match[str], times: Sequence[str], *, is_counted: bool) -> bool:
    """ "Mỗi trường có ít nhất 12 tin mỗi năm", "Hội thi được tổ chức ngày 15/3": but not since a day."""
    clause = re.split(r"[,;]", text[mark.end() :], maxsplit=1)[0]
    is_done_to = mark[0] == "được" and deed_at(f" x{clause}"[:40]) == len(" x ")
    lasting = [time for time in times if not _SINCE.match(time)]
    says_when = any(
        _SET.match(time) or time.lower().startswith("từ") or (is_done_to and text.find(time) > mark.start())
        for time in lasting
    )
    bids_next = not is_done_to and deed_at(clause) > 0 and (lasting or is_counted)
    return bool(says_when or bids_next or (is_counted and _GOAL.search(text)))


class Past(Enum):
    """Years gone by that a sentence names: none, only spoken of ("so với năm 2028"), or the time it tells of."""

    NONE = 0
    SPOKEN_OF = 1
    TOLD_OF = 2


def past_in(text: str, year: int) -> Past:
    found = [one for one in _GONE.finditer(text) if int(one["to"] or one["year"]) < year]
    says_when = [
        one for one in found if not one["since"] and (one.start() == 0 or not one["when"].lower().startswith("năm"))
    ]
    return Past.TOLD_OF if says_when else Past.SPOKEN_OF if found else Past.NONE
