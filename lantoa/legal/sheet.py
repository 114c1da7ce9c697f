"""The register as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator

from lantoa.legal.enums import LegalStatus
from lantoa.legal.models import LegalDocument
from lantoa.tabular.sheets import Column
from lantoa.vietnamese.dates import short_date

COLUMNS = (
    Column("number", "Số, ký hiệu", "Đầy đủ như trên văn bản; để trống nếu chỉ dẫn theo tên.", "30/2020/NĐ-CP"),
    Column("kind", "Loại", "Để trống: lấy theo số, ký hiệu.", "Nghị định"),
    Column("title", "Trích yếu", "Bắt buộc với văn bản mới.", "Về công tác văn thư", is_required=True),
    Column("issuer", "Cơ quan ban hành", "Để trống: lấy theo ký hiệu của cơ quan trung ương.", "Chính phủ"),
    Column("issued_on", "Ngày ban hành", "Ngày/tháng/năm.", "05/03/2020"),
    Column("effective_on", "Ngày có hiệu lực", "Ngày/tháng/năm.", "05/03/2020"),
    Column("ends_on", "Ngày hết hiệu lực", "Ngày đầu tiên không còn hiệu lực.", ""),
    Column("effect", "Hiệu lực", "Một trong: " + "; ".join(LegalStatus.labels) + ".", "còn hiệu lực"),
    Column("replaced_by", "Thay bằng", "Số, ký hiệu của văn bản đã có trong danh mục hoặc có trong bảng.", ""),
    Column("status_note", "Ghi chú hiệu lực", "", "sửa đổi bởi một nghị định khác"),
    Column("source", "Nguồn", "Nơi lấy thông tin.", "Công báo"),
    Column("url", "Đường dẫn toàn văn", "Bắt đầu bằng https://", "https://vanban.chinhphu.vn"),
)


def lines(documents: Iterable[LegalDocument]) -> Iterator[list[str]]:
    """A row for each document."""
    for one in documents:
        days = [short_date(day) if day else "" for day in (one.issued_on, one.effective_on, one.ends_on)]
        heir = named(one.replaced_by) if one.replaced_by else ""
        effect = str(one.effect.label)
        rest = [one.status_note, one.source, one.url]
        yield [one.number, one.kind, one.title, one.issuer, *days, effect, heir, *rest]


def named(document: LegalDocument) -> str:
    """How a row names another document: numbers start anew each January, so with its day where that is known."""
    day = f" – {document.issued_on:%d/%m/%Y}" if document.issued_on else ""
    return f"{document.number or document.title}{day}"
