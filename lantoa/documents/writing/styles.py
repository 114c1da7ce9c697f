"""The styles of an official document as Word styles, so that an officer changes one place (Nghị định 30/2020/NĐ-CP,
Phụ lục I). Names are what the officer sees in Word; ids are plain ASCII."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from lantoa.documents.writing.ooxml import element, remove_all

FONT = "Times New Roman"
BODY_SIZE = 14
LANGUAGE = "vi-VN"

CENTRE = WD_ALIGN_PARAGRAPH.CENTER
LEFT = WD_ALIGN_PARAGRAPH.LEFT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of paragraph looks. `level` is its place in Word's navigation;"""

    style_id: str
    name: str
    size: float
    align: WD_ALIGN_PARAGRAPH
    bold: bool = False
    italic: bool = False
    indent: float = 0  # first line, cm
    before: float = 0
    after: float = 0
    level: int | None = None
    keep_next: bool = False


MOTTO_SIZE = 14
HEAD_SIZE = 13

NATION = Look("QuocHieu", "Quốc hiệu", HEAD_SIZE, CENTRE, bold=True)
MOTTO = Look("TieuNgu", "Tiêu ngữ", MOTTO_SIZE, CENTRE, bold=True)
SUPERIOR = Look("CoQuanChuQuan", "Cơ quan chủ quản", HEAD_SIZE, CENTRE)
ISSUER = Look("CoQuanBanHanh", "Cơ quan ban hành", HEAD_SIZE, CENTRE, bold=True)
NUMBER = Look("SoKyHieu", "Số, ký hiệu", HEAD_SIZE, CENTRE)
DRAFT = Look("DuThao", "Dự thảo", HEAD_SIZE, CENTRE, bold=True, before=6)
PLACE_DATE = Look("DiaDanhNgayThang", "Địa danh, ngày tháng", MOTTO_SIZE, CENTRE, italic=True)
KIND = Look("TenLoai", "Tên loại văn bản", 14, CENTRE, bold=True, before=12, keep_next=True)
SUBJECT = Look("TrichYeu", "Trích yếu", 14, CENTRE, bold=True, keep_next=True)
BASIS = Look("CanCu", "Căn cứ", BODY_SIZE, JUSTIFY, italic=True, indent=1.27, before=6)
LETTER_SUBJECT = Look("TrichYeuCongVan", "Trích yếu công văn", 12, CENTRE)
BODY = Look("NoiDung", "Nội dung văn bản", BODY_SIZE, JUSTIFY, indent=1.27, before=6)
ADDRESSEE = Look("KinhGui", "Kính gửi", BODY_SIZE, CENTRE, before=6, after=6)
PICTURE = Look("Hinh", "Hình", 12, CENTRE, before=6)
CAPTION = Look("TenHinh", "Tên hình", 13, CENTRE, bold=True, before=12, keep_next=True)
CONTENTS = Look("DongMucLuc", "Dòng mục lục", BODY_SIZE, LEFT, before=3)
TABLE_NOTE = Look("GhiChuBang", "Ghi chú dưới bảng", 12, JUSTIFY, italic=True, before=4)
HEADING_1 = Look(
    "Heading1",
    "Heading 1",
    BODY_SIZE,
    JUSTIFY,
    bold=True,
    indent=1.27,
    before=6,
    level=1,
    keep_next=True,
)
HEADING_2 = Look("Heading2", "Heading 2", BODY_SIZE, JUSTIFY, bold=True, indent=1.27, before=6, level=2, keep_next=True)
HEADING_3 = Look(
    "Heading3",
    "Heading 3",
    BODY_SIZE,
    JUSTIFY,
    bold=True,
    italic=True,
    indent=1.27,
    before=6,
    level=3,
    keep_next=True,
)
RECIPIENTS_HEAD = Look("NoiNhan", "Nơi nhận", 12, LEFT, bold=True, italic=True)
RECIPIENT = Look("NoiNhanDong", "Nơi nhận - dòng", 11, LEFT)
ROLE = Look("QuyenHanChucVu", "Quyền hạn, chức vụ", 14, CENTRE, bold=True, keep_next=True)
SIGNER = Look("HoTenNguoiKy", "Họ và tên người ký", 14, CENTRE, bold=True)
APPENDIX = Look("PhuLuc", "Phụ lục", 14, CENTRE, bold=True, level=1, keep_next=True)
APPENDIX_TITLE = Look("TenPhuLuc", "Tên phụ lục", 14, CENTRE, bold=True, keep_next=True)
APPENDIX_NOTE = Look("KemTheo", "Kèm theo", 14, CENTRE, italic=True, keep_next=True)
TABLE_HEAD = Look("BangDau", "Bảng - dòng đầu", 12, CENTRE, bold=True, before=2, after=2)
TABLE_CELL = Look("BangO", "Bảng - ô", 12, LEFT, before=2, after=2)
TABLE_CELL_CENTRED = Look("BangOGiua", "Bảng - ô căn giữa", 12, CENTRE, before=2, after=2)
TABLE_GROUP = Look("BangNhom", "Bảng - dòng nhóm", 12, LEFT, bold=True, before=2, after=2, keep_next=True)
RULE = Look("DuongKe", "Đường kẻ", 2, CENTRE)
PAGE_NUMBER = Look("Header", "Header", 14, CENTRE)

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Look))


def define_styles(document: Document) -> None:
    """Give `document` the styles of the form, Times New Roman and Vietnamese everywhere."""
    _set_defaults(document)
    for look in ALL:
        _define(document, look)


def _set_defaults(document: Document) -> None:
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Pt(BODY_SIZE)
    _set_font(normal)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for old in list(defaults):
        defaults.remove(old)
    run = element("rPr")
    run.append(_fonts())
    run.append(element("lang", val=LANGUAGE, eastAsia=LANGUAGE))
    holder = element("rPrDefault")
    holder.append(run)
    defaults.append(holder)


def _define(document: Document, look: Look) -> None:
    style = _style(document, look)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    font = style.font
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    font.color.rgb = RGBColor(0, 0, 0)
    _set_font(style)
    form = style.paragraph_format
    form.alignment = look.align
    form.first_line_indent = Cm(look.indent)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    form.keep_with_next = look.keep_next
    form.keep_together = False
    form.widow_control = True
    if look.level:
        _set_outline(style, look.level)


def _style(document: Document, look: Look) -> ParagraphStyle:
    if look.name in document.styles:
        style = document.styles[look.name]
    else:
        style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), look.style_id)
    assert isinstance(style, ParagraphStyle)
    return style


def _fonts() -> BaseOxmlElement:
    return element("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)


def _set_font(style: ParagraphStyle) -> None:
    """Name the font for every script; a theme font left in place would win over it."""
    run = style.element.get_or_add_rPr()
    remove_all(run, "rFonts")
    run.insert_element_before(_fonts(), "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:color", "w:sz", "w:szCs", "w:lang")


def _set_outline(style: ParagraphStyle, level: int) -> None:
    properties = style.element.get_or_add_pPr()
    remove_all(properties, "outlineLvl")
    properties.append(element("outlineLvl", val=level - 1))
