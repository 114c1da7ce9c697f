import hashlib
import io
import json

import httpx
import pytest
from PIL import Image

from lantoa.feedback import zalo
from lantoa.feedback.enums import CaseState, Source, StepKind
from lantoa.feedback.models import Case

pytestmark = pytest.mark.django_db
ADDRESS = "/phan-anh/zalo/"


@pytest.fixture(autouse=True)
def _account(settings):
    settings.FEEDBACK_ZALO_APP, settings.FEEDBACK_ZALO_SECRET = "ung-dung-1", "bi-mat-cua-trang"


def event(text="Cổng trường ngập.", number="m1", name="user_send_text", sender="nguoi-1", **message):
    said = {"text": text, "msg_id": number, **message}
    return {"app_id": "ung-dung-1", "event_name": name, "sender": {"id": sender}, "message": said, "timestamp": "1"}


def call(client, given, signature=None):
    body = json.dumps(given, ensure_ascii=False).encode()
    made = hashlib.sha256(b"ung-dung-1" + body + b"1" + b"bi-mat-cua-trang").hexdigest()
    headers = {"X-ZEvent-Signature": f"mac={made}" if signature is None else signature}
    return client.post(ADDRESS, body, content_type="application/json", headers=headers)


def picture():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return out.getvalue()


def test_a_call_nested_without_end_is_refused(client):
    answer = client.post(ADDRESS, b"[" * 100_000, content_type="application/json")
    assert answer.status_code == 400


def test_a_message_becomes_a_case_and_the_next_one_is_added(client):
    assert call(client, event()).status_code == 200
    assert call(client, event("Cả cổng sau.", "m2")).status_code == 200
    case = Case.objects.get()
    assert (case.source, case.text, case.sender_account) == (Source.ZALO, "Cổng trường ngập.", "nguoi-1")
    assert case.steps.get(what=StepKind.SUPPLIED).text == "Cả cổng sau."


def test_a_call_that_comes_again_changes_nothing(client):
    for _ in range(3):
        call(client, event())
        call(client, event("Cả cổng sau.", "m2"))
    assert Case.objects.get().steps.count() == 1


def test_after_the_end_of_a_case_a_message_begins_a_new_one(client):
    call(client, event())
    Case.objects.update(state=CaseState.ANSWERED)
    call(client, event("Vẫn ngập.", "m2"))
    assert Case.objects.count() == 2


@pytest.mark.parametrize("signature", ["", "mac=", "mac=" + "0" * 64, "ă"])
def test_a_call_that_zalo_did_not_sign_is_refused(client, signature):
    assert call(client, event(), signature).status_code in (400, 403)
    assert not Case.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b'"x"'])
def test_what_is_no_event_is_refused_without_a_fault(client, body):
    answer = client.post(ADDRESS, body, content_type="application/json", headers={"X-ZEvent-Signature": "mac=1"})
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize(
    "given",
    [{"event_name": "follow"}, {"event_name": "user_send_text"}, {"event_name": "user_send_text", "message": 1}],
)
def test_other_events_are_acknowledged_and_left(client, given):
    assert call(client, {**given, "timestamp": "1"}).status_code == 200
    assert not Case.objects.exists()


def test_a_picture_is_fetched_from_zalo_alone_and_kept(client, monkeypatch, django_capture_on_commit_callbacks):
    asked = []

    def stream(method, address, **_):
        asked.append(address)
        transport = httpx.MockTransport(lambda request: httpx.Response(200, content=picture()))
        return httpx.Client(transport=transport).stream(method, address)

    monkeypatch.setattr(zalo.httpx, "stream", stream)
    own, foreign = "https://photo.zdn.vn/1.jpg", "https://169.254.169.254/1.jpg"
    parts = [
        {"type": "image", "payload": {"url": url}} for url in (own, foreign, "http://zdn.vn/x", "https://xzdn.vn/")
    ]
    with django_capture_on_commit_callbacks(execute=True):
        call(client, event("", "m3", "user_send_image", attachments=parts))
    assert asked == [own]
    assert Case.objects.get().files.count() == 1


def test_without_an_account_set_up_there_is_no_such_address(client, settings):
    settings.FEEDBACK_ZALO_SECRET = ""
    assert call(client, event()).status_code == 404
