"""The templates that an office starts from, with their indicators: the communication report, and of the
administrative-reform report the sections on communication and on procedures. They share indicators, so that one fact
feeds all. Figures of other rooms (dossiers, feedback) are named by their keys; without the room there is none.

Names are plain words for what such reports count (Nghị định 09/2019/NĐ-CP asks for text and figures; it prescribes no
form for this field). Made once: what the unit has changed since stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from lantoa.accounts.models import User
from lantoa.ledger.enums import ActivityKind as Kind
from lantoa.organisations.models import Unit
from lantoa.reports.enums import Aggregate, Comparison, How, RollUp
from lantoa.reports.enums import HeadingRole as Role
from lantoa.reports.models import (
    Indicator,
    ReportTemplate,
    TemplateCheck,
    TemplateGroup,
    TemplateHeading,
    TemplateRow,
)

COMMUNICATION = "Báo cáo công tác truyền thông cải cách hành chính"
SECTION = "Phần tuyên truyền trong báo cáo cải cách hành chính"
PROCEDURES = "Phần giải quyết thủ tục hành chính trong báo cáo cải cách hành chính"


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator to be made; empty `add` and `source`: typed, or the ratio of `share`."""

    code: str
    name: str
    measure: str
    add: str = ""
    kinds: Sequence[str] = ()
    channels: Sequence[str] = ()
    source: str = ""
    share: tuple[str, str] | None = None
    roll_up: str = RollUp.SUM
    places: int = 0
    help: str = ""
    all_year: bool = False

    @property
    def how(self) -> How:
        if self.share:
            return How.RATIO
        return How.SOURCE if self.source else How.ACTIVITIES if self.add else How.TYPED


COUNT, TIMES, PEOPLE, COPIES = Aggregate.COUNT, Aggregate.TIMES, Aggregate.PEOPLE, Aggregate.COPIES
_SHOWS = (Kind.CONFERENCE, Kind.PARENTS_MEETING, Kind.FLAG_SALUTE, Kind.STAGE_PLAY, Kind.DIALOGUE)
FIGURES = (
    Figure("KH-PHAI", "Kế hoạch truyền thông phải ban hành", "kế hoạch", source="own_plans_asked"),
    Figure("KH-DA", "Kế hoạch truyền thông đã ban hành", "kế hoạch", source="own_plans_issued"),
    Figure("NV-GIAO", "Nhiệm vụ truyền thông phải thực hiện", "nhiệm vụ", source="tasks_assigned"),
    Figure("NV-DUNG", "Nhiệm vụ hoàn thành đúng hạn", "nhiệm vụ", source="tasks_on_time"),
    Figure("NV-XONG", "Nhiệm vụ đã hoàn thành", "nhiệm vụ", source="tasks_done"),
    Figure("NV-QUA", "Nhiệm vụ quá hạn", "nhiệm vụ", source="tasks_overdue"),
    Figure("NV-TYLE", "Tỷ lệ nhiệm vụ hoàn thành", "%", share=("NV-XONG", "NV-GIAO"), places=1),
    Figure("DV-CO", "Đơn vị có hoạt động truyền thông", "đơn vị", Aggregate.UNITS),
    Figure("HD-TONG", "Tổng số hoạt động truyền thông", "hoạt động", COUNT),
    Figure("TIN-CONG", "Tin, bài trên cổng, trang thông tin điện tử", "tin, bài", TIMES, [Kind.ARTICLE]),
    Figure("TIN-BAO", "Tin, bài trên báo, đài, trang khác", "tin, bài", TIMES, [Kind.ARTICLE_ELSEWHERE]),
    Figure("BAI-MXH", "Bài đăng trên mạng xã hội", "bài", TIMES, [Kind.SOCIAL_POST]),
    Figure("PT-LUOT", "Lượt phát thanh, truyền thanh", "lượt", TIMES, [Kind.LOUDSPEAKER]),
    Figure("HN-CUOC", "Hội nghị, cuộc họp, buổi sinh hoạt có nội dung tuyên truyền", "cuộc", COUNT, _SHOWS),
    Figure("HN-NGUOI", "Người dự hội nghị, cuộc họp, buổi sinh hoạt", "lượt người", PEOPLE, _SHOWS),
    Figure("TH-LOP", "Lớp tập huấn", "lớp", COUNT, [Kind.TRAINING]),
    Figure("TH-NGUOI", "Người được tập huấn", "lượt người", PEOPLE, [Kind.TRAINING]),
    Figure("CT-CUOC", "Cuộc thi tìm hiểu", "cuộc", COUNT, [Kind.CONTEST]),
    Figure("CT-NGUOI", "Người dự thi", "lượt người", PEOPLE, [Kind.CONTEST]),
    Figure("IN-BAN", "Tài liệu, tờ rơi, ấn phẩm đã in, phát", "bản", COPIES, [Kind.PRINT_RUN]),
    Figure("NY-LUOT", "Lượt niêm yết, cập nhật bảng tin", "lượt", TIMES, [Kind.NOTICE_BOARD]),
    Figure("KP-CHI", "Kinh phí đã chi", "đồng", Aggregate.COST),
    Figure("KP-GIAO", "Kinh phí được giao trong năm", "đồng", help="Theo quyết định giao dự toán.", all_year=True),
    Figure("HS-NHAN", "Hồ sơ thủ tục hành chính tiếp nhận", "hồ sơ", source="dossiers_received"),
    Figure("HS-MANG", "Hồ sơ nộp trực tuyến", "hồ sơ", source="dossiers_online"),
    Figure("HS-MANG-TL", "Tỷ lệ hồ sơ nộp trực tuyến", "%", share=("HS-MANG", "HS-NHAN"), places=1),
    Figure("HS-XONG", "Hồ sơ đã giải quyết", "hồ sơ", source="dossiers_settled"),
    Figure("HS-DUNG", "Hồ sơ giải quyết đúng hạn", "hồ sơ", source="dossiers_on_time"),
    Figure("HS-DUNG-TL", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", share=("HS-DUNG", "HS-XONG"), places=1),
    Figure("HS-TRE", "Hồ sơ giải quyết quá hạn", "hồ sơ", source="dossiers_late"),
    Figure("HS-PHI", "Hồ sơ phải nộp phí, lệ phí", "hồ sơ", source="dossiers_with_fee"),
    Figure("HS-TT", "Hồ sơ thanh toán trực tuyến", "hồ sơ", source="dossiers_paid_online"),
    Figure("HS-TT-TL", "Tỷ lệ thanh toán trực tuyến", "%", share=("HS-TT", "HS-PHI"), places=1),
    Figure("HS-BUU", "Hồ sơ trả kết quả qua bưu chính", "hồ sơ", source="dossiers_by_post"),
    Figure("HS-SO", "Kết quả giải quyết đã số hóa", "hồ sơ", source="dossiers_digitised"),
    Figure("HS-SO-TL", "Tỷ lệ số hóa kết quả", "%", share=("HS-SO", "HS-XONG"), places=1),
    Figure("PA-NHAN", "Phản ánh, kiến nghị tiếp nhận", "phản ánh", source="feedback_received"),
    Figure("PA-XONG", "Phản ánh, kiến nghị đã trả lời", "phản ánh", source="feedback_answered"),
    Figure("PA-DUNG", "Phản ánh, kiến nghị trả lời đúng hạn", "phản ánh", source="feedback_on_time"),
    Figure("PA-QUA", "Phản ánh, kiến nghị quá hạn", "phản ánh", source="feedback_overdue"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A template to be made. A heading: title, role, depth, whether it must be filled, the filter of its draft."""

    name: str
    title: str
    receiver: str
    groups: Mapping[str, Sequence[str]]
    headings: Sequence[tuple[str, Role, int, bool, Mapping[str, object]]]
    checks: Sequence[tuple[Sequence[str], Comparison, Sequence[str], str, bool]] = field(default=())
    is_section: bool = False


_PRESS = {"kinds": [Kind.ARTICLE, Kind.ARTICLE_ELSEWHERE, Kind.SOCIAL_POST]}
_MEETINGS = {"kinds": list(_SHOWS)}
_LEARNING = {"kinds": [Kind.TRAINING, Kind.CONTEST]}
_OTHERS = {"kinds": [Kind.LOUDSPEAKER, Kind.NOTICE_BOARD, Kind.PRINT_RUN, Kind.OTHER]}
_TASKS = (["NV-DUNG"], Comparison.AT_MOST, ["NV-XONG"], "Nhiệm vụ đúng hạn không thể nhiều hơn đã hoàn thành", True)
_CHECKS = (
    _TASKS,
    (["NV-XONG"], Comparison.AT_MOST, ["NV-GIAO"], "Nhiệm vụ hoàn thành không thể nhiều hơn phải thực hiện", True),
    (["KH-DA"], Comparison.AT_MOST, ["KH-PHAI"], "Kế hoạch đã ban hành không thể nhiều hơn phải ban hành", False),
    (
        ["HN-CUOC", "TH-LOP", "CT-CUOC"],
        Comparison.AT_MOST,
        ["HD-TONG"],
        "Các loại hoạt động cộng lại không thể nhiều hơn tổng số",
        True,
    ),
    (["KP-CHI"], Comparison.AT_MOST, ["KP-GIAO"], "Kinh phí đã chi vượt kinh phí được giao", False),
)

FORMS = (
    Form(
        name=COMMUNICATION,
        title="Kết quả công tác truyền thông cải cách hành chính",
        receiver="",
        groups={
            "Triển khai kế hoạch": ["KH-PHAI", "KH-DA", "NV-GIAO", "NV-XONG", "NV-DUNG", "NV-QUA", "NV-TYLE"],
            "Tin, bài và phát thanh": ["TIN-CONG", "TIN-BAO", "BAI-MXH", "PT-LUOT"],
            "Tuyên truyền trực tiếp": ["HN-CUOC", "HN-NGUOI", "TH-LOP", "TH-NGUOI", "CT-CUOC", "CT-NGUOI"],
            "Tài liệu, niêm yết": ["IN-BAN", "NY-LUOT"],
            "Tổng hợp": ["HD-TONG", "DV-CO", "KP-GIAO", "KP-CHI"],
        },
        headings=(
            ("Công tác chỉ đạo, triển khai", Role.LEADERSHIP, 1, False, {}),
            ("Kết quả thực hiện", Role.FREE, 1, False, {}),
            ("Tin, bài trên các phương tiện thông tin", Role.RESULTS, 2, False, _PRESS),
            ("Hội nghị, sinh hoạt, đối thoại", Role.RESULTS, 2, False, _MEETINGS),
            ("Tập huấn, cuộc thi", Role.RESULTS, 2, False, _LEARNING),
            ("Phát thanh, ấn phẩm, niêm yết và hình thức khác", Role.RESULTS, 2, False, _OTHERS),
            ("Đánh giá chung", Role.EVALUATION, 1, False, {}),
            ("Khó khăn, hạn chế và nguyên nhân", Role.DIFFICULTIES, 1, False, {}),
            ("Phương hướng, nhiệm vụ kỳ tới", Role.NEXT, 1, False, {}),
            ("Đề xuất, kiến nghị", Role.PROPOSALS, 1, False, {}),
        ),
        checks=_CHECKS,
    ),
    Form(
        name=SECTION,
        title="Công tác thông tin, tuyên truyền cải cách hành chính",
        receiver="Sở Nội vụ",
        groups={
            "": ["KH-DA", "TIN-CONG", "TIN-BAO", "BAI-MXH", "PT-LUOT", "HN-CUOC", "HN-NGUOI", "TH-LOP", "TH-NGUOI"],
            "Hình thức khác": ["CT-CUOC", "CT-NGUOI", "IN-BAN", "NY-LUOT"],
        },
        headings=(
            ("Kết quả thông tin, tuyên truyền cải cách hành chính", Role.RESULTS, 1, True, {}),
            ("Tồn tại, hạn chế", Role.DIFFICULTIES, 1, False, {}),
            ("Nhiệm vụ kỳ tới", Role.NEXT, 1, False, {}),
        ),
        is_section=True,
    ),
    Form(
        name=PROCEDURES,
        title="Tiếp nhận, giải quyết thủ tục hành chính và phản ánh, kiến nghị",
        receiver="Sở Nội vụ",
        groups={
            "Tiếp nhận": ["HS-NHAN", "HS-MANG", "HS-MANG-TL"],
            "Giải quyết": ["HS-XONG", "HS-DUNG", "HS-DUNG-TL", "HS-TRE"],
            "Thanh toán, trả kết quả, số hóa": ["HS-PHI", "HS-TT", "HS-TT-TL", "HS-BUU", "HS-SO", "HS-SO-TL"],
            "Phản ánh, kiến nghị": ["PA-NHAN", "PA-XONG", "PA-DUNG", "PA-QUA"],
        },
        headings=(
            ("Kết quả giải quyết thủ tục hành chính", Role.FREE, 1, True, {}),
            ("Tồn tại, hạn chế", Role.DIFFICULTIES, 1, False, {}),
            ("Nhiệm vụ kỳ tới", Role.NEXT, 1, False, {}),
        ),
        checks=(
            (["HS-DUNG"], Comparison.AT_MOST, ["HS-XONG"], "Hồ sơ đúng hạn không thể nhiều hơn đã giải quyết", True),
            (["HS-MANG"], Comparison.AT_MOST, ["HS-NHAN"], "Hồ sơ trực tuyến không thể nhiều hơn đã tiếp nhận", True),
        ),
        is_section=True,
    ),
)


@transaction.atomic
def make_standard(unit: Unit, *, by: User | None = None) -> list[ReportTemplate]:
    """The standard templates of `unit`, made where they are missing; those that stand are left as they are."""
    indicators = _indicators(unit)
    return [_template(unit, form, indicators, by) for form in FORMS]


def missing_of(unit: Unit) -> list[str]:
    """Names of the standard templates that `unit` has not, retired ones counted as held."""
    held = set(ReportTemplate.objects.filter(unit=unit).values_list("name", flat=True))
    return [form.name for form in FORMS if form.name not in held]


def _indicators(unit: Unit) -> dict[str, Indicator]:
    found = {one.code: one for one in Indicator.objects.filter(unit=unit, code__in=[one.code for one in FIGURES])}
    for figure in FIGURES:
        if figure.code not in found:
            found[figure.code] = Indicator.objects.create(unit=unit, **_columns(figure, found))
    return found


def _columns(figure: Figure, known: Mapping[str, Indicator]) -> dict[str, Any]:
    numerator, denominator = figure.share or ("", "")
    return {
        "code": figure.code,
        "name": figure.name,
        "measure": figure.measure,
        "how": figure.how,
        "filter": {"kinds": list(figure.kinds), "channels": list(figure.channels), "words": ""} if figure.add else {},
        "aggregate": figure.add,
        "source": figure.source,
        "numerator": known.get(numerator),
        "denominator": known.get(denominator),
        "roll_up": figure.roll_up,
        "holds_all_year": figure.all_year,
        "places": figure.places,
        "help": figure.help,
    }


def _template(unit: Unit, form: Form, indicators: Mapping[str, Indicator], by: User | None) -> ReportTemplate:
    known: ReportTemplate | None = ReportTemplate.objects.filter(unit=unit, name=form.name).order_by("pk").first()
    if known is not None:
        return known
    made: ReportTemplate = ReportTemplate.objects.create(
        unit=unit,
        name=form.name,
        title=form.title,
        receiver=form.receiver,
        is_section=form.is_section,
        created_by=by,
    )
    _add_rows(made, form, indicators)
    for order, (title, role, depth, is_required, filter_) in enumerate(form.headings):
        TemplateHeading.objects.create(
            template=made,
            order=order,
            title=title,
            role=role,
            depth=depth,
            is_required=is_required,
            filter=dict(filter_),
        )
    for order, (left, comparison, right, sentence, is_blocking) in enumerate(form.checks):
        TemplateCheck.objects.create(
            template=made,
            order=order,
            left=list(left),
            comparison=comparison,
            right=list(right),
            sentence=sentence,
            is_blocking=is_blocking,
        )
    return made


def _add_rows(template: ReportTemplate, form: Form, indicators: Mapping[str, Indicator]) -> None:
    order = 0
    for place, (title, codes) in enumerate(form.groups.items()):
        group = TemplateGroup.objects.create(template=template, order=place, title=title) if title else None
        for code in codes:
            order += 1
            TemplateRow.objects.create(template=template, group=group, indicator=indicators[code], order=order)
