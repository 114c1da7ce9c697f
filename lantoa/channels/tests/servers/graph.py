"""Facebook's Graph API for one page: photos, feed, published posts, figures, tokens."""

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

from werkzeug import Request, Response
from werkzeug.utils import redirect

from lantoa.channels.tests.servers.base import FakeServer, form_of, json_answer

PAGE, TOKEN, APP, APP_SECRET = "10001", "EAAB-page-token", "app-7", "app-secret-of-seven"
LONGEST = 63_206
BACK = "http://127.0.0.1:8000/lam-viec/kenh/cap-quyen/facebook/"  # as typed into the application's settings
OTHER_PAGE = "10002"


class GraphServer(FakeServer):
    def __init__(self) -> None:
        super().__init__()
        self.token = TOKEN
        self.posts: list[dict[str, Any]] = []
        self.photos: dict[str, dict[str, Any]] = {}
        self.may_read = True
        self.expires_at = 0
        self.scopes = ["pages_manage_posts", "pages_read_engagement"]
        self.data_access_expires_at = 0
        self.agrees = True  # whether the person who is asked lets us post
        self.codes: dict[str, str] = {}  # code → where it was sent to; each serves once
        self.pages = [
            {"id": PAGE, "name": "Sở GDĐT An Bình", "tasks": ["CREATE_CONTENT", "MANAGE"]},
            {"id": OTHER_PAGE, "name": "Trang chỉ đọc", "tasks": ["ANALYZE"]},
        ]

    def refuse(self, path: str, code: int, message: str, *, status: int = 400, **more: Any) -> None:
        """The next such call gets one of Facebook's errors."""
        self.once(path, lambda: error(code, message, status, **more))

    def handle(self, request: Request) -> Response:
        version, _, path = request.path.strip("/").partition("/")
        if not version.startswith("v"):
            return error(2500, "Unknown path components", 400)
        signing_in = {
            "dialog/oauth": self._dialog,
            "oauth/access_token": self._access_token,
            "me/accounts": self._accounts,
            "debug_token": self._debug,
        }
        if path in signing_in:
            return signing_in[path](request)
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return error(190, "Error validating access token: Session has expired.", 401, error_subcode=463)
        routes = {
            ("POST", f"{PAGE}/photos"): self._photo,
            ("POST", f"{PAGE}/feed"): self._feed,
            ("GET", f"{PAGE}/published_posts"): self._published,
            ("GET", PAGE): lambda _: json_answer({"id": PAGE, "name": "Sở GDĐT An Bình", "followers_count": 4200}),
        }
        if handler := routes.get((request.method, path)):
            return handler(request)
        return self._post(request, path)

    def _dialog(self, request: Request) -> Response:
        """What a person's browser gets who agrees, or not: sent back with a code and the state as it came."""
        asked = request.args
        if asked.get("client_id") != APP or asked.get("redirect_uri") != BACK:
            return Response("URL Blocked: This redirect failed because the redirect URI is not white-listed.", 400)
        if not self.agrees:
            said = {"error": "access_denied", "error_reason": "user_denied", "error_description": "Permissions error"}
        else:
            said = {"code": f"code-{len(self.codes) + 1}"}
            self.codes[said["code"]] = BACK
        return redirect(f"{BACK}?{urlencode({**said, 'state': asked['state']})}")

    def _access_token(self, request: Request) -> Response:
        asked = request.args
        if asked.get("client_id") != APP or asked.get("client_secret") != APP_SECRET:
            return error(1, "Error validating client secret.", 400)
        if asked.get("grant_type") == "fb_exchange_token":
            if asked.get("fb_exchange_token") != "user-brief":
                return error(190, "Error validating access token: Session has expired.", 400)
            return json_answer({"access_token": "user-lasting", "token_type": "bearer", "expires_in": 5183944})
        sent_to = self.codes.pop(asked.get("code", ""), "")
        if not sent_to:
            return error(100, "This authorization code has been used.", 400, error_subcode=36009)
        if sent_to != asked.get("redirect_uri"):
            return error(
                100, "Error validating verification code. Please make sure your redirect_uri is identical", 400
            )
        return json_answer({"access_token": "user-brief", "token_type": "bearer", "expires_in": 5000})

    def _accounts(self, request: Request) -> Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in ("user-brief", "user-lasting"):
            return error(190, "Invalid OAuth access token.", 401)
        proof = hmac.new(APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        if request.args.get("appsecret_proof") != proof:
            return error(100, "API calls from the server require an appsecret_proof argument", 400)
        ends = {"user-lasting": {PAGE: TOKEN}, "user-brief": {}}[
            token
        ]  # of a brief token come tokens that end in hours
        at, last = int(request.args.get("after") or 0), len(self.pages)
        rows = [{**one, "access_token": ends.get(one["id"], f"ends-{one['id']}")} for one in self.pages[at : at + 1]]
        more = {"next": "https://graph/next"} if at + 1 < last else {}
        return json_answer({"data": rows, "paging": {"cursors": {"after": str(at + 1)}, **more}})

    def _photo(self, request: Request) -> Response:
        file = request.files.get("source")
        if file is None or not (data := file.read()).startswith(b"\xff\xd8"):
            return error(1366046, "Photos should be smaller than 4 MB and saved as JPG or PNG.", 400)
        number = str(500 + len(self.photos))
        self.photos[number] = {**form_of(request), "bytes": len(data)}
        return json_answer({"id": number})

    def _feed(self, request: Request) -> Response:
        form = form_of(request)
        message = form.get("message", "")
        if len(message) > LONGEST:
            return error(100, "Param message must be at most 63206 characters.", 400)
        media = [json.loads(value)["media_fbid"] for name, value in form.items() if name.startswith("attached_media")]
        if not set(media) <= set(self.photos):
            return error(100, "Invalid parameter: attached_media", 400)
        if self.posts and self.posts[-1]["message"] == message:
            return error(506, "Duplicate status message", 400)
        number = f"{PAGE}_{900 + len(self.posts)}"
        row = {"id": number, "message": message, "link": form.get("link", ""), "media": media, "at": time.time()}
        self.posts.append({**row, "permalink_url": f"https://www.facebook.com/{number}/"})
        return json_answer({"id": number})

    def _published(self, request: Request) -> Response:
        if not self.may_read:
            return error(10, "(#10) This endpoint requires the 'pages_read_engagement' permission", 403)
        since = int(request.args.get("since", 0))
        rows = [{"id": one["id"], "message": one["message"]} for one in self.posts if one["at"] >= since]
        return json_answer({"data": rows[::-1][: int(request.args.get("limit", 25))]})

    def _post(self, request: Request, path: str) -> Response:
        number, _, edge = path.partition("/")
        row = next((one for one in self.posts if one["id"] == number), None)
        if row is None:
            return error(100, "Unsupported get request. Object does not exist", 400)
        if request.method == "DELETE":
            self.posts.remove(row)
            return json_answer({"success": True})
        if edge == "insights":
            return self._insights(request)
        total = {"summary": {"total_count": 12}}
        body = {"id": number, "permalink_url": row["permalink_url"], "reactions": total, "comments": total}
        return json_answer({**body, "shares": {"count": 3}})

    def _insights(self, request: Request) -> Response:
        metric = request.args.get("metric", "")
        values = {"post_media_view": 1500, "post_total_media_view_unique": 980}
        if metric not in values:
            return error(100, "(#100) The value must be a valid insights metric", 400)
        return json_answer({"data": [{"name": metric, "values": [{"value": values[metric]}]}]})

    def _debug(self, request: Request) -> Response:
        if request.args.get("access_token") != f"{APP}|{APP_SECRET}":
            return error(190, "Invalid OAuth access token signature.", 400)
        is_valid = request.args.get("input_token") == self.token
        data: dict[str, Any] = {"is_valid": is_valid, "expires_at": self.expires_at, "scopes": self.scopes}
        data["data_access_expires_at"] = self.data_access_expires_at
        if not is_valid:
            data["error"] = {"message": "The session has been invalidated because the user changed their password."}
        return json_answer({"data": data})


def error(code: int, message: str, status: int, **more: Any) -> Response:
    """As Facebook writes it."""
    body = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbC", **more}
    return json_answer({"error": body}, status)
