"""Zalo's OAuth and OpenAPI for one account. Errors come with HTTP 200; a refresh token serves once."""

import base64
import hashlib
import time
from typing import Any
from urllib.parse import urlencode

from werkzeug import Request, Response
from werkzeug.utils import redirect

from lantoa.channels.tests.servers.base import FakeServer, form_of, json_answer

APP, APP_SECRET = "4000000000000000009", "zalo-secret-of-nine"
BACK = "http://127.0.0.1:8000/lam-viec/kenh/cap-quyen/zalo/"
ACCOUNT = "4318657068"


class ZaloServer(FakeServer):
    def __init__(self) -> None:
        super().__init__()
        self.token, self.refresh = "zalo-access-1", "zalo-refresh-1"
        self.pairs = 1
        self.spent: set[str] = set()
        self.codes: dict[str, str] = {}  # code → the challenge that it was asked with; each serves once
        self.articles: list[dict[str, Any]] = []
        self.broadcasts: list[list[str]] = []
        self.processing = 1  # how often an article is asked for until it is made
        self.asked: dict[str, int] = {}
        self.remain = 3
        self.may_list = True

    def refuse(self, path: str, code: int, message: str) -> None:
        """The next such call gets one of Zalo's errors, with HTTP 200."""
        self.once(path, lambda: wrong(code, message))

    def end_token(self) -> None:
        """The access token ends before its time."""
        self.token = "ended"

    def handle(self, request: Request) -> Response:
        if request.path == "/v4/oa/permission":
            return self._permission(request)
        if request.path == "/v4/oa/access_token":
            return self._pair(request)
        if request.headers.get("access_token") != self.token:
            return wrong(-216, "Access token is invalid")
        body: Any = request.get_json(silent=True) or {}
        routes = {
            "/v2.0/article/create": lambda: self._create(body),
            "/v2.0/article/verify": lambda: self._verify(body),
            "/v2.0/article/remove": lambda: self._remove(body),
            "/v2.0/article/getslice": lambda: self._list(request),
            "/v2.0/oa/message": lambda: self._broadcast(body),
            "/v2.0/oa/quota/message": lambda: right({"type": "active", "total": 4, "remain": self.remain}),
            "/v2.0/oa/getoa": lambda: right({"name": "Sở GDĐT", "num_follower": 3100, "is_verified": True}),
        }
        handler = routes.get(request.path)
        return handler() if handler else wrong(-204, "Api not found")

    def _permission(self, request: Request) -> Response:
        """What the browser of the account's administrator gets who lets us in."""
        asked = request.args
        if asked.get("app_id") != APP or asked.get("redirect_uri") != BACK:
            return json_answer({"error": -14003, "error_name": "Invalid redirect uri"})
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = asked.get("code_challenge", "")
        said = {"code": code, "oa_id": ACCOUNT, "state": asked.get("state", "")}
        return redirect(f"{BACK}?{urlencode(said)}")

    def _pair(self, request: Request) -> Response:
        form = form_of(request)
        if request.headers.get("secret_key") != APP_SECRET or form.get("app_id") != APP:
            return refused(-14004, "Invalid app", "Invalid secret key")
        if form.get("grant_type") == "authorization_code":
            if not (challenge := self.codes.pop(form.get("code", ""), "")):
                return refused(-14010, "Invalid authorization code", "Authorization code was used or is expired")
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(digest).decode().rstrip("=") != challenge:
                return refused(-14011, "Invalid code verifier", "Code verifier does not match")
        elif form.get("refresh_token") != self.refresh:
            return refused(-14014, "Invalid refresh token", "Refresh token was used")
        self.spent.add(self.refresh)
        self.pairs += 1
        self.token, self.refresh = f"zalo-access-{self.pairs}", f"zalo-refresh-{self.pairs}"
        return json_answer({"access_token": self.token, "refresh_token": self.refresh, "expires_in": "90000"})

    def _create(self, body: dict[str, Any]) -> Response:
        for name, most in (("title", 150), ("description", 300), ("author", 50)):
            if not 1 <= len(str(body.get(name) or "")) < most:
                return wrong(-201, f"{name} allow 1 to {most} characters")
        if not str((body.get("cover") or {}).get("photo_url") or "").startswith("http"):
            return wrong(-201, "photo_url is invalid")
        token = f"tok-{len(self.articles) + 1}"
        now = int(time.time() * 1000)
        number = f"art-{len(self.articles) + 1}"
        self.articles.append({"id": number, "token": token, "create_date": now, **body})
        return right({"token": token})

    def _verify(self, body: dict[str, Any]) -> Response:
        row = next((one for one in self.articles if one["token"] == body.get("token")), None)
        if row is None:
            return wrong(-201, "token is invalid")
        self.asked[row["id"]] = self.asked.get(row["id"], 0) + 1
        if self.asked[row["id"]] <= self.processing:
            return wrong(-214, "Media is being processed")
        return right({"id": row["id"]})

    def _remove(self, body: dict[str, Any]) -> Response:
        self.articles = [one for one in self.articles if one["id"] != body.get("id")]
        return right({})

    def _list(self, request: Request) -> Response:
        if not self.may_list:
            return wrong(-202, "Permission denied")
        if int(request.args.get("limit", 10)) > 10:
            return wrong(-201, "maximum limit is 10")
        start = int(request.args.get("offset", 0))
        names = ("id", "title", "create_date")
        rows = [{name: one[name] for name in names} | _FIGURES for one in self.articles[::-1]][start : start + 10]
        return right({"medias": rows, "total": len(self.articles)})

    def _broadcast(self, body: dict[str, Any]) -> Response:
        payload = body["message"]["attachment"]["payload"]
        ids = [one["attachment_id"] for one in payload["elements"]]
        if len(ids) > 5 or self.remain < 1:
            return wrong(-211, "Out of quota")
        self.remain -= 1
        self.broadcasts.append(ids)
        return right({"message_id": f"msg-{len(self.broadcasts)}"})


_FIGURES = {"total_view": 640, "total_share": 8, "link_view": "https://rd.zalo.me/detail?id=1"}


def right(data: Any) -> Response:
    return json_answer({"error": 0, "message": "Success", "data": data})


def refused(code: int, name: str, words: str) -> Response:
    """As Zalo's OAuth writes it: HTTP 200 here, too."""
    return json_answer({"error": code, "error_name": name, "error_description": words})


def wrong(code: int, message: str) -> Response:
    """As Zalo writes it: HTTP 200 all the same."""
    return json_answer({"error": code, "message": message})
