"""Whether an address that somebody typed answers. The name is resolved once, every address found must lie outside of
the own network, and the call goes to the very address that was looked at: a name that is answered anew for the second
question leads nowhere else. Redirects are followed by the same rule.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

from lantoa.disclosure.enums import Outcome

TIMEOUT = httpx.Timeout(10, connect=5)
MOST_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
# A page that asks who one is, or refuses programs, is there all the same.
_THERE = frozenset({401, 403, 405, 406, 429})


@dataclass(frozen=True, slots=True)
class Found:
    """What became of it; `said` is a sentence for people."""

    outcome: Outcome
    said: str


class _Refused(Exception):
    pass


class _NotFound(Exception):
    pass


def look(url: str) -> Found:
    """Call the address and say what became of it; never raises for what a net may do."""
    try:
        return _follow(url)
    except _Refused as error:
        return Found(Outcome.REFUSED, str(error))
    except _NotFound as error:
        return Found(Outcome.FAILED, str(error))
    except httpx.TimeoutException:
        return Found(Outcome.FAILED, "Máy chủ không trả lời trong 10 giây.")
    except httpx.ConnectError as error:
        is_certificate = "CERTIFICATE" in str(error).upper()
        return Found(Outcome.FAILED, "Chứng thư của trang không hợp lệ." if is_certificate else "Không nối được.")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return Found(Outcome.FAILED, "Máy chủ trả lời không đúng quy cách.")


def _follow(url: str) -> Found:
    with httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as http:
        for _ in range(MOST_REDIRECTS + 1):
            status, location = _call(http, url)
            if not (300 <= status < 400 and location):
                return _judged(status)
            url = urljoin(url, location)
    return Found(Outcome.FAILED, "Trang chuyển hướng vòng quanh.")


def _judged(status: int) -> Found:
    if status < 400 or status in _THERE:
        return Found(Outcome.OK, "")
    said = {404: "Trang không còn (404).", 410: "Trang đã bị gỡ (410)."}
    return Found(Outcome.FAILED, said.get(status, f"Máy chủ báo lỗi {status}."))


def _call(http: httpx.Client, url: str) -> tuple[int, str]:
    """The status, and where it leads on; the body is not read."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise _Refused("Địa chỉ phải bắt đầu bằng http:// hoặc https://.")
    host, port = parts.hostname, parts.port or _PORTS[parts.scheme]
    address = _checked_address(host, port)
    shown = f"[{address}]" if ":" in address else address
    target = httpx.URL(url).copy_with(host=shown, port=port, fragment=None, userinfo=b"")
    given_port = f":{port}" if parts.port else ""
    headers = {"Host": f"{host}{given_port}", "User-Agent": "LanToa/1.0 (link check)", "Accept": "text/html,*/*;q=0.5"}
    asked = http.build_request("GET", target, headers=headers, extensions={"sni_hostname": host})
    answer = http.send(asked, stream=True)
    answer.close()
    return answer.status_code, answer.headers.get("Location", "")


def _checked_address(host: str, port: int) -> str:
    """One address of the host, all of which lie outside. Raises _Refused, _NotFound."""
    try:
        found = [str(one[4][0]).split("%")[0] for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise _NotFound(f"Không tìm thấy máy chủ {host[:80]}.") from error
    if not settings.CHANNELS_MAY_REACH_PRIVATE and not all(_is_outside(one) for one in found):
        raise _Refused(f"Địa chỉ {host[:80]} nằm trong mạng nội bộ nên không được gọi.")
    return found[0]


def _is_outside(address: str) -> bool:
    one = ipaddress.ip_address(address)
    inner = getattr(one, "ipv4_mapped", None) or one
    return bool(inner.is_global) and not inner.is_multicast
