"""What people of An Bình told the sector: a dozen cases in every state, with made-up senders, and the province's rule
for the days of an answer."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import accepting, answering, asking, moving, publishing, rating, sending, settling, triage
from lantoa.feedback.accepting import CONSENT, Given
from lantoa.feedback.enums import CaseKind, Source
from lantoa.feedback.guidance import Ground, guidance_for
from lantoa.feedback.models import AnswerTemplate, Case, HandlingRule
from lantoa.organisations.models import Unit

Units = dict[str, Unit]
People = dict[str, User]
SCHOOL = "thpt-ntn"


@dataclass(frozen=True)
class Said:
    """Who said what, how many days ago, to whom; senders exist nowhere."""

    days: int
    source: Source
    to: str
    text: str
    name: str = ""
    phone: str = ""
    publishes: bool = True


_SAID = {
    "new_yard": Said(
        0, Source.QR, SCHOOL, "Sân trường thiếu bóng mát, giờ ra chơi các em đứng nắng.", "Bùi Thị Mơ", "0200 100 001"
    ),
    "new_nowhere": Said(
        1,
        Source.WEB,
        "",
        "Trường THPT Nguyễn Trung Ngạn thu tiền nước uống mà không có thông báo.",
        "Lê Văn Ví",
        "0200 100 002",
    ),
    "new_mail": Said(
        1, Source.EMAIL, "so", "Cho hỏi chuyển trường cho con từ tỉnh khác về thì hồ sơ gồm những gì?", "Hồ Thị Dụ"
    ),
    "handling": Said(
        4, Source.HOTLINE, SCHOOL, "Cổng trường ùn tắc giờ tan học, đề nghị phân luồng.", "Đỗ Văn Thử", "0200 100 003"
    ),
    "drafted": Said(
        6, Source.WEB, SCHOOL, "Lịch học thêm buổi chiều trùng với lịch khám sức khỏe của khối 10.", "Ngô Thị Nháp"
    ),
    "waiting": Said(
        5, Source.WEB, SCHOOL, "Nhà vệ sinh hỏng đã lâu, báo lớp rồi mà chưa sửa.", "Phan Văn Phỏng", "0200 100 004"
    ),
    "late": Said(
        30,
        Source.COUNTER,
        "so",
        "Nộp hồ sơ cấp bản sao bằng tốt nghiệp đã quá hạn trả kết quả.",
        "Lý Thị Giả",
        "0200 100 005",
    ),
    "moved": Said(
        8, Source.WEB, "so", "Đề nghị công khai thực đơn bán trú của trường tiểu học.", "Vũ Văn Ảo", "0200 100 006"
    ),
    "complaint": Said(
        7, Source.POST, "so", "Tôi khiếu nại quyết định kỷ luật số 12 của nhà trường.", "Trần Văn Dựng", "", False
    ),
    "refused": Said(9, Source.ZALO, "so", "Quảng cáo thiết bị trường học giá tốt."),
    "answered": Said(
        12,
        Source.QR,
        SCHOOL,
        "Thư viện chỉ mở giờ hành chính, học sinh không mượn được sách.",
        "Mai Thị Tỉ",
        "0200 100 007",
    ),
    "published": Said(
        20, Source.WEB, SCHOOL, "Xin hỏi học sinh lớp 12 đăng ký xét miễn học phí ở đâu, cần giấy tờ gì?", "Tạ Văn Dụ"
    ),
}
_ANSWERS = {
    "drafted": "Nhà trường đã đổi lịch học thêm của khối 10 sang buổi chiều thứ Năm trong tuần khám sức khỏe.",
    "answered": "Từ tuần sau thư viện mở thêm 11 giờ 30 đến 13 giờ các ngày thứ Ba, thứ Năm.",
    "published": "Nộp đơn và giấy chứng nhận thuộc diện miễn tại văn phòng nhà trường, hoặc nộp trực tuyến.",
}


def make_feedback(units: Units, people: People) -> None:
    """Rules, templates, and each case brought to its state by the acts that people take."""
    office, writer, head = people["vanphong"], people["truong1"], people["hieutruong1"]
    _rules(units, office)
    cases = {key: _case(said, units) for key, said in _SAID.items()}
    for key in ("handling", "drafted", "waiting", "answered", "published"):
        triage.classify(cases[key], kind=_kind(key), by=head)
        moving.assign(cases[key], handler=writer, by=head)
    triage.classify(cases["late"], kind=CaseKind.DELAY, by=office)
    triage.classify(cases["moved"], kind=CaseKind.IDEA, by=office)
    moving.move(cases["moved"], to=units["xa3-cs1"], reason="Thuộc thẩm quyền của nhà trường", by=office)
    soon = timezone.localdate() + dt.timedelta(days=7)
    asking.ask(cases["waiting"], text="Xin cho biết nhà vệ sinh ở dãy nhà nào, tầng mấy.", answer_by=soon, by=writer)
    complaint = guidance_for(CaseKind.COMPLAINT)
    triage.divert(cases["complaint"], kind=CaseKind.COMPLAINT, text=complaint, by=office)
    triage.refuse(cases["refused"], ground=Ground.OUTSIDE, by=office)
    for key, text in _ANSWERS.items():
        _answer(cases[key], text, writer, head, number="" if key == "drafted" else f"{41 + len(key)}")
    rating.rate(cases["published"], score=5, comment="Trả lời rõ ràng.")
    _publish(cases["published"], head)


def _kind(key: str) -> CaseKind:
    return CaseKind.QUESTION if key == "published" else CaseKind.DELAY if key == "waiting" else CaseKind.IDEA


def _rules(units: Units, by: User) -> None:
    HandlingRule.objects.create(
        unit=units["tinh"],
        days=10,
        days_many=15,
        days_max=20,
        source="Quy chế tiếp nhận, xử lý phản ánh, kiến nghị của tỉnh An Bình",
        valid_from=dt.date(2025, 7, 1),
    )
    AnswerTemplate.objects.create(
        unit=units["so"],
        title="Đã kiểm tra và khắc phục",
        text="Đơn vị đã kiểm tra nội dung phản ánh. Kết quả: … Biện pháp khắc phục: … Thời gian hoàn thành: …",
        created_by=by,
    )


def _case(said: Said, units: Units) -> Case:
    """Taken in on its day, settled as the worker does."""
    moment = timezone.now() - dt.timedelta(days=said.days, hours=1)
    given = Given(
        text=said.text,
        source=said.source,
        unit=units.get(said.to),
        name=said.name,
        phone=said.phone,
        wants_publication=said.publishes,
        received_at=moment,
        consent=CONSENT,
    )
    case = accepting.accept(given).case
    settling.settle(case.pk)
    return Case.objects.get(pk=case.pk)


def _answer(case: Case, text: str, writer: User, head: User, *, number: str) -> None:
    """Drafted and submitted; with a number, approved and sent."""
    answer = answering.begin(case, by=writer)
    answering.save(answer, text=text, by=writer, version=answer.version)
    answering.submit(answer, by=writer)
    if not number:
        return
    answering.approve(answer, by=head)
    title, name = sending.signer_of(answer.unit)
    sending.send(answer, sending.Issue(number, timezone.localdate(), title, name, ["page"]), by=writer)
    case.refresh_from_db()


def _publish(case: Case, by: User) -> None:
    answer = case.answers.get()
    public = publishing.Public("Miễn học phí cho học sinh lớp 12", case.text, answer.text)
    publishing.publish(case, public, masks=[], by=by)
