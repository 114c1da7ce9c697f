"""How big a file may be: far above any real document, far below what would hurt the machine (5 s, 300 MB)."""

from lantoa.documents.errors import UnreadableDocument

MEGABYTE = 1 << 20

LARGEST_FILE = 50 * MEGABYTE  # scans are the biggest honest ones
LARGEST_TEXT = 4 * MEGABYTE  # plain text, HTML, RTF: some 1,500 pages
LARGEST_XML = 24 * MEGABYTE  # one part of a Word file, unpacked
LARGEST_PACKAGE = 250 * MEGABYTE  # a Word file with its pictures, unpacked
HIGHEST_RATIO = 400  # unpacked to packed, of XML parts above a megabyte
MOST_ELEMENTS = 160_000
MOST_PAGES = 200
MOST_SCANNED_PAGES = 80
SECONDS_OF_RECOGNITION = 180.0  # for all pages of a scan; those left over are named in a warning


def refuse_file_size(size: int) -> None:
    """Raise where a file is bigger than any scan of a plan."""
    if size > LARGEST_FILE:
        raise UnreadableDocument(
            f"Tệp lớn quá {LARGEST_FILE // MEGABYTE} MB; hãy nén ảnh trong tệp hoặc tách nhỏ rồi tải lên."
        )


def refuse_text_size(size: int) -> None:
    """Raise where plain text is longer than any plan could be."""
    if size > LARGEST_TEXT:
        raise UnreadableDocument(
            f"Tệp văn bản này dài quá {LARGEST_TEXT // MEGABYTE} MB, không thể là một văn bản hành chính; "
            "hãy kiểm tra lại và chọn đúng tệp."
        )


def refuse_elements(count: int) -> None:
    """Raise where mark-up has more elements than any plan could have."""
    if count > MOST_ELEMENTS:
        raise UnreadableDocument(
            "Tệp có quá nhiều thành phần định dạng (bảng, ô, đoạn) để đọc an toàn; "
            "hãy tách văn bản thành các tệp nhỏ hơn rồi tải lên lại."
        )
