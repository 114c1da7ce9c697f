"""Files as the national portal gives them out of a procedure, made for tests: the words are ours."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from docx import Document
from docx.document import Document as Opened

WAYS = (
    ("Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí", "Mô tả"),
    ("Trực tiếp", "3 Ngày làm việc", "Lệ phí : 8000 Đồng (Miễn lệ phí cho hộ nghèo; trẻ khuyết tật)", "Tại quầy số 2"),
    ("Trực tuyến", "2 Ngày làm việc", "Lệ phí : 4000 Đồng\nGiảm 50% so với nộp trực tiếp", ""),
    ("Dịch vụ bưu chính", "3 Ngày làm việc", "", "Cước phí theo quy định"),
)
PARTS = (
    ("Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng"),
    ("Đơn xin chuyển trường", "Mẫu số 01.docx", "Bản chính: 1\nBản sao: 0"),
    ("Học bạ", "", "Bản chính: 1\nBản sao: 2"),
)
MORE_PARTS = (PARTS[0], ("1) Giấy ủy quyền có chứng thực", "", "Bản chính: 1 Bản sao: 0"))
BASES = (
    ("Số ký hiệu", "Trích yếu", "Ngày ban hành", "Cơ quan ban hành"),
    ("43/2019/QH14", "Luật Giáo dục", "14-06-2019", "Quốc hội"),
    ("11/2014/TT-BGDĐT", "Ban hành Quy chế tuyển sinh", "18-04-2014", "Bộ Giáo dục và Đào tạo"),
)
HEAD = {
    "Mã thủ tục": "2.002481",
    "Số quyết định": "3771/QĐ-UBND",
    "Tên thủ tục": "Chuyển trường đối với học sinh trung học cơ sở",
    "Cấp thực hiện": "Cấp Xã",
    "Loại thủ tục": "TTHC được luật giao quy định chi tiết",
    "Lĩnh vực": "Giáo dục trung học",
}
STEPS = ("Bước 1: Cha mẹ nộp đơn.", "Kết quả thực hiện: giấy tiếp nhận.", "Bước 2: Hiệu trưởng ký.")
TAIL = {
    "Đối tượng thực hiện": "Công dân Việt Nam",
    "Cơ quan thực hiện": "Ủy ban nhân dân cấp xã",
    "Cơ quan có thẩm quyền": "Ủy ban nhân dân cấp xã",
    "Địa chỉ tiếp nhận HS": "Bộ phận Một cửa",
    "Cơ quan được ủy quyền": "Không có thông tin",
    "Cơ quan phối hợp": "Không có thông tin",
    "Kết quả thực hiện": "Giấy giới thiệu chuyển trường",
}
LAST = {
    "Yêu cầu, điều kiện thực hiện": "Trường chuyển đến còn chỗ học.",
    "Từ khóa": "Không có thông tin",
    "Mô tả": "Không có thông tin",
}
Rows = Sequence[Sequence[str]]


def _table(document: Opened, rows: Rows) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].text = first
            for other in others:
                cell.add_paragraph(other)


def _labels(document: Opened, said: Mapping[str, str], *, on_own_line: bool) -> None:
    for label, text in said.items():
        if on_own_line:
            document.add_paragraph().add_run(f"{label}:").bold = True
            document.add_paragraph(text)
        else:
            document.add_paragraph(f"{label}: {text}")


def _bytes(document: Opened) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def usual(*, on_own_line: bool = False, ways: Rows = WAYS, head: Mapping[str, str] = HEAD) -> bytes:
    """Labels one under another, tables between them, papers in two groups."""
    document = Document()
    document.add_paragraph("CHI TIẾT THỦ TỤC HÀNH CHÍNH")
    _labels(document, head, on_own_line=on_own_line)
    document.add_paragraph("Trình tự thực hiện:")
    for step in STEPS:
        document.add_paragraph(step)
    document.add_paragraph("Cách thức thực hiện:")
    _table(document, ways)
    document.add_paragraph("Thành phần hồ sơ:")
    document.add_paragraph("Bao gồm")
    _table(document, PARTS)
    document.add_paragraph("* Trường hợp làm thay:")
    _table(document, MORE_PARTS)
    _labels(document, TAIL, on_own_line=on_own_line)
    document.add_paragraph("Căn cứ pháp lý:")
    _table(document, BASES)
    _labels(document, LAST, on_own_line=on_own_line)
    return _bytes(document)


def in_one_table() -> bytes:
    """Labels in the left column of one table, their text in the right; papers as lines."""
    document = Document()
    rows = [*HEAD.items(), ("Trình tự thực hiện", "\n".join(STEPS[:1])), ("Thành phần hồ sơ", "- Đơn\n- Học bạ;")]
    _table(document, [*rows, *TAIL.items()])
    return _bytes(document)


def without_grid() -> bytes:
    """As the portal writes it: tables lack their `w:tblGrid`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "word/document.xml":
                data = re.sub(rb"<w:tblGrid>.*?</w:tblGrid>", b"", data, flags=re.DOTALL)
            new.writestr(part, data)
    return out.getvalue()


def a_letter() -> bytes:
    """Something else that is a Word file."""
    document = Document()
    document.add_paragraph("Kính gửi: Quý phụ huynh")
    document.add_paragraph("Tên thủ tục: không có ở đây, chỉ là thư mời họp.")
    return _bytes(document)
