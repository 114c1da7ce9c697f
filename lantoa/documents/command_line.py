"""The commands on documents, `lantoa read_plan`, `write_plan` and `check_document`: without Django, so that they start
at once and fit into little memory.

Exit codes: 0 done, 1 it looked and found faults, 2 the input could not be used: one sentence on standard error and
nothing on standard output.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from lantoa.documents.errors import UnreadableDocument


class Refusal(Exception):
    """The input cannot be used, said in one sentence."""


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refusal(f"Lệnh chưa đúng, gõ “lantoa {self.prog} --help” để xem cách dùng ({message}).")


def main(arguments: Sequence[str]) -> int:
    """Run the command named first; its exit code."""
    name, *rest = arguments
    parser = _Parser(prog=name)
    command = COMMANDS[name](parser)
    try:
        return command(parser.parse_args(rest))
    except (Refusal, UnreadableDocument) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _read_plan(parser: ArgumentParser) -> Callable[[Namespace], int]:
    parser.description = "Đọc văn bản kế hoạch: in dàn ý, hoặc JSON với --json."
    parser.add_argument("file", type=Path, help="tệp .docx, .pdf, .doc, .txt, .md, .html hoặc ảnh chụp")
    parser.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    return read


def read(given: Namespace) -> int:
    """Print what a plan's document says."""
    from lantoa.documents.reading.guard import open_guarded
    from lantoa.documents.reading.outline import print_outline
    from lantoa.documents.reading.plan import read_plan

    path = _existing(given.file)
    try:
        reading = read_plan(open_guarded(path, on_progress=_show_progress if sys.stderr.isatty() else None))
    except OSError as error:
        raise Refusal(f"Không đọc được tệp {path}; kiểm tra quyền đọc tệp.") from error
    if reading.kind != "ke_hoach":
        raise Refusal(reading.warnings[0] if reading.warnings else "Văn bản này không phải là kế hoạch.")
    text = json.dumps(reading.to_contract(), ensure_ascii=False, indent=1) + "\n" if given.json else ""
    _print(text or print_outline(reading))
    return 0


def _show_progress(done: int, total: int) -> None:
    """On one line of the terminal, wiped when done; a single step is no page of many."""
    step = f"Đang nhận dạng trang {done + 1}/{total} …" if total > 1 else "Đang đọc tệp, xin chờ …"
    sys.stderr.write(f"\r\033[K{step if done < total else ''}")
    sys.stderr.flush()


def _write_plan(parser: ArgumentParser) -> Callable[[Namespace], int]:
    parser.description = "Viết kế hoạch từ JSON thành văn bản .docx theo thể thức Nghị định 30/2020/NĐ-CP."
    parser.add_argument("file", type=Path, help="tệp JSON như read_plan --json in ra")
    parser.add_argument("-o", "--output", type=Path, required=True, help="tệp .docx sẽ viết")
    return write


def write(given: Namespace) -> int:
    """Write a contract's JSON as a document."""
    from lantoa.documents.writing.command import write_plan_file

    write_plan_file(_existing(given.file), given.output)
    return 0


def _check_document(parser: ArgumentParser) -> Callable[[Namespace], int]:
    parser.description = "Soát một văn bản .docx theo thể thức của Nghị định 30/2020/NĐ-CP."
    parser.add_argument("file", type=Path, help="tệp .docx")
    return check


def check(given: Namespace) -> int:
    """Print the faults of form in a document, each with its article and how to mend it."""
    from lantoa.documents.checking.check import check_document

    findings = check_document(_existing(given.file))
    for one in findings:
        where = f" – “{one.where}”" if one.where else ""
        _print(f"- {one.what} {one.mend} ({one.source}){where}\n")
    if not findings:
        _print("Không thấy lỗi thể thức.\n")
    return int(bool(findings))


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise Refusal(f"Không có tệp {path}; kiểm tra lại đường dẫn.")
    return path


def _print(text: str) -> None:
    """UTF-8 whatever the terminal's settings: the output is data."""
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)


COMMANDS = {"read_plan": _read_plan, "write_plan": _write_plan, "check_document": _check_document}
