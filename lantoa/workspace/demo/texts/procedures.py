"""What the demonstration's procedures say: names and codes are real, the texts were written for An Bình."""

from dataclasses import dataclass

Paper = tuple[str, str, int, int, str]  # case, name, originals, copies, form
_STEPS = (
    "Bước 1: Chuẩn bị hồ sơ theo danh mục giấy tờ.\n"
    "Bước 2: Nộp hồ sơ tại nơi tiếp nhận, qua bưu chính hoặc trực tuyến. Người tiếp nhận kiểm tra và đưa giấy hẹn; "
    "thiếu giấy tờ thì được hướng dẫn bổ sung một lần, bằng văn bản.\n"
    "Bước 3: Cơ quan giải quyết xem xét hồ sơ; không đồng ý thì trả lời bằng văn bản và nêu rõ lý do.\n"
    "Bước 4: Nhận kết quả theo giấy hẹn, tại nơi nộp hoặc tại nhà qua bưu chính."
)
CHANGED = (
    "Bước 1: Cha mẹ hoặc người giám hộ xin trường chuyển đến đồng ý tiếp nhận, tại trường hoặc trực tuyến.\n"
    "Bước 2: Trường chuyển đi cấp giấy giới thiệu và gửi học bạ số sang trường chuyển đến.\n"
    "Bước 3: Trường chuyển đến báo lớp và ngày vào học."
)
EXEMPTIONS = (
    "Miễn phí cấp bản sao lần đầu cho người khuyết tật nặng, con liệt sĩ và người thuộc hộ nghèo.\n"
    "Giảm một nửa cho người thuộc hộ cận nghèo có giấy chứng nhận còn hạn."
)
PROCESS = (
    "Bước 1. Bộ phận tiếp nhận kiểm tra hồ sơ, ghi sổ: 0,25 ngày.",
    "Bước 2. Hiệu trưởng xem xét, ký giấy giới thiệu: 1 ngày.",
    "Bước 3. Văn thư trả kết quả, lưu hồ sơ: 0,25 ngày.",
)
QUESTIONS = (
    (
        "Chuyển trường giữa học kỳ có được không?",
        "Được khi gia đình chuyển nơi ở hoặc có hoàn cảnh đặc biệt, có xác nhận của xã, phường; trường chuyển đến còn "
        "chỗ học.",
    ),
    (
        "Con học trường tư có chuyển sang trường công được không?",
        "Được, khi trường công lập nơi cư trú còn chỉ tiêu và học sinh đủ điều kiện như học sinh của trường.",
    ),
    ("Mất học bạ giấy thì làm thế nào?", "Trường đang học in lại từ học bạ số; không phải làm đơn riêng."),
)
SCHOOL_TRANSFER = "2.002481commune"


@dataclass(frozen=True)
class Told:
    """One procedure as the demonstration tells it."""

    number: int
    code: str
    level: str
    name: str
    field: str
    events: tuple[str, ...]
    applicants: str
    body: str
    time_limit: str
    result: str
    papers: tuple[Paper, ...]
    fee: str = "Không"
    exemptions: str = ""
    conditions: str = ""
    online: str = "whole"
    steps: str = _STEPS
    bases: tuple[str, ...] = ()


def _request(form: str = "") -> Paper:
    return ("", f"Đơn đề nghị{' theo mẫu' if form else ''}", 1, 0, form)


_COMMUNE, _DEPARTMENT = "Ủy ban nhân dân xã, phường", "Sở Giáo dục và Đào tạo An Bình"
_PARENTS, _ANYONE = "Cha, mẹ hoặc người giám hộ của học sinh", "Cá nhân"
_FAMILY = ("", "Giấy khai sinh hoặc số định danh của học sinh", 0, 1, "")
_PLAN = ("", "Đề án thành lập trường, nêu rõ địa điểm, lớp học, đội ngũ, kinh phí", 1, 0, "")
_LAND = ("", "Giấy tờ về quyền sử dụng đất hoặc hợp đồng thuê địa điểm từ 5 năm", 0, 1, "")

ALL = (
    Told(
        1,
        "2.002481",
        "commune",
        "Chuyển trường đối với học sinh trung học cơ sở",
        "Giáo dục trung học",
        ("chuyen-truong",),
        _PARENTS,
        _COMMUNE,
        "03 ngày làm việc kể từ khi nhận đủ hồ sơ",
        "Giấy giới thiệu chuyển trường",
        (
            ("", "Đơn xin chuyển trường do cha mẹ hoặc người giám hộ ký", 1, 0, "Đơn xin chuyển trường.pdf"),
            ("", "Học bạ (học bạ số thì không phải nộp)", 1, 0, ""),
            ("Chuyển đến từ tỉnh khác", "Giấy giới thiệu của cơ quan quản lý giáo dục nơi đi", 1, 0, ""),
            ("Chuyển đến từ tỉnh khác", "Giấy xác nhận nơi cư trú mới", 0, 1, ""),
        ),
        bases=("30/2020/NĐ-CP",),
    ),
    Told(
        2,
        "2.002478",
        "province",
        "Chuyển trường đối với học sinh trung học phổ thông",
        "Giáo dục trung học",
        ("chuyen-truong",),
        _PARENTS,
        _DEPARTMENT,
        "03 ngày làm việc",
        "Giấy giới thiệu chuyển trường",
        (_request(), ("", "Học bạ", 1, 0, ""), ("", "Giấy báo trúng tuyển vào lớp 10", 0, 1, "")),
    ),
    Told(
        3,
        "1.001088",
        "province",
        "Xin học lại tại trường khác đối với học sinh trung học",
        "Giáo dục trung học",
        ("chuyen-truong",),
        _PARENTS,
        _DEPARTMENT,
        "05 ngày làm việc",
        "Văn bản đồng ý cho học lại",
        (_request(), ("", "Học bạ", 1, 0, "")),
        online="part",
    ),
    Told(
        4,
        "3.000182",
        "commune",
        "Tuyển sinh trung học cơ sở",
        "Giáo dục trung học",
        ("tuyen-sinh-dau-cap",),
        _PARENTS,
        _COMMUNE,
        "Theo kế hoạch tuyển sinh của năm học; báo kết quả trước ngày 31/7",
        "Danh sách học sinh trúng tuyển",
        (_FAMILY, ("", "Học bạ tiểu học", 1, 0, "")),
    ),
    Told(
        5,
        "1.010219",
        "school",
        "Tuyển sinh đầu cấp tiểu học",
        "Giáo dục tiểu học",
        ("tuyen-sinh-dau-cap",),
        _PARENTS,
        "Hiệu trưởng trường tiểu học",
        "Trong 10 ngày kể từ khi hết hạn đăng ký",
        "Giấy báo nhập học",
        (_FAMILY, ("", "Phiếu đăng ký dự tuyển theo mẫu của trường", 1, 0, "")),
        online="part",
    ),
    Told(
        6,
        "1.010220",
        "school",
        "Tuyển sinh đối với giáo dục mầm non",
        "Giáo dục mầm non",
        ("tuyen-sinh-dau-cap",),
        _PARENTS,
        "Hiệu trưởng trường mầm non",
        "Trong 07 ngày kể từ khi hết hạn đăng ký",
        "Giấy báo nhập học",
        (_FAMILY, ("", "Phiếu khám sức khỏe của trẻ", 1, 0, "")),
        online="none",
    ),
    Told(
        7,
        "3.000467",
        "commune",
        "Cấp bản sao văn bằng, chứng chỉ từ sổ gốc (tại cấp xã)",
        "Văn bằng, chứng chỉ",
        ("cap-lai-bang",),
        _ANYONE,
        _COMMUNE,
        "Trong ngày; nộp sau 15 giờ thì ngày làm việc tiếp theo",
        "Bản sao văn bằng, chứng chỉ",
        (
            _request("Đơn xin cấp bản sao.docx"),
            ("Làm thay người khác", "Giấy ủy quyền có chứng thực", 1, 0, ""),
        ),
        fee="Phí: 3.000 đồng một bản",
        exemptions=EXEMPTIONS,
    ),
    Told(
        8,
        "3.000465",
        "province",
        "Cấp bản sao văn bằng, chứng chỉ từ sổ gốc (tại cấp tỉnh)",
        "Văn bằng, chứng chỉ",
        ("cap-lai-bang",),
        _ANYONE,
        _DEPARTMENT,
        "Trong ngày; nộp sau 15 giờ thì ngày làm việc tiếp theo",
        "Bản sao văn bằng, chứng chỉ",
        (_request("Đơn xin cấp bản sao.docx"),),
        fee="Phí: 3.000 đồng một bản",
        exemptions=EXEMPTIONS,
    ),
    Told(
        9,
        "3.000466",
        "province",
        "Chỉnh sửa nội dung văn bằng, chứng chỉ (tại cấp tỉnh)",
        "Văn bằng, chứng chỉ",
        ("cap-lai-bang",),
        _ANYONE,
        _DEPARTMENT,
        "05 ngày làm việc",
        "Quyết định chỉnh sửa văn bằng, chứng chỉ",
        (
            _request(),
            ("", "Văn bằng, chứng chỉ cần chỉnh sửa", 1, 0, ""),
            ("", "Trích lục thay đổi, cải chính hộ tịch", 0, 1, ""),
        ),
    ),
    Told(
        10,
        "1.001622",
        "commune",
        "Hỗ trợ ăn trưa đối với trẻ em mẫu giáo",
        "Giáo dục mầm non",
        ("mien-giam-hoc-phi",),
        _PARENTS,
        _COMMUNE,
        "24 ngày làm việc kể từ khi hết hạn nhận hồ sơ",
        "Quyết định phê duyệt danh sách trẻ được hỗ trợ",
        (_request(), _FAMILY),
        conditions="Trẻ học tại cơ sở giáo dục mầm non, có cha mẹ ở xã đặc biệt khó khăn hoặc thuộc hộ nghèo.",
    ),
    Told(
        11,
        "1.005144",
        "province",
        "Đề nghị miễn, giảm học phí trong cơ sở giáo dục nghề nghiệp và cơ sở giáo dục đại học công lập",
        "Giáo dục và Đào tạo trong hệ thống giáo dục quốc dân",
        ("mien-giam-hoc-phi",),
        "Sinh viên, học viên",
        "Cơ sở giáo dục nghề nghiệp, cơ sở giáo dục đại học",
        "10 ngày làm việc",
        "Quyết định miễn, giảm học phí",
        (_request(), ("", "Giấy tờ chứng minh thuộc đối tượng được miễn, giảm", 0, 1, "")),
    ),
    Told(
        12,
        "1.012963",
        "commune",
        "Thành lập hoặc cho phép thành lập trường tiểu học",
        "Giáo dục tiểu học",
        ("mo-truong-lop",),
        "Tổ chức, cá nhân",
        _COMMUNE,
        "20 ngày làm việc kể từ khi nhận đủ hồ sơ; hồ sơ chưa hợp lệ được báo trong 05 ngày làm việc",
        "Quyết định thành lập hoặc cho phép thành lập trường",
        (("", "Tờ trình đề nghị thành lập trường", 1, 0, ""), _PLAN, _LAND),
        conditions="Phù hợp quy hoạch mạng lưới trường học của tỉnh.",
        online="part",
    ),
)
