"""Mail read from a real IMAP server."""

import io
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.cache import cache
from django.db import OperationalError
from PIL import Image

from lantoa.channels.tests.servers import imap
from lantoa.channels.tests.servers.imap import ImapBox
from lantoa.feedback import mailbox
from lantoa.feedback.enums import CaseState, Outcome, Source, StepKind
from lantoa.feedback.models import Case, IncomingMail

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running() -> Iterator[ImapBox]:
    with imap.server() as box:
        yield box


@pytest.fixture
def box(running: ImapBox, settings: Any) -> ImapBox:
    with running.opened() as opened:
        opened.store("1:*", "+FLAGS", "\\Deleted")
        opened.expunge()
    settings.FEEDBACK_IMAP_URL = running.address
    settings.FEEDBACK_ADDRESS = "phananh@so.example.vn"
    cache.clear()
    return running


def mail(text: str = "Cổng trường ngập sau mưa.", number: int = 1, **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {
        "From": "Nguyễn Thị Mẫu <mau@hop-thu.example.vn>",
        "To": "phananh@so.example.vn",
        "Subject": "Cổng trường ngập",
        "Message-ID": f"<thu-{number}@hop-thu.example.vn>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        message[name] = value
    message.set_content(text)
    return message


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return out.getvalue()


def outcome() -> str:
    return IncomingMail.objects.latest("pk").outcome


def test_a_mail_becomes_a_case_with_its_sender_and_is_read_once(box):
    box.put(bytes(mail()), bytes(mail()))
    assert mailbox.read() == 2
    case = Case.objects.get()
    assert (case.source, case.subject, case.text) == (Source.EMAIL, "Cổng trường ngập", "Cổng trường ngập sau mưa.")
    assert (case.sender_name, case.sender_email) == ("Nguyễn Thị Mẫu", "mau@hop-thu.example.vn")
    assert box.unseen() == 0
    cache.clear()
    assert mailbox.read() == 0


def test_it_looks_no_more_often_than_it_may(box):
    mailbox.read()
    box.put(bytes(mail()))
    assert mailbox.read() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"List_Id": "<tin.example.vn>"},
        {"X_Autoreply": "yes"},
        {"From": "MAILER-DAEMON@mx.example.vn"},
        {"Return_Path": "<>"},
    ],
)
def test_what_a_machine_wrote_begins_nothing(headers):
    assert mailbox.take(bytes(mail(**headers))) == Outcome.AUTOMATIC
    assert not Case.objects.exists()


def test_a_mail_of_our_own_that_comes_back_begins_nothing(settings):
    settings.FEEDBACK_ADDRESS = "phananh@so.example.vn"
    assert mailbox.take(bytes(mail(From="Lan Tỏa <phananh@so.example.vn>"))) == Outcome.OWN


def test_a_person_who_says_no_automatic_answer_is_heard():
    assert mailbox.take(bytes(mail(Auto_Submitted="no"))) == Outcome.TAKEN


def test_fifty_attachments_keep_the_first_ten_and_say_so():
    message = mail()
    for number in range(50):
        message.add_attachment(picture(), maintype="image", subtype="jpeg", filename=f"anh{number}.jpg")
    mailbox.take(bytes(message))
    case = Case.objects.get()
    assert case.files.count() == 10
    assert "Thư còn 40 tệp không giữ" in case.text
    assert IncomingMail.objects.get().dropped == 40


def test_a_program_among_the_attachments_is_not_kept():
    message = mail()
    message.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="anh.jpg")
    mailbox.take(bytes(message))
    assert not Case.objects.get().files.exists()


def test_a_reply_with_the_code_of_the_same_person_is_added_without_what_it_quotes():
    mailbox.take(bytes(mail()))
    case = Case.objects.get()
    reply = mail("Cả cổng sau nữa.\n\n> Đã nhận phản ánh", 2, Subject=f"Re: {case.code}: Đã nhận phản ánh")
    assert mailbox.take(bytes(reply)) == Outcome.ADDED
    assert case.steps.get(what=StepKind.SUPPLIED).text == "Cả cổng sau nữa."
    assert Case.objects.count() == 1


def test_somebody_else_with_the_code_does_not_get_into_the_case():
    mailbox.take(bytes(mail()))
    case = Case.objects.get()
    other = mail("Tôi cũng thế.", 2, Subject=f"Re: {case.code}", From="khac@hop-thu.example.vn")
    assert mailbox.take(bytes(other)) == Outcome.TAKEN
    assert not case.steps.exists()


def test_a_reply_to_what_has_ended_begins_a_new_case():
    mailbox.take(bytes(mail()))
    case = Case.objects.get()
    Case.objects.update(state=CaseState.ANSWERED)
    assert mailbox.take(bytes(mail("Vẫn ngập.", 2, Subject=f"Re: {case.code}"))) == Outcome.TAKEN


def test_html_alone_is_read_as_words():
    message = mail()
    message.set_content("<style>p{}</style><p>Cổng trường <b>ngập</b>.</p><script>alert(1)</script>", subtype="html")
    mailbox.take(bytes(message))
    assert Case.objects.get().text == "Cổng trường ngập."


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"Subject: =?utf-8?b?!!!?=\r\n\r\n", b"Content-Type: multipart/mixed\r\n\r\n--"]
)
def test_a_broken_mail_stops_nobody(raw):
    mailbox.take_safely(raw)
    assert mailbox.take_safely(bytes(mail())) == Outcome.TAKEN


def test_a_flood_of_one_sender_is_held_back(settings):
    settings.FEEDBACK_FROM_ADDRESS = 2
    for number in range(3):
        mailbox.take(bytes(mail(f"Lần {number}", number)))
    assert outcome() == Outcome.FLOOD
    assert Case.objects.count() == 2


def test_a_fault_of_the_database_leaves_the_mail_unread_for_the_next_look(box, monkeypatch):
    box.put(bytes(mail()))
    with monkeypatch.context() as patch:
        patch.setattr(mailbox, "take", Mock(side_effect=OperationalError("database is locked")))
        mailbox.read()
    assert not IncomingMail.objects.exists()
    cache.clear()
    assert mailbox.read() == 1
    assert Case.objects.count() == 1


def test_a_mail_too_large_to_be_read_is_on_record(box, monkeypatch):
    monkeypatch.setattr(mailbox, "LARGEST", 100)
    box.put(bytes(mail()))
    mailbox.read()
    assert outcome() == Outcome.FAILED
