"""The mails of a posting that is out, one by one: of one whose fate is unknown a person says that it arrived, or has it
sent again. Nothing here happens by itself."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import record
from lantoa.channels import limits, sources
from lantoa.channels.adapters import mailing, newsletter, press
from lantoa.channels.adapters.mailing import Build
from lantoa.channels.adapters.outcomes import Failure
from lantoa.channels.enums import ChannelType, PostingState, SubscriptionState
from lantoa.channels.enums import DeliveryState as State
from lantoa.channels.models import Delivery, Posting
from lantoa.channels.releasing import demand_release

_BUILDS: Mapping[str, Build] = {ChannelType.EMAIL: newsletter.message_for, ChannelType.PRESS: press.message_for}
_KILLED = "Tiến trình dừng khi đang gửi, nên chưa rõ thư đã đến chưa."


def open_of(posting: Posting) -> "QuerySet[Delivery]":
    """What did not simply go: of unknown fate, refused, come back, about to go again."""
    rows = posting.deliveries.exclude(state=State.SENT).select_related("subscription", "outlet")
    return rows.order_by("-state", "pk")  # unsure, then waiting, failed, bounced


@transaction.atomic
def arrived(delivery: Delivery, *, by: User) -> None:
    """A person knows that it came. Raises PermissionDenied, ValidationError."""
    row = _locked(delivery, by, {State.UNSURE})
    row.state, row.words = State.SENT, f"{by} xác nhận đã đến."
    row.save(update_fields=["state", "words"])
    _noted(row, by, "Xác nhận thư đã đến")


@transaction.atomic
def send_again(delivery: Delivery, *, by: User) -> None:
    """Have one mail sent anew, under the message id that it had: a mailbox that has it shows it once. Raises
    PermissionDenied, ValidationError."""
    row = _locked(delivery, by, {State.UNSURE, State.FAILED})
    if kept := _kept(row):
        raise ValidationError(kept)
    row.state, row.at, row.words = State.WAITING, None, ""
    row.save(update_fields=["state", "at", "words"])
    _noted(row, by, "Gửi lại một thư")


def send_asked() -> int:
    """The worker's round: send the mails that people asked for anew; of how many postings."""
    out = Delivery.objects.filter(state=State.WAITING, posting__state=PostingState.SENT)
    out.filter(at__lte=timezone.now() - limits.CLAIM).update(state=State.UNSURE, words=_KILLED)
    asked = out.filter(at__isnull=True, posting__channel__is_live=True).values("posting")
    postings = Posting.objects.filter(pk__in=asked).select_related("channel__unit")[: limits.A_ROUND]
    for posting in postings:
        try:
            mailing.once_more(posting, _BUILDS[posting.channel.type])
        except Failure as failure:  # no mail server now: the mails wait, and the page says for what
            words = f"Chờ gửi lại: {failure.words}"
            out.filter(posting=posting, at__isnull=True).update(words=words)
    return len(postings)


def _kept(row: Delivery) -> str:
    """Why it can't be sent anew; empty: it can."""
    channel = row.posting.channel
    if not (channel.is_live and channel.is_active):
        return f"Kênh “{channel}” chưa bật gửi thật. Bật lại rồi gửi."
    if row.subscription and row.subscription.state != SubscriptionState.CONFIRMED:
        return f"{row.address} không còn nhận bản tin này."
    if row.outlet and not row.outlet.email:
        return f"{row.outlet} chưa có thư điện tử. Ghi vào danh sách báo, đài rồi gửi lại."
    return sources.why_not(row.posting)


def _locked(delivery: Delivery, by: User, allowed: set[State]) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("posting__channel__unit")
    row = rows.get(pk=delivery.pk)
    demand_release(by, row.posting.channel)
    if row.posting.state != PostingState.SENT:
        raise ValidationError("Bài còn đang gửi. Chờ gửi xong rồi quyết định từng thư.")
    if row.state not in allowed:
        raise ValidationError(f"Thư này đang ở tình trạng “{row.get_state_display()}”.")
    return row


def _noted(row: Delivery, by: User, said: str) -> None:
    posting = row.posting
    Posting.objects.filter(pk=posting.pk).update(failure=mailing.summary(posting))
    receiver = row.outlet.name if row.outlet else f"thư số {row.pk}"  # no address of a private person in the log
    record("mail_settled", by=by, on=posting, unit=posting.channel.unit, text=f"{said} ({receiver}): {posting}")
