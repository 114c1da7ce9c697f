"""What a person may do with a posting now: the buttons of its page, and nothing else is asked there."""

from dataclasses import dataclass

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.channels.asking import is_asked
from lantoa.channels.composing import OPEN
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.models import Posting
from lantoa.channels.moving import may_move
from lantoa.channels.registry import adapter_of
from lantoa.channels.releasing import may_release
from lantoa.channels.taking_down import can_take_down, is_under_way

_OFF = {PostingState.DRAFT, PostingState.REHEARSED, PostingState.RELEASED, PostingState.FAILED, PostingState.TO_PASTE}


@dataclass(frozen=True, slots=True)
class Acts:
    edit: bool = False
    ask: bool = False
    release: bool = False
    send_back: bool = False
    hold: bool = False
    move: bool = False  # give it another hour
    cancel: bool = False
    retry: bool = False
    settle: bool = False
    confirm: bool = False
    record: bool = False  # add the recording of a bulletin
    read: bool = False  # ask the channel for figures
    may_rehearse: bool = False  # read what is sent, call by call
    log: bool = False  # what is out and not on the books
    take_down: bool = False
    appear: bool = False  # log what newspapers brought of it


_RELEASER = {PostingState.UNSURE: "Xem rồi xác nhận", PostingState.FAILED: "Xem và gửi lại"}
_WRITER = {
    PostingState.DRAFT: "Xem và sửa",
    PostingState.FAILED: "Xem và sửa",
    PostingState.TO_PASTE: "Đăng và xác nhận",
}


def verb_for(user: User, posting: Posting) -> str:
    """What the button of its row says: the act that waits for the person, "Xem" where there is none."""
    if may_release(user, posting.channel):
        verb = "Đọc và duyệt" if is_asked(posting) else _RELEASER.get(PostingState(posting.state), "")
    else:
        verb = ""
    if not verb and access.may(user, Power.WRITE, posting.channel.unit):
        verb = _WRITER.get(PostingState(posting.state), "")
    return verb or "Xem"


def acts_for(user: User, posting: Posting) -> Acts:
    state, channel = posting.state, posting.channel
    writes, releases = access.may(user, Power.WRITE, channel.unit), may_release(user, channel)
    asked = is_asked(posting)
    return Acts(
        edit=writes and state in OPEN,
        ask=writes and state == PostingState.DRAFT and not asked and not releases,
        release=releases and state in (PostingState.DRAFT, PostingState.REHEARSED),
        send_back=releases and asked,
        hold=releases and state == PostingState.RELEASED,
        move=state == PostingState.RELEASED and may_move(user, posting),
        cancel=releases and state in _OFF,
        retry=releases and state == PostingState.FAILED,
        settle=releases and state == PostingState.UNSURE,
        confirm=writes and state == PostingState.TO_PASTE,
        record=writes and channel.type == ChannelType.RADIO and state in (PostingState.TO_PASTE, PostingState.SENT),
        read=writes and state == PostingState.SENT and adapter_of(channel).can_read_reach,
        may_rehearse=writes
        and state not in (PostingState.SENT, PostingState.CANCELLED)
        and channel.type not in (ChannelType.PASTE, ChannelType.RADIO),
        log=writes and state == PostingState.SENT and posting.activity_id is None,
        take_down=releases and can_take_down(posting) and not is_under_way(posting),
        appear=writes and channel.type == ChannelType.PRESS and state == PostingState.SENT,
    )
