import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.feedback import accepting, erasing, settling, signals
from lantoa.feedback.accepting import Given
from lantoa.feedback.enums import CaseKind, CaseState
from lantoa.feedback.factories import AnswerFactory, CaseFactory, CaseFileFactory, HandlingRuleFactory, RatingFactory
from lantoa.feedback.models import Case
from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.notices.models import Notice
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db
TEXT = "Cổng trường ngập sau mưa, các cháu phải lội nước vào lớp."


@pytest.fixture
def units():
    province = UnitFactory.make(province=True)
    department = UnitFactory.make(department=True, parent=province)
    HandlingRuleFactory.make(unit=province)
    return province, department, UnitFactory.make(primary=True, parent=department)


def settled(text=TEXT, **given):
    taken = accepting.accept(Given(text=text, **given))
    assert settling.settle_new() >= 1
    return Case.objects.get(pk=taken.case.pk)


def test_it_opens_the_obligation_of_the_unit_with_a_day_and_without_a_word_of_the_sender(units):
    case = settled(unit=units[2], name="Nguyễn Thị Mẫu", phone="0912345678")
    line = Obligation.objects.get(kind=ObligationKind.ANSWER)
    assert (line.unit, line.due_on) == (units[2], case.due_on)
    assert case.code in line.title
    assert "ngập" not in line.title
    assert "tính từ" in case.due_explained


def test_done_again_it_changes_nothing(units):
    case = settled(unit=units[2])
    assert settling.settle_new() == 0
    assert not settling.settle(case.pk)
    assert (case.steps.count(), case.hops.count(), Obligation.objects.count()) == (1, 1, 1)


def test_the_focal_point_is_told_and_so_is_the_sender_who_left_an_address(units, django_capture_on_commit_callbacks):
    head = UserFactory.make(role=Role.HEAD, role__unit=units[2])
    with django_capture_on_commit_callbacks(execute=True):
        case = settled(unit=units[2], email="mau@hop-thu.example.vn")
    assert case.code in Notice.objects.get(user=head).text
    assert [letter.to for letter in mail.outbox] == [["mau@hop-thu.example.vn"]]
    assert case.code in mail.outbox[0].subject
    assert "/phan-anh/theo-doi/" in mail.outbox[0].body


def test_what_is_addressed_to_nobody_comes_to_the_top_and_the_unit_named_is_suggested(units):
    school = UnitFactory.make(primary=True, parent=units[1], name="Trường Tiểu học Hoa Sen")
    case = settled("Trường Tiểu học Hoa Sen có cổng bị ngập sau mưa.")
    assert (case.holder, case.suggested_unit) == (units[0], school)
    assert any("Hoa Sen" in one for one in case.signals)


def test_what_an_officer_typed_for_another_unit_stays_with_the_officers_unit_and_suggests_the_other(units):
    officer = UserFactory.make(role=Role.OFFICER, role__unit=units[1])
    case = settled(unit=units[2], keeper=units[1], entered_by=officer)
    assert (case.holder, case.suggested_unit) == (units[1], units[2])


def test_the_same_told_by_another_is_suspected_as_a_double(units):
    first = settled(unit=units[2], phone="0912345678")
    second = settled(f"{TEXT} Mong nhà trường sớm sửa.", unit=units[2], phone="0987654321")
    third = settled("Bếp ăn bán trú chưa treo thực đơn tuần này cho phụ huynh xem.", unit=units[2])
    assert second.suggested_same == first
    assert third.suggested_same is None


def test_one_case_that_can_not_be_settled_keeps_nobody_from_the_others(units, monkeypatch):
    bad = accepting.accept(Given(text="Hỏng", unit=units[2])).case
    settle = settling.settle
    monkeypatch.setattr(settling, "settle", lambda pk: 1 / 0 if pk == bad.pk else settle(pk))
    assert settled("Việc khác", unit=units[2]).settled_at


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tôi khiếu nại quyết định kỷ luật của nhà trường.", CaseKind.COMPLAINT),
        ("Tôi tố cáo ông A nhận tiền.", CaseKind.DENUNCIATION),
        ("Cô giáo đánh đập học sinh.", CaseKind.DENUNCIATION),
        ("Tôi xin hỏi thủ tục khiếu nại như thế nào?", None),
        ("Đây không phải đơn tố cáo, chỉ góp ý.", None),
        ("Loa trường mở to cao quá.", None),
    ],
)
def test_words_of_other_laws_are_found_where_they_are_meant(text, kind):
    found = signals.other_law(text)
    assert (found[0].kind if found else None) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hồ sơ nộp đã quá hạn mà chưa được trả lời.", CaseKind.DELAY),
        ("Nhân viên có thái độ quát mắng.", CaseKind.BEHAVIOUR),
        ("Xin hỏi hồ sơ cần giấy tờ gì", CaseKind.QUESTION),
        ("Kiến nghị làm thêm mái che.", CaseKind.IDEA),
        ("Sân trường đẹp.", None),
    ],
)
def test_a_kind_is_suggested_with_its_words(text, kind):
    found = signals.kind_of(text)
    assert (found.kind if found else None) == kind


def test_personal_data_are_erased_after_their_time_and_not_before(settings, django_capture_on_commit_callbacks):
    settings.FEEDBACK_KEEP_DAYS = 30
    old, young = (CaseFactory.make(known=True, answered=True) for _ in range(2))
    Case.objects.filter(pk=old.pk).update(closed_at=timezone.now() - dt.timedelta(days=40), contact_digest="x")
    kept = CaseFileFactory.make(case=old)
    answer = AnswerFactory.make(case=old, sent=True, unit=old.holder, text="Kính gửi bà Nguyễn Thị Mẫu")
    RatingFactory.make(answer=answer, score=3, comment="Tôi là Nguyễn Thị Mẫu.")
    storage, name = kept.file.storage, kept.file.name
    assert erasing.erase_due() == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert not any((old.sender_name, old.sender_phone, old.sender_email, old.sender_address, old.contact_digest))
    assert old.text == old.answers.get().text == erasing.GONE
    assert old.ratings.get().comment == erasing.GONE
    assert old.erased_at
    assert not storage.exists(name)
    assert young.sender_name == "Nguyễn Thị Mẫu"
    assert erasing.erase_due() == 0


def test_a_lost_key_keeps_no_data_from_being_erased(settings):
    case = CaseFactory.make(known=True, answered=True, closed_at=timezone.now() - dt.timedelta(days=900))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khoa-moi-" * 8, []
    assert erasing.erase_due() == 1
    assert Case.objects.get(pk=case.pk).sender_name == ""


def test_open_cases_are_never_erased(settings):
    settings.FEEDBACK_KEEP_DAYS = 1
    CaseFactory.make(known=True, state=CaseState.HANDLING, received_at=timezone.now() - dt.timedelta(days=900))
    assert erasing.erase_due() == 0


def test_digests_of_addresses_are_forgotten_after_a_day():
    case = accepting.accept(Given(text=TEXT, address="10.0.0.1")).case
    assert erasing.forget_lines() == 0
    assert erasing.forget_lines(timezone.now() + dt.timedelta(days=2)) == 1
    case.refresh_from_db()
    assert case.address_digest == ""
