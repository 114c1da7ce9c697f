"""Reads scanned pages and photographs: tesseract gives the words, the rules of tables are found in the picture."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw, ImageSequence

from lantoa.documents.errors import UnreadableDocument
from lantoa.documents.reading.files import limits, tools
from lantoa.documents.reading.files.builder import Decode
from lantoa.documents.reading.files.pdf_glyphs import Piece
from lantoa.documents.reading.files.pdf_layout import Flow, reading_order
from lantoa.documents.reading.files.pdf_rules import Rule, grids_of
from lantoa.documents.source import SourceDocument

if TYPE_CHECKING:
    from lantoa.documents.reading.files.pdf import Page

Progress = Callable[[int, int], None]

_DPI = 200  # reads print of 11 points and more as surely as 300, in half the time
_MOST_PIXELS = 26_000_000  # A3 at 300 dpi and a half more
_SHARP_PIXELS = 8_000_000  # A3 at 200 dpi, A4 at 300: more only takes longer
_SECONDS_A_PAGE = 45
_FIRST_PAGES = 2  # with print on them decide whether a scan can be read at all
_WHITE = bytes(4)  # so many pixels without black end a run
_RUN = 48  # pixels of unbroken black that are a rule, not a letter
_LINE, _WORD = "4", "5"  # tesseract's levels
_DOUBTFUL, _LEGIBLE = 70.0, 50.0  # mean confidence below which a page may be turned, and is rubbish
_LEAST_INK = 0.001
_ILLEGIBLE = (
    "Chữ trong ảnh quá mờ, nghiêng hoặc bị xoay nên không nhận dạng được; "
    "hãy quét lại cho thẳng và rõ ở 300 dpi rồi tải lên."
)
_AGAIN = "hãy quét lại trang đó."
_APART = "hãy tách riêng các trang đó rồi tải lên."
_INSTALL = "cần chương trình tesseract với dữ liệu tiếng Việt (gói tesseract-ocr và tesseract-ocr-vie) trên máy chủ"


@dataclass(slots=True)
class Sheet:
    """What was recognised on a picture of this size in points, and how surely."""

    flow: list[Flow]
    width: float
    height: float
    confidence: float
    is_legible: bool = True


def needs_recognition(page: Any) -> bool:
    """Whether a page with hardly any text shows a picture, or letters drawn as shapes."""
    kinds = [
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, place))
        for place in range(min(pdfium.FPDFPage_CountObjects(page.raw), 500))
    ]
    return any(kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) for kind in kinds) or (
        kinds.count(pdfium.FPDF_PAGEOBJ_PATH) > 30
    )


@dataclass(slots=True)
class Run:
    """One document's recognition: it gives up early on what cannot be read, and keeps to its time."""

    total: int
    on_progress: Progress | None
    until: float = field(default_factory=lambda: monotonic() + limits.SECONDS_OF_RECOGNITION)
    printed: int = 0
    done: int = 0
    illegible: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)

    def read(self, number: int, show: Callable[[], Image.Image], width: float, height: float) -> Sheet | None:
        """What stands on page `number`; None once the time is up."""
        self._tell()
        self.done += 1
        if monotonic() > self.until:
            self.left_out.append(number)
            return None
        picture = show()
        height = height or width * picture.height / picture.width
        sheet = Sheet([], width, height, 0.0) if _is_blank(picture) else _upright(picture, width, height)
        self._judge(number, sheet)
        if self.done == self.total:
            self._tell()
        return sheet

    def _tell(self) -> None:
        if self.on_progress:
            self.on_progress(self.done, self.total)

    def _judge(self, number: int, sheet: Sheet) -> None:
        self.printed += bool(sheet.flow) or not sheet.is_legible
        if not sheet.is_legible:
            self.illegible.append(number)
        if len(self.illegible) == self.printed == min(_FIRST_PAGES, self.total):
            raise UnreadableDocument(_ILLEGIBLE)

    def warnings(self, pages: int) -> list[str]:
        """On pages that are missing from the text; a sentence where nothing else is left."""
        if self.illegible and len(self.illegible) == pages:
            raise UnreadableDocument(_ILLEGIBLE)
        told = []
        if self.illegible:
            told.append(f"Trang {_listed(self.illegible)} quá mờ, nghiêng hoặc bị xoay nên bị bỏ qua; {_AGAIN}")
        if self.left_out:
            told.append(f"Trang {_listed(self.left_out)} chưa được nhận dạng vì bản quét quá dài; {_APART}")
        return told


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")


def recognise_pages(file: Any, pages: list["Page"], numbers: list[int], on_progress: Progress | None) -> list[str]:
    """Put recognised text into the pages of these numbers; warnings in Vietnamese on what that means."""
    listed = _listed(numbers)
    if not _is_installed():
        if len(numbers) == len(pages):
            raise UnreadableDocument(
                f"Tệp PDF này chỉ có ảnh, không có chữ: {_INSTALL} để nhận dạng, hoặc hãy tải lên bản .docx."
            )
        return [f"Trang {listed} chỉ có ảnh nên chưa đọc được: {_INSTALL}."]
    if len(numbers) > limits.MOST_SCANNED_PAGES:
        raise UnreadableDocument(
            f"Bản quét dài hơn {limits.MOST_SCANNED_PAGES} trang; hãy tách riêng phần kế hoạch rồi tải lên."
        )
    run = Run(len(numbers), on_progress)
    for number in numbers:
        page = pages[number - 1]
        if sheet := run.read(number, partial(_picture, file, number - 1), page.width, page.height):
            page.flow, page.width, page.height = sheet.flow, sheet.width, sheet.height
    warning = f"Trang {listed} là ảnh quét, chữ được nhận dạng tự động; hãy soát lại từng dòng với bản gốc."
    return [warning, *run.warnings(len(pages))]


def read_image(path: Path, decode: Decode | None = None, on_progress: Progress | None = None) -> SourceDocument:
    """The text of a photograph or a scan, every frame of it."""
    from lantoa.documents.reading.files.pdf import Page, build

    if not _is_installed():
        raise UnreadableDocument(f"Tệp này là ảnh: {_INSTALL} để nhận dạng, hoặc hãy tải lên bản .docx.")
    pages: list[Page] = []
    try:
        with Image.open(path) as image:
            total = min(getattr(image, "n_frames", 1), limits.MOST_SCANNED_PAGES)
            run = Run(total, on_progress)
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if sheet := run.read(number, partial(_checked, frame), 595.0, 0.0):
                    pages.append(Page(number, sheet.width, sheet.height, sheet.flow))
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableDocument("Tệp ảnh này bị hỏng hoặc quá lớn; hãy quét lại ở 300 dpi rồi tải lên.") from error
    warning = "Văn bản là ảnh, chữ được nhận dạng tự động; hãy soát lại từng dòng với bản gốc."
    return build(pages, "scan", decode, [warning, *run.warnings(len(pages))])


def _is_installed() -> bool:
    program = tools.find("tesseract")
    return program is not None and b"vie" in (tools.run([program, "--list-langs"], seconds=10) or b"").split()


def _picture(file: Any, place: int) -> Image.Image:
    with closing(file[place]) as page:
        width, height = page.get_size()
        scale = min(_DPI / 72, (_SHARP_PIXELS / max(width * height, 1)) ** 0.5, _finest(page))
        bitmap = page.render(scale=scale, grayscale=True)
        with closing(bitmap):
            picture: Image.Image = bitmap.to_pil()
            return picture.convert("L")


def _finest(page: Any) -> float:
    """Pixels a point beyond which a page of one picture gains nothing: twice its own."""
    pictures = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    if len(pictures) != 1:
        return float("inf")
    left, low, right, high = map(float, pictures[0].get_bounds())
    points = max(right - left, high - low, 1.0)
    return 2.0 * max(map(int, pictures[0].get_px_size())) / points


def _checked(frame: Image.Image) -> Image.Image:
    if frame.width * frame.height > _MOST_PIXELS:
        raise Image.DecompressionBombError
    picture = frame.convert("L")
    wanted = _DPI * 8.27  # the width of A4
    if picture.width < 0.85 * wanted:
        return _scaled(picture, wanted / picture.width)
    excess = picture.width * picture.height / _SHARP_PIXELS
    return _scaled(picture, excess**-0.5) if excess > 1 else picture


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _upright(picture: Image.Image, width: float, height: float) -> Sheet:
    """What is recognised, of the picture turned upright where it lies on its side or stands on its head."""
    sheet = _recognise(picture.copy(), width, height)
    if sheet.confidence < _DOUBTFUL and (turn := _turn(picture)):
        turned = picture.rotate(-turn, expand=True, fillcolor=255)
        size = (height, width) if turn % 180 else (width, height)
        sheet = max(sheet, _recognise(turned, *size), key=lambda sheet: sheet.confidence)
    if sheet.confidence < _LEGIBLE:
        sheet.flow, sheet.is_legible = [], False
    return sheet


def _turn(picture: Image.Image) -> int:
    """By how many degrees tesseract would turn the picture, clockwise; 0 where it cannot tell."""
    told = _tesseract(picture, "--psm", "0", "-l", "osd").decode("utf-8", "replace")
    found = re.search(r"^Rotate: (\d{1,3})$", told, re.M)
    return int(found[1]) if found else 0


def _is_blank(picture: Image.Image) -> bool:
    """Whether hardly a point of the picture is dark."""
    return sum(picture.histogram()[:128]) < _LEAST_INK * picture.width * picture.height


def _tesseract(picture: Image.Image, *options: str) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PPM")
    command = [tools.find("tesseract") or "tesseract", "stdin", "stdout", "--dpi", str(_DPI), *options]
    return tools.run(command, seconds=_SECONDS_A_PAGE, data=held.getvalue()) or b""


def _recognise(picture: Image.Image, width: float, height: float) -> Sheet:
    scale = width / picture.width
    across, down = _rules(picture)
    _wipe(picture, across, down)
    table = _tesseract(picture, "--psm", "3", "-l", "vie", "tsv").decode("utf-8", "replace")
    grids = grids_of(
        [Rule(height - rule.at * scale, rule.low * scale, rule.high * scale) for rule in across],
        [Rule(rule.at * scale, height - rule.high * scale, height - rule.low * scale) for rule in down],
    )
    return Sheet(reading_order(_pieces(table, scale, height), grids), width, height, _confidence(table))


def _confidence(table: str) -> float:
    """How sure tesseract is of its letters, 0 to 100; rubbish gets some 35, a good scan above 90."""
    words = [word for word in _words(table) if word["level"] == _WORD and (word["text"] or "").strip()]
    letters = sum(len(word["text"]) for word in words)
    return sum(float(word["conf"]) * len(word["text"]) for word in words) / max(letters, 1)


def _words(table: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)


def _pieces(table: str, scale: float, height: float) -> list[Piece]:
    """Tesseract's words as pieces of lines, as tall as their line; words of one line far apart stay apart."""
    pieces: list[Piece] = []
    begins, y0, y1 = True, 0.0, 0.0
    for word in _words(table):
        x0, top = int(word["left"]) * scale, int(word["top"]) * scale
        x1, bottom = x0 + int(word["width"]) * scale, top + int(word["height"]) * scale
        if word["level"] == _LINE:
            begins, y0, y1 = True, height - bottom, height - top
        text = (word["text"] or "").strip()
        if word["level"] != _WORD or not text or _is_noise(text, float(word["conf"])):
            continue
        if begins or x0 - pieces[-1].x1 > 1.8 * (y1 - y0):
            pieces.append(Piece("", x0, y0, x1, y1, size=round(y1 - y0, 1), order=2 * len(pieces)))
        _add_word(pieces[-1], text, x0, x1)
        begins = False
    return pieces


def _add_word(piece: Piece, text: str, x0: float, x1: float) -> None:
    if piece.text:
        piece.text += " "
        piece.lefts.append(piece.x1)
        piece.indexes.append(-1)
    step = (x1 - x0) / len(text)
    piece.lefts += [x0 + place * step for place in range(len(text))]
    piece.indexes += [0] * len(text)
    piece.text += text
    piece.x1 = max(piece.x1, x1)


def _is_noise(text: str, confidence: float) -> bool:
    """Rests of rules and of stamps."""
    return confidence < 5 or (confidence < 75 and not any(char.isalnum() for char in text) and text not in "-+•*…")


def _rules(picture: Image.Image) -> tuple[list[Rule], list[Rule]]:
    """Long runs of black, across and down, in pixels."""
    dark = picture.point(lambda value: 255 if value < 150 else 0)
    return _runs(dark), _runs(dark.transpose(Image.Transpose.TRANSPOSE))


def _runs(dark: Image.Image) -> list[Rule]:
    """Box averages find the runs without a loop over the pixels; their ends are then looked up."""
    width = max(dark.width // _RUN, 1)
    means, pixels = dark.resize((width, dark.height), Image.Resampling.BOX).tobytes(), dark.tobytes()
    step = dark.width / width
    rules: list[Rule] = []
    for at in range(dark.height):
        row = means[at * width : (at + 1) * width]
        if max(row) < 200:
            continue
        line = pixels[at * dark.width : (at + 1) * dark.width]
        blocks = [place for place, value in enumerate(row) if value >= 200]
        for first, last in _stretches(blocks):
            low, high = line.rfind(_WHITE, 0, int(first * step) + 4), line.find(_WHITE, int((last + 1) * step) - 4)
            rules.append(Rule(at, low + 1, high if high >= 0 else dark.width))
    return rules


def _stretches(blocks: list[int]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for block in blocks:
        if stretches and stretches[-1][1] == block - 1:
            stretches[-1] = (stretches[-1][0], block)
        else:
            stretches.append((block, block))
    return stretches


def _wipe(picture: Image.Image, across: list[Rule], down: list[Rule]) -> None:
    """Paint rules over, which would be read as letters."""
    brush = ImageDraw.Draw(picture)
    for rule in across:
        brush.rectangle((rule.low, rule.at - 1, rule.high, rule.at + 1), fill=255)
    for rule in down:
        brush.rectangle((rule.at - 1, rule.low, rule.at + 1, rule.high), fill=255)
