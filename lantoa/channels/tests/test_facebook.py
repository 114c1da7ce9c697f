"""A Facebook page, against a server that answers as the Graph API does."""

import pytest

from lantoa.channels import limits, releasing, vault
from lantoa.channels.enums import Health, PostingState
from lantoa.channels.health import check_now
from lantoa.channels.models import Channel
from lantoa.channels.reach import read_now
from lantoa.channels.registry import adapter_of
from lantoa.channels.tests.servers.graph import PAGE, TOKEN, GraphServer
from lantoa.channels.tests.situations import facebook, released, round_of, words

pytestmark = pytest.mark.django_db


def test_text_with_a_link_is_posted_and_its_address_kept(graph: GraphServer):
    posting = round_of(released(facebook(graph), text="Tuyển sinh lớp 1 từ ngày 01/6."))
    assert posting.state == PostingState.SENT
    assert posting.external_id == f"{PAGE}_900"
    assert posting.live_url == f"https://www.facebook.com/{PAGE}_900/"
    assert graph.posts[0]["message"] == "Tuyển sinh lớp 1 từ ngày 01/6."
    assert graph.posts[0]["link"] == posting.link


def test_pictures_are_uploaded_unpublished_and_attached_and_the_link_ends_the_text(graph: GraphServer, photo: str):
    pictures = [{"path": photo, "alt": "Sân trường"}, {"path": photo + "x", "alt": ""}]
    posting = released(facebook(graph), pictures=pictures[:1])
    posting = round_of(posting)
    assert graph.posts[0]["media"] == ["500"]
    assert graph.photos["500"]["published"] == "false"
    assert graph.photos["500"]["alt_text_custom"] == "Sân trường"
    assert graph.posts[0]["link"] == ""
    assert graph.posts[0]["message"].endswith(posting.link)


def test_a_picture_that_cannot_be_read_is_one_sentence(graph: GraphServer):
    posting = round_of(released(facebook(graph), pictures=[{"path": "news/none", "alt": ""}]))
    assert posting.state == PostingState.FAILED
    assert posting.failure == "Không đọc được ảnh 1. Bỏ ảnh này hoặc tải lên lại."
    assert not graph.posts


def test_an_ended_token_shows_facebooks_words_and_marks_the_channel(graph: GraphServer):
    channel = facebook(graph)
    graph.token = "another"
    posting = round_of(released(channel))
    assert posting.state == PostingState.FAILED
    assert posting.failure == "Error validating access token: Session has expired. (mã 190, mã phụ 463)"
    channel.refresh_from_db()
    assert channel.health == Health.BROKEN


def test_no_token_is_ever_in_the_words(graph: GraphServer):
    channel = facebook(graph)
    graph.refuse("/feed", 100, f"Invalid parameter {TOKEN}")
    posting = round_of(released(channel))
    assert TOKEN not in posting.failure
    assert "‹token›" in posting.failure


def test_a_text_too_long_is_refused_before_it_is_released(graph: GraphServer):
    channel = facebook(graph)
    with pytest.raises(Exception, match="kênh nhận nhiều nhất 63206"):
        released(channel, text="a " * 40_000)


def test_a_rate_limit_is_waited_out_and_then_posted_once(graph: GraphServer):
    graph.refuse("/feed", 32, "(#32) Page request limit reached", status=403)
    posting = round_of(released(facebook(graph)))
    assert posting.state == PostingState.RELEASED
    assert posting.failure == "(#32) Page request limit reached (mã 32)"
    assert (posting.next_try_at - posting.attempts.first().at).total_seconds() > 3000
    assert round_of(posting).state == PostingState.SENT
    assert len(graph.posts) == 1


@pytest.mark.parametrize("does_it", [True, False])
def test_after_a_timeout_the_page_is_read_before_anything_is_posted_again(graph: GraphServer, does_it: bool):
    graph.hang("/feed", does_it=does_it)
    posting = round_of(released(facebook(graph)))
    assert posting.state == PostingState.RELEASED
    assert "không trả lời kịp" in posting.failure
    posting = round_of(posting)
    assert posting.state == PostingState.SENT
    assert len(graph.posts) == 1
    assert graph.count("GET", "published_posts") == 1
    assert graph.count("POST", "feed") == (1 if does_it else 2)


@pytest.mark.parametrize("does_it", [True, False])
def test_after_an_error_of_their_server_it_is_the_same(graph: GraphServer, does_it: bool):
    graph.fail("/feed", 500, does_it=does_it)
    posting = round_of(round_of(released(facebook(graph))))
    assert posting.state == PostingState.SENT
    assert len(graph.posts) == 1


def test_where_the_page_may_not_be_read_a_person_decides(graph: GraphServer):
    graph.hang("/feed", does_it=True)
    graph.may_read = False
    posting = round_of(round_of(released(facebook(graph))))
    assert posting.state == PostingState.UNSURE
    assert "pages_read_engagement" in posting.failure
    round_of(posting)
    assert len(graph.posts) == 1
    settled = releasing.settle(posting, by=posting.released_by, is_out=True, link=graph.posts[0]["permalink_url"])
    assert settled.state == PostingState.SENT
    assert settled.activity is not None


def test_a_person_who_sees_that_it_is_not_out_has_it_sent_anew(graph: GraphServer):
    graph.hang("/feed")
    graph.may_read = False
    posting = round_of(round_of(released(facebook(graph))))
    releasing.settle(posting, by=posting.released_by, is_out=False)
    assert round_of(posting).state == PostingState.SENT
    assert len(graph.posts) == 1


def test_a_picture_uploaded_once_is_not_uploaded_again(graph: GraphServer, photo: str):
    graph.refuse("/feed", 2, "Service temporarily unavailable", status=503)
    posting = released(facebook(graph), pictures=[{"path": photo, "alt": "Sân trường"}])
    posting = round_of(round_of(posting))
    assert posting.state == PostingState.SENT
    assert len(graph.photos) == 1


def test_what_facebook_calls_a_duplicate_is_found_and_not_posted_again(graph: GraphServer):
    posting = released(facebook(graph))
    graph.posts.append({"id": f"{PAGE}_1", "message": posting.text, "at": 4e9, "permalink_url": "https://fb.example/1"})
    posting = round_of(posting)
    assert posting.external_id == f"{PAGE}_1"
    assert len(graph.posts) == 1


def test_it_gives_up_after_the_last_wait_and_a_person_tries_again(graph: GraphServer):
    posting = released(facebook(graph))
    for _ in range(len(limits.BACK_OFF) + 1):
        graph.refuse("/feed", 4, "Application request limit reached", status=403)
        posting = round_of(posting)
    assert posting.state == PostingState.FAILED
    assert len(words(posting)) == len(limits.BACK_OFF) + 1
    releasing.retry(posting, by=posting.released_by)
    assert round_of(posting).state == PostingState.SENT


def test_figures_are_read_back_and_counted_with_the_activity(graph: GraphServer):
    posting = round_of(released(facebook(graph)))
    assert read_now(posting)
    posting.refresh_from_db()
    assert (posting.seen, posting.reached, posting.reacted) == (1500, 980, 27)
    assert posting.activity.people == 980


def test_figures_that_are_no_more_are_left_out_and_the_others_read(graph: GraphServer):
    channel = facebook(graph)
    channel.options["views_metric"] = "post_impressions"
    channel.save()
    posting = round_of(released(channel))
    assert read_now(posting)
    assert (posting.seen, posting.reached) == (None, 980)


def test_a_page_token_without_an_end_is_good_and_not_warned_of(graph: GraphServer):
    channel = check_now(facebook(graph))
    assert channel.health == Health.GOOD
    assert channel.token_expires_at is None
    assert "không có hạn" in channel.health_words


def test_a_token_that_ends_soon_is_warned_of(graph: GraphServer):
    import time

    graph.expires_at = int(time.time()) + 3 * 86_400
    channel = check_now(facebook(graph))
    assert channel.health == Health.WARNING


def test_a_missing_right_is_named(graph: GraphServer):
    graph.scopes = ["pages_read_engagement"]
    assert "pages_manage_posts" in check_now(facebook(graph)).health_words


def test_a_page_that_does_not_answer_is_not_called_dead(graph: GraphServer):
    channel = check_now(facebook(graph))
    graph.hang(f"/{PAGE}")
    channel = check_now(channel)
    assert channel.health == Health.GOOD
    assert "không trả lời kịp" in channel.health_words


def test_a_rehearsal_shows_each_call_without_any_secret(graph: GraphServer, photo: str):
    channel = facebook(graph)
    Channel.objects.filter(pk=channel.pk).update(is_live=False)
    posting = round_of(released(channel, pictures=[{"path": photo, "alt": "Sân trường"}]))
    assert posting.state == PostingState.REHEARSED
    assert not graph.calls
    upload, feed = posting.rehearsal["requests"]
    assert upload["form"] == {"published": "false", "alt_text_custom": "Sân trường"}
    assert feed["url"] == f"{graph.url}/v25.0/{PAGE}/feed"
    assert feed["form"]["message"].startswith(posting.text)
    assert TOKEN not in str(posting.rehearsal)


def test_what_was_rehearsed_is_what_is_sent(graph: GraphServer):
    channel = facebook(graph)
    posting = released(channel)
    shown = adapter_of(channel).rehearse(posting)[0]
    round_of(posting)
    sent = graph.posts[0]
    assert (shown["form"]["message"], shown["form"]["link"]) == (sent["message"], sent["link"])


def test_a_post_can_be_taken_away(graph: GraphServer):
    from lantoa.channels.adapters import wire

    posting = round_of(released(facebook(graph)))
    with wire.client() as http:
        adapter_of(posting.channel).remove(posting, http)
    assert not graph.posts


def test_secrets_that_no_key_opens_are_said_in_a_sentence(graph: GraphServer, settings):
    posting = released(facebook(graph))
    settings.SECRET_KEY = "another"
    posting = round_of(posting)
    assert posting.state == PostingState.FAILED
    assert posting.failure == vault.VaultLocked(posting.channel).sentence
