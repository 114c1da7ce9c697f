from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lantoa.channels import vault


class Command(BaseCommand):
    help = "Mã hóa lại mã truy cập của mọi kênh bằng khóa mới nhất trong LANTOA_CHANNEL_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reseal; exit 1 where some channel can't be opened."""
        done, lost = vault.reseal_all()
        self.stdout.write(f"Đã mã hóa lại {done} kênh.")
        if lost:
            named = ", ".join(f"“{channel}”" for channel in lost)
            raise CommandError(f"Không khóa nào mở được: {named}. Nhập lại mã truy cập của các kênh này.", returncode=1)
