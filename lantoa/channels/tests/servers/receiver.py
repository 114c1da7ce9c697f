"""A receiver of webhooks that verifies signatures by the Standard Webhooks specification and takes each id once."""

import base64
import hashlib
import hmac
from typing import Any

from werkzeug import Request, Response

from lantoa.channels.tests.servers.base import FakeServer, json_answer

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two signs ....").decode()


class ReceiverServer(FakeServer):
    def __init__(self) -> None:
        super().__init__()
        self.taken: dict[str, Any] = {}

    def handle(self, request: Request) -> Response:
        key, moment = request.headers.get("webhook-id", ""), request.headers.get("webhook-timestamp", "")
        raw = request.get_data()
        signed = f"{key}.{moment}.".encode() + raw
        digest = hmac.new(base64.b64decode(SECRET.removeprefix("whsec_")), signed, hashlib.sha256).digest()
        if request.headers.get("webhook-signature") != f"v1,{base64.b64encode(digest).decode()}":
            return json_answer({"error": "bad signature"}, 401)
        self.taken.setdefault(key, request.get_json())
        return json_answer({"id": f"row-{len(self.taken)}", "url": f"https://noi-nhan.example.vn/{len(self.taken)}"})
