"""A Facebook page (Graph API, Pages): text with a link, or with pictures that are uploaded unpublished and attached.

The API knows no key that makes a repeated post harmless. So the moment before the post is asked for is kept, and while
its fate is unknown the page's own posts are read before anything is sent again.
"""

import contextlib
import datetime as dt
from typing import Any, ClassVar

import httpx
from django.utils import timezone

from lantoa.channels import limits
from lantoa.channels.adapters import graph
from lantoa.channels.adapters.base import Adapter, Probe, Reach, remember
from lantoa.channels.adapters.outcomes import CannotTell, Failure, OutcomeUnknown, Passing, Refused, Sent
from lantoa.channels.adapters.wire import Request
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.models import Channel, Posting
from lantoa.channels.pictures import Picture, PictureError, fitted, pictures_of
from lantoa.vietnamese.text import squeeze

_SKEW = dt.timedelta(minutes=5)  # how far the clocks of both sides may be apart


class FacebookAdapter(Adapter):
    type = ChannelType.FACEBOOK
    labels: ClassVar = {"text": "Nội dung"}
    secrets: ClassVar = {"token": "Mã truy cập trang", "app_secret": "Mã bí mật ứng dụng"}
    can_read_reach = True
    can_remove = True

    def requests(self, posting: Posting) -> list[Request]:
        pictures = pictures_of(posting)
        uploads = [_upload(posting, picture) for picture in pictures]
        return [*uploads, _post(posting, [f"‹mã ảnh {picture.number}›" for picture in pictures])]

    def value(self, posting: Posting, name: str) -> str:
        return message_of(posting) if name == "text" else super().value(posting, name)

    def send(self, posting: Posting, http: httpx.Client) -> Sent:
        channel = posting.channel
        if done := posting.progress.get("post_id"):
            return self._sent(posting, str(done), http)
        if posting.progress.get("asked_at") and (found := _find(posting, http)):
            return self._sent(posting, found, http)
        media = [_uploaded(posting, picture, http) for picture in pictures_of(posting)]
        remember(posting, asked_at=timezone.now().isoformat())
        try:
            body = graph.ask(http, _post(posting, media), graph.auth(channel), channel=channel)
        except OutcomeUnknown:
            raise
        except graph.GraphRefused as error:
            if error.code == graph.DUPLICATE and (found := _find(posting, http)):
                return self._sent(posting, found, http)
            remember(posting, asked_at=None)
            raise
        except Failure:
            remember(posting, asked_at=None)
            raise
        if not body.get("id"):
            raise OutcomeUnknown("Facebook không trả về mã bài.", step="feed")
        return self._sent(posting, str(body["id"]), http)

    def look(self, posting: Posting, http: httpx.Client) -> Sent | None:
        found = str(posting.progress.get("post_id") or "")
        if not found and posting.progress.get("asked_at"):
            found = _find(posting, http) or ""
        return self._sent(posting, found, http) if found else None

    def _sent(self, posting: Posting, post_id: str, http: httpx.Client) -> Sent:
        remember(posting, post_id=post_id)
        channel = posting.channel
        url = f"https://www.facebook.com/{post_id}"
        request = _get(channel, "permalink", f"/{post_id}", {"fields": "permalink_url"})
        with contextlib.suppress(Failure):  # it is out; where exactly is not worth a failure
            url = str(graph.ask(http, request, graph.auth(channel), channel=channel).get("permalink_url") or url)
        return Sent(post_id, url)

    def probe(self, channel: Channel, http: httpx.Client) -> Probe:
        fields = {"fields": "id,name,link,followers_count"}
        page = graph.ask(
            http, _get(channel, "probe", f"/{graph.page_id(channel)}", fields), graph.auth(channel), channel=channel
        )
        name = str(page.get("name") or "")
        application = graph.application(channel)
        if application is None:
            return Probe(Health.GOOD, f"Trang “{name}” trả lời.")
        body = graph.ask(http, _get(channel, "debug_token", "/debug_token", {}), application, channel=channel)
        return _token_probe(channel, name, body.get("data") or {})

    def read_reach(self, posting: Posting, http: httpx.Client) -> Reach:
        channel, post = posting.channel, f"/{posting.external_id}"
        fields = "permalink_url,shares,reactions.limit(0).summary(true),comments.limit(0).summary(true)"
        row = graph.ask(http, _get(channel, "figures", post, {"fields": fields}), graph.auth(channel), channel=channel)
        figures = _insights(posting, http)
        reacted = _total(row, "reactions") + _total(row, "comments") + int((row.get("shares") or {}).get("count") or 0)
        return Reach(
            seen=figures.get(str(limits.setting(channel, "views_metric"))),
            reached=figures.get(str(limits.setting(channel, "reach_metric"))),
            reacted=reacted,
            url=str(row.get("permalink_url") or ""),
        )

    def remove(self, posting: Posting, http: httpx.Client) -> None:
        channel = posting.channel
        request = Request("delete", "DELETE", f"{graph.base(channel)}/{posting.external_id}", secret=("Authorization",))
        graph.ask(http, request, graph.auth(channel), channel=channel)


def message_of(posting: Posting) -> str:
    """The text as it is posted: with pictures a post can't carry a link beside them, so it ends the text."""
    text = posting.text.strip() or posting.title.strip()
    return f"{text}\n\n{posting.link}" if posting.link and pictures_of(posting) and posting.link not in text else text


def _post(posting: Posting, media: list[str]) -> Request:
    form: dict[str, Any] = {"message": message_of(posting)}
    if posting.link and not media:
        form["link"] = posting.link
    form |= {f"attached_media[{place}]": f'{{"media_fbid":"{one}"}}' for place, one in enumerate(media)}
    url = f"{graph.base(posting.channel)}/{graph.page_id(posting.channel)}/feed"
    return Request("feed", "POST", url, form=form, secret=("Authorization",))


def _upload(posting: Posting, picture: Picture) -> Request:
    form = {"published": "false"}
    if picture.alt:
        form["alt_text_custom"] = picture.alt
    url = f"{graph.base(posting.channel)}/{graph.page_id(posting.channel)}/photos"
    return Request(f"photo {picture.number}", "POST", url, form=form, secret=("Authorization",), picture=picture)


def _uploaded(posting: Posting, picture: Picture, http: httpx.Client) -> str:
    """The id of the picture on Facebook; uploaded once, whatever is tried again."""
    known: dict[str, str] = posting.progress.get("media") or {}
    if done := known.get(picture.path):
        return done
    try:
        data = fitted(posting, picture)
    except PictureError as error:
        raise Refused(error.sentence, step="photo") from error
    channel = posting.channel
    try:
        body = graph.ask(http, _upload(posting, picture), graph.auth(channel), channel=channel, data=data)
    except OutcomeUnknown as error:  # an unpublished picture that nobody attaches is seen by nobody
        raise Passing(error.words, step=error.step) from error
    if not body.get("id"):
        raise Passing("Facebook không trả về mã ảnh.", step="photo")
    remember(posting, media={**known, picture.path: str(body["id"])})
    return str(body["id"])


def _find(posting: Posting, http: httpx.Client) -> str | None:
    """The posting among the page's latest posts. Raises CannotTell where the page may not be read."""
    channel = posting.channel
    since = dt.datetime.fromisoformat(posting.progress["asked_at"]) - _SKEW
    params = {
        "fields": "id,message,created_time,permalink_url",
        "since": int(since.timestamp()),
        "limit": limits.setting(channel, "looks_back"),
    }
    request = _get(channel, "look", f"/{graph.page_id(channel)}/published_posts", params)
    try:
        body = graph.ask(http, request, graph.auth(channel), channel=channel)
    except Refused as error:
        raise CannotTell(
            f"Chưa rõ bài đã lên trang chưa, và Facebook không cho đọc lại trang: {error.words}", step="look"
        ) from error
    wanted = squeeze(message_of(posting))
    return next((str(one["id"]) for one in body.get("data") or [] if squeeze(str(one.get("message"))) == wanted), None)


def _get(channel: Channel, step: str, path: str, params: dict[str, Any]) -> Request:
    return Request(step, "GET", graph.base(channel) + path, params=params, secret=("Authorization",), is_safe=True)


def _insights(posting: Posting, http: httpx.Client) -> dict[str, int]:
    """Figures by metric; none where the page is too small, or the metric is no more."""
    channel, found = posting.channel, {}
    for name in ("views_metric", "reach_metric"):
        metric = str(limits.setting(channel, name) or "")
        if not metric:
            continue
        request = _get(channel, "insights", f"/{posting.external_id}/insights", {"metric": metric})
        try:
            body = graph.ask(http, request, graph.auth(channel), channel=channel)
        except graph.GraphRefused as error:
            if error.is_token:
                raise
            continue
        for row in body.get("data") or []:
            values = row.get("values") or [{}]
            if isinstance(values[-1].get("value"), int):
                found[str(row.get("name"))] = values[-1]["value"]
    return found


def _total(row: dict[str, Any], name: str) -> int:
    return int(((row.get(name) or {}).get("summary") or {}).get("total_count") or 0)


def _token_probe(channel: Channel, name: str, data: dict[str, Any]) -> Probe:
    """What the token's own record says. A page's token from a long-lived one of a person has no end: 0."""
    if not data.get("is_valid"):
        said = str((data.get("error") or {}).get("message") or "mã truy cập không còn hiệu lực")
        raise Refused(said, step="debug_token", is_token=True)
    ends = int(data.get("expires_at") or 0)
    channel.token_expires_at = dt.datetime.fromtimestamp(ends, dt.UTC) if ends else None
    rests = int(data.get("data_access_expires_at") or 0)  # of who signed in, 90 days after they last did
    channel.refresh_expires_at = dt.datetime.fromtimestamp(rests, dt.UTC) if rests else None
    missing = {"pages_manage_posts", "pages_read_engagement"} - set(data.get("scopes") or [])
    if missing:
        return Probe(Health.WARNING, f"Trang “{name}” trả lời, nhưng thiếu quyền {', '.join(sorted(missing))}.")
    return Probe(Health.GOOD, f"Trang “{name}” trả lời, mã truy cập {'có hạn' if ends else 'không có hạn'}.")
