from django.db import migrations

# name, slug, explanation: what families and schools look for; the register is kept by people from here on.
EVENTS = (
    ("Tuyển sinh đầu cấp", "tuyen-sinh-dau-cap", "Con vào mầm non, lớp 1, lớp 6, lớp 10."),
    ("Chuyển trường", "chuyen-truong", "Con chuyển đến hoặc chuyển đi trường khác, về nước học tiếp."),
    ("Cấp lại bằng, bản sao", "cap-lai-bang", "Mất bằng, cần bản sao từ sổ gốc, sửa thông tin trên bằng."),
    ("Miễn, giảm học phí, hỗ trợ", "mien-giam-hoc-phi", "Học bổng, trợ cấp, hỗ trợ chi phí học tập."),
    ("Thi và chứng chỉ", "thi-chung-chi", "Đăng ký dự thi, phúc khảo, chứng chỉ."),
    ("Mở trường, lớp, trung tâm", "mo-truong-lop", "Thành lập, cho phép hoạt động, sáp nhập, giải thể."),
)


def add_events(apps, schema_editor):
    LifeEvent = apps.get_model("procedures", "LifeEvent")
    for place, (name, slug, description) in enumerate(EVENTS, 1):
        values = {"name": name, "description": description, "place": 10 * place}
        LifeEvent.objects.get_or_create(slug=slug, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]

    operations = [migrations.RunPython(add_events, migrations.RunPython.noop)]
