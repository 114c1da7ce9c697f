"""Units as rows of a spreadsheet: the same columns out and in."""

from collections.abc import Iterable, Iterator

from lantoa.organisations.models import Unit
from lantoa.tabular.sheets import Column
from lantoa.vietnamese.dates import short_date

COLUMNS = (
    Column("code", "Mã đơn vị", "Mã không đổi; mã mới là đơn vị mới.", "MN-HOASEN", is_required=True),
    Column("name", "Tên đơn vị", "Viết đầy đủ.", "Trường Mầm non Hoa Sen", is_required=True),
    Column("short_name", "Tên ngắn", "Dùng ở chỗ hẹp.", "MN Hoa Sen"),
    Column("kind", "Loại đơn vị", "Trường, phòng thuộc sở, đơn vị trực thuộc …", "trường", is_required=True),
    Column("school_level", "Cấp học", "Chỉ với trường, trung tâm.", "mầm non"),
    Column("parent", "Mã đơn vị cấp trên", "Mã của đơn vị đang có hoặc có trong bảng.", "UBND-KIMTAN"),
    Column("area", "Địa bàn", "Xã, phường nơi đơn vị đóng.", "phường Kim Tân"),
    Column("symbol", "Ký hiệu văn bản", "Phần chữ trong số văn bản.", "MNHS"),
    Column("hotline", "Đường dây nóng", "", "0203 3825 111"),
    Column("email", "Thư điện tử", "", "mnhoasen@anbinh.example.vn"),
    Column("address", "Địa chỉ", "", "Số 5, phố Hoa Sen"),
    Column("portal_url", "Trang thông tin", "Bắt đầu bằng https://", "https://mnhoasen.example.vn"),
    Column("valid_from", "Hoạt động từ ngày", "Ngày/tháng/năm; chỉ với đơn vị mới.", "01/7/2025"),
)


def lines(units: Iterable[Unit]) -> Iterator[list[str]]:
    """A row for each unit."""
    for unit in units:
        yield [
            unit.code,
            unit.name,
            unit.short_name,
            str(unit.get_kind_display()),
            str(unit.get_school_level_display()) if unit.school_level else "",
            unit.parent.code if unit.parent else "",
            unit.area,
            unit.symbol,
            unit.hotline,
            unit.email,
            unit.address,
            unit.portal_url,
            short_date(unit.valid_from),
        ]
