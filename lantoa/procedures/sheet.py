"""The catalogue as rows of a spreadsheet: what fits into a cell. Steps, papers and bases come by the form or by a file
of the national portal."""

from collections.abc import Iterable, Iterator, Sequence

from lantoa.procedures.enums import Level, OnlineLevel
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.tabular.sheets import Column
from lantoa.vietnamese.dates import short_date

YES, NO = "có", "không"
COLUMNS = (
    Column("code", "Mã thủ tục", "Như trên Cổng quốc gia.", "2.002481", True, ("Mã", "Mã TTHC", "Mã số", "code")),
    Column(
        "name",
        "Tên thủ tục",
        "Bắt buộc.",
        "Chuyển trường đối với học sinh trung học cơ sở",
        True,
        ("Tên TTHC", "Tên thủ tục hành chính", "name"),
    ),
    Column(
        "level",
        "Cấp thực hiện",
        "Một trong: " + "; ".join(Level.labels) + ".",
        "cấp xã",
        also=("Cấp", "Cấp giải quyết", "level"),
    ),
    Column("field", "Lĩnh vực", "", "Giáo dục trung học", also=("field",)),
    Column("kind", "Loại thủ tục", "", "", also=("Loại TTHC",)),
    Column(
        "decision_number",
        "Số quyết định",
        "Quyết định công bố.",
        "3771/QĐ-UBND",
        also=("Quyết định công bố", "Quyết định", "source"),
    ),
    Column("decision_issuer", "Cơ quan ban hành", "", "Chủ tịch UBND tỉnh"),
    Column("decided_on", "Ngày ban hành", "Ngày/tháng/năm.", "19/11/2025", also=("Ngày quyết định",)),
    Column("in_force_from", "Có hiệu lực từ", "Để trống: ngày ban hành, hoặc hôm nay.", "19/11/2025"),
    Column("time_limit", "Thời hạn giải quyết", "", "03 ngày làm việc", also=("Thời hạn", "time_limit")),
    Column("fee", "Phí, lệ phí", "", "Không", also=("Lệ phí", "Phí")),
    Column("exemptions", "Miễn, giảm", "Chép nguyên văn.", ""),
    Column("sets", "Số bộ hồ sơ", "", "01 bộ"),
    Column("applicants", "Đối tượng thực hiện", "", "Cá nhân", also=("Đối tượng",)),
    Column("acting_body", "Cơ quan thực hiện", "", ""),
    Column("deciding_body", "Cơ quan có thẩm quyền", "", "Ủy ban nhân dân cấp xã"),
    Column("receiving_address", "Địa chỉ tiếp nhận", "", "", also=("Địa điểm thực hiện", "Nơi tiếp nhận")),
    Column("results", "Kết quả thực hiện", "", "", also=("Kết quả",)),
    Column(
        "online_level",
        "Dịch vụ công trực tuyến",
        "Một trong: " + "; ".join(OnlineLevel.labels) + ".",
        "toàn trình",
        also=("Mức độ DVC", "Mức độ dịch vụ công"),
    ),
    Column("online_url", "Đường dẫn nộp", "Bắt đầu bằng https://", "", also=("Link", "Đường dẫn")),
    Column("returns_by_post", "Trả qua bưu chính", f"{YES} hoặc {NO}.", YES),
    Column("takes_payment_online", "Nộp phí trực tuyến", f"{YES} hoặc {NO}.", NO),
    Column("keywords", "Từ khóa", "", ""),
    Column("events", "Sự kiện", "Tên sự kiện, cách nhau bằng dấu chấm phẩy.", "Chuyển trường"),
)
VERSION_TEXTS = (
    "name",
    "field",
    "kind",
    "decision_number",
    "decision_issuer",
    "time_limit",
    "fee",
    "exemptions",
    "sets",
    "applicants",
    "acting_body",
    "deciding_body",
    "receiving_address",
    "results",
    "online_url",
    "keywords",
)
VERSION_DAYS = ("decided_on", "in_force_from")
VERSION_FLAGS = ("returns_by_post", "takes_payment_online")


def shown(procedure: Procedure, version: ProcedureVersion, events: Iterable[str]) -> dict[str, str]:
    """Every value as a row has it, by the columns' keys."""
    values = {name: str(getattr(version, name)) for name in VERSION_TEXTS}
    values |= {name: short_date(day) if (day := getattr(version, name)) else "" for name in VERSION_DAYS}
    values |= {name: YES if getattr(version, name) else NO for name in VERSION_FLAGS}
    return values | {
        "code": procedure.code,
        "level": str(procedure.get_level_display()),
        "online_level": str(version.get_online_level_display()),
        "events": "; ".join(events),
    }


def lines(procedures: Sequence[Procedure]) -> Iterator[list[str]]:
    """A row for each procedure that has a version: the one that holds, else the first to come. `procedures` come from
    `with_version`."""
    keys = {one.pk: one.version_id for one in procedures}  # type: ignore[attr-defined]  # by with_version
    held = ProcedureVersion.objects.in_bulk([key for key in keys.values() if key])
    waiting = ProcedureVersion.objects.filter(procedure__in=[pk for pk, key in keys.items() if not key])
    coming = {one.procedure_id: one for one in waiting.order_by("-in_force_from", "-number")}  # the first one stands
    for procedure in procedures:
        version = held.get(keys[procedure.pk]) or coming.get(procedure.pk)
        if version is not None:
            values = shown(procedure, version, [event.name for event in procedure.life_events.all()])
            yield [values[column.key] for column in COLUMNS]
