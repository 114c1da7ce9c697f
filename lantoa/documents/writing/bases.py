"""How a plan names the documents that it rests on (Phụ lục I, ô 6: the first citation in full)."""

import re

from lantoa.documents.plan import LegalBasis
from lantoa.documents.writing.wording import cited, full_date, type_name

_LAW = re.compile(r"(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\b")
_NOUN = re.compile(
    r"(?:Kế hoạch|Chương trình|Đề án|Quy chế|Quy định|Phương án|Chiến lược|Danh mục|ban hành|phê duyệt)\b"
)


def basis_text(basis: LegalBasis) -> str:
    """ "Căn cứ Kế hoạch số 45/KH-UBND ngày 21 tháng 02 năm 2023 của Ủy ban nhân dân tỉnh về …"."""
    name, about = _name(basis)
    when = f" {full_date(basis.date)}" if basis.date else ""
    whose = f" của {basis.issuer}" if basis.issuer else ""
    return f"Căn cứ {name}{when}{whose}{_about(about)}"


def _name(basis: LegalBasis) -> tuple[str, str]:
    """What the document is called, and what is left to say about it. Laws go by their name."""
    about = basis.about or ""
    if not basis.number:
        return about, ""
    if _LAW.match(about) and not type_name(basis.number):
        return f"{about} số {basis.number}", ""
    return cited(basis.number), about


def _about(about: str) -> str:
    if not about:
        return ""
    return f" {'về' if _NOUN.match(about) else 'về việc'} {about}"
