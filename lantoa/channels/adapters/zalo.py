"""A Zalo Official Account (OpenAPI): an article is created, verified until it has an id, and may be broadcast.

Zalo knows no key that makes a repeated article harmless: while the fate of one is unknown, the account's own list is
read before it is created again. A broadcast whose fate is unknown is never repeated: followers get one a day at most.
"""

import datetime as dt
from typing import Any, ClassVar

import httpx
from django.utils import timezone
from django.utils.html import escape

from lantoa.channels import limits
from lantoa.channels.adapters import zalo_api, zalo_tokens
from lantoa.channels.adapters.base import Adapter, Preview, Probe, Reach, remember
from lantoa.channels.adapters.outcomes import CannotTell, Failure, OutcomeUnknown, Refused, Sent, Waiting
from lantoa.channels.adapters.wire import Request
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.models import Channel, Posting
from lantoa.channels.pictures import address_of, pictures_of
from lantoa.vietnamese.text import squeeze

_SECRET = ("access_token",)
_BROADCAST_LOST = "Bài đã lên, nhưng chưa rõ Zalo có gửi tới người quan tâm không. Không gửi lại."
_PAGE = 10  # articles that one call lists at most


class ZaloAdapter(Adapter):
    type = ChannelType.ZALO
    labels: ClassVar = {"title": "Tiêu đề", "description": "Mô tả", "author": "Tác giả"}
    secrets: ClassVar = {
        "app_secret": "Mã bí mật ứng dụng",
        "access_token": "Mã truy cập",
        "refresh_token": "Mã gia hạn",
    }
    can_read_reach = True
    can_remove = True
    renews = True

    def value(self, posting: Posting, name: str) -> str:
        return {"author": author_of, "description": description_of}.get(name, lambda _: posting.title)(posting)

    def preview(self, posting: Posting) -> Preview:
        plain = super().preview(posting)
        plain.parts.extend([("Mô tả", description_of(posting)), ("Tác giả", author_of(posting))])
        if posting.options.get("broadcast"):
            plain.parts.append(("Gửi tới người quan tâm", "có, sau khi Zalo duyệt (khoảng 30 phút)"))
        return plain

    def check(self, posting: Posting) -> list[str]:
        found = super().check(posting)
        if not posting.title.strip():
            found.append("Bài trên Zalo cần tiêu đề.")
        if not description_of(posting):
            found.append("Bài trên Zalo cần mô tả.")
        return found

    def requests(self, posting: Posting) -> list[Request]:
        found = [_create(posting), _verify(posting.channel, "‹mã Zalo trả về›")]
        return [*found, _broadcast(posting.channel, "‹mã bài›")] if posting.options.get("broadcast") else found

    def send(self, posting: Posting, http: httpx.Client) -> Sent:
        article = str(posting.progress.get("article_id") or "")
        if not article:
            token = str(posting.progress.get("token") or "") or _created(posting, http)
            article = token.removeprefix("id:") if token.startswith("id:") else _verified(posting, token, http)
        words = _broadcasted(posting, article, http) if posting.options.get("broadcast") else ""
        return Sent(article, words=words)

    def look(self, posting: Posting, http: httpx.Client) -> Sent | None:
        article = str(posting.progress.get("article_id") or "")
        if not article and (token := posting.progress.get("token")):
            try:
                article = _verified(posting, str(token), http)
            except zalo_api.ZaloRefused as error:
                if error.is_token:
                    raise
                return None
        elif not article and posting.progress.get("asked_at"):
            article = _find(posting, http) or ""
        return Sent(article, words=_not_broadcast(posting)) if article else None

    def refresh(self, channel: Channel, http: httpx.Client) -> None:
        zalo_tokens.renew(channel, http)

    def probe(self, channel: Channel, http: httpx.Client) -> Probe:
        request = Request("probe", "GET", zalo_api.address(channel, "profile"), secret=_SECRET, is_safe=True)
        data = ask(http, request, channel)
        followers = zalo_api.number(data.get("num_follower"))
        read_quota(channel, http)
        verified = "" if data.get("is_verified", True) else " Tài khoản chưa xác thực nên không gửi broadcast được."
        return Probe(Health.GOOD, f"OA “{data.get('name') or channel}” trả lời, {followers} người quan tâm.{verified}")

    def read_reach(self, posting: Posting, http: httpx.Client) -> Reach | None:
        row = next((one for one in _listed(posting.channel, http) if str(one.get("id")) == posting.external_id), None)
        if row is None:
            return None
        seen, shared = row.get("total_view"), row.get("total_share")
        return Reach(
            seen=zalo_api.number(seen) if seen is not None else None,
            reacted=zalo_api.number(shared) if shared is not None else None,
            url=str(row.get("link_view") or ""),
        )

    def remove(self, posting: Posting, http: httpx.Client) -> None:
        channel = posting.channel
        body = {"id": posting.external_id}
        ask(http, Request("remove", "POST", zalo_api.address(channel, "remove"), json=body, secret=_SECRET), channel)


def ask(http: httpx.Client, request: Request, channel: Channel) -> dict[str, Any]:
    """Ask with a token that serves; one that ended before its time is renewed once."""
    token = zalo_tokens.access_token(channel, http)
    try:
        return zalo_api.ask(http, request, token, channel=channel)
    except zalo_api.ZaloRefused as error:
        if not error.is_token:
            raise
    return zalo_api.ask(http, request, zalo_tokens.renew(channel, http, spent=token), channel=channel)


def read_quota(channel: Channel, http: httpx.Client) -> dict[str, Any]:
    """What Zalo says is left of messages, kept on the channel with the moment it was said."""
    body = channel.options.get("quota_body") or {}
    request = Request("quota", "POST", zalo_api.address(channel, "quota"), json=body, secret=_SECRET, is_safe=True)
    quota: dict[str, Any] = {"asked_at": timezone.now().isoformat()}
    try:
        data = ask(http, request, channel)
    except Failure as error:
        quota["words"] = error.words
    else:
        rows = data.get("list") if isinstance(data.get("list"), list) else [data]
        quota |= {name: rows[0][name] for name in ("type", "remain", "total") if rows and name in (rows[0] or {})}
    channel.quota = quota
    Channel.objects.filter(pk=channel.pk).update(quota=quota)
    return quota


def author_of(posting: Posting) -> str:
    return str(posting.options.get("author") or posting.channel.unit.label)


def description_of(posting: Posting) -> str:
    """The lead that lists and broadcasts show."""
    return str(posting.options.get("description") or "")


def _create(posting: Posting) -> Request:
    pictures = [address_of(posting, one) for one in pictures_of(posting)]
    body = [{"type": "text", "content": f"<p>{escape(one)}</p>"} for one in posting.text.split("\n") if one.strip()]
    body += [{"type": "image", "url": one} for one in pictures[1:]]
    if posting.link:
        link = escape(posting.link)
        body.append({"type": "text", "content": f'<p>Xem bài đầy đủ: <a href="{link}">{link}</a></p>'})
    article = {
        "type": "normal",
        "title": posting.title,
        "author": author_of(posting),
        "cover": {"cover_type": "photo", "photo_url": pictures[0] if pictures else "", "status": "show"},
        "description": description_of(posting),
        "body": body,
        "status": "show",
        "comment": "show" if posting.options.get("comments", True) else "hide",
    }
    return Request("create", "POST", zalo_api.address(posting.channel, "create"), json=article, secret=_SECRET)


def _verify(channel: Channel, token: str) -> Request:
    url = zalo_api.address(channel, "verify")
    return Request("verify", "POST", url, json={"token": token}, secret=_SECRET, is_safe=True)


def _broadcast(channel: Channel, article: str) -> Request:
    elements = [{"media_type": "article", "attachment_id": article}]
    payload = {"template_type": "media", "elements": elements}
    target = channel.options.get("target") or {}
    body = {
        "recipient": {"target": target},
        "message": {"attachment": {"type": "template", "payload": payload}},
    }
    return Request("broadcast", "POST", zalo_api.address(channel, "message"), json=body, secret=_SECRET)


def _created(posting: Posting, http: httpx.Client) -> str:
    """The token of the article that is being made; "id:…" where an earlier try turns out to have made it."""
    if posting.progress.get("asked_at") and (found := _find(posting, http)):
        remember(posting, article_id=found)
        return f"id:{found}"
    remember(posting, asked_at=timezone.now().isoformat())
    try:
        data = ask(http, _create(posting), posting.channel)
    except OutcomeUnknown:
        raise
    except Failure:
        remember(posting, asked_at=None)
        raise
    if not (token := str(data.get("token") or "")):
        raise OutcomeUnknown("Zalo không trả về mã bài đang tạo.", step="create")
    remember(posting, token=token)
    return token


def _verified(posting: Posting, token: str, http: httpx.Client) -> str:
    """The article's id. Raises Waiting while Zalo works at its pictures."""
    channel = posting.channel
    try:
        data = ask(http, _verify(channel, token), channel)
    except Waiting as error:
        asked = int(posting.progress.get("verify_tries") or 0) + 1
        if asked >= limits.limit(channel, "verify_tries"):
            raise CannotTell(f"Zalo xử lý bài quá lâu: {error.words}", step="verify") from error
        remember(posting, verify_tries=asked)
        seconds = limits.limit(channel, "verify_after")
        raise Waiting(error.words, step="verify", after=dt.timedelta(seconds=seconds)) from error
    except zalo_api.ZaloRefused as error:
        if not error.is_token:  # nothing was made: it may be created anew
            remember(posting, token=None, asked_at=None, verify_tries=None)
        raise
    if not (article := str(data.get("id") or data.get("article_id") or "")):
        raise Waiting("Zalo chưa trả về mã bài.", step="verify", after=dt.timedelta(seconds=20))
    remember(posting, article_id=article)
    return article


def _broadcasted(posting: Posting, article: str, http: httpx.Client) -> str:
    """Spend a broadcast on the article; what is to be said where Zalo refused it. The article is out in any case."""
    if done := posting.progress.get("broadcast"):
        return "" if done == "asked" else str(posting.progress.get("broadcast_words") or _BROADCAST_LOST)
    remember(posting, broadcast="asking")
    try:
        data = ask(http, _broadcast(posting.channel, article), posting.channel)
    except OutcomeUnknown as error:
        words = f"Bài đã lên, nhưng chưa rõ Zalo có gửi tới người quan tâm không: {error.words} Không gửi lại."
    except Refused as error:
        words = f"Bài đã lên, nhưng Zalo không gửi tới người quan tâm: {error.words}"
    except Failure:
        remember(posting, broadcast=None)
        raise
    else:
        remember(posting, broadcast="asked", message_id=str(data.get("message_id") or ""))
        return ""
    remember(posting, broadcast="refused", broadcast_words=words)
    return words


def _not_broadcast(posting: Posting) -> str:
    """What became of the broadcast of an article whose source went before it was asked for."""
    done = posting.progress.get("broadcast")
    if done == "asked" or not posting.options.get("broadcast"):
        return ""
    if done:
        return str(posting.progress.get("broadcast_words") or _BROADCAST_LOST)
    return "Bài đã lên, không gửi tới người quan tâm nữa."


def _find(posting: Posting, http: httpx.Client) -> str | None:
    """The posting among the account's latest articles. Raises CannotTell where they can't be listed."""
    since = dt.datetime.fromisoformat(posting.progress["asked_at"]) - dt.timedelta(minutes=5)
    wanted = squeeze(posting.title)
    try:
        rows = _listed(posting.channel, http)
    except Refused as error:
        raise CannotTell(f"Chưa rõ bài đã lên chưa, và Zalo không cho đọc lại: {error.words}", step="look") from error
    same = [row for row in rows if squeeze(str(row.get("title"))) == wanted]
    made = [(zalo_api.number(row.get("create_date")) / 1000, str(row["id"])) for row in same]
    if fresh := [article for at, article in made if at >= since.timestamp()]:
        return fresh[0]
    if any(at <= 0 for at, _ in made):  # it may be this one, or one of the same title of last year
        raise CannotTell("Zalo có bài cùng tên nhưng không cho biết ngày tạo.", step="look")
    return None


def _listed(channel: Channel, http: httpx.Client) -> list[dict[str, Any]]:
    """The account's latest articles."""
    found: list[dict[str, Any]] = []
    for page in range(limits.limit(channel, "list_pages")):
        params = {"offset": page * _PAGE, "limit": _PAGE, "type": "normal"}
        url = zalo_api.address(channel, "list")
        data = ask(http, Request("list", "GET", url, params=params, secret=_SECRET, is_safe=True), channel)
        lists = [data[name] for name in ("medias", "articles", "list") if isinstance(data.get(name), list)]
        rows: list[Any] = lists[0] if lists else []
        found += [row for row in rows if isinstance(row, dict) and row.get("id")]
        if len(rows) < _PAGE:
            break
    return found
