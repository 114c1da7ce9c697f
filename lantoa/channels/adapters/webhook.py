"""A webhook: signed JSON by the Standard Webhooks specification (standardwebhooks.com); `webhook-id` stays the same
over all tries, so that the receiver takes a repeated one once."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any, ClassVar

import httpx
from django.utils import timezone

from lantoa.channels.adapters.base import Adapter, Probe, remember
from lantoa.channels.adapters.outcomes import Failure, OutcomeUnknown, Passing, Refused, Sent
from lantoa.channels.adapters.wire import Auth, Request, answer, call, demand_outward, retry_after
from lantoa.channels.adapters.zalo_api import kept
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.models import Channel, Posting
from lantoa.channels.pictures import address_of, pictures_of

_LATER = frozenset({408, 425, 429})


class WebhookAdapter(Adapter):
    type = ChannelType.WEBHOOK
    labels: ClassVar = {"title": "Tiêu đề"}
    secrets: ClassVar = {"secret": "Khóa ký (whsec_…)"}

    def check(self, posting: Posting) -> list[str]:
        found = super().check(posting)
        if not posting.channel.options.get("url"):
            found.append("Kênh chưa có địa chỉ nhận. Mở cấu hình kênh để ghi.")
        return found

    def requests(self, posting: Posting) -> list[Request]:
        return [_request(posting)]

    def send(self, posting: Posting, http: httpx.Client) -> Sent:
        request = _request(posting)
        secret = kept(posting.channel).get("secret", "")
        if not secret:
            raise Refused("Kênh chưa có khóa ký. Mở cấu hình kênh để nhập.", is_token=True)
        moment = int(timezone.now().timestamp())
        signature = signed(str(posting.key), moment, json_text(request.json or {}), secret)
        headers = {"webhook-timestamp": str(moment), "webhook-signature": signature}
        before = posting.progress.get("asked_at")
        remember(posting, asked_at=before or timezone.now().isoformat())
        try:
            return _outcome(_post(http, request, headers))
        except OutcomeUnknown as error:  # the same id again is taken once by the receiver
            raise Passing(error.words, step=error.step, after=error.after) from error
        except Failure:
            remember(posting, asked_at=before)
            raise

    def probe(self, channel: Channel, http: httpx.Client) -> Probe:
        host = demand_outward(str(channel.options.get("url") or ""), step="probe")
        if not kept(channel).get("secret"):
            raise Refused("Kênh chưa có khóa ký. Mở cấu hình kênh để nhập.", is_token=True)
        return Probe(Health.GOOD, f"Đã có địa chỉ nhận ({host}) và khóa ký; chỉ biết chắc khi gửi bài đầu tiên.")


def json_text(body: Any) -> str:
    """The very signs that are signed and sent."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def signed(key: str, moment: int, body: str, secret: str) -> str:
    """`v1,…` over id, moment and body; the key of `whsec_…` is base64, any other is taken as it is."""
    raw = secret.encode()
    if secret.startswith("whsec_"):
        try:
            raw = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error as error:
            raise Refused("Khóa ký không đúng dạng whsec_ và base64. Nhập lại khóa ký.", is_token=True) from error
    digest = hmac.new(raw, f"{key}.{moment}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _request(posting: Posting) -> Request:
    body = {
        "type": "posting.released",
        "timestamp": (posting.send_at or posting.created_at).isoformat(),
        "data": {
            "id": str(posting.key),
            "unit": posting.channel.unit.name,
            "title": posting.title,
            "text": posting.text,
            "link": posting.link,
            "pictures": [{"url": address_of(posting, one), "alt": one.alt} for one in pictures_of(posting)],
        },
    }
    return Request(
        "post",
        "POST",
        str(posting.channel.options.get("url") or ""),
        json=body,
        headers={"webhook-id": str(posting.key), "idempotency-key": str(posting.key)},
        secret=("webhook-timestamp", "webhook-signature"),
    )


def _post(http: httpx.Client, request: Request, headers: dict[str, str]) -> httpx.Response:
    """Post exactly the text that was signed."""
    body = json_text(request.json or {}).encode()
    typed = {**headers, "content-type": "application/json; charset=utf-8"}
    return call(http, Request("post", "POST", request.url, headers=request.headers), Auth(typed), content=body)


def _outcome(response: httpx.Response) -> Sent:
    if response.is_success:
        body = answer(response)
        return Sent(str(body.get("id") or "")[:200], str(body.get("url") or "")[:500])
    said = " ".join(response.text.split())[:300]
    words = f"Nơi nhận trả lời HTTP {response.status_code}" + (f": {said}" if said else ".")
    if response.status_code >= 500:
        raise OutcomeUnknown(words, step="post", after=retry_after(response))
    if response.status_code in _LATER:
        raise Passing(words, step="post", after=retry_after(response))
    raise Refused(words, step="post", is_token=response.status_code in (401, 403))
