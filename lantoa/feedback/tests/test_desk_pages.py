import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.feedback import answering, desk_waiting, triage
from lantoa.feedback.enums import CaseState, Looked
from lantoa.feedback.factories import AnswerTemplateFactory, CaseFileFactory
from lantoa.feedback.models import Answer, Case, HandlingRule, LookLog
from lantoa.feedback.tests.desk import a_case, answered, approved, fresh, make_desk
from lantoa.ledger.models import Obligation

pytestmark = pytest.mark.django_db

LIST = "feedback:list"


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def at_desk(client, desk):
    client.force_login(desk.officer)
    return client


def _text(page):
    return page.content.decode()


def _due(case, days):
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate() + dt.timedelta(days=days))


def test_the_most_urgent_stands_first_and_who_waits_for_the_sender_last(at_desk, desk):
    waits, later, today, late = (a_case(desk, subject=f"Việc {name}") for name in ("chờ", "sau", "hôm nay", "muộn"))
    for case, days in ((waits, -9), (later, 9), (today, 0), (late, -3)):
        _due(case, days)
    Case.objects.filter(pk=waits.pk).update(state=CaseState.WAITING)
    page = _text(at_desk.get(reverse(LIST)))
    places = [page.index(f"Việc {name}") for name in ("muộn", "hôm nay", "sau", "chờ")]
    assert places == sorted(places)
    assert "Quá hạn 3 ngày" in page


def test_words_without_accents_find_and_tabs_count(at_desk, desk):
    a_case(desk, subject="Thu tiền đồng phục")
    a_case(desk, subject="Chuyển trường")
    page = _text(at_desk.get(reverse(LIST), {"q": "dong phuc"}))
    assert "Thu tiền đồng phục" in page
    assert "Chuyển trường" not in page


def test_the_list_asks_as_much_for_ten_as_for_two(at_desk, desk):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            at_desk.get(reverse(LIST))
        return len(queries)

    for _ in range(2):
        a_case(desk)
    asked()
    few = asked()
    for _ in range(8):
        a_case(desk)
    assert asked() == few


def test_the_spreadsheet_names_no_sender(at_desk, desk):
    a_case(desk, subject="Ông Trần Văn Giả gọi 0912345678 hỏi học phí")
    answer = at_desk.get(reverse("feedback:export"))
    sheet = load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content)).active
    words = " ".join(str(cell.value) for row in sheet.rows for cell in row)
    assert "học phí" in words
    assert "0912345678" not in words
    assert "Nguyễn Thị Mẫu" not in words


def test_the_sender_shows_only_after_a_look_that_is_on_record(at_desk, desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    assert "0900000001" not in _text(at_desk.get(case.get_absolute_url()))
    page = _text(at_desk.post(reverse("feedback:look", args=[case.pk])))
    assert "0900000001" in page
    assert "Nguyễn Thị Mẫu" in page
    assert LookLog.objects.get().user == desk.officer


def test_a_colleague_who_does_not_handle_it_reads_no_name(client, desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    client.force_login(UserFactory.make(role=Role.OFFICER, role__unit=desk.school))
    assert client.get(case.get_absolute_url()).status_code == 200
    assert client.post(reverse("feedback:look", args=[case.pk])).status_code == 403
    assert not LookLog.objects.exists()


def test_a_file_opens_only_after_a_look(at_desk, desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    photo = CaseFileFactory.make(case=case)
    url = reverse("feedback:file", args=[case.pk, photo.pk])
    assert at_desk.get(url).status_code == 403
    at_desk.post(reverse("feedback:look", args=[case.pk]))
    assert at_desk.get(url).status_code == 200
    assert set(LookLog.objects.values_list("what", flat=True)) == {Looked.IDENTITY, Looked.FILE}


def test_the_page_says_how_the_day_was_worked_out_and_what_is_next(at_desk, desk):
    case = a_case(desk)
    page = _text(at_desk.get(case.get_absolute_url()))
    assert fresh(case).due_explained in page
    assert "Phân loại" in page


def test_a_denunciation_leads_on_to_the_words_of_guidance(at_desk, desk):
    case = a_case(desk)
    answer = at_desk.post(reverse("feedback:triage", args=[case.pk]), {"kind": "denunciation", "version": 1})
    assert answer.url == reverse("feedback:divert", args=[case.pk]) + "?loai=denunciation"
    assert "Luật Tố cáo" in _text(at_desk.get(answer.url))


def test_a_press_of_triage_twice_says_no_fault(at_desk, desk):
    case = a_case(desk)
    for _ in range(2):
        answer = at_desk.post(reverse("feedback:triage", args=[case.pk]), {"kind": "question", "version": 1})
        assert answer.status_code == 302
    assert case.steps.filter(what="triaged").count() == 1


def test_the_draft_is_kept_while_it_is_written_and_nobody_overwrites_it(at_desk, desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    answer = answering.begin(case, by=desk.officer)
    url = reverse("feedback:draft_autosave", args=[case.pk])
    assert "Đã lưu lúc" in _text(at_desk.post(url, {"text": "Một", "version": 1}))
    late = at_desk.post(url, {"text": "Hai", "version": 1})
    assert late.status_code == 422
    assert "Một" in _text(late)
    assert Answer.objects.get(pk=answer.pk).text == "Một"


def test_a_template_is_added_behind_what_is_written(at_desk, desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    answer = answering.begin(case, by=desk.officer)
    template = AnswerTemplateFactory.make(unit=desk.department, text="Theo phản ánh {mã}.")
    typed = {"text": "Vừa gõ, chưa lưu.", "version": answer.version, "tiep": "mau", "mau": template.pk}
    at_desk.post(reverse("feedback:draft", args=[case.pk]), typed)
    assert Answer.objects.get(pk=answer.pk).text == f"Vừa gõ, chưa lưu.\n\nTheo phản ánh {case.code}."


def test_gaps_of_a_template_are_asked_about_once_before_the_head_gets_it(at_desk, desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    answer = answering.begin(case, by=desk.officer)
    url = reverse("feedback:draft", args=[case.pk])
    typed = {"text": "Đã kiểm tra.\nKết quả: …", "version": answer.version, "tiep": "trinh"}
    asked = at_desk.post(url, typed)
    assert asked.status_code == 422
    assert "Kết quả: …" in _text(asked)
    kept = Answer.objects.get(pk=answer.pk)
    assert (kept.text, kept.review_state) == ("Đã kiểm tra.\nKết quả: …", "draft")
    at_desk.post(url, {**typed, "version": kept.version, "con-trong": "1"})
    assert Answer.objects.get(pk=answer.pk).review_state == "submitted"


def test_desk_and_books_lead_to_the_case(client, desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    line = Obligation.objects.get()
    assert desk_waiting.steps_of([line], desk.officer)[line.pk].url == case.get_absolute_url()
    assert desk_waiting.keeper_of(line).url == case.get_absolute_url()
    answer = answering.begin(case, by=desk.officer)
    answering.save(answer, text="Đã xem xét.", by=desk.officer, version=1)
    answering.submit(answer, by=desk.officer)
    assert any(case.code in one.title for one in desk_waiting.waiting(desk.head))
    a_case(desk)
    assert any("chờ phân loại" in one.title for one in desk_waiting.waiting(desk.office))


def test_the_letter_goes_out_from_its_page_with_the_symbol_added(at_desk, desk):
    case = a_case(desk, handling=True, handler=desk.officer)
    approved(case, desk)
    given = {
        "number": "7",
        "issued_on": f"{timezone.localdate():%d/%m/%Y}",
        "signer_role": "Hiệu trưởng",
        "signer_name": "Lê Mẫu",
    }
    assert at_desk.post(reverse("feedback:send", args=[case.pk]), given).status_code == 302
    answer = Answer.objects.get()
    assert answer.number.startswith("7/")
    letter = at_desk.post(reverse("feedback:letter", args=[case.pk, answer.pk]))
    assert letter.status_code == 200
    assert LookLog.objects.get().what == Looked.LETTER


def test_figures_stand_by_kind_and_unit_for_the_desk_and_for_everybody(at_desk, desk, client):
    first = a_case(desk, handling=True, handler=desk.officer)
    answered(first, desk)
    late = a_case(desk, handling=True)
    _due(late, -2)
    for name in ("feedback:statistics", "feedback_public:statistics"):
        page = _text(at_desk.get(reverse(name)))
        assert desk.school.label in page
        assert "100%" in page
    sheet = load_workbook(io.BytesIO(at_desk.get(reverse("feedback:statistics_export")).content)).active
    assert sheet["C2"].value == 2  # a number, to be added up


def test_a_rule_is_set_by_the_office_and_refused_where_its_days_shrink(client, desk):
    client.force_login(desk.office_above)
    given = {
        "unit": desk.department.pk,
        "kind": "",
        "days": 5,
        "days_many": 7,
        "days_max": 10,
        "is_working": "on",
        "forward_days": 5,
        "supply_days": 5,
        "source": "Quyết định số 80/2025/QĐ-UBND",
        "valid_from": "01/01/2026",
    }
    wrong = client.post(reverse("feedback:rule_new"), {**given, "days_max": 3})
    assert wrong.status_code == 422
    assert "tăng dần" in _text(wrong)
    assert client.post(reverse("feedback:rule_new"), given).status_code == 302
    assert HandlingRule.objects.get().valid_from == dt.date(2026, 1, 1)


def test_a_case_of_another_school_is_not_there(client, desk):
    client.force_login(UserFactory.make(role=Role.HEAD, role__unit=desk.other))
    assert client.get(a_case(desk).get_absolute_url()).status_code == 404


def test_a_joined_case_is_shown_from_both_ends(at_desk, desk):
    first, second = a_case(desk), a_case(desk)
    triage.join(second, into=first, by=desk.officer)
    assert second.code in _text(at_desk.get(first.get_absolute_url()))
    assert first.code in _text(at_desk.get(second.get_absolute_url()))


def test_joining_shows_the_other_case_before_it_is_done(at_desk, desk):
    first, second = a_case(desk, text="Bếp ăn bán trú chưa sạch."), a_case(desk)
    url = reverse("feedback:join", args=[second.pk])
    asked = at_desk.post(url, {"code": first.code, "version": second.version})
    assert asked.status_code == 422
    assert "Bếp ăn bán trú" in _text(asked)
    assert desk.school.name in _text(asked)
    at_desk.post(url, {"code": first.code, "version": second.version, "is_same": "on"})
    second.refresh_from_db()
    assert second.duplicate_of == first


def test_a_letter_goes_by_mail_only_to_an_address(at_desk, desk):
    case = a_case(desk, handling=True, handler=desk.officer, sender_email="")
    approved(case, desk)
    today = f"{timezone.localdate():%d/%m/%Y}"
    given = {"number": "12", "issued_on": today, "signer_role": "Hiệu trưởng", "signer_name": "Lê Văn Mẫu"}
    refused = at_desk.post(reverse("feedback:send", args=[case.pk]), {**given, "ways": ["email"]})
    assert "không để lại thư điện tử" in _text(refused)


def test_only_who_may_enter_a_case_is_offered_to(client, desk):
    client.force_login(desk.officer)
    assert reverse("feedback:enter") in _text(client.get(reverse(LIST)))
    client.force_login(UserFactory.make(role=Role.LEADER, role__unit=desk.department))
    assert reverse("feedback:enter") not in _text(client.get(reverse(LIST)))
