"""A Zalo account, against a server whose errors come with HTTP 200 and whose refresh tokens serve once."""

import datetime as dt

import pytest
from django.utils import timezone

from lantoa.channels import health, releasing, vault
from lantoa.channels.enums import Health, PostingState
from lantoa.channels.models import Channel, Posting
from lantoa.channels.reach import read_now
from lantoa.channels.tests.servers.zalo import ZaloServer
from lantoa.channels.tests.situations import released, round_of, zalo

pytestmark = pytest.mark.django_db
MORE = {"description": "Hướng dẫn cha mẹ học sinh nộp hồ sơ.", "author": "Sở GDĐT"}


@pytest.fixture
def pictures(photo: str) -> list[dict[str, str]]:
    return [{"path": photo, "alt": "Sân trường"}]


def article(server: ZaloServer, pictures: list[dict[str, str]], **more) -> Posting:
    channel = more.pop("channel", None) or zalo(server)
    return released(channel, pictures=pictures, options={**MORE, **more.pop("options", {})}, **more)


def test_an_article_is_created_verified_and_gets_its_id(zalo_server, pictures):
    posting = round_of(article(zalo_server, pictures))
    assert posting.state == PostingState.RELEASED  # Zalo is at work on the picture
    assert posting.failure == ""
    assert posting.tries == 0
    posting = round_of(posting)
    assert posting.state == PostingState.SENT
    assert posting.external_id == "art-1"
    made = zalo_server.articles[0]
    assert made["cover"]["photo_url"].endswith(f"/kenh-anh/{posting.key}/1.jpg")
    assert made["description"] == MORE["description"]
    assert len(zalo_server.articles) == 1


def test_the_cover_is_fetched_from_us_as_a_small_jpeg_once_released(zalo_server, pictures, client):
    posting = article(zalo_server, pictures)
    answer = client.get(f"/kenh-anh/{posting.key}/1.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")
    assert len(answer.content) <= 1024 * 1024
    releasing.hold(posting, by=posting.released_by)
    assert client.get(f"/kenh-anh/{posting.key}/1.jpg").status_code == 404


def test_an_article_without_a_picture_or_lead_is_not_released(zalo_server):
    with pytest.raises(Exception, match="cần ít nhất một ảnh"):
        article(zalo_server, [], options={"description": ""})


def test_a_refusal_with_http_200_is_a_failure_in_zalos_words(zalo_server, pictures):
    zalo_server.refuse("/create", -224, "Official account tier does not support this api")
    posting = round_of(article(zalo_server, pictures))
    assert posting.state == PostingState.FAILED
    assert posting.failure == "Official account tier does not support this api (mã -224)"


@pytest.mark.parametrize("does_it", [True, False])
def test_after_a_timeout_the_list_is_read_before_an_article_is_made_again(zalo_server, pictures, does_it):
    zalo_server.hang("/create", does_it=does_it)
    posting = article(zalo_server, pictures)
    for _ in range(4):
        posting = round_of(posting)
    assert posting.state == PostingState.SENT
    assert len(zalo_server.articles) == 1


def test_where_the_list_may_not_be_read_a_person_decides(zalo_server, pictures):
    zalo_server.hang("/create", does_it=True)
    zalo_server.may_list = False
    posting = round_of(round_of(article(zalo_server, pictures)))
    assert posting.state == PostingState.UNSURE
    assert len(zalo_server.articles) == 1


def test_a_cover_that_zalo_cannot_fetch_is_said_and_the_article_made_anew(zalo_server, pictures):
    posting = round_of(article(zalo_server, pictures))
    zalo_server.refuse("/verify", -200, "Upload media failed")
    posting = round_of(posting)
    assert posting.state == PostingState.FAILED
    assert posting.failure == "Upload media failed (mã -200)"
    releasing.retry(posting, by=posting.released_by)
    assert "token" not in Posting.objects.get(pk=posting.pk).progress


def test_too_many_calls_are_waited_out(zalo_server, pictures):
    zalo_server.refuse("/create", -32, "Your app reached limit call api")
    posting = round_of(article(zalo_server, pictures))
    assert posting.state == PostingState.RELEASED
    assert posting.next_try_at > timezone.now() + dt.timedelta(minutes=20)


@pytest.mark.parametrize("seconds", [0, 20])
def test_an_article_that_is_being_made_is_asked_for_again_as_soon_as_the_site_says(
    zalo_server, pictures, settings, seconds
):
    settings.CHANNEL_DEFAULTS = {"zalo": {**settings.CHANNEL_DEFAULTS.get("zalo", {}), "verify_after": seconds}}
    posting = round_of(article(zalo_server, pictures))
    wait = (posting.next_try_at - posting.attempts.first().at).total_seconds()
    assert abs(wait - seconds) < 5


def test_an_access_token_that_ended_early_is_renewed_and_the_call_made_again(zalo_server, pictures):
    channel = zalo(zalo_server)
    zalo_server.end_token()
    posting = round_of(round_of(article(zalo_server, pictures, channel=channel)))
    assert posting.state == PostingState.SENT
    channel.refresh_from_db()
    assert vault.secrets_of(channel)["access_token"] == "zalo-access-2"
    assert vault.secrets_of(channel)["refresh_token"] == "zalo-refresh-2"
    assert zalo_server.count("POST", "access_token") == 1


def test_a_token_about_to_end_is_renewed_before_it_is_used(zalo_server, pictures):
    channel = zalo(zalo_server, ends_in=0.1)
    round_of(article(zalo_server, pictures, channel=channel))
    channel.refresh_from_db()
    assert zalo_server.pairs == 2
    assert channel.token_expires_at > timezone.now() + dt.timedelta(hours=24)
    assert channel.refresh_expires_at > timezone.now() + dt.timedelta(days=80)


def test_an_error_never_lands_on_a_good_token(zalo_server):
    channel = zalo(zalo_server, ends_in=0.1)
    zalo_server.once("access_token", _wrong_pair)
    health.check_now(channel)
    channel.refresh_from_db()
    assert channel.health == Health.BROKEN
    assert "Refresh token was used" in channel.health_words
    assert vault.secrets_of(channel)["refresh_token"] == "zalo-refresh-1"
    assert vault.secrets_of(channel)["access_token"] == "zalo-access-1"


def _wrong_pair():
    from lantoa.channels.tests.servers.base import json_answer

    return json_answer(
        {
            "access_token": "bad",
            "refresh_token": "bad",
            "error": -14014,
            "error_name": "x",
            "error_description": "Refresh token was used",
        }
    )


def test_half_a_pair_is_no_pair(zalo_server):
    from lantoa.channels.tests.servers.base import json_answer

    channel = zalo(zalo_server, ends_in=0.1)
    zalo_server.once("access_token", lambda: json_answer({"access_token": "only-this"}))
    health.check_now(channel)
    channel.refresh_from_db()
    assert vault.secrets_of(channel)["access_token"] == "zalo-access-1"


def test_a_server_in_trouble_while_renewing_is_tried_again_and_nobody_called_dead(zalo_server):
    channel = zalo(zalo_server, ends_in=0.1)
    zalo_server.fail("access_token", 502)
    health.check_now(channel)
    assert channel.health != Health.BROKEN
    health.check_now(channel)
    channel.refresh_from_db()
    assert channel.health == Health.GOOD
    assert zalo_server.pairs == 2


def test_a_worker_that_finds_the_lease_taken_burns_no_token(zalo_server, pictures):
    channel = zalo(zalo_server, ends_in=0.1)
    later = timezone.now() + dt.timedelta(seconds=60)
    Channel.objects.filter(pk=channel.pk).update(lease="another", lease_until=later)
    posting = round_of(article(zalo_server, pictures, channel=channel))
    assert posting.state == PostingState.RELEASED
    assert zalo_server.pairs == 1
    Channel.objects.filter(pk=channel.pk).update(lease_until=timezone.now())  # that worker died
    round_of(posting)
    assert zalo_server.pairs == 2


def test_whoever_comes_second_uses_the_pair_of_the_first(zalo_server):
    from lantoa.channels.adapters import wire, zalo_tokens

    channel = zalo(zalo_server, ends_in=0.1)
    stale = Channel.objects.get(pk=channel.pk)
    with wire.client() as http:
        first = zalo_tokens.access_token(channel, http)
        second = zalo_tokens.access_token(stale, http)
    assert first == second == "zalo-access-2"
    assert zalo_server.pairs == 2


def test_a_broadcast_is_spent_once_and_the_rest_is_read(zalo_server, pictures):
    posting = round_of(round_of(article(zalo_server, pictures, options={"broadcast": True})))
    assert posting.state == PostingState.SENT
    assert zalo_server.broadcasts == [["art-1"]]
    channel = health.check_now(posting.channel)
    assert channel.quota["remain"] == 2


def test_a_broadcast_of_unknown_fate_is_said_and_never_repeated(zalo_server, pictures):
    zalo_server.hang("/oa/message", does_it=True)
    posting = round_of(round_of(article(zalo_server, pictures, options={"broadcast": True})))
    assert posting.state == PostingState.SENT
    assert "chưa rõ Zalo có gửi tới người quan tâm" in posting.failure
    assert len(zalo_server.broadcasts) == 1


def test_a_refused_broadcast_leaves_the_article_out_and_says_so(zalo_server, pictures):
    zalo_server.refuse("/oa/message", -221, "Official account is not verified")
    posting = round_of(round_of(article(zalo_server, pictures, options={"broadcast": True})))
    assert posting.state == PostingState.SENT
    assert "Official account is not verified" in posting.failure


def test_figures_are_read_from_the_list(zalo_server, pictures):
    posting = round_of(round_of(article(zalo_server, pictures)))
    assert read_now(posting)
    posting.refresh_from_db()
    assert (posting.seen, posting.reacted) == (640, 8)
    assert posting.live_url == "https://rd.zalo.me/detail?id=1"
    assert posting.activity.people == 640


def test_tokens_are_renewed_twice_a_day_and_the_panel_knows_when(zalo_server):
    channel = health.check_now(zalo(zalo_server))
    assert zalo_server.pairs == 1  # of twenty hours that are left nothing presses
    due = health.next_renewal(channel)
    assert due is not None
    assert due <= timezone.now() + dt.timedelta(hours=12)
    channel.refreshed_at = timezone.now() - dt.timedelta(hours=13)
    channel.save()
    health.check_now(channel)
    assert zalo_server.pairs == 2


def test_a_right_that_ends_within_days_is_warned_of_once_a_day(zalo_server):
    from lantoa.accounts.enums import Role
    from lantoa.accounts.factories import UserFactory
    from lantoa.notices.models import Notice

    channel = zalo(zalo_server)
    editor = UserFactory.make(role=Role.EDITOR, role__unit=channel.unit)
    channel.refresh_expires_at = timezone.now() + dt.timedelta(days=3)
    channel.refreshed_at = timezone.now()
    channel.save()
    health.check_now(channel)
    health.check_now(channel)
    assert channel.health == Health.WARNING
    told = Notice.objects.filter(user=editor)
    assert told.count() == 1
    assert "Cấp quyền lại" in told.get().text


def test_a_namesake_without_a_date_is_not_taken_for_the_article_that_may_be_out(zalo_server, pictures, monkeypatch):
    post = article(zalo_server, pictures)
    zalo_server.articles.append({"id": "art-cu", "token": "", "title": post.title, "create_date": None})
    post.progress = {"asked_at": timezone.now().isoformat()}
    post.save()
    post = round_of(post)
    assert post.state == PostingState.UNSURE
    assert "không cho biết ngày tạo" in post.failure
    assert post.external_id == ""
