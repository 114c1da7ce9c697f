"""Plausible plans as the contract's JSON, for hypothesis: consistent by construction, from a vocabulary of our own."""

from typing import Any

from hypothesis import strategies as st

from lantoa.documents.writing.wording import cited

YEAR = 2026
Draw = st.DrawFn
Data = dict[str, Any]

_HEADS = [
    ("Sở Giáo dục và Đào tạo tỉnh An Bình", "UBND tỉnh An Bình", "SGDĐT", "An Bình"),
    ("Sở Nội vụ thành phố Bình Hải", "UBND thành phố Bình Hải", "SNV", "Bình Hải"),
    ("Ủy ban nhân dân xã Minh Tân", None, "UBND", "Minh Tân"),
    ("Phòng Văn hóa - Xã hội phường Trung Hòa", "UBND phường Trung Hòa", "PVHXH", "Trung Hòa"),
    ("Trường Trung học cơ sở Minh Tân", "UBND xã Minh Tân", "THCSMT", "Minh Tân"),
    ("Trường Trung học phổ thông Lê Lợi", "Sở Giáo dục và Đào tạo tỉnh An Bình", "THPTLL", "An Bình"),
    ("Sở Giáo dục và Đào tạo tỉnh An Bình", None, "SGDĐT", "An Bình"),
]
_SUBJECTS = [
    f"Tuyên truyền cải cách hành chính năm {YEAR}",
    f"Truyền thông về chuyển đổi số trong các cơ sở giáo dục trên địa bàn tỉnh năm {YEAR}",
    f"Phổ biến, giáo dục pháp luật năm {YEAR}",
    "Triển khai công tác thông tin, tuyên truyền cải cách hành chính",
]
_NUMBERS = ["08/KH-UBND", "118/2025/NĐ-CP", "76/NQ-CP", "15/2025/TT-BGDĐT", "09/CT-UBND", "1234/QĐ-UBND", "05-NQ/TU"]
_PHRASES = [
    "Giới thiệu các dịch vụ công trực tuyến toàn trình",
    "Quán triệt mục tiêu, nhiệm vụ cải cách hành chính của tỉnh",
    "Nêu gương người tốt, việc tốt trong giải quyết hồ sơ; phê bình nơi làm chậm",
    "Hướng dẫn người dân nộp hồ sơ qua mạng. Giải đáp vướng mắc thường gặp",
    "Tình hình tiếp nhận và trả kết quả hồ sơ",
    "Kỷ luật, kỷ cương trong thực thi công vụ",
    "Vai trò của người đứng đầu trong công tác cải cách hành chính...",
    "Các chỉ số PAR INDEX, SIPAS, PAPI của tỉnh (nếu có)",
    "Nâng cao mức độ hài lòng của người dân, doanh nghiệp; thực hiện phương châm “Dân biết, dân bàn, dân kiểm tra”",
]
_CHANNELS = [
    ("Đăng tin, bài trên cổng thông tin điện tử", ["portal"]),
    ("Chia sẻ trên mạng xã hội Zalo, Facebook", ["social"]),
    ("Phát thanh trên hệ thống truyền thanh cơ sở", ["broadcast"]),
    ("Lồng ghép trong các hội nghị, buổi sinh hoạt chuyên môn", ["meeting"]),
    ("Tổ chức cuộc thi tìm hiểu, phát tờ rơi", ["contest", "print"]),
    ("Niêm yết công khai tại trụ sở, kèm mã QR", ["posting", "qr"]),
]
_AUDIENCES = ["cán bộ", "công chức", "viên chức", "người lao động", "người học", "người dân", "phụ huynh"]
_UNITS = [
    "Văn phòng",
    "Các trường trực thuộc",
    "Phòng Chính trị, tư tưởng - Học sinh, sinh viên",
    "Thanh tra",
    "Các phòng thuộc Sở",
    "UBND các xã, phường",
]
_WORKS = [
    "Theo dõi, đôn đốc việc thực hiện",
    "Cung cấp tin, bài cho bộ phận phụ trách",
    "Kiểm tra việc triển khai tại các đơn vị",
    "Rà soát, cập nhật danh mục thủ tục",
]
_MONEY = ["Nguồn ngân sách nhà nước cấp hằng năm", "Các nguồn kinh phí hợp pháp khác theo quy định"]
_PRODUCTS = ["Kế hoạch", "công văn chỉ đạo", "tin bài trên cổng thông tin điện tử", "tờ gấp", "báo cáo tổng kết"]
_TIMINGS = [
    ("Thường xuyên", "continuous", f"{YEAR}-01-01", f"{YEAR}-12-31"),
    ("Quý III", "quarter", f"{YEAR}-07-01", f"{YEAR}-09-30"),
    ("Quý I, Quý II/2026", "quarter", f"{YEAR}-01-01", f"{YEAR}-06-30"),
    ("Tháng 5/2026", "month", f"{YEAR}-05-01", f"{YEAR}-05-31"),
    ("Trước ngày 15/9/2026", "date", None, f"{YEAR}-09-15"),
    ("Theo kế hoạch của UBND tỉnh", "external", None, None),
    ("Hằng tháng", "periodic", None, None),
    ("Cả năm", "continuous", f"{YEAR}-01-01", f"{YEAR}-12-31"),
    ("Từ tháng 3 đến tháng 6", "range", f"{YEAR}-03-01", f"{YEAR}-06-30"),
    ("Ngày 20/11/2026", "date", f"{YEAR}-11-20", f"{YEAR}-11-20"),
    ("", "none", None, None),
]
_FIGURES = [
    (100, "%", "Phấn đấu 100% đơn vị công khai thủ tục hành chính"),
    (12, "tin bài", "Mỗi đơn vị đăng ít nhất 12 tin bài"),
    (8000000, "đồng", "Giải thưởng trị giá 8.000.000 đồng"),
]


def _some(draw: Draw, values: list[Any], least: int = 0, most: int = 4) -> list[Any]:
    """Some of `values`, each at most once, in any order."""
    return draw(st.lists(st.sampled_from(values), min_size=least, max_size=most, unique_by=str))


def _heading(label: str, title: str, *children: Data) -> Data:
    return {"label": label, "title": title, "children": list(children)}


@st.composite
def contracts(draw: Draw) -> Data:
    """A plan with or without letterhead, table, money, duties, addresses and loose citations."""
    duties = _duties(draw)
    tasks = _tasks(draw)
    contents, inner = _contents(draw)
    money = _some(draw, _MONEY, most=2)
    bases = _bases(draw)
    figures = [dict(zip(("value", "unit", "text"), figure, strict=True)) for figure in _some(draw, _FIGURES, most=1)]
    given = [base["number"] for base in bases if base["number"]]
    loose = [number for number in _some(draw, _NUMBERS, most=2) if number not in given + inner]
    return {
        "kind": "ke_hoach",
        **_head(draw),
        "title": draw(st.sampled_from(_SUBJECTS)),
        "year": YEAR,
        "legal_bases": bases,
        "citations": [*given, *_shuffled_in(draw, loose, inner)],
        "sections": _sections(draw, [duty["unit"] for duty in duties], bool(money)),
        "audiences": _some(draw, _AUDIENCES, least=1),
        "contents": contents,
        "channels": [{"text": text, "kinds": kinds} for text, kinds in _some(draw, _CHANNELS, least=1)],
        "tasks": tasks,
        "duties": duties,
        "deadlines": [*_duty_deadlines(duties), *_task_deadlines(tasks)],
        "reporting": _reporting(duties),
        "budget": money,
        "contacts": {
            "emails": _some(draw, ["vanthu@anbinh.gov.vn"], most=1),
            "urls": _some(draw, ["https://anbinh.gov.vn", "https://anbinh.gov.vn/thu-tuc"], most=2),
            "phones": _some(draw, ["0203.3836.300"], most=1),
        },
        "figures": figures,
        "recipients": _some(
            draw, ["UBND tỉnh (để b/c)", "Sở Nội vụ", "Các đơn vị thuộc, trực thuộc", "Lưu: VT, VP"], most=4
        ),
        "signatory": draw(st.sampled_from(_SIGNATORIES)),
        "warnings": [],
    }


_SIGNATORIES = [
    {"role": "HIỆU TRƯỞNG", "on_behalf": None, "name": "ThS. Phạm Thị Ví Dụ"},
    {"role": "GIÁM ĐỐC", "on_behalf": None, "name": "Nguyễn Văn Mẫu"},
    {"role": "PHÓ GIÁM ĐỐC", "on_behalf": "KT. GIÁM ĐỐC", "name": "Trần Thị Thử"},
    {"role": "PHÓ CHỦ TỊCH", "on_behalf": "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "name": "Lê Văn Ví Dụ"},
]


_FIELDS = ["Cải cách thể chế", "Cải cách thủ tục hành chính", "Tài chính công", "Chính quyền điện tử, chính quyền số"]


def _head(draw: Draw) -> Data:
    issuer, superior, symbol, place = draw(st.sampled_from(_HEADS))
    number = draw(st.sampled_from([None, f"07/KH-{symbol}", f"123/KH-{symbol}"]))
    date = draw(st.sampled_from([None, f"{YEAR}-01-04", f"{YEAR}-03-15", f"{YEAR}-02"]))
    return {
        "issuer": issuer,
        "superior": superior,
        "number": number,
        "place": draw(st.sampled_from([None, place])),
        "date": date,
    }


def _bases(draw: Draw) -> list[Data]:
    about = ["truyền thông cải cách hành chính năm 2026", "ban hành Kế hoạch cải cách hành chính năm 2026", None]
    bases = []
    for number in _some(draw, ["08/KH-UBND", "1234/QĐ-UBND"], most=2):
        date, issuer = draw(st.sampled_from([(f"{YEAR}-01-02", "Ủy ban nhân dân tỉnh An Bình"), (None, None)]))
        bases.append({"number": number, "date": date, "issuer": issuer, "about": draw(st.sampled_from(about))})
    if draw(st.booleans()):
        bases.append({"number": None, "date": None, "issuer": None, "about": "Luật Trẻ em"})
    return bases


def _contents(draw: Draw) -> tuple[list[str], list[str]]:
    """Items of content, and the numbers that they cite, in their order."""
    items, numbers = [], []
    for phrase in _some(draw, _PHRASES, least=1):
        if draw(st.booleans()):
            number = draw(st.sampled_from(["118/2025/NĐ-CP", "76/NQ-CP", "05-NQ/TU"]))
            numbers += [number] if number not in numbers else []
            items.append(f"{phrase} theo {cited(number)}")
        else:
            items.append(phrase)
    return items, numbers


def _sections(draw: Draw, units: list[str], money: bool) -> list[Data]:
    purpose = _heading("I", "MỤC ĐÍCH, YÊU CẦU", _heading("1", "Mục đích"), _heading("2", "Yêu cầu"))
    parts = ["Đối tượng tuyên truyền", "Nội dung tuyên truyền", "Hình thức tuyên truyền"]
    fields = [_heading(label, title) for label, title in zip("ab", _some(draw, _FIELDS, 2, 2), strict=True)]
    layout = draw(st.sampled_from(["flat", "nested", "by field"]))
    if layout == "by field":
        inner = [_heading("1", "Đối tượng"), _heading("2", "Nội dung", *fields), _heading("3", "Hình thức")]
        sections = [purpose, _heading("II", "ĐỐI TƯỢNG, NỘI DUNG VÀ HÌNH THỨC TUYÊN TRUYỀN", *inner)]
    elif layout == "nested":
        inner = [_heading(str(place), title) for place, title in enumerate(parts, start=1)]
        sections = [purpose, _heading("II", "NỘI DUNG THỰC HIỆN", *inner)]
    else:
        sections = [purpose, *(_heading("", title.upper()) for title in parts)]
    if money:
        sections.append(_heading("", "KINH PHÍ THỰC HIỆN"))
    if units:
        inner = [_heading(str(place), unit) for place, unit in enumerate(units, start=1)]
        sections.append(_heading("", "TỔ CHỨC THỰC HIỆN", *inner))
    for label, section in zip(["I", "II", "III", "IV", "V", "VI", "VII"], sections, strict=False):
        section["label"] = label
    return sections


def _duties(draw: Draw) -> list[Data]:
    duties = []
    for unit in _some(draw, _UNITS, most=3):
        items = _some(draw, _WORKS, least=1, most=3)
        if draw(st.booleans()):
            items.append(f"Xây dựng kế hoạch của đơn vị, hoàn thành trước ngày {draw(st.integers(1, 28))}/3/{YEAR}")
        if not any("Định kỳ" in item for duty in duties for item in duty["items"]) and draw(st.booleans()):
            items.append("Định kỳ 6 tháng (trước ngày 25/5), năm (trước ngày 25/11) báo cáo kết quả về Sở Nội vụ")
        duties.append({"unit": unit, "items": items})
    return duties


def _duty_deadlines(duties: list[Data]) -> list[Data]:
    found = []
    for duty in duties:
        for item in duty["items"]:
            if "hoàn thành trước ngày " in item:
                day = item.rsplit(" ", 1)[1].split("/")[0]
                found.append((item, duty["unit"], f"{YEAR}-03-{int(day):02d}"))
            if "Định kỳ" in item:
                found += [(item, duty["unit"], f"{YEAR}-05-25"), (item, duty["unit"], f"{YEAR}-11-25")]
    return [{"what": what, "who": who, "due": due} for what, who, due in found]


def _task_deadlines(tasks: list[Data]) -> list[Data]:
    dated = [task for task in tasks if task["timing"]["kind"] == "date" and not task["timing"]["start"]]
    return [{"what": task["task"], "who": task["lead"], "due": task["timing"]["end"]} for task in dated]


def _reporting(duties: list[Data]) -> list[Data]:
    if not any("Định kỳ" in item for duty in duties for item in duty["items"]):
        return []
    return [
        {"period": "6_thang", "due": "05-25", "to": "Sở Nội vụ"},
        {"period": "nam", "due": "11-25", "to": "Sở Nội vụ"},
    ]


def _tasks(draw: Draw) -> list[Data]:
    tasks = []
    for number, phrase in enumerate(_some(draw, _PHRASES), start=1):
        raw, kind, start, end = draw(st.sampled_from(_TIMINGS))
        tasks.append(
            {
                "no": str(number),
                "task": phrase,
                "products": _some(draw, _PRODUCTS, most=2),
                "channel": draw(st.sampled_from([None, "Tin, bài trên cổng thông tin điện tử"])),
                "lead": draw(st.sampled_from([None, "Văn phòng", "Phòng Chính trị tư tưởng"])),
                "coordinating": _some(
                    draw, ["Các phòng thuộc Sở", "Sở Tài nguyên và Môi trường", "Các trường"], most=2
                ),
                "timing": {"raw": raw, "kind": kind, "start": start, "end": end},
            }
        )
    return tasks


def _shuffled_in(draw: Draw, loose: list[str], fixed: list[str]) -> list[str]:
    """The fixed ones in their order, the loose ones anywhere between."""
    merged = list(fixed)
    for number in loose:
        merged.insert(draw(st.integers(0, len(merged))), number)
    return merged
