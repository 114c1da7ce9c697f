"""A posting is made once for a channel, cut to what the channel takes, and leaves only when somebody with that right
lets it go."""

import datetime as dt
import unicodedata

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.audit.edits import EditConflict
from lantoa.channels import composing, releasing, sending
from lantoa.channels.enums import ChannelType, PostingState
from lantoa.channels.factories import ChannelFactory, PostingFactory
from lantoa.channels.models import Posting
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return ChannelFactory.make(type=ChannelType.PASTE)


def person(channel, role=Role.HEAD):
    return UserFactory.make(role=role, role__unit=channel.unit)


@given(st.text(max_size=300), st.integers(min_value=2, max_value=120))
def test_a_cut_fits_and_tears_no_letter_apart(text: str, longest: int):
    found = composing.cut(text, longest)
    assert len(found) <= longest
    assert unicodedata.is_normalized("NFC", found)
    if found.endswith("…") and len(found) < len(text):
        whole = unicodedata.normalize("NFC", text)
        rest = whole.strip()[len(found) - 1 :]
        assert not rest or unicodedata.category(rest[0]) not in ("Mn", "Me")


def test_a_cut_ends_between_words():
    assert composing.cut("Hướng dẫn tuyển sinh trực tuyến năm 2026", 24) == "Hướng dẫn tuyển sinh…"
    assert composing.cut("Hướng dẫn", 9) == "Hướng dẫn"


def test_tags_are_words_run_together_each_once():
    assert composing.tagged(["cải cách hành chính", "Cải Cách hành chính", "2026", "tuyển-sinh"], 5) == (
        "#CảiCáchHànhChính #TuyểnSinh"
    )


def test_each_channel_gets_its_own_version(photo: str):
    unit = UnitFactory.make(department=True)
    writer = UserFactory.make(role=Role.OFFICER, role__unit=unit)
    kinds = (ChannelType.FACEBOOK, ChannelType.ZALO, ChannelType.EMAIL)
    given_ = {
        "title": "Tuyển sinh " * 30,
        "lead": "Nộp hồ sơ từ 01/6. " * 40,
        "text": "Toàn văn bài viết.",
        "link": "https://cong.example.vn/1",
        "hashtags": ["tuyển sinh"],
    }
    facebook, zalo, email = (
        composing.compose(ChannelFactory.make(unit=unit, type=kind), by=writer, **given_) for kind in kinds
    )
    assert facebook.text.endswith("#TuyểnSinh")
    assert len(zalo.title) <= 140
    assert len(zalo.options["description"]) <= 250
    assert zalo.text == "Toàn văn bài viết."
    assert email.text.endswith("\n\nToàn văn bài viết.")


def test_one_source_makes_one_posting_a_channel(channel):
    source = PostingFactory.make()
    writer = person(channel, Role.OFFICER)
    one, other = (
        composing.compose(channel, title="Bài", text="Chữ", by=writer, source=source, link="") for _ in range(2)
    )
    assert one.pk == other.pk
    assert list(composing.of_source(source)) == [one]


def test_a_neighbour_composes_and_releases_nothing(channel):
    stranger = UserFactory.make(role=Role.HEAD)
    with pytest.raises(PermissionDenied):
        composing.compose(channel, title="Bài", text="Chữ", by=stranger)
    with pytest.raises(PermissionDenied):
        releasing.release(PostingFactory.make(channel=channel), by=stranger)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.HEAD, True), (Role.EDITOR, True), (Role.OFFICER, False), (Role.OFFICE, False)]
)
def test_heads_and_editors_release_and_nobody_else(channel, role, may):
    posting = PostingFactory.make(channel=channel)
    someone = person(channel, role)
    assert releasing.may_release(someone, channel) is may
    if may:
        assert releasing.release(posting, by=someone).state == PostingState.RELEASED
        return
    with pytest.raises(PermissionDenied):
        releasing.release(posting, by=someone)


def test_nothing_leaves_before_it_is_released_or_before_its_hour(channel):
    channel.is_live = True
    channel.save()
    draft = PostingFactory.make(channel=channel)
    later = PostingFactory.make(channel=channel)
    releasing.release(later, by=person(channel), send_at=timezone.now() + dt.timedelta(hours=1))
    assert sending.send_due() == 0
    states = Posting.objects.filter(pk__in=[draft.pk, later.pk]).values_list("state", flat=True)
    assert set(states) == {PostingState.DRAFT, PostingState.RELEASED}


def test_the_database_itself_lets_nothing_leave_unreleased(channel):
    from django.db import IntegrityError, transaction

    posting = PostingFactory.make(channel=channel)
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.filter(pk=posting.pk).update(state=PostingState.SENDING)


def test_a_release_is_taken_back_changed_and_given_anew(channel):
    head = person(channel)
    posting = releasing.release(PostingFactory.make(channel=channel), by=head)
    with pytest.raises(ValidationError, match="Đã duyệt phát"):
        composing.change(posting, {"text": "Mới"}, version=posting.version, by=head)
    posting = releasing.hold(posting, by=head)
    composing.change(posting, {"text": "Mới"}, version=posting.version, by=head)
    posting.refresh_from_db()
    assert (posting.text, posting.state) == ("Mới", PostingState.DRAFT)
    with pytest.raises(EditConflict):
        composing.change(posting, {"text": "Của người khác"}, version=1, by=head)


def test_what_may_be_out_is_not_cancelled_or_made_a_draft_without_a_look(channel):
    head = person(channel)
    posting = releasing.release(PostingFactory.make(channel=channel), by=head)
    Posting.objects.filter(pk=posting.pk).update(progress={"asked_at": "2026-11-21T08:00:00+00:00"})
    with pytest.raises(ValidationError, match="chưa rõ kết quả"):
        releasing.cancel(posting, by=head)
    posting = releasing.hold(posting, by=head)
    assert posting.state == PostingState.UNSURE
    posting = releasing.settle(posting, by=head, is_out=False, send_again=False)
    assert posting.state == PostingState.DRAFT
    assert releasing.cancel(posting, by=head, reason="Trùng bài").state == PostingState.CANCELLED


def test_a_channel_that_is_not_switched_on_only_rehearses_and_logs_nothing(channel):
    from lantoa.ledger.models import Activity

    posting = releasing.release(PostingFactory.make(channel=channel), by=person(channel))
    sending.send_due()
    posting.refresh_from_db()
    assert posting.state == PostingState.REHEARSED
    assert posting.rehearsal["requests"]
    assert not Activity.objects.exists()


def test_a_posting_left_by_a_dead_worker_is_taken_up_again(channel):
    channel.is_live = True
    channel.save()
    posting = releasing.release(PostingFactory.make(channel=channel), by=person(channel))
    past = timezone.now() - dt.timedelta(seconds=1)
    Posting.objects.filter(pk=posting.pk).update(state=PostingState.SENDING, claimed_until=past)
    assert sending.send_due() == 1
    posting.refresh_from_db()
    assert posting.state == PostingState.TO_PASTE


def test_a_channel_switched_off_in_mid_sending_sends_no_more(channel):
    posting = releasing.release(PostingFactory.make(channel=channel), by=person(channel))
    Posting.objects.filter(pk=posting.pk).update(progress={"asked_at": "2026-11-21T08:00:00+00:00"})
    sending.send_due()
    posting.refresh_from_db()
    assert posting.state == PostingState.UNSURE
    assert "tắt gửi thật" in posting.failure


def test_who_released_it_is_told_of_a_failure_once(channel):
    from lantoa.notices.models import Notice

    channel.type, channel.is_live, channel.options = ChannelType.FACEBOOK, True, {"page_id": "1"}
    channel.save()
    head = person(channel)
    posting = releasing.release(PostingFactory.make(channel=channel), by=head)
    sending.send_due()
    posting.refresh_from_db()
    assert posting.failure == "Kênh chưa có mã truy cập trang. Mở cấu hình kênh để nhập."
    assert Notice.objects.filter(user=head, text__contains="không gửi được").count() == 1


def test_nothing_goes_out_of_what_is_not_there_for_readers(channel, monkeypatch):
    from lantoa.channels import sources

    channel.is_live = True
    channel.save()
    said = [""]
    kind = sources.Kind("bai", Posting, lambda user, pk: None, lambda thing: said[0])
    monkeypatch.setitem(sources.kinds, "bai", kind)
    posting = PostingFactory.make(channel=channel, source=PostingFactory.make())
    releasing.release(posting, by=person(channel))
    said[0] = "Bài gốc đã gỡ."
    sending.send_due()
    posting.refresh_from_db()
    assert (posting.state, posting.attempts.first().words) == (PostingState.DRAFT, "Bài gốc đã gỡ.")
    said[0] = ""
    releasing.release(posting, by=person(channel))
    sending.send_due()
    posting.refresh_from_db()
    assert posting.state == PostingState.TO_PASTE


@pytest.mark.parametrize("kind", [ChannelType.EMAIL, ChannelType.PRESS])
def test_readers_of_mail_get_the_summary_above_the_text_once(kind):
    channel = ChannelFactory.make(type=kind)
    head, lead, body = person(channel), "Tóm tắt một câu.", "Thân bài nhiều câu."
    row = composing.compose(channel, title="Tin", lead=lead, text=body, by=head)
    assert row.text == f"{lead}\n\n{body}"
    again = composing.compose(channel, title="Tin khác", lead=lead, text=f"{lead} {body}", by=head)
    assert again.text == f"{lead} {body}"


def test_a_text_that_changed_while_it_was_read_is_not_released(channel):
    head, posting = person(channel), PostingFactory.make(channel=channel)
    with pytest.raises(ValidationError, match="vừa được sửa"):
        releasing.release(posting, by=head, version=posting.version + 1)
    posting.refresh_from_db()
    assert posting.state == PostingState.DRAFT
