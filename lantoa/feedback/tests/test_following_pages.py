import datetime as dt

import pytest
from django.core.cache import cache

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.feedback import accepting, settling, tokens
from lantoa.feedback.accepting import Given
from lantoa.feedback.enums import CaseState, StepKind
from lantoa.feedback.factories import CaseFactory, RequestFactory
from lantoa.feedback.models import Case
from lantoa.notices.models import Notice
from lantoa.organisations.factories import UnitFactory
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
TEXT = "Cổng trường ngập sau mưa, các cháu phải lội nước vào lớp."


@pytest.fixture
def client():
    cache.clear()
    return PageClient()


@pytest.fixture
def school():
    department = UnitFactory.make(department=True)
    return UnitFactory.make(primary=True, parent=department)


@pytest.fixture
def sent(school):
    """A case as it stands after the worker settled it, and the token of its link."""
    taken = accepting.accept(Given(text=TEXT, unit=school, name="Nguyễn Thị Mẫu", phone="0912 345 678"))
    settling.settle(taken.case.pk)
    return Case.objects.get(), f"/phan-anh/theo-doi/{taken.token}/"


def test_it_says_where_the_case_is_who_holds_it_and_by_when(client, sent, school):
    case, address = sent
    page = parse(client.get(address))
    said = words(page)
    assert case.code in said
    assert f"{school.name} đang giữ" in said
    assert f"Hạn {case.due_on:%d/%m/%Y}" in said
    assert case.due_explained in said
    now = [one for one in page.iter("li") if one.get("aria-current") == "step"]
    assert "Đang xếp việc" in words(now[0])


def test_before_the_worker_came_the_page_says_so(client, school):
    taken = accepting.accept(Given(text=TEXT))
    page = words(parse(client.get(f"/phan-anh/theo-doi/{taken.token}/")))
    assert "Đang chuyển đến đơn vị giải quyết" in page


def test_what_is_overdue_is_said(client, sent):
    case, address = sent
    Case.objects.filter(pk=case.pk).update(due_on=dt.date.today() - dt.timedelta(days=3))
    assert "quá hạn 3 ngày" in words(parse(client.get(address)))


def test_the_link_is_kept_by_nobody_and_told_to_nobody(client, sent):
    answer = client.get(sent[1])
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"{sent[1]}qr.svg")["Content-Type"] == "image/svg+xml"


def test_the_page_does_not_show_name_or_number_to_who_finds_the_link(client, sent):
    said = client.get(sent[1]).content.decode()
    assert "Nguyễn Thị Mẫu" not in said
    assert "0912" not in said


@pytest.mark.parametrize("token", ["x", "A" * 22, "A" * 300, "../../", "Ă" * 22])
def test_a_link_that_does_not_exist_is_not_found(client, sent, token):
    assert client.get(f"/phan-anh/theo-doi/{token}/").status_code == 404


def test_the_database_does_not_hold_the_token(sent):
    case, address = sent
    token = address.split("/")[3]
    row = Case.objects.filter(pk=case.pk).values_list().get()
    assert token not in " ".join(map(str, row))
    assert len(token) * 6 >= 128


def test_what_was_asked_for_is_added_and_the_clock_runs_again(client, sent, school):
    case, address = sent
    office = UserFactory.make(role=Role.HEAD, role__unit=school)
    Case.objects.filter(pk=case.pk).update(state=CaseState.WAITING, kind="delay", paused_since=dt.date.today())
    asked = RequestFactory.make(case=case, unit=school)
    page = words(parse(client.get(address)))
    assert asked.text in page
    answer = client.post(f"{address}bo-sung/", {"text": "Lớp 3A, từ ngày 02/11."})
    assert answer.status_code == 302
    case.refresh_from_db()
    asked.refresh_from_db()
    assert (case.state, case.paused_since) == (CaseState.HANDLING, None)
    assert asked.answer == "Lớp 3A, từ ngày 02/11."
    assert Notice.objects.filter(user=office, text__contains=case.code).exists()
    assert "Lớp 3A" in words(parse(client.get(address)))


def test_adding_twice_by_double_tap_adds_once(client, sent):
    case, address = sent
    for _ in range(2):
        client.post(f"{address}bo-sung/", {"text": "Thêm: cả cổng sau."})
    assert case.steps.filter(what=StepKind.SUPPLIED).count() == 1


@pytest.mark.parametrize(("text", "says"), [("", "Chưa có nội dung bổ sung"), ("a" * 20_001, "quá 20.000 ký tự")])
def test_nothing_and_too_much_are_refused_in_one_sentence(client, sent, text, says):
    answer = client.post(f"{sent[1]}bo-sung/", {"text": text})
    assert answer.status_code == 422
    assert says in words(parse(answer))


def test_nothing_is_added_to_what_has_ended(client, sent):
    case, address = sent
    Case.objects.filter(pk=case.pk).update(state=CaseState.ANSWERED)
    assert "đã kết thúc" in words(parse(client.post(f"{address}bo-sung/", {"text": "Thêm"})))


@pytest.mark.parametrize("typed", ["{}", " {} ", "pa {}", "{} "])
def test_the_code_with_the_telephone_number_leads_to_the_page(client, sent, typed):
    case, address = sent
    code = typed.format(case.code.lower().removeprefix("pa-"))
    answer = client.post("/phan-anh/tra-cuu/", {"code": code, "contact": "+84 912.345.678"})
    assert answer["Location"] == address


@pytest.mark.parametrize(("code", "contact"), [("PA-0000-0000", "0912345678"), (None, "0912345679"), (None, "")])
def test_neither_alone_leads_anywhere_and_the_answer_is_the_same(client, sent, code, contact):
    given = {"code": code or sent[0].code, "contact": contact or "ai đó"}
    answer = client.post("/phan-anh/tra-cuu/", given)
    assert answer.status_code == 422
    assert "Không tìm thấy phản ánh nào với mã và cách liên hệ này" in words(parse(answer))


def test_what_is_no_code_is_said_however_often_it_is_typed(client):
    for _ in range(12):
        answer = client.post("/phan-anh/tra-cuu/", {"code": "x", "contact": "0912345678"})
    assert "Mã phản ánh có 8 chữ và số sau PA" in words(parse(answer))


def test_the_page_of_the_sender_opens_though_the_key_of_the_site_is_lost(client, settings, sent):
    address = sent[1]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khoa-moi-" * 8, []
    assert client.get(address).status_code == 200
    assert client.post("/phan-anh/tra-cuu/", {"code": sent[0].code, "contact": "0912345678"}).status_code == 422


def test_guessing_is_slowed_down_by_address_and_by_code(client, sent):
    given = {"code": sent[0].code, "contact": "0900000000"}
    for _ in range(10):
        client.post("/phan-anh/tra-cuu/", given)
    right = given | {"contact": "0912345678"}
    assert "Đã thử nhiều lần" in words(parse(client.post("/phan-anh/tra-cuu/", right)))
    assert "Đã thử nhiều lần" in words(parse(client.post("/phan-anh/tra-cuu/", right, REMOTE_ADDR="10.9.9.9")))


def test_codes_are_read_as_people_write_them():
    assert tokens.read_code("pa 7k2m 4xq9") == "PA-7K2M-4XQ9"
    assert tokens.read_code("PA-7K2M-4XQO") == "PA-7K2M-4XQ0"
    assert tokens.read_code("7k2m4xq9") == "PA-7K2M-4XQ9"
    assert tokens.read_code("xin chào") == ""


def test_a_new_key_of_the_site_still_leads_to_older_cases(settings, sent):
    case, address = sent
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khoa-moi-" * 8, [settings.SECRET_KEY]
    assert f"/{tokens.token_for(case)}/" in address
    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.token_for(case) == ""


def test_a_case_with_no_contact_cannot_be_looked_up(client):
    case = CaseFactory.make()
    assert client.post("/phan-anh/tra-cuu/", {"code": case.code, "contact": "0900000000"}).status_code == 422
