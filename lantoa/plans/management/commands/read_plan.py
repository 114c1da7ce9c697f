import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from lantoa.documents.errors import UnreadableDocument


class Command(BaseCommand):
    """`lantoa read_plan FILE [--json]`: exit code 0 done, 2 where the file cannot be used (one sentence on standard
    error, nothing on standard output)."""

    help = "Đọc văn bản kế hoạch: in dàn ý, hoặc JSON với --json."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .docx, .pdf, .doc, .txt, .md, .html hoặc ảnh chụp")
        parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        from lantoa.documents.reading.guard import open_guarded
        from lantoa.documents.reading.outline import print_outline
        from lantoa.documents.reading.plan import read_plan

        path: Path = options["file"]
        if not path.is_file():
            self.refuse(f"Không có tệp {path}; kiểm tra lại đường dẫn.")
        try:
            reading = read_plan(open_guarded(path))
        except UnreadableDocument as error:
            self.refuse(error.sentence)
        except OSError:
            self.refuse(f"Không đọc được tệp {path}; kiểm tra quyền đọc tệp.")
        if reading.kind != "ke_hoach":
            why = reading.warnings[0] if reading.warnings else "Văn bản này không phải là kế hoạch."
            self.refuse(why)
        if options["json"]:
            self.stdout.write(json.dumps(reading.to_contract(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(print_outline(reading), ending="")

    def refuse(self, sentence: str) -> NoReturn:
        """The input cannot be used: one sentence, exit code 2."""
        self.stderr.write(sentence)
        raise SystemExit(2)
