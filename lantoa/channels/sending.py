"""The worker's round: what was released and whose hour has come goes out, each posting by one worker at a time.

A posting is claimed by one UPDATE that only one worker wins; a worker that dies leaves a claim that runs out, and the
next one goes on from `progress`. No transaction is open while a channel is called.
"""

import contextlib
import datetime as dt
import logging
from dataclasses import replace

import httpx
from django.db import transaction
from django.urls import NoReverseMatch
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.channels import asking, done, limits, sources
from lantoa.channels.adapters import wire
from lantoa.channels.adapters.outcomes import ByHand, CannotTell, Failure, Passing, Refused, Sent, Waiting
from lantoa.channels.enums import Health, PostingState
from lantoa.channels.models import Attempt, Channel, Posting
from lantoa.channels.registry import adapter_of
from lantoa.channels.rounds import Round
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import tell
from lantoa.oversight.recipients import people_of

log = logging.getLogger("lantoa.channels")

_SOON = dt.timedelta(seconds=30)
_OUR_FAULT = "Hệ thống gặp lỗi khi gửi bài này. Sẽ thử lại."


def send_due() -> int:
    """Send what is due; how many postings were taken up."""
    left = Posting.objects.left_behind().order_by("send_at").values_list("pk", "channel_id")[: limits.A_ROUND]
    ready = Posting.objects.due().order_by("send_at", "pk").values_list("pk", "channel_id")[: limits.A_ROUND]
    if not (rows := [*left, *ready]):
        return 0
    around = Round()
    with wire.client() as http:
        return sum(send_one(pk, http, around) for pk in around.each(rows))


def send_one(pk: int, http: httpx.Client, around: Round | None = None) -> bool:
    """Take up one posting, unless another worker has it or it was held back meanwhile."""
    posting = _claimed(pk)
    if posting is None:
        return False
    if not posting.channel.is_live and not posting.progress:
        _rehearse(posting)
        return True
    try:
        outcome = _outcome(posting, http)
    except Failure as failure:
        if around and isinstance(failure, Passing) and not isinstance(failure, Waiting):
            around.leave(posting.channel_id)
        _failed(posting, failure)
    except Exception:
        log.exception("posting %s failed", posting.pk)
        _failed(posting, Passing(_OUR_FAULT))
    else:
        _ended(posting, outcome)
    return True


def _outcome(posting: Posting, http: httpx.Client) -> Sent | ByHand | None:
    """Send it, or go on with that. Of a source that readers can't find nothing goes out: what may be out already is
    looked for, and None says that it is not."""
    if not posting.channel.is_live:
        raise Refused("Kênh đã tắt gửi thật khi bài đang gửi dở. Bật lại kênh rồi gửi tiếp.")
    adapter = adapter_of(posting.channel)
    if not (why := sources.why_not(posting)):
        return adapter.send(posting, http)
    if opens := sources.opens_at(posting):
        raise Waiting(why, step="source", after=max(opens - timezone.now(), _SOON))
    try:
        found = adapter.look(posting, http)
    except CannotTell as failure:
        raise CannotTell(f"{failure.words} {why}", step=failure.step) from failure
    return replace(found, words=f"{found.words} {why}".strip()) if found else None


def _claimed(pk: int) -> Posting | None:
    """The posting, ours until the claim runs out. It is released, its hour has come, or its worker died."""
    now = timezone.now()
    claim = {"state": PostingState.SENDING, "claimed_until": now + limits.CLAIM}
    mine = Posting.objects.due().filter(pk=pk).update(**claim)
    mine = mine or Posting.objects.left_behind().filter(pk=pk).update(**claim)
    if not mine:
        return None
    posting = Posting.objects.select_related("channel__unit", "released_by").get(pk=pk)
    posting.tries += 1
    Posting.objects.filter(pk=pk).update(tries=posting.tries)
    return posting


def _rehearse(posting: Posting) -> None:
    """Everything but the sending: what would go out is kept to be read."""
    adapter = adapter_of(posting.channel)
    posting.rehearsal = {
        "at": timezone.now().isoformat(),
        "requests": adapter.rehearse(posting),
        "faults": adapter.check(posting),
    }
    posting.state, posting.claimed_until, posting.tries = PostingState.REHEARSED, None, 0
    _finish(posting, "rehearse", "Đã gửi thử, chưa gửi gì ra ngoài.", is_good=True)


@transaction.atomic
def _ended(posting: Posting, outcome: Sent | ByHand | None) -> None:
    if outcome is None:
        why = sources.why_not(posting)
        Attempt.objects.create(posting=posting, step="source", words=why)
        asking.call_off(posting, why)
        return
    if isinstance(outcome, ByHand):
        posting.state, posting.claimed_until, posting.failure = PostingState.TO_PASTE, None, ""
        _finish(posting, "by_hand", outcome.words, is_good=True)
        say(posting, f"“{posting}” chờ đăng bằng tay trên {posting.channel}. {outcome.words}", key="paste")
        return
    done.mark_sent(posting, external_id=outcome.external_id, url=outcome.url, words=outcome.words)
    Attempt.objects.create(posting=posting, step="done", is_good=True, words=outcome.words or outcome.url)


def _failed(posting: Posting, failure: Failure) -> None:
    """Tried again later, held for a person, or given up: said in the channel's own words in any case."""
    posting.claimed_until, posting.failure = None, failure.words
    if isinstance(failure, Waiting):
        posting.tries = max(posting.tries - 1, 0)
        posting.failure = ""
        _again(posting, limits.BACK_OFF[0] if failure.after is None else failure.after)
    elif isinstance(failure, Passing) and posting.tries <= len(limits.BACK_OFF):
        _again(posting, max(limits.BACK_OFF[posting.tries - 1], failure.after or dt.timedelta(0)))
    elif isinstance(failure, CannotTell) or posting.progress.get("asked_at"):
        posting.state = PostingState.UNSURE
    else:
        posting.state = PostingState.FAILED
    _finish(posting, failure.step, failure.words, is_good=isinstance(failure, Waiting))
    if isinstance(failure, Refused) and failure.is_token:
        Channel.objects.filter(pk=posting.channel_id).update(health=Health.BROKEN, health_words=failure.words)
    if posting.state in (PostingState.FAILED, PostingState.UNSURE):
        said = "không gửi được" if posting.state == PostingState.FAILED else "chưa rõ đã lên kênh chưa"
        say(posting, f"“{posting}” {said} trên {posting.channel}: {failure.words}", key=f"failed-{posting.tries}")


def _again(posting: Posting, wait: dt.timedelta) -> None:
    posting.state, posting.next_try_at = PostingState.RELEASED, timezone.now() + wait


@transaction.atomic
def _finish(posting: Posting, step: str, words: str, *, is_good: bool) -> None:
    posting.save(update_fields=["state", "claimed_until", "failure", "next_try_at", "tries", "rehearsal"])
    last = posting.attempts.first()
    if is_good and last and last.is_good and last.step == step[:60]:
        Attempt.objects.filter(pk=last.pk).update(words=words, at=timezone.now())  # still at it: one line for it
        return
    Attempt.objects.create(posting=posting, step=step[:60], is_good=is_good, words=words)


def say(posting: Posting, text: str, *, key: str) -> None:
    """Who released it, who wrote it, and the editors of the unit."""
    unit = posting.channel.unit
    people = people_of([unit.pk], {Role.EDITOR}).get(unit.pk, [])
    told = [one for one in (posting.released_by, posting.created_by, *people) if one is not None]
    released = posting.released_at.isoformat() if posting.released_at else ""
    tell(
        told,
        text,
        kind=NoticeKind.OTHER,
        url=_address(posting),
        unit=unit,
        key=f"posting-{posting.pk}-{key}-{released}",
    )


def _address(posting: Posting) -> str:
    """Where people work on it; nothing where a site has no such pages."""
    with contextlib.suppress(NoReverseMatch):
        return posting.get_absolute_url()
    return ""
