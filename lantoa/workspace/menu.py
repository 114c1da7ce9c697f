"""What stands in the workspace's rail, and for whom."""

from functools import partial

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.notices.models import Notice
from lantoa.ui.menu import Group, Item


def _anyone(user: User) -> bool:
    return user.is_authenticated


def _with(power: Power, user: User) -> bool:
    return bool(access.holding(user, power))


def _unread(user: User) -> int:
    return Notice.objects.visible_to(user).unread().count()


_sees = partial(_with, Power.SEE)

GROUPS = [
    Group(
        "",
        [
            Item("workspace:home", "Việc cần làm", "inbox", _anyone),
            Item("notices:list", "Thông báo", "bell", _anyone, _unread),
        ],
    ),
    Group(
        "Kế hoạch và kết quả",
        [
            Item("plans:list", "Kế hoạch", "document-text", _sees),
            Item("ledger:list", "Việc phải làm", "clipboard-document-check", _sees),
            Item("activities:list", "Hoạt động đã làm", "camera", _sees),
            Item("reports:list", "Báo cáo", "document-chart-bar", _sees),
            Item("ledger:calendar", "Lịch", "calendar-days", _sees),
            Item("oversight:grid", "Đôn đốc", "megaphone", _sees),
        ],
    ),
    Group(
        "Truyền thông",
        [
            Item("news:list", "Tin, bài", "newspaper", _sees),
            Item("channels:postings", "Kênh", "signal", _sees),
        ],
    ),
    Group(
        "Phục vụ người dân",
        [
            Item("feedback:list", "Phản ánh", "chat-bubble-left-right", _sees),
            Item("procedures:list", "Thủ tục", "clipboard-document-list", _sees),
            Item("displays:list", "Niêm yết", "map-pin", _sees),
            Item("dossiers:list", "Hồ sơ", "inbox-stack", _sees),
            Item("surveys:list", "Khảo sát", "chart-bar", _sees),
            Item("disclosure:list", "Công khai", "eye", _sees),
        ],
    ),
    Group(
        "Dữ liệu chung",
        [
            Item("legal:list", "Văn bản", "book-open", _sees),
            Item("organisations:list", "Đơn vị", "building-library", _sees),
            Item("accounts:people", "Người dùng", "users", partial(_with, Power.ADMINISTER)),
        ],
    ),
]
