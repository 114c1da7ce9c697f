from typing import Any

from django.core.management.base import BaseCommand

from lantoa.legal.loading import load_register


class Command(BaseCommand):
    help = "Bring the documents that come with the project into the register; those that are there stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Thêm {load_register()} văn bản vào danh mục.")
