"""The inspecting client finds what it is there to find."""

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from tests.html import Faulty, PageClient, inspect

pytestmark = pytest.mark.pure

PAGE = "<!doctype html><html lang='vi'><head><title>Kế hoạch – Lan Tỏa</title></head><body>{}</body></html>"
SOUND = "<h1>Kế hoạch (3)</h1>"


def answer(body: str) -> HttpResponse:
    return HttpResponse(PAGE.format(body))


def test_a_sound_page_passes():
    inspect(answer(SOUND + "<label for='a'>Tên</label><input id='a' name='a'>"))


def test_a_sound_row_for_htmx_passes():
    inspect(HttpResponse("<tr><td><label>Tên <input name='a'></label></td></tr>"))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<h1>Kế hoạch</h1><p><div></p></div>", "broken HTML"),
        (SOUND + "<p id='a'></p><p id='a'></p>", "stands 2 times"),
        ("<h1>Một</h1>", "does not agree"),
        ("<p>Kế hoạch</p>", "exactly one <h1>"),
        (SOUND + SOUND, "exactly one <h1>"),
        (SOUND + "<input name='x'>", "without a label"),
        (SOUND + "<label for='a'>Tên</label><input id='a' aria-describedby='b'>", "not there: b"),
        (SOUND + "<script>alert(1)</script>", "inline"),
        (SOUND + "<script src='/a.js'></script>", "no nonce"),
        (SOUND + "<p style='color: red'>a</p>", "inline style"),
        (SOUND + "<button onclick='go()'>Gửi</button>", "onclick"),
        (SOUND + "<button hx-on:click='go()'>Gửi</button>", "hx-on"),
        (SOUND + "{{ plan.title }}", "left over"),
        (SOUND + "<p>Ha\u0300 No\u0323\u0302i</p>", "NFC"),
    ],
)
def test_it_names_the_fault(body, said):
    with pytest.raises(Faulty, match=said):
        inspect(answer(body))


def test_every_test_client_is_the_inspecting_one(client):
    assert isinstance(client, PageClient)


def test_a_template_of_the_house_that_names_something_unknown_fails():
    from django.template.loader import get_template

    template = get_template("ui/status.html")
    request = RequestFactory().get("/")
    with pytest.raises(pytest.fail.Exception, match="word"):
        template.render({"tone": "positive"}, request)


def test_what_other_packages_leave_open_stays_open():
    assert Template("[{{ unknown }}]").render(Context()) == "[]"
