"""Facebook's Graph API for one page: photos, feed, published posts, figures, tokens."""

import json
import time
from typing import Any

from werkzeug import Request, Response

from lantoa.channels.tests.servers.base import FakeServer, form_of, json_answer

PAGE, TOKEN, APP, APP_SECRET = "10001", "EAAB-page-token", "app-7", "app-secret-of-seven"
LONGEST = 63_206


class GraphServer(FakeServer):
    def __init__(self) -> None:
        super().__init__()
        self.token = TOKEN
        self.posts: list[dict[str, Any]] = []
        self.photos: dict[str, dict[str, Any]] = {}
        self.may_read = True
        self.expires_at = 0
        self.scopes = ["pages_manage_posts", "pages_read_engagement"]

    def refuse(self, path: str, code: int, message: str, *, status: int = 400, **more: Any) -> None:
        """The next such call gets one of Facebook's errors."""
        self.once(path, lambda: error(code, message, status, **more))

    def handle(self, request: Request) -> Response:
        version, _, path = request.path.strip("/").partition("/")
        if not version.startswith("v"):
            return error(2500, "Unknown path components", 400)
        if path == "debug_token":
            return self._debug(request)
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
        if not is_valid:
            data["error"] = {"message": "The session has been invalidated because the user changed their password."}
        return json_answer({"data": data})


def error(code: int, message: str, status: int, **more: Any) -> Response:
    """As Facebook writes it."""
    body = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbC", **more}
    return json_answer({"error": body}, status)
