"""Binding 200 reports into one volume, against copying their bytes through a zip once; and its growth to 400."""

import io
import zipfile
from collections.abc import Callable, Iterator
from time import process_time

from benchmarks.harness import Result, compare, growth
from lantoa.documents.writing.report import write_report
from lantoa.documents.writing.report_content import Narrative, ReportContent
from lantoa.documents.writing.volume import Bound, write_volume

REPORTS = 200
_WORDS = "Đơn vị đã tổ chức truyền thông cải cách hành chính đến phụ huynh, học sinh và nhân dân. " * 3


def run() -> Iterator[Result]:
    data = _report()
    yield compare(f"bind {REPORTS} reports", lambda: _bind(data, REPORTS), lambda: _copy(data, REPORTS), 3.0, rounds=3)
    name = f"bind: growth from {REPORTS} to {2 * REPORTS}"
    yield growth(name, lambda: _bind(data, REPORTS), lambda: _bind(data, 2 * REPORTS), 2, 1.2, timer=_spent)


def _spent(work: Callable[[], object]) -> float:
    """Seconds of the processor, with the collector at work: without it the documents behind would pile up."""
    started = process_time()
    work()
    return process_time() - started


def _bind(data: bytes, count: int) -> None:
    titles = [f"Trường số {number}" for number in range(count)]
    write_volume("Tập báo cáo", (Bound(title, io.BytesIO(data)) for title in titles), titles, io.BytesIO())


def _copy(data: bytes, count: int) -> None:
    """Unpack every document and pack it again."""
    with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(count):
            with zipfile.ZipFile(io.BytesIO(data)) as one:
                for name in one.namelist():
                    out.writestr(f"{number}/{name}", one.read(name))


def _report() -> bytes:
    out = io.BytesIO()
    texts = [Narrative(str(place), 1, f"Phần {place}", "\n".join([_WORDS] * 10)) for place in range(4)]
    write_report(ReportContent(issuer="Trường THPT số 1", subject="Kết quả truyền thông", narratives=texts), out)
    return out.getvalue()
