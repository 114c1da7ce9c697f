"""A server with a state and with moods: what the next answers are to be."""

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from werkzeug import Request, Response
from werkzeug.serving import WSGIRequestHandler, make_server

SLOW = 1.2  # seconds: longer than the timeout that tests give their clients


class _Handler(WSGIRequestHandler):
    """Says nothing on the screen, and lets headers with underscores through: Zalo's `access_token` is one."""

    def make_environ(self) -> Any:
        environ = super().make_environ()
        named = {name: value for name, value in self.headers.items() if "_" in name}
        return environ | {f"HTTP_{name.upper()}": value for name, value in named.items()}

    def log(self, *_: Any) -> None:
        pass


class FakeServer:
    """`with GraphServer() as server:`; `server.url` is its address. `moods`: consumed one by one by matching calls."""

    def __init__(self) -> None:
        self.http = make_server("127.0.0.1", 0, self._app, threaded=True, request_handler=_Handler)
        self.calls: list[tuple[str, str]] = []
        self.moods: deque[tuple[str, Callable[[], Response | None], bool]] = deque()

    def __enter__(self) -> Self:
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.http.shutdown()
        self.http.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"

    def once(self, path: str, answer: Callable[[], Response | None], *, does_it: bool = False) -> None:
        """The next call whose path ends so is answered by `answer`; `does_it`: what was asked for is done all the
        same."""
        self.moods.append((path, answer, does_it))

    def hang(self, path: str, *, does_it: bool = False) -> None:
        """The next such call is not answered in time."""

        def late() -> Response | None:
            time.sleep(SLOW)
            return json_answer({}, 200)

        self.once(path, late, does_it=does_it)

    def fail(self, path: str, status: int = 500, *, does_it: bool = False) -> None:
        """The next such call ends with a status and no sense."""
        self.once(path, lambda: Response("<h1>oops</h1>", status), does_it=does_it)

    def count(self, method: str, path: str) -> int:
        """How many calls of the method came to paths that end so."""
        return sum(1 for verb, where in self.calls if verb == method and where.endswith(path))

    @Request.application
    def _app(self, request: Request) -> Response:
        return self._answer(request)

    def _answer(self, request: Request) -> Response:
        self.calls.append((request.method, request.path))
        mood = next((one for one in self.moods if request.path.endswith(one[0])), None)
        if mood is None:
            return self.handle(request)
        self.moods.remove(mood)
        if mood[2]:
            self.handle(request)
        return mood[1]() or self.handle(request)

    def handle(self, request: Request) -> Response:
        raise NotImplementedError


def json_answer(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/json; charset=utf-8")


def form_of(request: Request) -> dict[str, str]:
    """The form's fields, whatever it was encoded as."""
    return {**dict(parse_qsl(request.query_string.decode())), **request.form.to_dict()}
