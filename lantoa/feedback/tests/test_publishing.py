import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.feedback import publishing, rating, triage
from lantoa.feedback.enums import CaseKind
from lantoa.feedback.factories import PublicationFactory
from lantoa.feedback.masking import Masking
from lantoa.feedback.models import Case, Publication
from lantoa.feedback.publishing import Public, still_private
from lantoa.feedback.standing import next_step
from lantoa.feedback.tests.desk import a_case, answered, fresh, make_desk
from lantoa.search import index

pytestmark = pytest.mark.django_db

TEXT = "Tôi là Nguyễn Thị Mẫu, số điện thoại 0900 000 001, có con học lớp 6A. Lớp thu một khoản không có thông báo."


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def case(desk):
    made = a_case(desk, handling=True, handler=desk.officer, text=TEXT, subject="Lớp 6A thu ngoài quy định")
    answered(made, desk, text="Nhà trường cảm ơn bà Nguyễn Thị Mẫu. Khoản thu được trả lại.")
    return fresh(made)


def _public(**given):
    return Public(**{"title": "Thu ngoài quy định", "question": "Lớp thu một khoản.", "answer": "Đã trả.", **given})


def test_what_the_sender_gave_is_taken_out_of_question_and_answer(case):
    masking = Masking.of(case)
    public = masking.public(masking.all_keys(), [])
    for words in (public.question, public.answer):
        assert "Mẫu" not in words
        assert "000 001" not in words
    assert "Lớp thu một khoản không có thông báo." in public.question


def test_a_stretch_that_is_kept_stays_and_own_words_go(case):
    masking = Masking.of(case)
    phone = next(one for one in masking.found["question"] if one.label == "số điện thoại")
    public = masking.public(masking.all_keys() - {phone.key}, ["lớp 6A"])
    assert phone.words in public.question
    assert "lớp 6A" not in public.question


def test_who_did_not_agree_is_not_quoted(desk, case):
    Case.objects.filter(pk=case.pk).update(wants_publication=False)
    assert Masking.of(fresh(case)).public(set(), []).question == ""


def test_what_still_looks_private_in_the_edited_words_is_said(case):
    left = still_private(_public(question="Chị Nguyen Thi Mau hỏi, gọi 0912 345 678"), publishing.known_of(case))
    assert "Nguyen Thi Mau" in left
    assert "0912 345 678" in left


def test_it_is_found_by_readers_until_it_is_withdrawn(desk, case):
    row = publishing.publish(case, _public(), masks=["name"], by=desk.officer)
    assert index.keys("thu ngoai quy dinh", "answer") == [str(row.pk)]
    publishing.withdraw(row, reason="Đăng nhầm", by=desk.head)
    assert not index.keys("thu ngoai quy dinh", "answer")
    assert not Publication.objects.live().exists()


def test_publishing_again_replaces_the_words(desk, case):
    publishing.publish(case, _public(), masks=[], by=desk.officer)
    publishing.publish(case, _public(title="Thu sai đã trả lại"), masks=[], by=desk.officer)
    assert Publication.objects.get().title == "Thu sai đã trả lại"


def test_a_complaint_or_what_is_not_answered_is_never_published(desk, case):
    waiting = a_case(desk, handling=True)
    with pytest.raises(ValidationError, match="sau khi đã gửi"):
        publishing.publish(waiting, _public(), masks=[], by=desk.officer)
    Case.objects.filter(pk=case.pk).update(kind=CaseKind.COMPLAINT)
    with pytest.raises(ValidationError, match="không được công khai"):
        publishing.publish(fresh(case), _public(), masks=[], by=desk.officer)


def test_another_school_does_not_publish_it(desk, case):
    stranger = UserFactory.make(role=Role.EDITOR, role__unit=desk.other)
    with pytest.raises(PermissionDenied):
        publishing.publish(case, _public(), masks=[], by=stranger)


def test_the_page_shows_the_choice_without_writing_and_warns_once_more(client, desk, case):
    client.force_login(desk.officer)
    page = client.get(reverse("feedback:publish", args=[case.pk]))
    assert "0900 000 001" in page.content.decode()
    keys = list(Masking.of(case).all_keys())
    client.post(reverse("feedback:publish", args=[case.pk]), {"bo": keys, "them": "lớp 6A"})
    assert not Publication.objects.exists()
    words = {"title": "Thu sai", "question": "Bà Nguyễn Thị Mẫu hỏi", "answer": "Đã trả lại."}
    warned = client.post(reverse("feedback:publish_confirm", args=[case.pk]), words)
    assert warned.status_code == 422
    assert not Publication.objects.exists()
    client.post(reverse("feedback:publish_confirm", args=[case.pk]), {**words, "question": "Một phụ huynh hỏi"})
    assert Publication.objects.live().get().question == "Một phụ huynh hỏi"


def test_readers_open_it_and_find_a_closed_door_once_it_is_withdrawn(client, desk, case):
    row = publishing.publish(case, _public(), masks=[], by=desk.officer)
    url = reverse("feedback_public:answer", args=[row.pk])
    assert "Thu ngoài quy định" in client.get(url).content.decode()
    assert "Thu ngoài quy định" in client.get(reverse("feedback_public:answers"), {"q": "quy dinh"}).content.decode()
    publishing.withdraw(row, reason="Đăng nhầm", by=desk.head)
    assert client.get(url).status_code == 404


def test_words_find_answers_the_best_first_and_a_kind_narrows_them(client):
    for title, answer in (("Chuyện khác", "Nhà trường nói về học phí."), ("Học phí", "Mức thu năm học mới.")):
        row = PublicationFactory.make(title=title, answer=answer, kind=CaseKind.QUESTION)
        index.put(kind="answer", key=row.pk, title=row.title, text=row.answer, url="/")
    url = reverse("feedback_public:answers")

    def titles(**query):
        return [row.title for row in client.get(url, query).context["page"]]

    assert titles(q="hoc phi") == ["Học phí", "Chuyện khác"]
    assert sorted(titles(q="hoc phi", loai=CaseKind.QUESTION)) == ["Chuyện khác", "Học phí"]
    assert titles(q="hoc phi", loai=CaseKind.IDEA) == []


def test_what_everybody_reads_is_corrected_or_taken_away_while_the_case_is_handled_again(client, desk, case):
    row = publishing.publish(case, _public(), masks=[], by=desk.officer)
    rating.rate(fresh(case), score=1, comment="Chưa trả lời đúng điều tôi hỏi.")
    assert "đang xem lại" in client.get(reverse("feedback_public:answer", args=[row.pk])).content.decode()
    client.force_login(desk.officer)
    page = client.get(case.get_absolute_url()).content.decode()
    assert reverse("feedback:publish", args=[case.pk]) in page
    assert reverse("feedback:withdraw", args=[case.pk]) in page
    words = {"title": "Đã bỏ tên", "question": "Lớp thu một khoản.", "answer": "Đã trả."}
    client.post(reverse("feedback:publish_confirm", args=[case.pk]), words)
    assert Publication.objects.live().get().title == "Đã bỏ tên"
    client.post(reverse("feedback:withdraw", args=[case.pk]), {"reason": "Còn tên trẻ em"})
    assert not Publication.objects.live().exists()


def test_the_form_begins_with_the_published_words_until_a_newer_letter_was_sent(client, desk, case):
    publishing.publish(case, _public(answer="Đã trả, viết gọn."), masks=[], by=desk.officer)
    client.force_login(desk.officer)
    page = client.get(reverse("feedback:publish", args=[case.pk]))
    assert page.context["form"].initial["answer"] == "Đã trả, viết gọn."
    rating.rate(fresh(case), score=1, comment="Chưa trả lời đúng điều tôi hỏi.")
    answered(fresh(case), desk, text="Trả lời lần hai.", number="13")
    assert next_step(fresh(case), desk.officer, None).verb == "Sửa bản công khai"
    page = client.get(reverse("feedback:publish", args=[case.pk]))
    assert page.context["form"].initial == {
        "title": "Thu ngoài quy định",
        "question": "Lớp thu một khoản.",
        "answer": "Trả lời lần hai.",
        "masks": page.context["form"].initial["masks"],
    }


def test_words_of_who_did_not_agree_are_not_published_as_they_were_sent(client, desk, case):
    Case.objects.filter(pk=case.pk).update(wants_publication=False)
    client.force_login(desk.officer)
    words = {
        "title": "Thu sai",
        "question": "Có con học lớp 6A. Lớp thu một khoản không có thông báo.",
        "answer": "Đã trả.",
    }
    refused = client.post(reverse("feedback:publish_confirm", args=[case.pk]), words)
    assert refused.status_code == 422
    assert "Viết lại bằng lời của đơn vị" in refused.content.decode()
    assert words["question"] in refused.content.decode()
    client.post(
        reverse("feedback:publish_confirm", args=[case.pk]), {**words, "question": "Phụ huynh hỏi về khoản thu."}
    )
    assert Publication.objects.live().exists()


def test_other_signs_between_the_words_make_no_other_words(case):
    Case.objects.filter(pk=case.pk).update(wants_publication=False)
    quoted = publishing.quoted_from(fresh(case), _public(question="Hỏi: lớp thu một khoản - không có, thông báo!"))
    assert quoted == "lớp thu một khoản - không có, thông báo"


def test_nothing_of_who_did_not_agree_is_offered(case):
    Case.objects.filter(pk=case.pk).update(wants_publication=False)
    public = Masking.of(fresh(case)).start(None)
    assert (public.title, public.question) == ("", "")
    assert public.answer


def test_what_turns_out_to_be_a_complaint_is_read_by_nobody_any_more(desk, case):
    publishing.publish(case, _public(), masks=[], by=desk.officer)
    rating.rate(fresh(case), score=1, comment="Tôi khiếu nại quyết định này.")
    triage.divert(fresh(case), kind=CaseKind.COMPLAINT, text="Gửi đơn khiếu nại.", by=desk.officer)
    assert not Publication.objects.live().exists()
