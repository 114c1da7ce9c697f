from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from lantoa.legal.loading import load_register
from lantoa.organisations.models import Unit
from lantoa.search import index


class Command(BaseCommand):
    help = "Nạp tỉnh mẫu An Bình, một lần, vào cơ sở dữ liệu trống (chỉ khi LANTOA_DEMO=1)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the demo province unless there are units already; all or nothing."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp tỉnh mẫu khi LANTOA_DEMO=1.", returncode=2)
        if Unit.objects.exists():
            return
        from lantoa.workspace.demo.activities import make_activities
        from lantoa.workspace.demo.bookcase import make_bookcase
        from lantoa.workspace.demo.channels import make_channels
        from lantoa.workspace.demo.disclosure import make_disclosure
        from lantoa.workspace.demo.displays import make_displays
        from lantoa.workspace.demo.dossiers import make_dossiers
        from lantoa.workspace.demo.feedback import make_feedback
        from lantoa.workspace.demo.news import make_news
        from lantoa.workspace.demo.people import make_people
        from lantoa.workspace.demo.plans import make_plans
        from lantoa.workspace.demo.procedures import make_procedures
        from lantoa.workspace.demo.reports import make_reports
        from lantoa.workspace.demo.surveys import make_surveys
        from lantoa.workspace.demo.talk import make_talk
        from lantoa.workspace.demo.units import make_units

        self.stdout.write("Đang nạp tỉnh mẫu An Bình (vài phút, chỉ lần đầu) …")
        with transaction.atomic():
            load_register()
            units = make_units()
            people, today = make_people(units), timezone.localdate()
            make_plans(units, people, today)
            make_activities(units, people, today)
            make_reports(units, people, today)
            make_talk(units, people)
            make_bookcase(people)
            make_procedures(people)
            make_news(units, people)
            make_channels(units, people)
            make_feedback(units, people)
            for make in (make_displays, make_dossiers, make_disclosure, make_surveys):
                make(units, people, today)
            index.rebuild()
        self.stdout.write(f"Xong: {len(units)} đơn vị. Đăng nhập bằng vanphong, truong1 …, mật khẩu lantoa-demo")
