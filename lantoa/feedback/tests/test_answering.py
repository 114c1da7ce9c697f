import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document

from lantoa.feedback import answering, owing, rating, sending, tokens, triage
from lantoa.feedback.enums import CaseKind, CaseState, SentBy, StepKind
from lantoa.feedback.factories import AnswerTemplateFactory, PublicationFactory
from lantoa.feedback.informing import mail_sender
from lantoa.feedback.models import Answer, Rating
from lantoa.feedback.similar import answered_like
from lantoa.feedback.tests.desk import a_case, answered, approved, fresh, issue, make_desk
from lantoa.ledger.enums import ObligationState
from lantoa.review.enums import ReviewState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def case(desk):
    return a_case(desk, handling=True, handler=desk.officer)


def _own_link(case):
    """The case with a token that belongs to its key, as accepting makes it."""
    case.token_digest = tokens.digest(tokens.token_of(case.form_key))
    case.save()


def test_an_answer_begins_after_sorting(desk):
    with pytest.raises(ValidationError, match="Phân loại"):
        answering.begin(a_case(desk), by=desk.officer)


def test_beginning_twice_makes_one_draft(desk, case):
    assert answering.begin(case, by=desk.officer) == answering.begin(case, by=desk.office)


def test_a_template_fills_in_what_it_leaves_open(desk, case):
    template = AnswerTemplateFactory.make(unit=desk.department, text="Về phản ánh {mã} nhận ngày {ngày nhận}.")
    assert answering.filled(template, case) == f"Về phản ánh {case.code} nhận ngày {case.received_on:%d/%m/%Y}."


def test_the_head_returns_it_once_and_then_agrees(desk, case):
    answer = answering.begin(case, by=desk.officer)
    answering.save(answer, text="Đã xem xét.", by=desk.officer, version=1)
    answering.submit(answer, by=desk.officer)
    answering.send_back(answer, by=desk.head, note="Nêu rõ căn cứ")
    assert Answer.objects.get(pk=answer.pk).return_note == "Nêu rõ căn cứ"
    answering.submit(answer, by=desk.officer)
    answering.approve(answer, by=desk.head)
    assert answer.review_state == ReviewState.APPROVED
    whats = list(case.steps.values_list("what", flat=True))
    assert whats.count(StepKind.SUBMITTED) == 2
    assert StepKind.RETURNED in whats
    assert StepKind.APPROVED in whats


def test_only_the_head_agrees(desk, case):
    answer = answering.begin(case, by=desk.officer)
    answering.save(answer, text="Đã xem xét.", by=desk.officer, version=1)
    answering.submit(answer, by=desk.officer)
    with pytest.raises(PermissionDenied):
        answering.approve(answer, by=desk.officer)


def test_nothing_goes_out_before_the_head_agrees(desk, case):
    answer = answering.begin(case, by=desk.officer)
    with pytest.raises(ValidationError, match="chưa được thủ trưởng duyệt"):
        sending.send(answer, issue(), by=desk.officer)


def test_sending_closes_the_case_and_meets_what_was_owed(desk, case):
    answer = answered(case, desk)
    case = fresh(case)
    assert case.state == CaseState.ANSWERED
    assert case.closed_at
    assert owing.lines_of(case).get().state == ObligationState.MET
    assert answer.number.startswith("12/")
    assert answer.sent_ways == [SentBy.PAGE]
    assert case.hops.filter(until__isnull=True).count() == 0


def test_a_late_answer_is_met_late(desk, case):
    case.received_on = timezone.localdate() - dt.timedelta(days=60)
    case.save()
    owing.redate(case)
    case.save()
    answered(case, desk)
    assert owing.lines_of(case).get().state == ObligationState.MET_LATE


def test_the_letter_bears_number_addressee_answer_and_signer(desk, case):
    answer = answered(case, desk, text="Nhà trường đã kiểm tra.\nKhoản thu được trả lại.")
    document = Document(answer.letter.open("rb"))
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    words = "\n".join(line.text for line in document.paragraphs)
    assert answer.number in cells
    assert "LÊ VĂN MẪU" in cells.upper()
    assert "HIỆU TRƯỞNG" in cells
    assert case.code in cells
    assert "Kính gửi: Ông (Bà) Nguyễn Thị Mẫu" in words
    assert "Khoản thu được trả lại./." in words


def test_a_number_is_used_once_a_year_by_one_unit(desk, case):
    answered(case, desk)
    second = approved(a_case(desk, handling=True, handler=desk.officer), desk)
    with pytest.raises(ValidationError, match="đã dùng"):
        sending.send(second, issue(), by=desk.officer)
    with pytest.raises(ValidationError, match="đã dùng"):
        sending.send(second, issue("012/THPT-KHAC"), by=desk.officer)


def test_sending_twice_sends_once(desk, case):
    answer = answered(case, desk)
    sending.send(answer, issue("99"), by=desk.officer)
    assert Answer.objects.get(pk=answer.pk).number == answer.number
    assert case.steps.filter(what=StepKind.ANSWERED).count() == 1


def test_the_sender_gets_the_letter_by_mail(desk, case):
    _own_link(case)
    answer = approved(case, desk)
    sending.send(answer, issue(ways=[SentBy.EMAIL]), by=desk.officer)
    mail_sender.call(case.pk, "Trả lời", "Đã trả lời.", answer.pk)
    message = mail.outbox[-1]
    assert message.to == [case.sender_email]
    assert tokens.token_of(case.form_key) in message.body
    assert case.sender_name not in message.body
    assert message.attachments[0][0] == f"Tra-loi-{case.code}.docx"


def test_who_sent_the_same_is_told_of_the_answer(desk, case):
    double = a_case(desk)
    triage.join(double, into=case, by=desk.officer)
    answered(case, desk)
    assert double.steps.filter(what=StepKind.ANSWERED, is_public=True).exists()


def test_who_sent_the_same_reads_the_answer_without_the_other_sender(client, desk, case):
    double = a_case(desk)
    _own_link(double)
    triage.join(double, into=case, by=desk.officer)
    answered(case, desk, text="Nhà trường cảm ơn bà Nguyễn Thị Mẫu. Khoản thu được trả lại.")
    token = tokens.token_of(double.form_key)
    page = client.get(reverse("feedback_public:follow", args=[token])).content.decode()
    assert "Khoản thu được trả lại." in page
    assert "Nguyễn Thị Mẫu" not in page


def test_a_published_answer_alike_is_offered_and_another_kind_is_not(desk):
    words = "Nhà trường thu tiền đồng phục quá cao so với thông báo đầu năm"
    near = PublicationFactory.make(title="Thu tiền đồng phục", question=words, kind=CaseKind.QUESTION)
    PublicationFactory.make(title="Thu tiền đồng phục", question=words, kind=CaseKind.IDEA)
    PublicationFactory.make(title="Chuyển trường", question="Hồ sơ gồm những giấy tờ nào", kind=CaseKind.QUESTION)
    case = a_case(desk, handling=True, subject="Thu tiền đồng phục", text=words)
    assert answered_like(case) == [near]


def test_a_good_rating_stays_and_is_given_once(desk, case):
    answered(case, desk)
    rating.rate(case, score=5)
    assert rating.rate(case, score=1, comment="Đổi ý") is None
    assert Rating.objects.get().score == 5
    assert fresh(case).state == CaseState.ANSWERED


def test_a_bad_rating_opens_the_case_again_once(desk, case):
    answered(case, desk)
    with pytest.raises(ValidationError, match="chưa được trả lời"):
        rating.rate(case, score=1)
    rating.rate(case, score=1, comment="Chưa trả lời về khoản thứ hai")
    again = fresh(case)
    assert again.state == CaseState.HANDLING
    assert again.reopened_at
    assert owing.open_line(again).part == owing.AGAIN
    answered(again, desk, number="13")
    rating.rate(fresh(case), score=1, comment="Vẫn chưa")
    assert fresh(case).state == CaseState.ANSWERED
    assert Rating.objects.filter(reopened=True).count() == 1
