"""People as a spreadsheet: one line for each role that a person holds."""

from collections.abc import Iterable, Iterator

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.tabular.sheets import Column
from lantoa.vietnamese.dates import short_date

COLUMNS = (
    Column(
        "username",
        "Tên đăng nhập",
        "Chữ không dấu, chữ số, dấu chấm, gạch nối. Người giữ nhiều vai trò có nhiều dòng cùng tên đăng nhập.",
        "nguyenvanan",
        is_required=True,
    ),
    Column("full_name", "Họ và tên", "Bắt buộc với người mới.", "Nguyễn Văn An", is_required=True),
    Column("email", "Thư điện tử", "Mỗi địa chỉ một người.", "an@example.vn", also=("Email",)),
    Column("phone", "Điện thoại", "", "0912 345 678", also=("Số điện thoại",)),
    Column("unit", "Mã đơn vị", "Mã trong danh sách đơn vị, thuộc phạm vi quản trị.", "THPT01"),
    Column("role", "Vai trò", "Một trong: " + "; ".join(Role.labels) + ".", "chuyên viên"),
    Column("title", "Chức vụ", "Như ghi trên văn bản.", "Giáo viên"),
    Column("since", "Từ ngày", "Ngày/tháng/năm; để trống là hôm nay.", "01/09/2026"),
    Column("until", "Đến trước ngày", "Ngày đầu tiên không còn vai trò; để trống khi vẫn giữ.", ""),
)


def lines(people: Iterable[User], *, by: User) -> Iterator[list[str]]:
    """The lines of people whose `held` memberships were read along; only roles that `by` administers."""
    from lantoa.accounts import access
    from lantoa.accounts.enums import Power

    for person in people:
        held: list[Membership] = person.held  # type: ignore[attr-defined]
        about = [person.username, person.full_name, person.email, person.phone]
        seen = [one for one in held if access.may(by, Power.ADMINISTER, one.unit)]
        for one in seen:
            until = short_date(one.valid_to) if one.valid_to else ""
            role = [one.unit.code, str(one.get_role_display()), one.title, short_date(one.valid_from), until]
            yield about + role
        if not seen:
            yield [*about, "", "", "", "", ""]
