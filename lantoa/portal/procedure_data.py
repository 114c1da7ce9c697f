"""Procedures in force as open data: what the decisions say, word for word."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Max

from lantoa.portal.open_data import Column, DataSet
from lantoa.procedures.found import all_in_force
from lantoa.procedures.models import Procedure, ProcedureVersion

# What is given as it stands, by the field of the version.
_TEXTS = {
    "applicants": Column("doi_tuong", "Ai làm được"),
    "steps": Column("trinh_tu", "Trình tự thực hiện"),
    "sets": Column("so_bo", "Số bộ hồ sơ"),
    "exemptions": Column("mien_giam", "Miễn, giảm phí, lệ phí, nguyên văn"),
    "acting_body": Column("co_quan_thuc_hien", "Cơ quan thực hiện"),
    "deciding_body": Column("co_quan_tham_quyen", "Cơ quan có thẩm quyền"),
    "receiving_address": Column("dia_chi", "Địa chỉ tiếp nhận hồ sơ"),
    "results": Column("ket_qua", "Kết quả thực hiện"),
    "conditions": Column("dieu_kien", "Yêu cầu, điều kiện"),
}
_COLUMNS = (
    Column("ma", "Số của thủ tục trên cổng này, không đổi", "integer"),
    Column("ma_thu_tuc", "Mã ở Cơ sở dữ liệu quốc gia; hai cấp có thể chung một mã"),
    Column("ten", "Tên thủ tục"),
    Column("cap", "Cấp thực hiện"),
    Column("linh_vuc", "Lĩnh vực"),
    Column("cach_nop", "Mỗi cách nộp một dòng: thời hạn; phí, lệ phí; mô tả"),
    Column("giay_to", "Mỗi giấy tờ một dòng: trường hợp, nếu chỉ ai ở trường hợp ấy nộp; tên; số lượng; mẫu"),
    Column("can_cu", "Mỗi căn cứ pháp lý một dòng"),
    *_TEXTS.values(),
    Column("truc_tuyen", "Mức dịch vụ công trực tuyến"),
    Column("duong_dan_nop", "Nơi nộp trực tuyến", "anyURI"),
    Column("quyet_dinh", "Quyết định công bố"),
    Column("ap_dung_tu", "Ngày có hiệu lực (ISO 8601)", "date"),
    Column("duong_dan", "Địa chỉ trang của thủ tục", "anyURI"),
)


def _rows() -> Iterator[list[Any]]:
    """A row for each procedure in force."""
    for procedure, version in all_in_force("ways", "parts", "bases__document"):
        yield [
            procedure.pk,
            procedure.code,
            version.name,
            str(procedure.get_level_display()),
            version.field,
            *_lists(version),
            *(getattr(version, name) for name in _TEXTS),
            str(version.get_online_level_display()),
            version.online_url,
            version.decision,
            version.in_force_from.isoformat(),
            settings.SITE_URL + procedure.public_url,
        ]


def _lists(version: ProcedureVersion) -> list[str]:
    """Ways of filing, papers and bases, a line each."""
    ways = [
        f"{way}: " + _told(way.time_limit or version.time_limit, way.fee or version.fee, way.description)
        for way in version.ways.all()
    ]
    if not ways and (version.time_limit or version.fee):
        ways = [_told(version.time_limit, version.fee)]
    parts = [_told(part.case, part.name, part.count, part.form_name) for part in version.parts.all()]
    bases = [f"{basis.part} {basis.document.citation}".strip() for basis in version.bases.all()]
    return ["\n".join(lines) for lines in (ways, parts, bases)]


def _told(*texts: str) -> str:
    return "; ".join(" ".join(text.split()) for text in texts if text)


PROCEDURES = DataSet(
    slug="thu-tuc",
    title="Thủ tục hành chính đang áp dụng",
    about="Mọi thủ tục đang áp dụng hôm nay, với nội dung của quyết định công bố.",
    licence="Được dùng lại tự do khi ghi rõ nguồn và ngày lấy; bản có giá trị là quyết định công bố.",
    columns=_COLUMNS,
    rows=_rows,
    count=lambda: Procedure.objects.in_force().count(),
    newest=lambda: ProcedureVersion.objects.aggregate(at=Max("took_effect_at"))["at"],
)
