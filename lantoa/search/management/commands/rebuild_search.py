from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lantoa.search import index, sources


class Command(BaseCommand):
    help = "Lập lại chỉ mục tìm kiếm từ mọi nội dung đang công khai."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", metavar="LOẠI", help="chỉ lập lại những loại này")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many entries each kind has now."""
        names = [source.kind for source in sources.known()]
        unknown = [kind for kind in options["kinds"] if kind not in names]
        if unknown:
            raise CommandError(f"Không có loại {', '.join(unknown)}; có: {', '.join(names)}.", returncode=2)
        for kind, number in index.rebuild(options["kinds"]).items():
            self.stdout.write(f"{sources.of(kind).label}: {number}")
