import pytest

from lantoa.search import engine, index
from lantoa.search.spelling import meant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> None:
    index.put(kind="leaflet", key="a", title="Thủ tục hành chính", text="Mức thu học phí, đường dây nóng", url="/a/")
    index.put(kind="leaflet", key="b", title="Tục ngữ", text="thư viện", url="/b/")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("thuu tuc", "thủ tục"),
        ("htu tuc hanh chinh", "thủ tục hành chính"),
        ("hanh chnh", "hành chính"),
        ("thur tucj hanhf chinhs", "thủ tục hành chính"),
        ("thu3 tuc5", "thủ tục"),
        ("hocphi", "học phí"),
        ("dduongf day nongs", "đường dây nóng"),
    ],
)
def test_it_offers_what_was_meant(typed: str, offered: str):
    assert meant(typed) == offered


@pytest.mark.parametrize("typed", ["", "???", "a", "x", "đ", "q w", "zzzzqqq", "thu tuc khongcogica"])
def test_it_offers_nothing_where_nothing_is_near(typed: str):
    assert meant(typed) == ""


def test_what_it_offers_finds_something():
    assert index.find(meant("tucj nguwx")).total == 1
    assert meant("ngu vien") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "thuq tucq hanq chinq mucq thuu hocq phiq",
        '"thuq tucq" "hanq chinq" "mucq thuu hocq"',
        " ".join(f"tu{one}" for one in "qwxzkpfj"),
    ],
)
def test_many_unknown_words_are_another_language_and_ask_the_index_nothing(typed: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "counts", lambda *_: pytest.fail("asked the index"))
    assert meant(typed) == ""


def test_a_few_unknown_words_ask_the_index_few_questions(monkeypatch: pytest.MonkeyPatch):
    for one in ("hoa", "hob", "hoc", "hod", "tua", "tub", "tuc", "tud"):
        index.put(kind="leaflet", key=one, title=one, text="", url="/c/")
    asked: list[object] = []
    monkeypatch.setattr(engine, "counts", lambda question, _: asked.append(question) or {})
    assert meant("hoq tuq hoz tuz") == ""
    assert 2 < len(asked) <= 12
