from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from lantoa.documents.errors import UnreadableDocument


class Command(BaseCommand):
    """`lantoa check_document FILE`: exit code 0 no fault, 1 faults found, 2 where the file cannot be used."""

    help = "Soát một văn bản .docx theo thể thức của Nghị định 30/2020/NĐ-CP."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .docx")

    def handle(self, *args: Any, **options: Any) -> None:
        from lantoa.documents.checking.check import check_document

        if not options["file"].is_file():
            self._refuse(f"Không có tệp {options['file']}; kiểm tra lại đường dẫn.")
        try:
            findings = check_document(options["file"])
        except UnreadableDocument as error:
            self._refuse(error.sentence)
        except OSError:
            self._refuse(f"Không đọc được tệp {options['file']}; kiểm tra đường dẫn và quyền đọc.")
        for one in findings:
            self.stdout.write(f"- {one.what} {one.mend} ({one.source})" + (f" – “{one.where}”" if one.where else ""))
        if findings:
            raise SystemExit(1)
        self.stdout.write("Không thấy lỗi thể thức.")

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(2)
