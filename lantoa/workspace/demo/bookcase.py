"""The bookcase of An Bình: the register's documents, and leaflets that were written for this province."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from lantoa.accounts.models import User
from lantoa.legal import bookcase, files
from lantoa.legal.models import LegalDocument
from lantoa.workspace.demo.printing import leaflet

LEAFLETS: dict[str, tuple[str, ...]] = {
    "Tờ rơi: Nộp hồ sơ trực tuyến trong năm bước": (
        "Bước 1. Vào Cổng dịch vụ công quốc gia, đăng nhập bằng tài khoản định danh điện tử.",
        "Bước 2. Gõ tên thủ tục vào ô tìm kiếm, ví dụ “chuyển trường”, chọn nơi tiếp nhận.",
        "Bước 3. Điền tờ khai, chụp và đính kèm giấy tờ; ảnh phải rõ chữ.",
        "Bước 4. Nộp phí nếu có, giữ mã hồ sơ được gửi qua tin nhắn.",
        "Bước 5. Theo dõi hồ sơ bằng mã ấy; nhận kết quả trực tuyến hoặc tại bộ phận một cửa.",
        "Cần người giúp: đến bộ phận một cửa của xã, phường, mang theo điện thoại và căn cước.",
    ),
    "Tờ rơi: Phòng, chống đuối nước cho học sinh dịp hè": (
        "Không tự đi bơi khi không có người lớn biết bơi đi cùng.",
        "Không chơi gần ao, hồ, sông, suối, hố công trình; không cúi rửa tay, rửa chân ở bờ sâu.",
        "Thấy người bị đuối nước: hô to, gọi người lớn, ném phao hoặc vật nổi.",
        "Không nhảy xuống cứu nếu chưa được học cứu đuối.",
        "Gia đình che đậy giếng, bể; làm rào quanh ao gần nhà; cho con học bơi và học kỹ năng an toàn dưới nước.",
    ),
}


def make_bookcase(people: Mapping[str, User]) -> None:
    """Publish the register and the leaflets, each by who may."""
    admin = people["quantri"]
    for document in LegalDocument.objects.exclude(issued_on=None):
        bookcase.publish(document, by=admin)
    for title, lines in LEAFLETS.items():
        kind, _, name = title.partition(": ")
        document = LegalDocument.objects.create(kind=kind, title=name)
        files.add_file(document, SimpleUploadedFile(f"{name}.pdf", leaflet(name, lines)), by=admin)
        bookcase.publish(document, by=admin)
