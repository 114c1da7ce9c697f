from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """`lantoa write_plan FILE.json -o FILE.docx`: exit code 0 done, 2 where the JSON cannot be used."""

    help = "Viết kế hoạch từ JSON thành văn bản .docx theo thể thức Nghị định 30/2020/NĐ-CP."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp JSON như read_plan --json in ra")
        parser.add_argument("-o", "--output", type=Path, required=True, help="tệp .docx sẽ viết")

    def handle(self, *args: Any, **options: Any) -> None:
        from lantoa.documents.writing.command import write_plan_file
        from lantoa.documents.writing.refusal import UnusableInput

        try:
            write_plan_file(options["file"], options["output"])
        except UnusableInput as error:
            self.refuse(str(error))

    def refuse(self, sentence: str) -> NoReturn:
        """The input cannot be used: one sentence, exit code 2."""
        self.stderr.write(sentence)
        raise SystemExit(2)
