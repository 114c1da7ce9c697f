"""A report that came back: which rows the reason concerns, what stood in it then, and what the unit answers."""

import hashlib
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from lantoa.reports.models import Report
from lantoa.review.enums import ReviewState
from lantoa.review.models import Transition

LONGEST_REPLY = 2000


class Unchanged(ValidationError):
    """Sent again with nothing changed since it came back: asked once before it goes."""

    def __init__(self) -> None:
        super().__init__("Chưa sửa gì sau khi bị trả lại.")


class OtherReply(Exception):
    """Somebody saved another answer (`theirs`) since the page was opened; nothing was saved over it."""

    def __init__(self, theirs: str) -> None:
        super().__init__("Có người vừa lưu câu trả lời khác.")
        self.theirs = theirs


def reply_mark(reply: str) -> str:
    """A mark of an answer: a page carries that of the answer it stands on."""
    return hashlib.sha256(reply.strip().encode()).hexdigest()[:12]


def clean_reply(reply: str) -> str:
    """An answer as it is kept."""
    return reply.replace("\0", " ").replace("\r\n", "\n").strip()[:LONGEST_REPLY]


def mark_of(report: Report) -> str:
    """A mark of the report's stored figures and of the texts that people wrote; drafts follow from those."""
    figures = report.values.order_by("indicator_id").values_list("indicator_id", "value", "note")
    texts = report.narratives.filter(is_edited=True).order_by("heading_id").values_list("heading_id", "text")
    said = [(pk, None if value is None else value.normalize(), note) for pk, value, note in figures]
    return hashlib.sha256(repr((said, list(texts))).encode()).hexdigest()


def open_return(report: Report) -> Transition | None:
    """The return after which the report has not gone up again, submitted and taken back or not; None: there is none."""
    decided = (ReviewState.RETURNED, ReviewState.APPROVED)
    last = report.transitions.filter(to_state__in=decided).order_by("pk").last()
    return last if last is not None and last.to_state == ReviewState.RETURNED else None


def demand_reply(report: Report, note: str, mark: str | None = None) -> str:
    """Keep the note as the answer to whoever returned the report and has not had it again (`mark` as in `keep_reply`);
    what goes along. Raises ValidationError where nothing is answered to them."""
    if open_return(report) is None:
        return note
    if not note.strip() and not report.reply:
        raise ValidationError("Báo cáo đã bị trả lại. Ghi điều đã đổi, hoặc vì sao vẫn báo không phát sinh.")
    keep_reply(report, note.strip() or report.reply, mark)
    return report.reply


def remember(report: Report, about: Collection[str]) -> None:
    """Keep what the reason concerns and what stood in the report when it came back; an earlier answer and what was
    confirmed on paper are over."""
    report.returned_about, report.returned_mark, report.reply = list(about)[:200], mark_of(report), ""
    report.vouched_by_unit = None
    report.save(update_fields=["returned_about", "returned_mark", "reply", "vouched_by_unit", "updated_at"])


def is_unchanged(report: Report) -> bool:
    """Whether nothing is other than when the report came back."""
    return bool(report.returned_mark) and report.returned_mark == mark_of(report)


@transaction.atomic
def keep_reply(report: Report, reply: str, mark: str | None = None) -> None:
    """Keep what the unit answers to the reason, as it was typed so far; it goes with the report. `mark` is that of the
    answer that the page stands on: an untouched field leaves a newer answer alone. Raises OtherReply where both are
    new, ValidationError where the report was sent meanwhile with another answer."""
    said = clean_reply(reply)
    if said == report.reply and mark is None:
        return
    report._locked()
    report.refresh_from_db(fields=["reply"])
    if said == report.reply or reply_mark(said) == mark:
        return
    if not report.is_editable:
        raise ValidationError("Báo cáo đã gửi nên không sửa phần trả lời được nữa. Bản đã gửi giữ câu trả lời trước.")
    if mark is not None and mark != reply_mark(report.reply):
        raise OtherReply(report.reply)
    report.reply = said
    report.save(update_fields=["reply", "updated_at"])
