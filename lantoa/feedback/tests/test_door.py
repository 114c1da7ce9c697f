"""Words alone are kept and answered before Django's middleware; all else goes on to the view."""

import io
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.test.client import FakePayload

from lantoa.feedback import stamps
from lantoa.feedback.door import PATH, Door
from lantoa.feedback.models import Case
from lantoa.feedback.tests.test_sending_pages import TEXT, worked
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db


class Behind:
    """Django behind the door, with a count of what came through."""

    def __init__(self):
        self.came = 0
        self.django = WSGIHandler()

    def __call__(self, environ, start_response):
        self.came += 1
        return self.django(environ, start_response)


class Site:
    """The door with Django behind it, as a server calls them."""

    def __init__(self):
        self.behind = Behind()
        self.door = Door(self.behind)

    def post(self, body, path=PATH, **environ):
        told = Client()._base_environ(REQUEST_METHOD="POST", PATH_INFO=path, CONTENT_LENGTH=str(len(body)))
        told |= {"CONTENT_TYPE": "application/x-www-form-urlencoded", "wsgi.input": FakePayload(body)} | environ
        answers = []
        content = self.door(told, lambda status, headers, *_: answers.append((status, dict(headers))))
        text = b"".join(content).decode()
        return (*answers[0], text)


def filled(**more):
    stamp = stamps.make()
    return urlencode({"text": TEXT, "stamp": stamp, "work": worked(stamp), **more}).encode()


@pytest.fixture(autouse=True)
def one_connection():
    """The test's own, which is in a transaction, stays open, as Django's test client sees to it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def site():
    """After its first answer, whose headers it keeps."""
    made = Site()
    assert made.post(filled(text=f"{TEXT} Lần đầu."))[0] == "302 Found"
    assert made.behind.came == 1
    Case.objects.all().delete()
    return made


def test_words_alone_are_kept_and_answered_at_the_door(site):
    school = UnitFactory.make(primary=True)
    status, headers, text = site.post(filled(name="Nguyễn Thị Mẫu"), QUERY_STRING=f"dv={school.pk}")
    case = Case.objects.get()
    assert (status, text, site.behind.came) == ("302 Found", "", 1)
    assert headers["Location"].endswith("/?da-gui=1")
    assert (case.holder, case.sender_name, case.text) == (school, "Nguyễn Thị Mẫu", TEXT)


def test_its_answer_bears_the_headers_of_the_view(site):
    by_door = site.post(filled())[1]
    by_view = Site().post(filled(text=f"{TEXT} Nữa."))[1]
    assert by_door.keys() == by_view.keys()
    differing = {name for name in by_door if by_door[name] != by_view[name]}
    assert differing <= {"Location", "Expires"}
    assert by_door["Referrer-Policy"] == "same-origin"  # the address it leads to is a secret
    assert "no-store" in by_door["Cache-Control"]


def test_the_same_form_sent_twice_leads_to_one_case(site):
    body = filled()
    first, second = site.post(body)[1]["Location"], site.post(body)[1]["Location"]
    assert first.split("?")[0] == second.split("?")[0]
    assert (Case.objects.count(), site.behind.came) == (1, 1)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": ""}, "Ghi vài dòng về việc muốn phản ánh rồi gửi."),
        ({"phone": "12"}, "Số điện thoại chưa đúng."),
        ({"work": ""}, "Trả lời câu hỏi ngắn ở cuối trang"),
        ({"website": "https://quang-cao.example"}, "Không gửi được phản ánh này."),
        ({"stamp": "khong-phai"}, "Trang này mở đã lâu."),
    ],
)
def test_a_fault_is_said_by_the_page_with_what_was_typed(site, more, sentence):
    status, _, text = site.post(filled(place="Thôn Một", **more))
    assert status.startswith("422")
    assert sentence in text
    assert "Thôn Một" in text
    assert not Case.objects.exists()


def test_a_flood_is_told_so_by_the_page(site, settings):
    settings.FEEDBACK_FROM_ADDRESS = 1
    assert site.post(filled())[0] == "302 Found"
    status, _, text = site.post(filled(text=f"{TEXT} Lần nữa."))
    assert status.startswith("422")
    assert "Đường mạng này đã gửi nhiều phản ánh" in text
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"REQUEST_METHOD": "PUT"},
        {"CONTENT_TYPE": "multipart/form-data; boundary=x"},
        {"CONTENT_LENGTH": str(600 * 1024)},
        {"CONTENT_LENGTH": ""},
        {"SCRIPT_NAME": "/lan-toa"},
        {"HTTP_HOST": "la.example"},
        {"QUERY_STRING": "dv=%00"},
        {"HTTP_X_FORWARDED_PROTO": "gopher"},
    ],
)
def test_whatever_is_not_plain_goes_on_to_the_view(site, environ, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    site.post(filled(), **environ)
    assert site.behind.came == 2


def test_other_pages_are_none_of_its_business(site):
    assert site.post(filled(), path="/phan-anh/tra-cuu/")[0] != "302 Found"
    assert site.behind.came == 2


def test_what_goes_wrong_at_the_door_is_done_by_the_view(site, monkeypatch, caplog):
    monkeypatch.setattr("lantoa.feedback.door.WSGIRequest", lambda environ: 1 / 0)
    assert site.post(filled())[0] == "302 Found"
    assert (Case.objects.count(), site.behind.came) == (1, 2)
    assert "the door could not take a word in" in caplog.text


def test_half_a_text_is_kept_neither_at_the_door_nor_behind_it(site):
    body = filled(text=f"{TEXT} Cả đoạn sau.")
    cut = body[: body.index(b"C%E1%BA%A3")]  # within the text
    told = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(cut)}
    assert site.post(cut, **told)[0] == "400 Bad Request"
    assert not Case.objects.exists()
    assert site.post(body)[0] == "302 Found"
    assert Case.objects.get().text.endswith("Cả đoạn sau.")


def test_a_session_by_any_name_is_left_to_the_view(site, settings):
    settings.SESSION_COOKIE_NAME = "__Secure-phien"
    site.post(filled(), HTTP_COOKIE="__Secure-phien=abc")
    assert site.behind.came == 2
