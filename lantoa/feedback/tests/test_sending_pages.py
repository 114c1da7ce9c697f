import hashlib
import io
from itertools import count

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lantoa.feedback import settling, stamps, tokens
from lantoa.feedback.enums import FileKind, Source
from lantoa.feedback.models import Case
from lantoa.organisations.factories import UnitFactory
from lantoa.procedures.factories import ProcedureFactory
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
ADDRESS = "/phan-anh/gui/"
TEXT = "Lớp con tôi phải nộp một khoản mà không có thông báo bằng văn bản."


@pytest.fixture
def client():
    return PageClient()


@pytest.fixture
def school():
    return UnitFactory.make(primary=True)


def worked(stamp):
    """What the browser finds while the person types."""
    return str(next(number for number in count() if stamps.is_worked(stamp, str(number))))


def filled(client, address=ADDRESS, **more):
    page = parse(client.get(address))
    stamp = page.find(".//input[@name='stamp']").get("value")
    return {"text": TEXT, "stamp": stamp, "work": worked(stamp), "answer": "", **more}


def send(client, address=ADDRESS, **more):
    return client.post(address, filled(client, address, **more))


def photo(name="anh.jpg", kind="JPEG", size=(1200, 900)):
    out = io.BytesIO()
    image = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 1.0)}
    exif[0x010F] = "Máy ảnh của tôi"
    image.save(out, kind, exif=exif) if kind == "JPEG" else image.save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def test_it_takes_a_word_without_an_account_and_gives_a_code_and_a_secret_link(client, school):
    answer = client.post(f"{ADDRESS}?dv={school.pk}", filled(client, name="Nguyễn Thị Mẫu", phone="0912 345 678"))
    case = Case.objects.get()
    assert answer.status_code == 302
    token = answer["Location"].split("/")[3]
    assert tokens.digest(token) == case.token_digest
    assert (case.source, case.addressed_unit, case.holder) == (Source.QR, school, school)
    assert (case.sender_name, case.consent_text_version) == ("Nguyễn Thị Mẫu", "2026-11")
    page = parse(client.get(answer["Location"]))
    assert case.code in words(page)


def test_the_address_of_a_unit_and_of_a_procedure_fills_them_in(client, school):
    procedure = ProcedureFactory.make()
    page = parse(client.get(f"{ADDRESS}?dv={school.pk}&thu-tuc={procedure.pk}"))
    assert school.name in words(page)
    assert procedure.name in words(page)
    send(client, f"{ADDRESS}?dv={school.pk}&thu-tuc={procedure.pk}")
    assert Case.objects.get().procedure == procedure


@pytest.mark.parametrize("odd", ["abc", "-1", "99999999999999999999999", "٣", "1;DROP", "9" * 5000])
def test_an_odd_unit_in_the_address_is_as_none(client, odd):
    assert client.get(f"{ADDRESS}?dv={odd}&thu-tuc={odd}").status_code == 200


def test_a_name_that_one_unit_bears_addresses_it(client, school):
    send(client, unit_words=school.name.lower())
    assert Case.objects.get().holder == school


def test_a_name_that_nobody_bears_is_kept_for_a_person_to_decide(client, school):
    send(client, unit_words="trường gần chợ")
    case = Case.objects.get()
    assert (case.holder, case.addressed_words) == (None, "trường gần chợ")


def test_a_double_tap_makes_one_case_and_both_lead_to_it(client):
    given = filled(client)
    first, second = client.post(ADDRESS, given), client.post(ADDRESS, given)
    assert first["Location"].split("?")[0] == second["Location"].split("?")[0]
    assert Case.objects.count() == 1


def test_the_same_words_of_the_same_sender_sent_from_a_new_form_are_one_case(client):
    first, second = send(client, phone="0912345678"), send(client, phone="+84 912 345 678")
    assert first["Location"].split("?")[0] == second["Location"].split("?")[0]
    assert "đã được nhận lúc" in words(parse(client.get(second["Location"])))
    assert Case.objects.count() == 1


def test_photos_sent_once_more_with_the_same_words_are_added_to_them(client):
    send(client, phone="0912345678")
    settling.settle_new()
    taken = photo()
    for _ in range(2):
        taken.seek(0)
        send(client, phone="0912345678", photos=[taken])
    assert Case.objects.get().files.count() == 1


def test_half_a_form_is_not_kept_as_the_whole(client):
    given = filled(client)
    del given["answer"]
    assert client.post(ADDRESS, given).status_code == 400
    assert client.post(ADDRESS, {**given, "answer": ""}).status_code == 302


def test_the_same_words_of_somebody_else_are_another_case(client):
    send(client, phone="0912345678")
    send(client, phone="0987654321")
    assert Case.objects.count() == 2


@pytest.mark.parametrize("empty", ["", "   ", "…!?", "\u200b"])
def test_without_words_one_sentence_says_what_to_do(client, empty):
    answer = send(client, text=empty, name="Nguyễn Thị Mẫu")
    assert answer.status_code == 422
    page = parse(answer)
    assert "Ghi vài dòng về việc muốn phản ánh rồi gửi." in words(page)
    assert page.find(".//input[@name='name']").get("value") == "Nguyễn Thị Mẫu"


def test_ten_thousand_words_are_refused_in_one_sentence_and_stay_in_the_field(client):
    text = "một nghìn từ " * 3400
    answer = send(client, text=text)
    page = parse(answer)
    assert "Nội dung dài quá 20.000 ký tự (đang có 44.1" in words(page)
    assert page.find(".//textarea[@name='text']").text.strip() == text.strip()
    assert not Case.objects.exists()


def test_script_in_every_field_is_text(client):
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    answer = send(client, text=evil, unit_words=evil, name=evil, place=evil)
    page = client.get(answer["Location"])
    assert "<script>alert" not in page.content.decode()
    assert "onerror=alert(1)&gt;" in page.content.decode()
    answer = send(client, text=evil, name=evil, phone=evil, email=evil)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()


def test_a_photo_is_made_anew_without_its_place(client):
    send(client, photos=[photo()])
    kept = Case.objects.get().files.get()
    assert kept.kind == FileKind.PHOTO
    with Image.open(kept.file) as image:
        assert not image.getexif()
    assert kept.file.name.startswith("feedback/")


def test_a_photo_of_twenty_megabytes_and_one_of_an_iphone_are_kept_small(client):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.effect_noise((800, 600), 60).convert("RGB")).save(out, quality=90)
    heic = SimpleUploadedFile("IMG_1.HEIC", out.getvalue(), content_type="image/heic")
    big = io.BytesIO()
    Image.effect_noise((5200, 4000), 90).save(big, "PNG")
    assert len(big.getvalue()) > 15_000_000
    assert send(client, photos=[heic, SimpleUploadedFile("to.png", big.getvalue())]).status_code == 302
    files = Case.objects.get().files.all()
    assert [file.content_type for file in files] == ["image/jpeg", "image/jpeg"]
    assert all(max(file.width, file.height) <= 2000 and file.size < 4_000_000 for file in files)


def test_what_is_no_photo_is_refused_in_one_sentence(client):
    answer = send(client, photos=[SimpleUploadedFile("anh.jpg", b"%PDF-1.4 khong phai anh")])
    assert "không phải ảnh" in words(parse(answer))
    assert not Case.objects.exists()


def test_too_many_photos_are_refused_in_one_sentence(client):
    answer = send(client, photos=[photo(f"{n}.jpg", size=(40, 40)) for n in range(7)])
    assert "Chỉ gửi được 6 ảnh một lần." in words(parse(answer))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"ID3\x04" + bytes(40), "audio/mpeg"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(40), "audio/mp4"),
        (b"\x00\x00\x00\x20ftyp3gp4" + bytes(40), "audio/mp4"),
        (b"OggS" + bytes(24) + b"OpusHead" + bytes(20), "audio/ogg"),
        (b"\x1aE\xdf\xa3" + bytes(20) + b"webm" + bytes(20), "audio/webm"),
        (b"#!AMR\n" + bytes(40), "audio/amr"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(30), "audio/wav"),
    ],
)
def test_a_voice_note_is_typed_by_its_content(client, head, kind):
    send(client, voice=SimpleUploadedFile("ghi.html", head, content_type="text/html"))
    kept = Case.objects.get().files.get()
    assert (kept.kind, kept.content_type) == (FileKind.VOICE, kind)
    assert not kept.name.endswith(".html")


@pytest.mark.parametrize("data", [b"", b"<html><script>alert(1)</script>", b"MZ\x90\x00"])
def test_what_is_no_recording_is_refused_in_one_sentence(client, data):
    answer = send(client, voice=SimpleUploadedFile("ghi.m4a", data))
    assert answer.status_code == 422
    assert "hi lại" in words(parse(answer))


def test_without_work_and_without_an_answer_it_asks_a_plain_question(client):
    answer = send(client, work="")
    page = words(parse(answer))
    assert "Trả lời câu hỏi ngắn ở cuối trang" in page
    assert "bằng mấy?" in page


def test_the_plain_question_lets_in_who_takes_the_time_of_a_person(client, time_machine):
    time_machine.move_to("2026-11-23 09:00:00+07:00", tick=False)
    given = filled(client, work="")
    first, second = stamps._numbers(given["stamp"])
    given["answer"] = str(first + second)
    assert "Chờ vài giây" in words(parse(client.post(ADDRESS, given)))
    time_machine.move_to("2026-11-23 09:00:20+07:00", tick=False)
    assert client.post(ADDRESS, given | {"answer": "99"}).status_code == 422
    assert client.post(ADDRESS, given).status_code == 302


def test_a_page_left_open_for_a_day_keeps_what_was_typed_and_asks_to_send_once_more(client, time_machine):
    time_machine.move_to("2026-11-23 09:00:00+07:00", tick=False)
    given = filled(client)
    time_machine.move_to("2026-11-24 09:00:00+07:00", tick=False)
    page = parse(client.post(ADDRESS, given))
    assert "Trang này mở đã lâu. Nội dung vẫn còn nguyên: bấm gửi lần nữa." in words(page)
    stamp = page.find(".//input[@name='stamp']").get("value")
    assert stamp != given["stamp"]
    assert client.post(ADDRESS, given | {"stamp": stamp, "work": worked(stamp)}).status_code == 302


@pytest.mark.parametrize("stamp", ["", "x", "a:b:c", hashlib.sha256(b"x").hexdigest() + ":1:2", "\0"])
def test_a_stamp_that_is_not_ours_lets_nothing_in(client, stamp):
    given = filled(client) | {"stamp": stamp, "work": "1"}
    assert client.post(ADDRESS, given).status_code == 422
    assert not Case.objects.exists()


def test_the_trap_for_programs_lets_nothing_in(client):
    assert send(client, website="https://quang-cao.example").status_code == 422
    assert not Case.objects.exists()


def test_a_flood_from_one_address_is_refused_in_one_sentence(client, settings):
    settings.FEEDBACK_FROM_ADDRESS = 3
    for number in range(3):
        assert send(client, text=f"{TEXT} Lần {number}").status_code == 302
    answer = send(client, text=f"{TEXT} Lần nữa")
    assert "Đường mạng này đã gửi nhiều phản ánh" in words(parse(answer))
    assert client.post(ADDRESS, filled(client), REMOTE_ADDR="10.1.1.1").status_code == 302
    assert not any("127.0.0.1" in case.address_digest for case in Case.objects.all())


def test_a_flood_to_one_unit_is_refused_and_others_still_get_theirs(client, settings, school):
    settings.FEEDBACK_TO_UNIT = 2
    address = f"{ADDRESS}?dv={school.pk}"
    for number in range(2):
        send(client, address, text=f"{TEXT} Lần {number}")
    assert "quá nhiều phản ánh" in words(parse(send(client, address)))
    assert send(client, text=f"{TEXT} Nơi khác").status_code == 302


def test_units_are_offered_as_one_types(client, school):
    answer = client.get("/phan-anh/don-vi/?q=kim dong")
    assert f'data-value="{school.name}"' in answer.content.decode()


def test_taking_in_asks_few_questions_of_the_database(client, school, django_assert_max_num_queries):
    given = filled(client, f"{ADDRESS}?dv={school.pk}", phone="0912345678")
    with django_assert_max_num_queries(7):
        client.post(f"{ADDRESS}?dv={school.pk}", given)
